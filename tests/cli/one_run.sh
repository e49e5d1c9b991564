# one_run.sh – one run at a time, an interrupt between two steps, a run that was killed.
. "$HERE/lib.sh"
new_mac mac

# Alice's password comes from a program that waits until the test lets it go: a run that stands still.
mkfifo gate
cat >secret <<END
#!/bin/sh
echo waiting >>"$work/asked"
read -r line <"$work/gate"
echo Alice-Canary-2
END
chmod 0755 secret
repository repo <<END
users:
  setup:
    admin: true
    secure_token: true
    password: {env: PASSWORD_SETUP}
  alice:
    secure_token: true
    password: {exec: [$work/secret]}
  bob:
    password: {env: PASSWORD_ALICE}
END

begin() {
	: >asked
	vouch apply --root mac --repo repo --yes --allow "$work/secret" >first.out 2>first.err &
	run=$!
	wait_for asked waiting
}

# While a run stands, another one is told who holds the lock; planning needs none.
begin
expect 6 vouch apply --root mac --repo repo --yes --allow "$work/secret"
complains "process $run"
expect 6 vouch run --once --root mac --repo repo --allow "$work/secret"
expect 0 vouch plan --root mac --repo repo --allow "$work/secret"

# A killed run holds nobody up. Its program ends when it is let go.
kill -KILL "$run"
wait "$run" 2>/dev/null
echo go >gate

# An interrupt ends the run after the step that is under way: alice is made, bob is not.
begin
kill -INT "$run"
echo go >gate
wait "$run"
status=$?
cp first.out out
cp first.err err
[ "$status" -eq 8 ] || fail "interrupted: exit $status, not 8"
says "alice  create_user by setup: done"
expect 0 vouch history --root mac
says "interrupted"
expect 0 vouch plan --root mac --repo repo --allow "$work/secret"
says "+ bob  create_user"
says_not "+ alice"

# The next run does what is left, and asks nobody for a password that it does not need.
: >asked
expect 0 vouch apply --root mac --repo repo --yes --allow "$work/secret"
[ ! -s asked ] || fail "the program was run for nothing"
expect 0 vouch plan --root mac --repo repo --allow "$work/secret"
ends_with "nothing to do"
exit 0
