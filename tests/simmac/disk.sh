# disk.sh – crypto users, FileVault and enrolment as fdesetup, diskutil and profiles tell them.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\n' | create --os 13.6 --filevault on --mdm user_approved --bootstrap supported \
	--admin setup --password -
guid=$(fdesetup list | sed 's/^setup,//')
expect "on" 0 out 'FileVault is On.' fdesetup status
expect "active" 0 out 'true' fdesetup isactive
expect "whose disk" 0 out 'setup,[0-9A-F-]{36}' fdesetup list
expect "with its kind" 0 out " {8}$guid {34}OS User setup" fdesetup list -extended
expect "two crypto users" 0 out 'Cryptographic users for disk3s1s1 \(2 found\)' diskutil apfs listUsers /
expect "an alias, any case" 0 out "\+-- $guid" diskutil apfs listcryptousers /
expect "the last entry has no bar" 0 out '    Type: Personal Recovery User' diskutil apfs listUsers /
expect "as a property list" 0 out "			<string>$guid</string>" diskutil apfs listUsers -plist /
expect "no such disk" 1 out 'Could not find disk: disk9' diskutil apfs listUsers disk9
expect "no such disk, well formed" 1 out '	<string>Could not find disk: disk9</string>' \
	diskutil info -plist disk9
expect "preboot" 0 out 'UpdatePreboot: Exiting .* overall error=\(ZeroMeansSuccess\)=0' \
	diskutil apfs updatePreboot /
expect "supported" 0 out 'profiles: Bootstrap Token supported on server: YES' \
	profiles status -type bootstraptoken
expect "not yet escrowed" 0 out 'profiles: Bootstrap Token escrowed to server: NO' \
	profiles status -type bootstraptoken
printf 'pw-setup\n' | "$simmac" login "$mac" setup --password - >/dev/null
expect "a graphical login of a holder escrows it" 0 out 'profiles: Bootstrap Token escrowed to server: YES' \
	profiles status -type bootstraptoken
expect "enrolled by hand" 0 out 'MDM enrollment: Yes \(User Approved\)' profiles status -type enrollment
# --- the table of disks, by chip and file system
expect "the partition" 0 out '   2:                 Apple_APFS Container disk3         494\.4 GB   disk0s2' diskutil list
expect "the snapshot" 0 out '   2:              APFS Snapshot com\.apple\.os\.update-\.\.\. .* disk3s1s1' diskutil list
is "one disk" 1 "$(diskutil list disk0 | grep -c '^/dev/')"
expect "no other disk" 1 out 'Could not find disk: disk9' diskutil list disk9
expect "no property list" 1 out '	<string>diskutil list: the simulated Mac prints no .*' diskutil list -plist

expect "the last one stays" 25 err 'Error: .*' fdesetup remove -user setup
expect "unknown verb" 13 err 'Error: .*' fdesetup frobnicate
rm -rf "$mac"
printf 'pw-setup\n' | create --os 10.13.6 --filesystem hfs --admin setup --password -
expect "HFS+" 0 out '   2:                  Apple_HFS Macintosh HD            494\.4 GB   disk0s2' diskutil list
expect "its recovery" 0 out '   3:                 Apple_Boot Recovery HD             650\.0 MB   disk0s3' diskutil list
finish
