# descriptions.sh – Macs described in YAML, of one's own and ready-made.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-1\npw-2\npw-3\n' | create "$@"; }
# The accounts with what is worth saying of them, one a line.
shown() { "$simmac" show "$mac" | sed -n '/^accounts:/,$p' | sed '1d; s/^ *//; s/  */ /g'; }

cat >"$work/mine.yaml" <<-'END'
	# A comment.
	filevault: on
	accounts:
	- password: "-"
	  full-name: Setup Admin
	  admin: setup
	- user: alice
	  token: true
	  hidden: false
	  password: "-"
	quirks: {lie_done: on}
	os: 14.5
	hostname: desk-7
END
new --from "$work/mine.yaml"
is "accounts" "alice uid 502 standard, token
setup uid 501 admin, token" "$(shown)"
is "full name" "Setup Admin" "$("$mac/usr/bin/dscl" . -read /Users/setup RealName | tail -1 | sed 's/^ //')"
expect "a quirk" 0 err '- Done!' sysadminctl -secureTokenOn alice -password pw-2 -adminUser setup -adminPassword pw-1
expect "the name" 0 out '.*desk-7' "$simmac" show "$mac"
new --os 15.1 --from "$work/mine.yaml"
expect "the command line wins" 0 out 'ProductVersion:.*15\.1' "$mac/usr/bin/sw_vers"

printf 'os: [14, 5]\n' >"$work/bad1"
printf 'os: 14.5\naccounts: {admin: x}\n' >"$work/bad2"
printf 'os: 14.5\naccounts:\n- {password: "-"}\n' >"$work/bad3"
printf 'os: "14.5\n' >"$work/bad4"
printf 'os: 14.5\ncolour: red\n' >"$work/bad5"
printf 'from: fresh\n' >"$work/bad6"
printf 'os: 14.5\naccounts:\n- {admin: x, password: canary}\n' >"$work/bad7"
rm -rf "$mac"
for bad in bad1 bad2 bad3 bad4 bad5 bad6 bad7 missing; do
	expect "refused: $bad" 64 err 'simmac: .*' "$simmac" create "$mac" --from "$work/$bad"
	! grep -q canary "$work/err" || { echo "FAILED: a password in the message"; failures=1; }
done
expect "names of the ready-made ones" 0 out '  lost-grantor +.*' "$simmac" create --help

# --- ready-made ones
new --from fresh
is "fresh" "setup uid 501 admin, token" "$(shown)"
for os in 10.13.6 10.15.7 14.5 26.1; do
	new --from lost-grantor --os $os
	is "lost grantor on $os" "boss admin
worker standard, token" "$(shown | sed 's/ uid [0-9]*//' | sort)"
done
new --from dead-token
is "dead token" "alice uid 502 standard, token that the password does not open" "$(shown | grep alice)"
new --from directory
is "directory" "1" "$("$mac/usr/bin/dscl" . -read /Users/otto OriginalNodeName | grep -c 'Active Directory')"
is "directory, a token" "anna uid 502 standard, token" "$(shown | grep anna)"
new --from from-sierra
expect "from Sierra: nobody" 0 out 'No cryptographic users for disk1s1' diskutil apfs listUsers /
new --from enrolled
is "enrolled" "managed uid 450 admin, hidden" "$(shown)"
expect "enrolled, no bootstrap token" 0 out 'profiles: Bootstrap Token escrowed to server: NO' \
	profiles status -type bootstraptoken
new --from encrypting
expect "half-way" 0 out 'Encryption in progress: Percent completed = 42' fdesetup status
finish
