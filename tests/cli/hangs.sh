# hangs.sh – a tool that never ends: it is ended when its time is over, and the run says so; the next one
# does what is left. Slow, because the deadlines are the real ones.
. "$HERE/lib.sh"
fleet repo

# While looking: what it would have said is unknown, and whatever needs that waits.
new_mac looking
simmac fault looking hang --tool diskutil --word listUsers || fail "simmac fault"
vouch plan --root looking --repo repo --detailed-exitcode -v >looking.out 2>looking.err &
looking=$!

# While changing.
new_mac changing
expect 0 vouch apply --root changing --repo repo --yes
"$work/changing/usr/bin/dscl" . -create /Users/alice UserShell /bin/sh || fail "drift by hand"
simmac fault changing hang --tool dscl --word -create || fail "simmac fault"
vouch apply --root changing --repo repo --yes >changing.out 2>changing.err &
changing=$!

ended() { # NAME PROCESS STATUS
	wait "$2"
	status=$?
	cp "$1.out" out
	cp "$1.err" err
	[ "$status" -eq "$3" ] || fail "$1: exit $status, not $3"
	[ -z "$(simmac fault "$1")" ] || fail "$1: the fault did not strike: this test shows nothing"
	# The tool that hung is gone with the run.
	tool=$(simmac trace "$1" | awk -F '\t' '$1 == "fault" { print $2 }')
	kill -0 "$tool" 2>/dev/null && fail "$1: the tool still hangs"
	:
}
ended looking "$looking" 2
complains "still running after"
says "waits for: unknown"
ended changing "$changing" 1
grep -q 'update_user.*FAILED.*still running after' out || fail "nobody says that the tool hung"
expect 0 vouch apply --root changing --repo repo --yes
says "shell: /bin/sh -> /bin/zsh"
for mac in looking changing; do
	expect 0 vouch apply --root "$mac" --repo repo --yes
	expect 0 vouch plan --root "$mac" --repo repo
	ends_with "nothing to do"
done
exit 0
