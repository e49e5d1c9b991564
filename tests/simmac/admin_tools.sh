# admin_tools.sh – the other verbs of sysadminctl, profiles and pwpolicy, and diskutil's pages, by release.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-setup\npw-alice\n' | create --os "$@" --admin setup --password - --user alice --password -; }
pwpolicy() { "$mac/usr/bin/pwpolicy" "$@"; }
dscl() { "$mac/usr/bin/dscl" "$@"; }
from() { file=$1; shift; "$@" <"$file"; }

# --- switches. FACTS 2.3
new 26.1
expect "guests" 0 err 'Guest account disabled\.' sysadminctl -guestAccount status
expect "off already" 0 err 'Guest account is already disabled' sysadminctl -guestAccount off
expect "on" 0 err 'Guest account enabled\.' sysadminctl -guestAccount on
expect "told" 0 err 'Guest account enabled\.' sysadminctl -guestAccount status
expect "shares" 0 err 'SMB guest access disabled' sysadminctl -smbGuestAccess status
expect "other shares" 0 err 'AFP guest access enabled' sysadminctl -afpGuestAccess on
expect "time" 0 err '.*enabled' sysadminctl -automaticTime status
expect "screen" 0 err 'screenLock delay is 300 seconds' sysadminctl -screenLock status
printf 'pw-setup\n' >"$work/in"
expect "no pipe for this one" 0 err 'Password is required!' \
	from "$work/in" sysadminctl -screenLock immediate -password -
expect "screen set" 0 err 'screenLock delay is immediate' sysadminctl -screenLock immediate -password pw-setup
expect "screen off" 0 err 'screenLock is off' sysadminctl -screenLock off -password pw-setup
expect "nobody at the screen" 0 err 'SACSetAutoLoginPassword error:22' \
	from "$work/in" sysadminctl -autologin set -userName setup -password -
expect "off at first" 0 err 'Automatic login is OFF\.' sysadminctl -autologin status
printf 'pw-setup\n' | "$simmac" login "$mac" setup --password -
sysadminctl -autologin set -userName setup -password pw-setup
expect "on" 0 err 'Automatic login user: setup' sysadminctl -autologin status
expect "interactive: cancelled at the screen" 0 err 'errAuthorizationCanceled: .*' sysadminctl -addUser bob interactive
"$simmac" logout "$mac" setup
expect "interactive: no screen" 1 err '.*Code=-60007 .*' sysadminctl -addUser bob interactive
expect "a word it does not know" 0 err 'Usage: sysadminctl' sysadminctl -frobnicate alice
mkdir -p "$mac/Library/Managed Preferences"
managed='/Library/Managed Preferences/com.apple.loginwindow'
"$mac/usr/bin/defaults" write "$managed" com.apple.login.mcx.DisableAutoLoginClient -bool true
expect "a profile forbids it" 0 err 'Automatic login is disabled by your system administrator\.' sysadminctl -autologin status
expect "to set it, too" 0 err 'Automatic login is disabled by your system administrator\.' \
	sysadminctl -autologin set -userName setup -password pw-setup
"$mac/usr/bin/defaults" write "$managed" com.apple.login.mcx.DisableAutoLoginClient -bool false
expect "no longer" 0 err 'Automatic login user: setup' sysadminctl -autologin status
new 12.6
expect "no automatic login before 13" 0 err 'Usage: sysadminctl' sysadminctl -autologin status
new 10.13.6
expect "no screen lock on 10.13" 0 err 'Usage: sysadminctl' sysadminctl -screenLock off -password x
expect "no role accounts before 11" 0 err 'Usage: sysadminctl' sysadminctl -addUser _r -UID 250 -roleAccount
new 10.15.7
expect "no status of it before 11" 0 err 'Usage: sysadminctl' sysadminctl -screenLock status

# --- adding: names that are there, homes that are there, names that are too long. FACTS 2.3
mkdir "$mac/Users/carol"
expect "a home before" 0 err 'Directory at path:/Users/carol already exists' sysadminctl -addUser carol -password x
expect "before 11 a name is written over" 0 err '### Error:-14135 File:.*/DSRecord\.m Line:496' \
	sysadminctl -addUser carol -UID 777 -password x
