# fdesetup_pages.sh – every verb of fdesetup's manual page is known, takes each of its options, in any order, and refuses
# those of other verbs by name; nothing that an institution's key is made of is passed over.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
table=$here/pages/fdesetup
tab=$(printf '\t')

# with_value OPTION: the words of it.
with_value() {
	case $1 in
	-user | -usertoadd) echo "$1 setup" ;;
	-uuid) echo "$1 00000000-0000-0000-0000-000000000000" ;;
	-certificate | -key | -defer) echo "$1 $work/never" ;;
	-device) echo "$1 /" ;;
	-forceatlogin | -delayminutes) echo "$1 0" ;;
	*) echo "$1" ;;
	esac
}
words=$(grep -v '^#' "$table" | cut -f 2 -s | tr ' ' '\n' | sort -u)

for os in 10.13.6 10.15.7 14.5 26.1; do
	rm -rf "$mac"
	echo pw-setup | create --os "$os" --admin setup --password -
	grep -v '^#' "$table" | while IFS=$tab read -r verb options; do
		fdesetup help | grep -qx "    $verb" || echo "$os: help does not name $verb"
		[ -n "$options" ] || continue
		for word in $words; do
			# shellcheck disable=SC2046 # words without blanks
			fdesetup "$verb" $(with_value "$word") </dev/null >"$work/out" 2>"$work/err" || :
			case " $options " in
			*" $word "*)
				grep -q 'Bad parameter' "$work/err" && echo "$os: fdesetup $verb does not take $word" ;;
			*) grep -q "Bad parameter '$word'" "$work/err" || echo "$os: fdesetup $verb takes $word" ;;
			esac
			"$mac/usr/bin/fdesetup" disable </dev/null >/dev/null 2>&1 || :
		done
	done >"$work/wrong" || :
	is "$os" '' "$(cat "$work/wrong")"
done
expect "a verb it has not" 13 err "Error: Unknown command\. .*" fdesetup frobnicate
expect "a value is missing" 12 err "Error: Bad parameter '-user'\." fdesetup remove -user
expect "a value is none" 12 err "Error: Bad parameter 'soon'\." fdesetup authrestart -delayminutes soon

# --- nothing of it is passed over
rm -rf "$mac"
echo pw-setup | create --os 14.5 --filevault on --admin setup --password -
plist() { # KEY VALUE: beside setup's password
	printf '<plist version="1.0"><dict><key>Password</key><string>pw-setup</string><key>%s</key>%s</dict></plist>' "$1" "$2" \
		>"$work/in"
}
from() { file=$1; shift; "$@" <"$file"; }
plist KeychainPath '<string>/privatekey.keychain</string>'
for verb in 'changerecovery -personal' 'removerecovery -personal' 'add' 'authrestart'; do
	# shellcheck disable=SC2086 # words
	expect "a private key: $verb" 34 err 'Error: Unlocking with a keychain is not supported on APFS volumes\.' \
		from "$work/in" fdesetup $verb -inputplist
done
expect "by path" 34 err 'Error: Unlocking with a keychain .*' fdesetup removerecovery -personal -key /privatekey.keychain
plist Certificate '<data>AAAA</data>'
for verb in 'changerecovery -personal' 'add' 'authrestart' 'enable -defer /x'; do
	# shellcheck disable=SC2086 # words
	expect "a certificate: $verb" 12 err "Error: fdesetup ${verb%% *}: the simulated Mac takes no keychain .*" \
		from "$work/in" fdesetup $verb -inputplist
done
from "$work/in" fdesetup changerecovery -institutional -inputplist
expect "it makes the institution's key" 0 out true fdesetup hasinstitutionalrecoverykey
expect "of this disk" 0 out true fdesetup hasinstitutionalrecoverykey -device /
expect "of no other" 29 err 'Error: disk7s1: there is no FileVault information\.' fdesetup haspersonalrecoverykey -device disk7s1
expect "no locked disks" 0 out '' sh -c '"$1" list -offline; echo' sh "$mac/usr/bin/fdesetup"
expect "no restart on APFS" 34 err 'Error: -forcerestart is not supported on APFS volumes\.' fdesetup enable -forcerestart
expect "goes with -defer" 12 err 'Error: -forceatlogin and -dontaskatlogout go with -defer\.' fdesetup enable -forceatlogin 0

# --- a restart later is none now
echo pw-setup | "$simmac" login "$mac" setup --password - >/dev/null
plist Nothing '<true/>'
from "$work/in" fdesetup authrestart -inputplist -delayminutes -1
expect "still there" 0 out '.*setup.*' "$mac/usr/bin/who"

# --- deferral: asked at login, not at logout, and no key
rm -rf "$mac"
printf 'pw-setup\npw-alice\n' | create --os 14.5 --chip intel --admin setup --password - --user alice --password - --token
fdesetup enable -defer /var/db/key.plist -forceatlogin 0 -dontaskatlogout -norecoverykey -user alice
echo pw-alice | "$simmac" login "$mac" alice --password - >/dev/null
expect "at the login" 0 out 'FileVault is On\.' fdesetup status
expect "no key" 0 out false fdesetup haspersonalrecoverykey
rm -rf "$mac"
printf 'pw-setup\npw-alice\n' | create --os 14.5 --admin setup --password - --user alice --password - --token
echo pw-alice | "$simmac" login "$mac" alice --password - >/dev/null
fdesetup enable -defer /var/db/key.plist -dontaskatlogout
expect "who sits there" 0 out "Deferred enablement appears to be active for user 'alice'\." fdesetup status
echo pw-alice | "$simmac" logout "$mac" alice --password - >/dev/null
expect "not asked at logout" 0 out 'FileVault is Off\.' fdesetup status
finish
