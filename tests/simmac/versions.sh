# versions.sh – what each release of macOS does differently, seen through its tools.
. "$(dirname "$0")/lib.sh"

# mac VERSION OPTION…: another Mac in the same place.
new() { rm -rf "$mac"; printf '%s' "$passwords" | create --os "$@"; }
token() { sysadminctl -secureTokenStatus "$1" -adminUser '' -adminPassword '' 2>&1 | sed 's/.* is \([A-Z]*\) for .*/\1/'; }

# --- which Macs there can be
for refused in '10.13 --chip apple' '26.0 --chip intel' '10.15 --filesystem hfs' '11.0 --filesystem hfs' \
	'10.13.6 --filesystem hfs --chip t2' '10.14 --mdm automated --bootstrap escrowed' 10.12 10.16 16 25 26.0.0.1; do
	# shellcheck disable=SC2086 # words on purpose
	expect "no such Mac: $refused" 64 err 'simmac: --.*' "$simmac" create "$mac" --os $refused
done

# --- names, versions, builds, devices
passwords='' lines="10.13 10.13 17A365
10.13.0 10.13 17A365
10.13.6 10.13.6 17G65
10.14.1 10.14.1 18B75
10.15.7 10.15.7 19H2
11.2.3 11.2.3 20D91
12.6 12.6 21G115
13.3 13.3 22E252
26.1 26.1 25B78"
echo "$lines" | while read -r os version build; do
	new "$os"
	got=$("$mac/usr/bin/sw_vers" | tr -s '\t' ' ' | tr '\n' ' ')
	case $os in 10.*) name='Mac OS X' ;; *) name=macOS ;; esac
	[ "$got" = "ProductName: $name ProductVersion: $version BuildVersion: $build " ] ||
		echo "FAILED: sw_vers of $os: $got"
done >"$work/failed"
is "sw_vers" "" "$(cat "$work/failed")"
while read -r os chip device; do
	new "$os" --chip "$chip"
	is "device of $os" "No cryptographic users for $device" "$(diskutil apfs listUsers /)"
done <<-END
	10.13.6 intel disk1s1
	10.14.6 t2 disk1s1
	10.15.7 intel disk1s5
	12.6 intel disk1s5s1
	12.6 apple disk3s1s1
END

# --- the first token. FACTS 1.2, E1, E2, E2'
for os in 10.13.6 10.14.6; do
	passwords='pw-setup
pw-next
'
	new $os --admin setup --password - --user next --password -
	is "$os: who came first, alone" "ENABLED DISABLED" "$(token setup) $(token next)"
	new $os --user first --password - --admin second --password -
	is "$os: two people before any login" DISABLED "$(token second)"
	printf 'pw-setup\n' | "$simmac" login "$mac" first --password -
	is "$os: nobody, ever" DISABLED "$(token first)"
	new $os --admin agent --uid 499 --password - --user real --password -
	is "$os: below 500 never" DISABLED "$(token agent)"
	"$mac/usr/bin/dscl" . -authonly real pw-next
	is "$os: below 500 does not count" ENABLED "$(token real)"
done
new 10.14.6 --quirk first_rule_sole=off --user first --password - --admin second --password -
is "the knob: who authenticates first" ENABLED "$(token second)"
new 10.15.7 --user first --password - --admin second --hashed --password -
printf 'pw-setup\n' | "$simmac" login "$mac" first --password -
is "10.15: no standard user" DISABLED "$(token first)"
"$mac/usr/bin/dscl" . -authonly second pw-next
is "10.15: the first administrator" ENABLED "$(token second)"
for os in 11.6 12.6 13.6 14.5 15.1 26.1; do
	new $os --user first --password - --admin second --password -
	is "$os: whose password was set first" "ENABLED DISABLED" "$(token first) $(token second)"
done

# --- the framework that wanted credentials, and its exit status. FACTS 1.6 row 2
passwords='pw-setup
'
for os in 10.13 10.13.3; do
	new $os --admin setup --password -
	expect "$os: status" 255 err 'Failed to authenticate with SystemAdministration framework\.' \
		sysadminctl -secureTokenStatus setup
	expect "$os: add" 255 err 'Failed to authenticate with SystemAdministration framework\.' \
		sysadminctl -addUser bob -password x
	expect "$os: any credentials do" 0 err 'Secure token is ENABLED for user setup' \
		sysadminctl -secureTokenStatus setup -adminUser '' -adminPassword ''
