# many.sh – a Mac of 10 000 accounts answers in well under a second of computing. Slow: it is made first.
. "$(dirname "$0")/lib.sh"

{
	printf 'os: 14.5\niterations: 1\naccounts:\n- {admin: setup, password: "-"}\n'
	awk 'BEGIN { for (i = 0; i < 10000; i++) printf "- {user: u%05d, uid: %d, home: /Users/none}\n", i, 2000 + i }'
} >"$work/many.yaml"
printf 'pw-setup\n' | create --from "$work/many.yaml"
# The time of the processor, user and system: how busy the machine is does not count.
spent() { # spent WHAT COMMAND…
	what=$1
	shift
	# The second line of times: the children of this shell.
	seconds=$( ("$@" >"$work/out" 2>"$work/err"; times) | awk -F '[ms ]+' 'NR == 2 { print $1 * 60 + $2 + $3 * 60 + $4 }')
	[ -n "$seconds" ] || { echo "FAILED: no time"; failures=$((failures + 1)); }
	awk -v seconds="$seconds" 'BEGIN { exit !(seconds < 0.8) }' ||
		{ echo "FAILED: $what took $seconds s"; failures=$((failures + 1)); }
}
spent "reading all" "$mac/usr/bin/dscl" . -readall /Users
[ "$(grep -c '^RecordName: u' "$work/out")" -eq 10000 ] || { echo "FAILED: not all"; failures=$((failures + 1)); }
spent "reading all as a list" "$mac/usr/bin/dscl" -plist . -readall /Users
spent "numbers" "$mac/usr/bin/dscl" . -list /Users UniqueID
spent "who unlocks" "$mac/usr/bin/fdesetup" list
spent "one account" "$mac/usr/bin/dscl" . -read /Users/u05000
finish
