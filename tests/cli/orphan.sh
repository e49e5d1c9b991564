# orphan.sh – a run is killed while its tool goes on: the next one waits for the tool, then ends the work.
. "$HERE/lib.sh"
new_mac mac --filevault on --preboot-delay 1500
fleet repo
simmac fault mac orphan --tool diskutil --word updatePreboot || fail "simmac fault"
vouch apply --root mac --repo repo --yes >first.out 2>first.err
status=$?
[ "$status" -gt 128 ] || fail "the run was not killed: exit $status"
# The tool still holds the lock that it inherited.
expect 0 vouch apply --root mac --repo repo --yes
complains "waiting for a tool that a killed run had started"
expect 0 vouch plan --root mac --repo repo
ends_with "nothing to do"
[ "$(simmac trace mac | grep -c '^start.*updatePreboot')" -le 2 ] || fail "refreshed more than once again"

# A run is killed by hand while its tool does not end: nobody works beside the one or the other.
new_mac stuck --filevault on
simmac fault stuck hang --tool sysadminctl --word -secureTokenOn || fail "simmac fault"
vouch apply --root stuck --repo repo --yes >first.out 2>first.err &
run=$!
until tool=$(simmac trace stuck | awk -F '\t' '$1 == "fault" { print $2 }') && [ -n "$tool" ]; do sleep 0.05; done
expect 6 vouch apply --root stuck --repo repo --yes
complains "another run (process $run) holds the lock"
kill -KILL "$run"
wait "$run" 2>/dev/null
kill -0 "$tool" || fail "the tool ended with its run: this test shows nothing"
vouch apply --root stuck --repo repo --yes >second.out 2>second.err &
second=$!
wait_for second.err "waiting for a tool that a killed run had started"
kill -0 "$second" || fail "the second run did not wait"
simmac trace stuck >trace.waiting
[ "$(tail -n 1 trace.waiting | cut -f 1)" = fault ] || fail "something ran beside the orphan"
kill -KILL "$tool"
wait "$second"
status=$?
cp second.out out
cp second.err err
[ "$status" -eq 0 ] || fail "exit $status when the orphan had ended"
says "alice  create_user by setup: done"
expect 0 vouch plan --root stuck --repo repo
ends_with "nothing to do"
exit 0
