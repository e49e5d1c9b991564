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
exit 0
