# hfs.sh – a Mac on HFS+: no tokens, FileVault of CoreStorage.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\npw-alice\npw-bob\n' | create --os 10.13.6 --filesystem hfs --filevault on \
	--admin setup --password - --user alice --password - --token --user bob --password -
expect "on" 0 out 'FileVault is On\.' fdesetup status
expect "nobody has a token" 0 err 'Secure token is DISABLED for user alice' sysadminctl -secureTokenStatus alice
expect "who unlocks" 0 out 'alice,[0-9A-F-]{36}' fdesetup list
! grep -q bob "$work/out" || { echo "FAILED: bob unlocks"; failures=1; }
expect "no APFS" 1 out 'disk0s2 is not an APFS Volume' diskutil apfs listUsers /
expect "no APFS, as a property list" 1 out '	<string>disk0s2 is not an APFS Volume</string>' \
	diskutil apfs listUsers -plist /
expect "no preboot volume" 1 out 'disk0s2 is not an APFS Volume' diskutil apfs updatePreboot /
expect "the file system" 0 out '	<string>hfs</string>' diskutil info -plist /
expect "its name" 0 out '   File System Personality: +Journaled HFS\+' diskutil info /
expect "CoreStorage" 0 err 'Boot volume CS FDE: YES' sysadminctl -filesystem status
expect "no grants" 0 err 'setSecureTokenAuthorizationEnabled error .*' \
	sysadminctl -secureTokenOn bob -password pw-bob -adminUser setup -adminPassword pw-setup
expect "root resets anybody" 0 err '- Done!' sysadminctl -resetPasswordFor alice -newPassword pw-new
expect "removed" 0 out '' sh -c '"$1" remove -user alice; echo' sh "$mac/usr/bin/fdesetup"
fdesetup list >"$work/list"
! grep -q alice "$work/list" || { echo "FAILED: alice is still there"; failures=1; }

rm -rf "$mac"
printf 'pw-setup\n' | create --os 10.13.6 --filesystem hfs --admin setup --password -
expect "off: no list" 1 err 'Error: FileVault is Off\.' fdesetup list
finish
