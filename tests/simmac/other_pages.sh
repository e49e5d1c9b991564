# other_pages.sh – profiles in both styles, pwpolicy and diskutil apfs: every verb of their manual pages is taken, with its
# options in any order, or refused by name; options of other verbs are refused.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
tab=$(printf '\t')
pwpolicy() { "$mac/usr/bin/pwpolicy" "$@"; }

with_value() {
	case $1 in
	-user) echo "-user setup" ;;
	-output) echo "-output stdout" ;;
	-password) echo "-password pw-setup" ;;
	-identifier | -uuid) echo "$1 com.example.profile" ;;
	-path) echo "-path $work/never" ;;
	*) echo "$1" ;;
	esac
}
words=$(grep -v '^#' "$here/pages/profiles" | cut -f 3 | tr ' ' '\n' | grep -v '^-type$' | sort -u)

# --- profiles, with words
for os in 10.13.6 10.15.7 14.5 26.1; do
	rm -rf "$mac"
	echo pw-setup | create --os "$os" --admin setup --password -
	grep -v '^#' "$here/pages/profiles" | while IFS=$tab read -r verb type options; do
		profiles help | grep -qx "    $verb -type $type" || echo "$os: help does not name $verb -type $type"
		[ "$os $type" != '10.13.6 bootstraptoken' ] || {
			profiles "$verb" -type "$type" </dev/null 2>&1 | grep -q 'unknown type' || echo "$os: it knows $type"
			continue
		}
		for word in $words; do
			for order in "-type $type $(with_value "$word")" "$(with_value "$word") -type $type"; do
				# shellcheck disable=SC2086 # words without blanks
				profiles "$verb" $order </dev/null >"$work/out" 2>"$work/err" || :
				case " $options -verbose " in
				*" $word "*)
					grep -q -e 'unknown' -e 'usage:' "$work/err" && echo "$os: profiles $verb $order: $(cat "$work/err")" ;;
				*)
					grep -q "unknown option: $word" "$work/err" || echo "$os: profiles $verb $order is taken" ;;
				esac
			done
		done
	done >"$work/wrong" || :
	is "profiles, $os" '' "$(cat "$work/wrong")"
done
expect "nothing is installed" 1 out 'profiles tool no longer supports installs\..*' profiles install -path /x.mobileconfig
expect "nor removed" 1 err 'profiles: remove: the simulated Mac .*' profiles remove -identifier com.example.profile
expect "of somebody" 0 out "There are no configuration profiles installed for user 'setup'" profiles list -user setup
expect "of nobody" 1 err 'profiles: ghost: no such user' profiles show -user ghost
expect "its number" 0 out 'version: .*' profiles version
expect "no verb" 1 err 'usage: profiles .*' profiles frobnicate

# --- profiles, with letters
for letter in P L C H c e N S I R i r V W s x h Lv Pv 'L -U setup' 'P -o stdout' 'C -o stdout' 'I -F /x' 'R -p com.example' \
	'R -F /x -z pw' 'r -p a -u b' 'V -F /x' 'W -p a' 's -F /x -f' 'I -F /x -Y setup' 'I -U setup -F /x' Cv cv; do
	# shellcheck disable=SC2086 # words
	profiles -$letter </dev/null >"$work/out" 2>"$work/err" || :
	! grep -q -e 'usage:' -e 'unknown' "$work/err" || is "profiles -$letter" taken "$(cat "$work/err")"
done
expect "the old style" 0 out 'There are no configuration profiles installed' profiles -P
expect "letters in one" 0 out 'There are no configuration profiles installed in the system domain' profiles -Cv
expect "no letter" 1 err 'usage: profiles .*' profiles -Q

# --- pwpolicy: each command of its manual page; those about hashes are refused
for command in getglobalpolicy 'setglobalpolicy minChars=4' 'u setup -getpolicy' 'u setup --get-effective-policy' \
	'u setup -setpolicy minChars=4' 'a setup -p pw-setup -u setup -setpassword pw-setup-2' 'u setup -enableuser' \
	'u setup -disableuser' getaccountpolicies 'u setup -getaccountpolicies' clearaccountpolicies \
	'u setup -clearaccountpolicies' 'u setup -authentication-allowed' 'v -n /Local/Default -getglobalpolicy' \
	'u setup -enableuser -v'; do
	# shellcheck disable=SC2086 # words
	"$mac/usr/bin/pwpolicy" -$command </dev/null >"$work/out" 2>"$work/err" || :
	! grep -q -e 'usage:' -e 'does not have' "$work/err" || is "pwpolicy -$command" taken "$(cat "$work/err")"
done
for command in getglobalhashtypes 'setglobalhashtypes SMB-NT on' 'u setup -gethashtypes' 'u setup -sethashtypes SMB-NT on' \
	'c computer -getpolicy'; do
	# shellcheck disable=SC2086 # words
	expect "$command" 64 err 'Error: .*: the simulated Mac does not have this command' "$mac/usr/bin/pwpolicy" -$command
done

# --- diskutil: the verbs that Vouch calls under all their names, with -plist before and behind, and the device in each form
rm -rf "$mac"
echo pw-setup | create --os 14.5 --admin setup --password -
device=$(diskutil info / | sed -n 's/ *Device Identifier: *//p')
for verb in listUsers listCryptoUsers listKeys listCryptoKeys LISTUSERS; do
	diskutil apfs "$verb" -plist / >"$work/first"
	diskutil apfs "$verb" "/dev/$device" -plist >"$work/second"
	is "apfs $verb" "$(cat "$work/first")" "$(cat "$work/second")"
	grep -q LocalOpenDirectory "$work/first" || is "apfs $verb" "somebody" "$(cat "$work/first")"
	expect "apfs $verb" 0 out 'Cryptographic user.*' diskutil apfs "$verb" "$device"
done
expect "updatePreboot" 0 out 'Finished APFS operation' diskutil apfs updatePreboot /
expect "list" 0 out 'APFS Container.*' diskutil apfs list
expect "info" 0 out '   Mount Point:               /' diskutil info "$device"
expect "information" 0 out '	<key>APFSContainerReference</key>' diskutil information -plist /
for verb in unlockVolume lockVolume addVolume deleteVolume encryptVolume decryptVolume changePassphrase; do
	expect "apfs $verb" 1 err "diskutil: did not recognize APFS verb \"$verb\"; .*" diskutil apfs "$verb" /
done
finish
