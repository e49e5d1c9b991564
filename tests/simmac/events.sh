# events.sh – what happens by itself: logins of every kind, mobile accounts, upgrades, lock-outs.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf '%s' "$passwords" | create --os "$@"; }
token() { sysadminctl -secureTokenStatus "$1" 2>&1 | sed 's/.* is \([A-Z]*\) for .*/\1/'; }
login() { input=$1; shift; printf '%b' "$input" | "$simmac" login "$mac" "$@"; }
passwords='pw-setup
pw-ad
'

# --- the bootstrap token: at the login window only. FACTS E3
new 14.5 --mdm automated --admin setup --password - --user next --password -
login 'pw-ad\n' next --password - --how ssh
login 'pw-ad\n' next --password - --how su
is "neither ssh nor su" DISABLED "$(token next)"
login 'pw-ad\n' next --password -
is "the login window" ENABLED "$(token next)"
new 10.15.7 --mdm automated --admin setup --password - --user ad --mobile --password -
login 'pw-ad\n' ad --password -
is "10.15: mobile accounts" ENABLED "$(token ad)"

for case in '14.5 NO' '15.1 YES' '26.1 YES'; do
	new "${case% *}" --mdm automated --admin managed --hashed --password -
	expect "enrolment alone escrows on ${case% *}: ${case#* }" 0 out \
		"profiles: Bootstrap Token escrowed to server: ${case#* }" profiles status -type bootstraptoken
done

# --- the first login of a mobile account. FACTS E5, E5'
new 10.14.6 --admin setup --password - --user ad --mobile --password -
login 'pw-ad\n' ad --password -
is "bypassed" DISABLED "$(token ad)"
expect "not by a wrong password" 1 err 'simmac: login of ad: .*' login 'pw-ad\nwrong\n' ad --password - --administrator setup
login 'pw-ad\npw-setup\n' ad --password - --administrator setup
is "by an administrator" ENABLED "$(token ad)"
new 10.13.3 --admin setup --password - --user ad --mobile --password -
login 'pw-ad\npw-setup\n' ad --password - --administrator setup
is "no dialog before 10.13.4" DISABLED \
	"$(sysadminctl -secureTokenStatus ad -adminUser '' -adminPassword '' 2>&1 | sed 's/.* is \([A-Z]*\) for .*/\1/')"
for case in '10.14.6 DISABLED' '10.15.7 ENABLED' '12.6 ENABLED'; do
	new "${case% *}" --admin setup --no-token --password - --user ad --mobile --no-token --password -
	login 'pw-ad\n' ad --password -
	is "without holders on ${case% *}" "${case#* }" "$(token ad)"
done

# --- a new password in the directory. FACTS E6, 7.14
wrapped() { "$simmac" show "$mac" --json | sed -n 's/.*"name": "ad".*"wrapped": \([a-z]*\).*/\1/p'; }
for case in '10.14.3 false' '10.14.4 true' '15.1 true'; do
	new "${case% *}" --admin setup --password - --user ad --mobile --token --password -
	login 'pw-new\npw-ad\n' ad --password - --directory --old
	is "synced on ${case% *}" "${case#* }" "$(wrapped)"
done
login 'pw-newer\n' ad --password - --directory
is "the old one is not known" false "$(wrapped)"
expect "the new one counts" 0 out '' sh -c '"$1" . -authonly ad pw-newer; echo' sh "$mac/usr/bin/dscl"

# --- upgrades. FACTS E8
new 10.13.6 --admin setup --password - --user next --password -
expect "no way back" 64 err 'simmac: .*' "$simmac" upgrade "$mac" --os 10.13.4
"$simmac" upgrade "$mac" --os 12.6
expect "another macOS" 0 out 'ProductVersion:	12\.6' "$mac/usr/bin/sw_vers"
is "the token stays" ENABLED "$(token setup)"
expect "the rules are new ones" 0 err 'Assigning UID: 502 GID: 20' sysadminctl -addUser bob -password x

# --- too many wrong passwords. FACTS E12
new 14.5 --lock-after 2 --admin setup --password - --user next --password -
for try in 1 2; do "$mac/usr/bin/dscl" . -authonly next "wrong-$try" >/dev/null 2>&1 || true; done
expect "locked" 10 out 'Authentication for node /Local/Default failed\. .*' "$mac/usr/bin/dscl" . -authonly next pw-ad
expect "at the login window, too" 1 err 'simmac: login of next: the account is locked .*' login 'pw-ad\n' next --password -

# --- recovery by an Apple Account, as diskutil lists it
new 10.14.6 --icloud --filevault on --admin setup --password -
expect "the user" 0 out '\|   Type: iCloud Recovery User' diskutil apfs listUsers /
expect "the key" 0 out '\|   Type: iCloud Recovery External Key' diskutil apfs listUsers /
finish
