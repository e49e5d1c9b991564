# looking.sh – plan and observe start no tool that changes anything, and write nothing anywhere.
. "$HERE/lib.sh"
new_mac mac --filevault on
fleet repo
expect 0 vouch apply --root mac --repo repo --yes
"$work/mac/usr/bin/dscl" . -create /Users/alice UserShell /bin/sh || fail "drift by hand"

# Every file with its mode, its times and its content (not its links: all Macs share the tools); the
# trace of the tools apart.
picture() {
	find mac repo -path mac/private/var/db/simmac/trace -prune -o -type f -exec ls -ln --full-time {} + 2>/dev/null |
		awk '{ $2 = ""; print }' |
		sort
	find mac repo -path mac/private/var/db/simmac/trace -prune -o -type f -exec cksum {} + | sort
	find mac repo | sort
}
ls --full-time / >/dev/null 2>&1 || { echo "SKIPPED: this ls does not tell full times"; exit 0; }
picture >before
simmac trace mac >trace.before
expect 0 vouch observe --root mac
expect 0 vouch observe --root mac --json
expect 2 vouch plan --root mac --repo repo --detailed-exitcode
expect 0 vouch plan --root mac --repo repo --json
expect 0 vouch plan --root mac --repo repo --out saved.plan
expect 0 vouch history --root mac
simmac trace mac >trace.after
picture >after
cmp -s before after || { diff before after >&2; fail "looking changed something"; }

# What ran, beyond what had run before: only reading calls, by their words.
tail -n +"$(($(wc -l <trace.before) + 1))" trace.after | grep '^start' | cut -f 5- | sort -u >ran
grep -q . ran || fail "the trace is empty: this test shows nothing"
grep -v -E "^(dscl	-plist	\.	-read(all)?	|diskutil	apfs	listUsers	|fdesetup	(list|status)|profiles	status	|ioreg	|scutil|sysctl	|sysadminctl	-secureTokenStatus	)" ran >changing
[ ! -s changing ] || { cat changing >&2; fail "a tool that may change something ran"; }
exit 0