done
new 10.13.4 --admin setup --password -
expect "10.13.4: status" 0 err 'Secure token is ENABLED for user setup' sysadminctl -secureTokenStatus setup

# --- texts of adding, shells, numbers. FACTS 2.3
expect "no GID" 0 err 'Assigning UID: 503' sysadminctl -addUser bob -password x
is "shell of 10.13" "UserShell: /bin/bash" "$("$mac/usr/bin/dscl" . -read /Users/bob UserShell)"
printf 'wrong\n' >"$work/wrong"
expect "where the framework stood" 0 err \
	'### Error:-14090 File:/BuildRoot/Library/Caches/com.apple.xbs/Sources/Admin/Admin-679/DSAuthenticator.m Line:94' \
	sysadminctl -secureTokenOn bob -password x -adminUser setup -adminPassword - <"$work/wrong"
new 26.1 --admin setup --password -
expect "with GID, and 502 is used" 0 err 'Assigning UID: 502 GID: 20' sysadminctl -addUser bob -password x
is "shell of 26" "UserShell: /bin/zsh" "$("$mac/usr/bin/dscl" . -read /Users/bob UserShell)"

# --- root resets the password of a holder. FACTS P4
new 10.13.6 --admin setup --password -
expect "10.13: done" 0 out '' sh -c '"$1" . -passwd /Users/setup new; echo' sh "$mac/usr/bin/dscl"
expect "10.13: the token is dead" 0 out '.*setup .*token that the password does not open.*' "$simmac" show "$mac"
new 10.14.6 --admin setup --password -
expect "10.14: refused" 10 out 'passwd: DS error: eDSAuthFailed' "$mac/usr/bin/dscl" . -passwd /Users/setup new </dev/null
passwords='pw-setup
pw-plain
'
new 10.14.1 --admin setup --password - --user plain --password -
"$mac/usr/sbin/sysadminctl" -resetPasswordFor plain -newPassword plain 2>/dev/null
expect "10.14.1: even of one without" 10 out 'passwd: DS error: eDSAuthFailed' \
	"$mac/usr/bin/dscl" . -passwd /Users/plain new </dev/null

# --- granting oneself. FACTS T2, T3
on() { sysadminctl -secureTokenOn "$1" -password "$2" -adminUser setup -adminPassword pw-setup; }
passwords='pw-setup
pw-next
'
new 10.14.6 --admin setup --no-token --password - --user next --password -
expect "10.14.2 on: a pair" 0 err '- Done!' on next pw-next
is "both hold" "ENABLED ENABLED" "$(token setup) $(token next)"
new 10.13.6 --admin setup --no-token --password - --user next --password -
expect "10.13.6: no pair" 0 err 'setSecureTokenAuthorizationEnabled error .*Code=5101 .*' on next pw-next
expect "10.13.6: itself" 0 err '- Done!' on setup pw-setup
is "it holds" ENABLED "$(token setup)"

# --- usage pages. FACTS 2.2
for expected in '10.13.6 15' '10.14.6 16' '10.15.7 17' '12.6 19' '13.6 20' '26.1 20'; do
	new "${expected% *}"
	is "lines of the usage page of ${expected% *}" "${expected#* }" "$(sysadminctl 2>&1 | wc -l | tr -d ' ')"
done

# --- management. FACTS 6.1, 9.3
new 10.13.3 --mdm automated
expect "the sentence before 10.13.4" 0 out 'An enrollment profile is currently installed on this system' \
	profiles status -type enrollment
new 10.14.6 --mdm automated --admin setup --password - --user next --password -
expect "no bootstrap token yet" 1 err 'profiles: .*' profiles status -type bootstraptoken
for os in 10.15 10.15.4; do
	new $os --mdm automated --bootstrap supported --admin setup --password - --user next --password -
	printf 'pw-setup\n' | "$simmac" login "$mac" setup --password -
	case $os in 10.15) escrowed=NO ;; *) escrowed=YES ;; esac
	expect "$os: a login escrows" 0 out "profiles: Bootstrap Token escrowed to server: $escrowed" \
		profiles status -type bootstraptoken
done
printf 'pw-next\n' | "$simmac" login "$mac" next --password -
is "10.15: it grants mobile accounts only" DISABLED "$(token next)"
finish
