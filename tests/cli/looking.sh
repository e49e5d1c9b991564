# looking.sh – plan and observe start no tool that changes anything, and write nothing anywhere: neither
# on the Mac nor in the state folder, nor where programs like to leave things.
. "$HERE/lib.sh"
ls --full-time / >/dev/null 2>&1 || { echo "SKIPPED, NOT TESTED: this ls does not tell full times"; exit 0; }

# Everything with its mode, its times and its content – a folder's times tell of a file that came and
# went. Not the links to a file, for all Macs share the tools; and not the trace of the tools.
picture() {
	find "$@" -path '*/db/simmac/trace' -prune -o -exec ls -ldn --full-time {} + | sed 's/^\([^ ]*\) *[0-9]*/\1/' |
		sort
	find "$@" -path '*/db/simmac/trace' -prune -o -type f -exec cksum {} + | sort
}
look_around() {
	for command in 'observe' 'observe --json' 'plan --repo repo' 'plan --repo repo --json -v' \
		'explain alice --repo repo' 'explain setup --repo repo --json' \
		'graph --repo repo' 'graph --repo repo --format svg'; do
		expect 0 vouch $command --root "$1"
	done
	expect 2 vouch plan --repo repo --root "$1" --detailed-exitcode
	expect 64 vouch apply --repo repo --root "$1" </dev/null
}
unchanged() {
	picture "$@" home temporary repo >after
	cmp -s before after || { diff before after >&2; fail "looking changed something"; }
}

mkdir home temporary
export HOME=$work/home TMPDIR=$work/temporary XDG_CACHE_HOME=$work/home XDG_STATE_HOME=$work/home
fleet repo
new_mac fresh --filevault on
"$work/fresh/usr/bin/sw_vers" >/dev/null # the trace is there from now on
picture fresh home temporary repo >before
look_around fresh
expect 0 vouch plan --repo repo --root fresh --out saved.plan
unchanged fresh

# A Mac with a history, in a state folder of its own, where somebody has changed something by hand.
new_mac mac --filevault on
expect 0 vouch apply --root mac --repo repo --state "$work/state" --yes
expect 0 vouch apply --root mac --repo repo --yes
"$work/mac/usr/bin/dscl" . -create /Users/alice UserShell /bin/sh || fail "drift by hand"
picture mac state home temporary repo >before
simmac trace mac >trace.before
look_around mac
expect 2 vouch plan --root mac --repo repo --state "$work/state" --detailed-exitcode
expect 0 vouch history --root mac
expect 0 vouch show last --root mac --state "$work/state"
unchanged mac state

# After a run that was killed: its journal is left with its log.
new_mac killed
simmac fault killed cut-after --tool sysadminctl --word -secureTokenOn || fail "simmac fault"
vouch apply --root killed --repo repo --yes >died.out 2>&1 &
wait $! 2>/dev/null
[ -s killed/var/db/vouch/journal.db-wal ] || fail "the run was not killed: this test shows nothing"
picture killed home temporary repo >before
expect 2 vouch plan --root killed --repo repo --detailed-exitcode
expect 0 vouch observe --root killed
expect 0 vouch history --root killed
says " open "
unchanged killed

# What ran, beyond what had run before: only reading calls, by their words.
simmac trace mac >trace.after
tail -n +"$(($(wc -l <trace.before) + 1))" trace.after | grep '^start' | cut -f 5- | sort -u >ran
grep -q . ran || fail "the trace is empty: this test shows nothing"
grep -v -E "^(dscl	-plist	\.	-read(all)?	|diskutil	apfs	listUsers	|fdesetup	(list|status)|profiles	status	|ioreg	|scutil|sysctl	|sysadminctl	-secureTokenStatus	)" ran >changing
[ ! -s changing ] || { cat changing >&2; fail "a tool that may change something ran"; }
exit 0
