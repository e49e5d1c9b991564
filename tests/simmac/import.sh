# import.sh – dsimport, passwd, security, osascript, launchctl, system_profiler, uuidgen, account policies.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-setup\npw-alice\n' | create --os "$@" --admin setup --password - --user alice --no-token --password -; }
for tool in dscl dsimport plutil passwd security osascript uuidgen pwpolicy; do
	eval "$tool() { \"\$mac/usr/bin/$tool\" \"\$@\"; }"
done
launchctl() { "$mac/bin/launchctl" "$@"; }
system_profiler() { "$mac/usr/sbin/system_profiler" "$@"; }
from() { file=$1; shift; "$@" <"$file"; }
new 14.5
head='0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users'

# --- dsimport: modes, escapes, lists, base64
cat >"$work/users" <<END
$head 6 dsAttrTypeStandard:RecordName UniqueID PrimaryGroupID RealName EMailAddress Comment
bob:600:20:Bob\: the \\\\one:a@example.com,b@example.com:x
eve:601:20:Eve,a@example.com
END
dsimport "$work/users" /Local/Default M
is "escapes" "RealName:
 Bob: the \\one" "$(dscl . -read /Users/bob RealName)"
is "two values" "EMailAddress: a@example.com b@example.com" "$(dscl . -read /Users/bob EMailAddress)"
is "a short line" "RealName: Eve a@example.com" "$(dscl . -read /Users/eve RealName)"
printf '%s 2 RecordName Comment\nbob:x,y\n' "$head" >"$work/more"
dsimport "$work/more" /Local/Default M
is "merged" "Comment: x y" "$(dscl . -read /Users/bob Comment)"
dsimport -g "$work/more" /Local/Default A
is "appended" "Comment: x y x y" "$(dscl . -read /Users/bob Comment)"
dsimport "$work/more" /Local/Default I
is "ignored" "Comment: x y x y" "$(dscl . -read /Users/bob Comment)"
expect "no duplicates" 65 err 'dsimport: bob: eDSRecordAlreadyExists' dsimport "$work/more" /Local/Default N
dsimport "$work/more" /Local/Default O
expect "overwritten" 0 err 'No such key: RealName' dscl . -read /Users/bob RealName
printf '%s 2 RecordName UniqueID\nmallory:601\n' "$head" >"$work/taken"
expect "a number that is taken" 65 err "dsimport: mallory: its number is another record's" dsimport "$work/taken" /Local/Default M
expect "and no such record" 56 err '.*' dscl . -read /Users/mallory

# --- the hash of one account becomes another's, as configuration tools put it
hash=$(plutil -extract ShadowHashData.0 raw /var/db/dslocal/nodes/Default/users/alice.plist)
dscl . -create /Users/bob AuthenticationAuthority ';ShadowHash;HASHLIST:<SALTED-SHA512-PBKDF2>'
printf '%s 2 dsAttrTypeStandard:RecordName base64:dsAttrTypeNative:ShadowHashData\nbob:%s\n' "$head" "$hash" >"$work/hash"
dsimport "$work/hash" /Local/Default M
expect "it is a password" 0 err '' sh -c "'$mac/usr/bin/dscl' . -authonly bob pw-alice; code=\$?; echo >&2; exit \$code"
expect "and no other" 10 err '.*' dscl . -authonly bob pw-bob
printf '%s 3 RecordName AuthMethod Password\ncarol:dsAuthMethodStandard\\:dsAuthClearText:pw-carol\n' "$head" >"$work/clear"
dsimport "$work/clear" /Local/Default M --startid 700
expect "in the clear" 0 err '' sh -c "'$mac/usr/bin/dscl' . -authonly carol pw-carol; code=\$?; echo >&2; exit \$code"
is "a number given out" "UniqueID: 700" "$(dscl . -read /Users/carol UniqueID)"
is "not kept" "Password: ********" "$(dscl . -read /Users/carol Password)"
expect "no base64" 65 err 'dsimport: bob: a value is not what the header says it is' \
	sh -c "printf '%s 2 RecordName base64:x\nbob:!!\n' '$head' >'$work/bad'; '$mac/usr/bin/dsimport' '$work/bad' /Local/Default M"
printf '%s 1 RecordName\n../../x\n' "$head" >"$work/bad"
expect "no way out" 65 err 'dsimport: \.\./\.\./x: a record cannot be called so' dsimport "$work/bad" /Local/Default M
head -c 4096 /dev/urandom >"$work/bad"
expect "garbage" 65 err '.*: the file is no text' dsimport "$work/bad" /Local/Default M
expect "a header that lies" 65 err '.*: the header has fewer attributes than it says' \
	sh -c "printf '%s 9 RecordName\n' '$head' >'$work/bad'; '$mac/usr/bin/dsimport' '$work/bad' /Local/Default M"
