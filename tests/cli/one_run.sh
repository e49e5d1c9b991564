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

begin
expect 6 vouch apply --root mac --repo repo --yes --allow "$work/secret"
complains "process $run"
expect 6 vouch run --once --root mac --repo repo --allow "$work/secret"
# Planning needs no lock.
expect 0 vouch plan --root mac --repo repo --allow "$work/secret"

# An interrupt ends the run after the step that is under way.
kill -INT "$run"
echo go >gate
wait "$run"
status=$?
[ "$status" -eq 8 ] || { cat first.out first.err >&2; fail "interrupted: exit $status, not 8"; }
expect 0 vouch history --root mac
says "interrupted"

# A killed run holds nobody up, and the next one finishes its work.
if vouch plan --root mac --repo repo --allow "$work/secret" --detailed-exitcode >out 2>err; then
	fail "the interrupted run left nothing to do"
fi
if ! mac/usr/bin/dscl . -read /Users/alice RecordName >/dev/null 2>&1; then
	begin
	kill -KILL "$run"
	wait "$run" 2>/dev/null
	echo go >gate &
fi
(while [ ! -e done ]; do echo go >gate; done) &
feeder=$!
expect 0 vouch apply --root mac --repo repo --yes --allow "$work/secret"
: >done
kill "$feeder" 2>/dev/null
expect 0 vouch plan --root mac --repo repo --allow "$work/secret"
ends_with "nothing to do"
exit 0
