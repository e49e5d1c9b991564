# full_disk.sh – no room for the journal: one clear message, nothing changed without an intent, and with
# room again the next run does it all.
. "$HERE/lib.sh"
if [ "${1:-}" != inside ]; then
	flags=-m # root keeps its right to give files away; others become root in a namespace of their own
	[ "$(id -u)" -eq 0 ] || flags=-rm
	unshare $flags true 2>/dev/null || { echo "SKIPPED, NOT TESTED: namespaces are not allowed here"; exit 0; }
	exec unshare $flags sh "$HERE/full_disk.sh" inside
fi
new_mac mac
fleet repo
cp -a mac mac.before
mkdir -p state
mount -t tmpfs -o size=4m,mode=0700 tmpfs state || { echo "SKIPPED, NOT TESTED: no tmpfs in a namespace"; exit 0; }
trap 'umount state; rm -rf "$work"' EXIT
dd if=/dev/zero of=state/ballast bs=1k count=5000 2>/dev/null
"$work/mac/usr/bin/dscl" . -list /Users >before
expect 1 vouch apply --root mac --repo repo --state "$work/state" --yes
complains "no room left on the disk"
"$work/mac/usr/bin/dscl" . -list /Users >after
cmp -s before after || fail "something was changed without a journal"
# With room again.
rm state/ballast
expect 0 vouch apply --root mac --repo repo --state "$work/state" --yes
expect 0 vouch plan --root mac --repo repo --state "$work/state"
ends_with "nothing to do"

# Room for a part of the journal: wherever it ends, what was begun is recorded, and the rest is done later.
left=4
ended=1
while [ "$ended" -ne 0 ]; do
	rm -rf state/* copy
	cp -a mac.before copy
	dd if=/dev/zero of=state/ballast bs=1k count=5000 2>/dev/null
	truncate -s "-${left}k" state/ballast
	vouch apply --root copy --repo repo --state "$work/state" --yes >out 2>err
	ended=$?
	[ "$ended" -le 1 ] || fail "exit $ended with $left KiB left"
	[ "$ended" -eq 0 ] || grep -q -E 'no room left on the disk|No space left on device' err || fail "with $left KiB left: why?"
	if simmac show copy --json | grep -q '"name": "alice"'; then
		begun=$((${begun:-0} + 1))
		expect 0 vouch show last --root copy --state "$work/state"
		says "create_user"
	fi
	rm state/ballast
	expect 0 vouch apply --root copy --repo repo --state "$work/state" --yes
	expect 0 vouch plan --root copy --repo repo --state "$work/state" --detailed-exitcode
	simmac show copy --json >shown
	grep -q '"name": "alice".*"token": true' shown || fail "with $left KiB left: alice holds no token"
	left=$((left + 12))
done
[ "$left" -gt 60 ] && [ "${begun:-0}" -ge 2 ] || fail "the disk was full too early or too late: this test shows little"
exit 0
