# checker.sh – check.sh finds what is wrong: a transcript without a row, two rows, a row without a transcript, other
# facts, other words, another exit status, a row that says nothing.
set -u
here=$PROJECT/tests/transcripts
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-checker-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

mkdir -p "$work/folder/sw_vers" "$work/folder/fdesetup"
printf 'ProductName:\tMac OS X\nProductVersion:\t10.14.1\nBuildVersion:\t18B75\n' >"$work/folder/sw_vers/a.stdout.txt"
printf 'FileVault is Off.\n' >"$work/folder/fdesetup/b.stdout.txt"
good="the sw_vers/a.stdout.txt
on 10.14.1
prints same sw_vers
the fdesetup/b.stdout.txt
gives filevault off
on 13.6
prints has fdesetup status"

# check STATUS LINE TABLE: it ends so, and says that line.
check() {
	printf '%s\n' "$3" >"$work/table"
	sh "$here/check.sh" "$work/table" "$work/folder" >"$work/said" 2>&1
	got=$?
	if [ "$got" -ne "$1" ] || ! grep -q -e "$2" "$work/said"; then
		printf 'FAILED: exit %s, not %s; or it does not say: %s\n' "$got" "$1" "$2"
		cat "$work/said"
		failures=$((failures + 1))
	fi
}

check 0 '^2 transcripts: parsers read 1; 0 are refusals; the simulated Mac prints 1 to the byte, 1 in part, 0 not$' "$good"
check 0 '  fdesetup/b.stdout.txt  *a good reason' "$(printf '%s\n' "$good" | sed '$s/.*/cannot "a good reason"/')"
check 1 'b.stdout.txt: it has no row' "$(printf '%s\n' "$good" | head -n 3)"
check 1 'b.stdout.txt: two rows' "$good
the fdesetup/b.stdout.txt
cannot reason"
check 1 'c.stdout.txt: there is no such transcript' "$good
the fdesetup/c.stdout.txt
cannot reason"
check 1 'gives "off", not "on"' "$(printf '%s\n' "$good" | sed 's/vault off/vault on/')"
check 1 'prints something else' "$(printf '%s\n' "$good" | sed 's/^on 10.14.1/on 10.14.2/')"
check 1 'prints something else' "$(printf '%s\n' "$good" | sed 's/^on 13.6/on 13.6 --filevault on --admin a --password -/')"
check 1 'exit 0, not 3' "$(printf '%s\n' "$good" | sed 's/^on 13.6/&\
ends 3/')"
check 1 'its row says neither' "$(printf '%s\n' "$good" | sed '$d')"
check 1 'an expression of its row is none' "$(printf '%s\n' "$good" | sed 's/^on 13.6/&\
swap s,a/')"
check 1 'the catalogue has it as "none", not "no user"' "$(printf '%s\n' "$good" | sed 's/^on 13.6/refused "no user"\
&/')"
printf 'path\tx\tx\tx\texit\nfdesetup/b.stdout.txt\tx\tx\tx\t30?\n' >"$work/folder/INDEX.tsv"
check 1 'the catalogue has it as "no user", not "none"' "$(printf '%s\n' "$good" | sed 's/^on 13.6/ends 0\
&/')"
sed -i.old 's/30/99/' "$work/folder/INDEX.tsv" && rm "$work/folder/INDEX.tsv.old"
check 1 'does not say how it refused' "$(printf '%s\n' "$good" | sed 's/^on 13.6/ends 0\
&/')"
rm "$work/folder/INDEX.tsv"
check 1 'no such Mac' "$(printf '%s\n' "$good" | sed 's/^on 13.6/on 9.9/')"
sh "$here/check.sh" "$work/table" "$work/none" >"$work/said"
[ $? -eq 77 ] && grep -q '^SKIPPED, NOT TESTED' "$work/said" || {
	echo "FAILED: a missing folder is not said"
	failures=$((failures + 1))
}
[ "$failures" -eq 0 ]