is "its number, too" "UniqueID: 777" "$(dscl . -read /Users/carol UniqueID)"
long=$(printf '%0245d' 0)
expect "too long" 0 err '### Error:-14071 .*' sysadminctl -addUser "$long" -password x
expect "and not made" 56 err '.*-14136.*' dscl . -read "/Users/$long"
new 14.5
expect "from 11 on it is said" 0 err "User named 'alice' already exists\." sysadminctl -addUser alice -password x
expect "the hint" 0 err '- Done!' sysadminctl -resetPasswordFor alice -newPassword next -passwordHint 'A hint'
is "is kept" "AuthenticationHint:
 A hint" "$(dscl . -read /Users/alice AuthenticationHint)"

# --- profiles, in both styles. FACTS 6.1, B1
new 14.5
expect "no profiles" 0 out 'There are no configuration profiles installed' profiles list -all
expect "in the old style" 0 out 'There are no configuration profiles installed' profiles -P
expect "of the system" 0 out 'There are no configuration profiles installed in the system domain' \
	profiles show -type configuration
expect "of a user" 0 out "There are no configuration profiles installed for user 'alice'" \
	"$simmac" as "$mac" alice -- "$mac/usr/bin/profiles" list
expect "not assigned" 1 out 'Error fetching Device Enrollment configuration: \(34000\) Client is not DEP enabled\.' \
	profiles show -type enrollment
printf 'setup\npw-setup\n' >"$work/in"
expect "no server" 1 err 'Bootstrap Token functionality is not supported on the server\.' \
	from "$work/in" profiles install -type bootstraptoken
new 14.5 --mdm automated --bootstrap supported
expect "installed by prompts" 0 out 'profiles: Bootstrap Token escrowed' from "$work/in" profiles install -type bootstraptoken
is "prompts" "Enter the admin user name:Enter the password for user 'setup':" "$(cat "$work/err")"
expect "told" 0 out 'profiles: Bootstrap Token escrowed to server: YES' profiles status -type bootstraptoken
expect "checked" 0 out 'profiles: Bootstrap Token validated' profiles validate -type bootstraptoken
expect "a key of the volume" 0 out '    Type: MDM Bootstrap Token External Key' diskutil apfs listUsers /
expect "not by a standard account" 1 err 'Error: .*' profiles remove -type bootstraptoken -user alice -password pw-alice
expect "not by a blank password" 1 err 'Error: Password is required\.' \
	profiles remove -type bootstraptoken -user setup -password ''
expect "not by a very long one" 1 err 'Error: .*-69581.*' \
	profiles remove -type bootstraptoken -user setup -password "$(printf '%0513d' 0)"
expect "removed" 0 out 'profiles: Bootstrap Token removed' \
	profiles remove -type bootstraptoken -user setup -password pw-setup
expect "told" 0 out 'profiles: Bootstrap Token escrowed to server: NO' profiles status -type bootstraptoken
expect "the profile of the server" 0 out '_computerlevel.*' profiles list
expect "not root" 1 err 'profiles: .*' "$simmac" as "$mac" alice -- "$mac/usr/bin/profiles" status -type bootstraptoken
new 10.14.6
expect "before 14" 1 out 'Error fetching Device Enrollment configuration: Client is not DEP enabled\.' \
	profiles -e

# --- pwpolicy. FACTS G4, 1.5
new 14.5 --minimum-password 4
expect "policies" 0 out 'Getting global account policies' pwpolicy getaccountpolicies
expect "as a list" 0 out '.*policyCategoryPasswordContent.*' pwpolicy getaccountpolicies
is "in old words" "minChars=4 " "$(pwpolicy -getglobalpolicy 2>&1)"
expect "its page" 64 err 'usage: pwpolicy \[-h\]' pwpolicy -h
expect "a word it does not have" 64 err 'Error: -sethashtypes: .*' pwpolicy -u alice -sethashtypes SMB-NT on
expect "nothing else than its own node" 1 err 'Error: node /LDAPv3/ldap\.example\.com: .*' \
	pwpolicy -n /LDAPv3/ldap.example.com -u alice -disableuser
expect "of its own node" 0 out 'Getting account policies for user <alice>' \
	pwpolicy -v -n /Local/Default -u alice -getaccountpolicies
