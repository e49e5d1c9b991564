# agent.sh – the agent on a schedule: rounds go on after an error, and a signal ends it.
. "$HERE/lib.sh"
new_mac mac
fleet good
repository repo <<'END'
users:
  alice: {shel: /bin/zsh}
END

vouch run --every 1s --root mac --repo repo >agent.out 2>agent.err &
agent=$!
wait_for agent.err "base.yaml:2:"
cp good/base.yaml repo/base.yaml
wait_for agent.out "nothing to do"
kill -TERM "$agent"
wait "$agent"
status=$?
cp agent.out out
cp agent.err err
[ "$status" -eq 8 ] || fail "the agent ended with $status, not 8"
says "create_user by setup: done"
complains "Z done"
mac/usr/bin/dscl . -read /Users/alice RecordName >/dev/null 2>&1 || fail "alice is not there"
exit 0
