# faults.sh – tools that lie, fail, die or talk nonsense in the middle of a run: success is reported only
# for what the Mac has, and the next run ends what this one could not.
. "$HERE/lib.sh"
fleet repo
check_converges() {
	expect 0 vouch apply --root "$1" --repo repo --yes
	expect 0 vouch plan --root "$1" --repo repo
	ends_with "nothing to do"
	"$work/$1/usr/sbin/sysadminctl" -secureTokenStatus alice 2>&1 | grep -q 'is ENABLED for user' ||
		fail "$1: alice holds no token"
}

for kind in lie fail garbage killed killed-after; do
	new_mac "$kind"
	simmac fault "$kind" "$kind" --tool sysadminctl --word -secureTokenOn || fail "simmac fault"
	expect 1 vouch apply --root "$kind" --repo repo --yes
	[ -z "$(simmac fault "$kind")" ] || fail "$kind: the fault did not strike"
	says "create_user by setup: FAILED"
	says_not "create_user by setup: done"
	expect 0 vouch history --root "$kind"
	says "failed"
	check_converges "$kind"
done

# A tool that is not there: nothing is made up, and nothing is lost.
new_mac missing
mv missing/usr/sbin/sysadminctl sysadminctl
expect 1 vouch apply --root missing --repo repo --yes
says "create_user by setup: FAILED"
grep -q 'sysadminctl.*look whether the tool is there' out err || fail "nobody says that sysadminctl is missing"
mv sysadminctl missing/usr/sbin/sysadminctl
check_converges missing
exit 0
