# full_disk.sh – no room for the journal: one clear message, nothing changed without an intent, and with
# room again the next run does it all.
. "$HERE/lib.sh"
if [ "${1:-}" != inside ]; then
	flags=-m # root keeps its right to give files away; others become root in a namespace of their own
	[ "$(id -u)" -eq 0 ] || flags=-rm
	unshare $flags true 2>/dev/null || { echo "SKIPPED: namespaces are not allowed here"; exit 0; }
	exec unshare $flags sh "$HERE/full_disk.sh" inside
fi
new_mac mac
fleet repo
mkdir -p state
mount -t tmpfs -o size=4m,mode=0700 tmpfs state || { echo "SKIPPED: no tmpfs in a namespace"; exit 0; }
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
exit 0