expect "no file" 66 err 'dsimport: unable to open .*' dsimport "$work/nowhere" /Local/Default M
expect "no other node" 64 err '.*its local node only' dsimport "$work/users" /LDAPv3/x M
expect "no mode" 64 err 'usage: dsimport .*' dsimport "$work/users" /Local/Default
as_alice() { "$simmac" as "$mac" alice -- "$@"; }
expect "not alice" 77 err 'dsimport: Unable to authenticate' as_alice "$mac/usr/bin/dsimport" "$work/users" /Local/Default M
as_alice "$mac/usr/bin/dsimport" "$work/more" /Local/Default M -u setup -p pw-setup

# --- passwd
printf 'pw-alice\nnew-1\nnew-1\n' >"$work/in"
expect "one's own" 0 out 'Changing password for alice\.' from "$work/in" as_alice "$mac/usr/bin/passwd"
expect "a wrong old one" 1 err '.*authentication token failure' from "$work/in" as_alice "$mac/usr/bin/passwd"
expect "not another's" 1 err 'passwd: Permission denied' as_alice "$mac/usr/bin/passwd" setup
printf 'new-2\nnew-3\n' >"$work/in"
expect "twice the same" 1 err '.*Mismatch; try again, EOF to quit\.' from "$work/in" passwd alice
printf 'new-2\nnew-2\n' >"$work/in"
expect "root asks nobody" 0 out '.*' from "$work/in" passwd alice
expect "it is so" 0 err '' sh -c "'$mac/usr/bin/dscl' . -authonly alice new-2; code=\$?; echo >&2; exit \$code"
expect "nobody" 1 err 'passwd: Unknown user name' passwd nosuch
# Of a holder: asked for the old one, unless a knob says otherwise.
for quirk in none passwd1_root_refuses passwd1_root_breaks; do
	rm -rf "$work/other"
	echo pw-setup | "$simmac" create "$work/other" --iterations 100 --os 14.5 --admin setup --password - \
		$([ $quirk = none ] || echo "--quirk $quirk=on") >/dev/null
	case $quirk in
	none) printf 'pw-setup\nnew-2\nnew-2\n' ;;
	*) printf 'new-2\nnew-2\n' ;;
	esac >"$work/in"
	expect "$quirk" "$([ $quirk = passwd1_root_refuses ] && echo 1 || echo 0)" \
		"$([ $quirk = passwd1_root_refuses ] && echo err || echo out)" '.*' from "$work/in" "$work/other/usr/bin/passwd" setup
	is "$quirk: the password" "$([ $quirk = passwd1_root_refuses ] && echo old || echo new)" \
		"$("$work/other/usr/bin/dscl" . -authonly setup new-2 >/dev/null 2>&1 && echo new || echo old)"
	is "$quirk: the token" "$([ $quirk = passwd1_root_breaks ] && echo dead || echo works)" \
		"$(printf '%s\n' "$([ $quirk = passwd1_root_refuses ] && echo pw-setup || echo new-2)" |
			"$work/other/usr/sbin/sysadminctl" -addUser next -password x -adminUser setup -adminPassword - >/dev/null 2>&1
			"$work/other/usr/sbin/sysadminctl" -secureTokenStatus next 2>&1 | grep -q ENABLED && echo works || echo dead)"
done

# --- security
expect "no such keychain" 50 err '.*could not be found\.' security add-generic-password -a alice -s laps -w x "$work/keys"
security create-keychain -p 'K3y' "$work/keys"
security add-generic-password -a alice -s laps -w 'S3cret' "$work/keys"
is "found" S3cret "$(security find-generic-password -a alice -s laps -w "$work/keys")"
expect "twice" 45 err '.*already exists in the keychain\.' security add-generic-password -a alice -s laps -w x "$work/keys"
security add-generic-password -U -a alice -s laps -w 'N3w' "$work/keys"
is "updated" N3w "$(security find-generic-password -s laps -w "$work/keys")"
expect "told" 0 out '    "svce"<blob>="laps"' security find-generic-password -s laps "$work/keys"
security delete-generic-password -s laps "$work/keys" >/dev/null
expect "gone" 44 err 'security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain\.' \
	security find-generic-password -s laps -w "$work/keys"
security add-generic-password -a a -s asks -T /usr/libexec/other -w x "$work/keys"
expect "its attributes" 0 out '    "svce"<blob>="asks"' security find-generic-password -s asks "$work/keys"
expect "nobody to ask" 36 err 'security: SecKeychainItemCopyContent: User interaction is not allowed\.' \
	security find-generic-password -s asks -w "$work/keys"
security add-generic-password -a a -s umlaut -T /usr/bin/security -w 'pä' "$work/keys"
is "not ASCII" 70c3a4 "$(security find-generic-password -s umlaut -w "$work/keys")"
security add-generic-password -a a -s system -w in-it
is "root's own is the System keychain" in-it "$(security find-generic-password -s system -w /Library/Keychains/System.keychain)"
is "for its owner alone" 600 "$(stat -c %a "$work/keys" 2>/dev/null || stat -f %Lp "$work/keys")"
expect "not what it has" 2 err 'security: dump-trust-settings: the simulated Mac knows .*' security dump-trust-settings