expect "everybody's, whoever is named" 0 out 'Setting global policy' pwpolicy -u alice -setglobalpolicy minChars=0
is "nothing at all" "" "$(pwpolicy -getglobalpolicy 2>&1)"
expect "disabled" 0 out '.*' pwpolicy -u alice -disableuser
expect "cannot prove itself" 87 err '.*eDSAuthAccountDisabled.*' dscl . -authonly alice pw-alice
expect "enabled" 0 out '.*' pwpolicy -u alice -enableuser
expect "can" 0 out '' sh -c '"$1" . -authonly alice pw-alice; echo' sh "$mac/usr/bin/dscl"
expect "nobody" 1 err '.*ghost.*' pwpolicy -u ghost -disableuser
expect "not everybody may" 1 err '.*' "$simmac" as "$mac" alice -- "$mac/usr/bin/pwpolicy" -u setup -disableuser
expect "an administrator may" 0 out '.*' \
	"$simmac" as "$mac" alice -- "$mac/usr/bin/pwpolicy" -a setup -p pw-setup -u alice -disableuser
is "hers: none" "Getting policy for alice" "$(pwpolicy -u alice -enableuser >/dev/null; pwpolicy -u alice -getpolicy 2>&1)"
expect "hers in old words" 0 out 'Setting policy for alice' \
	pwpolicy -u alice -setpolicy 'newPasswordRequired=1 minChars=5 maxFailedLoginAttempts=3'
is "told" "newPasswordRequired=1 maxFailedLoginAttempts=3 minChars=5 " "$(pwpolicy -u alice -getpolicy | tail -n 1)"
pwpolicy -setglobalpolicy 'minChars=7' >/dev/null
is "with everybody's" "newPasswordRequired=1 maxFailedLoginAttempts=3 minChars=7 " "$(pwpolicy -u alice --get-effective-policy | tail -n 1)"
expect "a new one" 0 out 'Setting password for alice' pwpolicy -a setup -p pw-setup -u alice -setpassword pw-alice-2
is "is asked for no more" "maxFailedLoginAttempts=3 minChars=5 " "$(pwpolicy -u alice -getpolicy | tail -n 1)"
expect "too short" 1 err 'Error: the password was not set' pwpolicy -u alice -setpassword pw
expect "may" 0 out 'Policy allows user <alice> to authenticate' pwpolicy -u alice -authentication-allowed
pwpolicy -u alice -setpolicy 'isDisabled=1' >/dev/null
expect "may not" 1 out 'Policy does not allow user <alice> to authenticate' pwpolicy -u alice -authentication-allowed
expect "cannot" 87 err '.*eDSAuthAccountDisabled.*' dscl . -authonly alice pw-alice-2
pwpolicy -u alice -setpolicy 'isDisabled=0' >/dev/null
expect "can again" 0 out '' sh -c '"$1" . -authonly alice pw-alice-2; echo' sh "$mac/usr/bin/dscl"
expect "a policy it has not" 1 err 'Error: requiresAlpha=1: the simulated Mac does not have this policy' \
	pwpolicy -u alice -setpolicy requiresAlpha=1
expect "of one alone" 1 err 'Error: newPasswordRequired=1: .*' pwpolicy -setglobalpolicy newPasswordRequired=1
expect "of somebody" 64 err 'pwpolicy: a user is required' pwpolicy -getpolicy
! "$simmac" trace "$mac" | grep -q pw- || { echo "FAILED: a password in the trace"; failures=1; }

# --- a hash that is not there: no failure to take it off; anything else that is not there is one
"$mac/usr/bin/dscl" . -create /Users/hashless UniqueID 650
expect "no hash" 0 err '' sh -c "\"$mac/usr/bin/dscl\" . -delete /Users/hashless ShadowHashData; s=\$?; echo >&2; exit \$s"
expect "no hint" 54 err '<dscl_cmd> DS Error: -14134 \(eDSAttributeNotFound\)' \
	"$mac/usr/bin/dscl" . -delete /Users/hashless AuthenticationHint

# --- diskutil apfs list
for case in '10.13.6 intel disk1s1 none' '10.15.7 intel disk1s5 none' '12.6 intel disk1s5 disk1s5s1' '13.6 apple disk3s1 disk3s1s1'; do
	# shellcheck disable=SC2086 # words on purpose
	set -- $case
	new "$1" --chip "$2" --filevault on
	diskutil apfs list >"$work/list"
	is "$1: the system" 1 "$(grep -c "+-> Volume $3 " "$work/list")"
	is "$1: its snapshot" "$([ "$4" = none ] || echo "$4")" "$(sed -n 's/.*Snapshot Disk: *//p' "$work/list")"
	is "$1: as a list" 1 "$(diskutil apfs list -plist | grep -c "<string>$3</string>")"
done
expect "encrypted" 0 out '.*FileVault: +Yes \(Unlocked\)' diskutil apfs list
expect "another verb" 1 err 'diskutil: did not recognize .*' diskutil apfs frobnicate
finish
