# question.sh – on a terminal apply asks before it changes anything, and takes only a yes for a yes.
. "$HERE/lib.sh"
script --version 2>/dev/null | grep -q util-linux || { echo "SKIPPED: no script(1) of util-linux to lend a terminal"; exit 0; }
new_mac mac
fleet repo

# answer STATUS TEXT: vouch apply on a terminal whose user types TEXT.
answer() {
	printf '%s\n' "$2" | script -q -e -c "vouch apply --root $work/mac --repo $work/repo" /dev/null >out 2>err
	got=$?
	[ "$got" -eq "$1" ] || fail "exit $got, not $1, after the answer '$2'"
}
answer 8 no
says "create_user"
"$work/mac/usr/bin/dscl" . -read /Users/alice >/dev/null 2>&1 && fail "done although nobody said yes"
answer 8 ''
"$work/mac/usr/bin/dscl" . -read /Users/alice >/dev/null 2>&1 && fail "done although nobody said yes"
answer 0 yes
says "done"
"$work/mac/usr/bin/dscl" . -read /Users/alice >/dev/null 2>&1 || fail "not done although somebody said yes"

# With neither a terminal nor --yes nobody can be asked.
expect 64 vouch apply --root mac --repo repo
complains "--yes"
exit 0
