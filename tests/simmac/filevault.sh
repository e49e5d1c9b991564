# filevault.sh – fdesetup whole: switching on and off, who unlocks, recovery keys, deferral.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-setup\npw-alice\n' | create --os "$@" --admin setup --password - --user alice --password -; }
input() { # input NAME PASSWORD [ADDED PASSWORD]
	printf '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>'
	[ -z "$1" ] || printf '<key>Username</key><string>%s</string>' "$1"
	printf '<key>Password</key><string>%s</string>' "$2"
	[ $# -lt 4 ] || printf '<key>AdditionalUsers</key><array><dict><key>Username</key><string>%s</string><key>Password</key><string>%s</string></dict></array>' "$3" "$4"
	printf '</dict></plist>\n'
}
key() { sed -n "s/.*ecovery key = '\(.*\)'/\1/p" "$1"; }
from() { file=$1; shift; "$@" <"$file"; }

# --- its page, and what is no verb
new 15.1
expect "its page" 0 out '    changerecovery' fdesetup help
expect "no verb" 13 err "Error: Unknown command\. .*" fdesetup frobnicate
expect "no option" 12 err "Error: Bad parameter '-frobnicate'\." fdesetup list -frobnicate

# --- switching on. FACTS F1
new 13.6 --chip intel
input setup wrong >"$work/in"
expect "wrong password" 11 err 'Error: User authentication failed\.' from "$work/in" fdesetup enable -inputplist
input ghost pw >"$work/in"
expect "unknown user" 30 err 'Error: .*' from "$work/in" fdesetup enable -inputplist
input alice pw-alice >"$work/in"
expect "no token" 23 err 'Error: A problem occurred while trying to enable FileVault\. .*' \
	from "$work/in" fdesetup enable -inputplist
printf 'not a list\n' >"$work/in"
expect "no property list" 15 err 'Error: .*' from "$work/in" fdesetup enable -inputplist
printf 'setup\npw-setup\n' >"$work/in"
expect "prompts, in their order" 0 out "Recovery key = '[A-Z2-9-]{29}'" from "$work/in" fdesetup enable
[ "$(cat "$work/err")" = "Enter the user name:Enter the password for user 'setup':" ] ||
	{ echo "FAILED: prompts: $(cat "$work/err")"; failures=1; }
key=$(key "$work/out")
expect "it encrypts" 0 out 'Encryption in progress: Percent completed = 0' fdesetup status
expect "busy" 2 out true fdesetup isactive
expect "already" 24 err '.*Error: .*' from "$work/in" fdesetup enable
"$simmac" progress "$mac" 42
expect "so far" 0 out 'Encryption in progress: Percent completed = 42' fdesetup status
"$simmac" progress "$mac" 100
expect "done" 0 out true fdesetup isactive

# --- who unlocks. FACTS T8, T9, C9
input '' wrong alice pw-alice >"$work/in"
expect "nobody's password" 11 err 'Error: .*' from "$work/in" fdesetup add -inputplist
input '' pw-setup ghost x >"$work/in"
expect "nobody of that name" 30 err 'Error: .*' from "$work/in" fdesetup add -inputplist
input '' "$key" alice pw-alice >"$work/in"
expect "by the recovery key" 0 out "Adding user 'alice' to existing FileVault" \
	from "$work/in" fdesetup add -inputplist -verbose
expect "the tag comes with it" 0 err 'Secure token is ENABLED for user alice' sysadminctl -secureTokenStatus alice
expect "removed" 0 out "setup,.*" sh -c '"$1" remove -user alice && "$1" list' sh "$mac/usr/bin/fdesetup"
expect "the tag stays" 0 err 'Secure token is ENABLED for user alice' sysadminctl -secureTokenStatus alice
expect "unknown UUID" 30 err 'Error: .*' fdesetup remove -uuid 00000000-0000-0000-0000-000000000000
printf 'pw-setup\npw-alice\n' >"$work/in"
expect "added by prompts" 0 err "Enter a password for '/', or the recovery key:Enter the password for the added user 'alice':" \
	from "$work/in" fdesetup add -usertoadd alice
"$mac/usr/bin/dscl" . -delete /Users/alice
expect "an orphan" 0 out '\(null\),.*' fdesetup list
fdesetup sync
fdesetup list | grep -q null && { echo "FAILED: sync left the orphan"; failures=1; }

# --- recovery keys. FACTS F3
expect "there is one" 0 out true fdesetup haspersonalrecoverykey
input '' "$key" >"$work/in"
expect "it is this" 0 out true from "$work/in" fdesetup validaterecovery -inputplist
expect "the key changes itself" 0 out "New personal recovery key = '.*'" \
	from "$work/in" fdesetup changerecovery -personal -inputplist
expect "the old one is dead" 11 out false from "$work/in" fdesetup validaterecovery -inputplist
expect "the old one changes nothing" 11 err 'Error: Unable to unlock FileVault\.' \
	from "$work/in" fdesetup changerecovery -personal -inputplist
input setup pw-setup >"$work/in"
expect "as a property list" 0 out '	<key>RecoveryKey</key>' \
	from "$work/in" fdesetup changerecovery -personal -inputplist -outputplist
expect "gone" 0 out false sh -c '"$1" removerecovery -personal -inputplist <"$2" && "$1" haspersonalrecoverykey' \
	sh "$mac/usr/bin/fdesetup" "$work/in"

# --- an institution's key
input '' pw-setup >"$work/in"
expect "none" 0 out false fdesetup hasinstitutionalrecoverykey
expect "no keychain" 19 err 'Error: The FileVaultMaster keychain could not be found\.' \
	from "$work/in" fdesetup changerecovery -institutional -keychain -inputplist
expect "no certificate" 19 err 'Error: The certificate could not be read\.' \
	from "$work/in" fdesetup changerecovery -institutional -certificate "$work/no.cer" -inputplist
mkdir -p "$mac/Library/Keychains"
: >"$mac/Library/Keychains/FileVaultMaster.keychain"
expect "a keychain" 0 out 'FileVault master keychain appears to be installed\.' fdesetup status
expect "is no key yet" 0 out false fdesetup hasinstitutionalrecoverykey
input '' wrong >"$work/wrong"
expect "not by anybody" 11 err 'Error: Unable to unlock FileVault\.' \
	from "$work/wrong" fdesetup changerecovery -institutional -keychain -inputplist
from "$work/in" fdesetup changerecovery -institutional -keychain -inputplist
expect "a key" 0 out true fdesetup hasinstitutionalrecoverykey
from "$work/in" fdesetup removerecovery -institutional -inputplist
expect "no key" 0 out false fdesetup hasinstitutionalrecoverykey
expect "nothing to remove" 27 err 'Error: .*' from "$work/in" fdesetup removerecovery -institutional -inputplist
printf 'a certificate\n' >"$work/our.cer"
from "$work/in" fdesetup changerecovery -institutional -certificate "$work/our.cer" -inputplist
expect "not for a person" 12 err "Error: Bad parameter '-certificate'\\." \
	from "$work/in" fdesetup add -certificate "$work/our.cer" -inputplist
expect "nor for later" 12 err 'Error: fdesetup enable: the simulated Mac takes no .*' fdesetup enable -defer "$work/later.plist" -keychain
expect "by certificate" 0 out true fdesetup hasinstitutionalrecoverykey

# --- switching off. FACTS F2
input setup wrong >"$work/in"
expect "not by anybody" 11 out 'FileVault was not disabled \(-69594\)\.' from "$work/in" fdesetup disable -inputplist
input setup pw-setup >"$work/in"
expect "off" 0 out 'FileVault has been disabled\.' from "$work/in" fdesetup disable -inputplist
expect "it decrypts" 0 out 'Decryption in progress: Percent completed = 0' fdesetup status
"$simmac" progress "$mac" 100
expect "off at last" 0 out 'FileVault is Off\.' fdesetup status
expect "tokens stay" 0 err 'Secure token is ENABLED for user setup' sysadminctl -secureTokenStatus setup
expect "nothing to add to" 28 err 'Error: .*' from "$work/in" fdesetup changerecovery -personal -inputplist
from "$work/in" fdesetup enable -inputplist >/dev/null
expect "the institution's key went with it" 0 out false fdesetup hasinstitutionalrecoverykey
from "$work/in" fdesetup disable -inputplist >/dev/null
"$simmac" progress "$mac" 100
expect "on by the institution's keychain" 0 out '' sh -c '"$1" enable -inputplist -keychain -norecoverykey <"$2"; echo' \
	sh "$mac/usr/bin/fdesetup" "$work/in"
expect "its key" 0 out true fdesetup hasinstitutionalrecoverykey

# --- deferral: the user's logout switches it on. FACTS E7
new 14.5
fdesetup enable -defer /var/db/key.plist -user setup
expect "it waits" 0 out "Deferred enablement appears to be active for user 'setup'\." fdesetup status
expect "for whom" 0 out '    OutputPath = "/var/db/key.plist";' fdesetup showdeferralinfo
printf 'pw-alice\n' | "$simmac" login "$mac" alice --password -
printf 'pw-alice\n' | "$simmac" logout "$mac" alice --password -
expect "not for another" 0 out 'FileVault is Off\.' fdesetup status
printf 'pw-setup\n' | "$simmac" login "$mac" setup --password -
printf 'pw-setup\n' | "$simmac" logout "$mac" setup --password -
expect "on" 0 out 'FileVault is On\.' fdesetup status
expect "the key lies where it was told to" 0 out '	<key>RecoveryKey</key>' cat "$mac/private/var/db/key.plist"
expect "no deferral" 20 out 'Not found\.' fdesetup showdeferralinfo
rm -rf "$mac"
create --os 12.6 --filevault deferred --deferred-for bob
expect "a deferral ends" 0 out 'FileVault has been disabled\.' fdesetup disable
expect "quite" 0 out 'FileVault is Off\.' fdesetup status

# --- other releases
new 10.13.6 --filevault on
key=$(key "$work/created")
input '' "$key" >"$work/in"
expect "10.13: a key does not change itself" 136 err 'Error: Unable to change key\.' \
	from "$work/in" fdesetup changerecovery -personal -inputplist
input '' "$key" alice pw-alice >"$work/in"
expect "10.13: nor add" 17 err 'Error: user could not be added \(-69578\)\.' from "$work/in" fdesetup add -inputplist
new 14.5 --quirk full_disk_access=off
printf 'setup\npw-setup\n' >"$work/in"
expect "10.15 on: Full Disk Access" 31 err '.*Error: .*' from "$work/in" fdesetup enable
new 10.14.6 --quirk full_disk_access=off
expect "not before" 0 out 'Recovery key = .*' from "$work/in" fdesetup enable
rm -rf "$mac"
printf 'pw-setup\n' | create --os 10.13.6 --filesystem hfs --admin setup --password -
expect "HFS+" 0 out 'Recovery key = .*' from "$work/in" fdesetup enable
expect "waits for a restart" 0 out 'FileVault is Off, but will be enabled after the next restart\.' fdesetup status
"$simmac" restart "$mac"
expect "then encrypts" 0 out 'FileVault is On\.' fdesetup status
for case in '10.15.7 user 23' '10.15.7 admin 0' '11.6 user 0' '10.14.6 user 0'; do
	# shellcheck disable=SC2086 # words on purpose
	set -- $case
	rm -rf "$mac"
	printf 'pw-setup\n' | create --os "$1" "--$2" setup --no-token --password -
	expect "without tokens: $case" "$3" err ".*" from "$work/in" fdesetup enable
done
expect "not root" 1 err 'Error: .*' "$simmac" as "$mac" setup -- "$mac/usr/bin/fdesetup" list
finish