# --- osascript, launchctl, uuidgen
dialog='text returned of (display dialog "Password" default answer "" with hidden answer)'
expect "nobody at the screen" 1 err '.*User canceled\. \(-128\)' osascript -e "$dialog"
printf 'first\nsecond\n' >"$mac/private/var/db/simmac/dialog-answers"
is "typed" first "$(osascript -e "$dialog")"
is "the next" second "$(echo "$dialog" | osascript)"
expect "then no more" 1 err '.*User canceled\. \(-128\)' osascript -e "$dialog"
expect "no other script" 1 err '.*runs display dialog alone\. \(-1708\)' osascript -e 'tell application "Finder" to quit'
launchctl kickstart -k system/com.apple.opendirectoryd
expect "no service" 113 err 'Could not find service "system/com\.example" in domain for system' launchctl kickstart system/com.example
is "in a session" done "$(launchctl asuser 501 echo done)"
expect "of nobody" 1 err 'Could not switch to audit session .*' launchctl asuser 4711 echo done
expect "a UUID" 0 out '[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}' uuidgen
createmobileaccount="$mac/System/Library/CoreServices/ManagedClient.app/Contents/Resources/createmobileaccount"
expect "no directory" 1 err 'createmobileaccount: dora: no directory server knows it .*' "$createmobileaccount" -n dora

# --- system_profiler
expect "hardware" 0 out '      Hardware UUID: .*' system_profiler SPHardwareDataType
expect "software" 0 out '      System Version: macOS 14\.5 \(.*\)' system_profiler SPSoftwareDataType
expect "json" 0 out '  "SPHardwareDataType" : \[' system_profiler -json SPHardwareDataType
expect "xml" 0 out '		<string>SPHardwareDataType</string>' system_profiler -xml SPHardwareDataType
expect "not what it has" 1 err '.*SPHardwareDataType and SPSoftwareDataType alone' system_profiler SPUSBDataType

# --- account policies. FACTS G4
cat >"$work/policy.plist" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>policyCategoryPasswordContent</key><array><dict>
<key>policyContent</key><string>policyAttributePassword matches '.{10,}+'</string>
<key>policyIdentifier</key><string>ten</string></dict></array></dict></plist>
END
expect "set" 0 out 'Setting global account policies' pwpolicy setaccountpolicies "$work/policy.plist"
expect "told" 0 out '			<string>ten</string>' pwpolicy -getaccountpolicies
expect "obeyed" 165 err '.*' sh -c "'$mac/usr/bin/dscl' . -passwd /Users/alice short; code=\$?; [ \$code -ne 0 ] && exit 165"
expect "cleared" 0 out 'Clearing global account policies' pwpolicy -clearaccountpolicies
dscl . -passwd /Users/alice short
is "nothing left" "Getting global account policies" "$(pwpolicy getaccountpolicies)"
expect "in old words" 0 out 'Setting global policy' pwpolicy -setglobalpolicy 'minChars=9'
expect "in words it does not know" 1 err 'Error: usingHistory=3: .*' pwpolicy -setglobalpolicy 'usingHistory=3'
expect "of one account" 0 out 'Setting account policies for user <alice>' pwpolicy -u alice setaccountpolicies "$work/policy.plist"
expect "hers" 0 out '			<string>ten</string>' pwpolicy -u alice -getaccountpolicies
is "not everybody's" "0" "$(pwpolicy getaccountpolicies | grep -c '<string>ten')"
expect "obeyed by her" 165 err '.*' sh -c "'$mac/usr/bin/dscl' . -passwd /Users/alice nine-long; code=\$?; [ \$code -ne 0 ] && exit 165"
expect "cleared for her" 0 out 'Clearing account policies for user <alice>' pwpolicy -u alice -clearaccountpolicies
dscl . -passwd /Users/alice nine-long
is "none of hers" "Getting account policies for user <alice>" "$(pwpolicy -u alice getaccountpolicies)"
expect "hers in old words" 0 out 'Setting policy for alice' pwpolicy -u alice -setpolicy 'maxFailedLoginAttempts=1'
dscl . -authonly alice wrong >/dev/null 2>&1 || true
expect "locked" 1 out locked sh -c "'$mac/usr/bin/dscl' . -authonly alice nine-long >/dev/null 2>&1 || { echo locked; exit 1; }"
dscl . -authonly setup wrong >/dev/null 2>&1 || true
expect "she alone" 0 out '' sh -c "'$mac/usr/bin/dscl' . -authonly setup pw-setup; echo"
pwpolicy -u alice -clearaccountpolicies >/dev/null
expect "nobody's" 1 err 'Error: user <ghost> not found' pwpolicy -u ghost -clearaccountpolicies
expect "no policy" 1 err 'Error: Invalid Account Policy specified: .*' pwpolicy setaccountpolicies "$work/users"
expect "not alice" 1 err '.*Error: not authorized' as_alice "$mac/usr/bin/pwpolicy" -clearaccountpolicies

# --- nothing secret in the trace
dscl . -su setup pw-setup
"$simmac" trace "$mac" >"$work/trace"
for secret in S3cret N3w pw-setup; do
	! grep -q "$secret" "$work/trace" || { echo "FAILED: the trace says $secret"; failures=$((failures + 1)); }
done
finish
