# others.sh – what other people's tools call and parse on a Mac: the calls of Salt's and Chef's modules for accounts,
# the small tools that scripts ask about people and files, and the look-ups of Specinfra.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\npw-bob\n' | create --os 14.5 --admin setup --full-name 'Setup Admin' --password - \
	--user bob --full-name 'Bob Ross' --password -
PATH=$mac/usr/bin:$mac/usr/sbin:$mac/bin:$mac/usr/libexec:$PATH
node=/Local/Default

# --- who somebody is, in every way that scripts ask
is "primary group, as Salt asks" staff "$(id -g -n setup)"
is "id -nu" setup "$(id -n -u setup)"
is "groups" "$(id -Gn bob)" "$(groups bob)"
is "whoami" root "$(whoami)"
is "whoami, somebody else" bob "$("$simmac" as "$mac" bob -- "$mac/usr/bin/whoami")"
is "id -P" "setup:********:501:20::0:0:Setup Admin:/Users/setup:/bin/zsh" "$(id -P setup)"
expect "id -p" 0 out 'uid	setup' id -p setup
expect "id, another option" 1 err 'id: illegal option -- Z' id -Z setup
expect "id, nobody" 1 err 'id: nix: no such user' id -g -n nix
expect "finger" 0 out 'Directory: /Users/bob +	Shell: /bin/zsh' finger bob
expect "finger, name" 0 out 'Login: bob +			Name: Bob Ross' finger ross
expect "finger, nobody" 0 err 'finger: ross: no such user' finger -m ross
expect "finger, everybody" 1 err 'finger: .*' finger
is "nobody at the screen" root "$(stat -f %Su /dev/console)"
is "who, nobody" "" "$(who)"
printf 'pw-bob\n' | "$simmac" login "$mac" bob --password - >/dev/null
is "at the screen" bob "$(stat -f '%Su' /dev/console)"
is "at the screen, its number" 502 "$(stat -f%u /dev/console)"
is "who" bob "$(who | awk '/console/ {print $1}')"
is "scutil" bob "$(echo 'show State:/Users/ConsoleUser' | scutil | awk '/Name :/ && ! /loginwindow/ { print $3; exit }')"
expect "finger, at the screen" 0 out 'On on console' finger bob
expect "no extra version" 0 out '' sw_vers --productVersionExtra
is "serial number" C02SIMMAC001 "$(ioreg -l | awk -F'"' '/IOPlatformSerialNumber/{print $4}')"
expect "a session" 0 out hi launchctl asuser 502 echo hi

# --- files
printf 12345 >"$work/file"
chmod 640 "$work/file"
ln -s file "$work/link"
is "mode" "640 640 100640 -rw-r-----" "$(stat -f '%Lp %A %p %Sp' "$work/file")"
is "size" "5|     5|5     |" "$(stat -f '%z|%6z|%-6z|' "$work/file")"
is "link" "file Symbolic Link" "$(stat -f '%Y %HT' "$work/link")"
is "what it leads to" "5" "$(stat -L -f %z "$work/link")"
is "time" "2001-09-09" "$(touch -d @1000000000 "$work/file" && TZ=UTC0 stat -f %Sm -t %Y-%m-%d "$work/file")"
is "number of time" "1000000000" "$(stat -n -f %m "$work/file")"
expect "no such file" 1 err "stat: /nix: stat: No such file or directory" stat -f %z /nix
expect "GNU's option" 1 err 'stat: illegal option -- c' stat -c %U /
expect "unknown format" 1 err 'stat: %Q: bad format' stat -f %Q /
eval "$(stat -s "$work/file")"
# shellcheck disable=SC2154 # set by the line above
is "for shells" 5 "$st_size"

# --- property lists
list=$work/x.plist
buddy() { PlistBuddy -c "$1" "$list"; }
is "a new file" "File Doesn't Exist, Will Create: $list" "$(buddy 'Add :a:b string hello world')"
is "a value" "hello world" "$(buddy 'Print :a:b')"
PlistBuddy -c 'Add l array' -c 'Add l: string y' -c 'Add l: string z' -c 'Add :l:0 string x' "$list"
is "a list" "Array { x y z }" "$(buddy 'Print l' | xargs)"
PlistBuddy -c 'Delete :l:1' -c 'Set :a:b "bye now"' -c 'Add :n integer 3' -c 'Set :n 4' -c 'Add :t bool true' "$list"
is "all" "Dict { a = Dict { b = bye now } l = Array { x z } n = 4 t = true }" "$(buddy Print | xargs)"
is "by another tool" 4 "$(plutil -extract n raw -o - "$list")"
expect "not there" 1 err 'Print: Entry, ":zz", Does Not Exist' buddy 'Print :zz'
expect "not there, set" 1 err 'Set: Entry, ":zz", Does Not Exist' buddy 'Set :zz 1'
expect "not there, deleted" 1 err 'Delete: Entry, ":zz", Does Not Exist' buddy 'Delete :zz'
expect "there already" 1 err 'Add: ":n" Entry Already Exists' buddy 'Add :n string'
expect "no number" 1 err 'Unrecognized Format: x' buddy 'Set :n x'
expect "a container" 1 err 'Set: Cannot Perform Set On Containers' buddy 'Set :l x'
expect "no parent" 1 err 'Add: Can.t Add Entry, ":n:x", to Parent' buddy 'Add :n:x string y'
expect "no such type" 1 err 'Unrecognized Type: thing' buddy 'Add :q thing x'
expect "what it does not do" 1 err 'PlistBuddy: Merge: .*' buddy 'Merge y.plist'
expect "as XML" 0 out '	<string>z</string>' PlistBuddy -x -c 'Print :l' "$list"
is "the Mac's own" 14.5 "$(PlistBuddy -c 'Print :ProductVersion' /System/Library/CoreServices/SystemVersion.plist)"
expect "the store is root's" 1 err 'Error Reading File: .*' "$simmac" as "$mac" bob -- \
	"$mac/usr/libexec/PlistBuddy" -c Print /var/db/dslocal/nodes/Default/users/bob.plist

# --- Salt: mac_user, mac_group, mac_shadow
for pair in "UniqueID 640" "PrimaryGroupID 20" "UserShell /bin/bash" "NFSHomeDirectory /Users/sal"; do
	# shellcheck disable=SC2086 # two words
	dscl localhost -create $node/Users/sal $pair
done
dscl localhost -create $node/Users/sal RealName ""
dscl localhost -change $node/Users/sal UniqueID 640 641
dscl localhost -change $node/Users/sal UserShell /bin/bash /bin/zsh
dscl localhost -append $node/Groups/admin GroupMembership sal
is "user.info" "sal:********:641:20::0:0::/Users/sal:/bin/zsh" \
	"$(dscl . -passwd /Users/sal pw-sal && id -P sal)"
is "user.list_users" sal "$(dscl localhost -list $node/users | grep '^sal$')"
expect "user.chgroups" 0 out 'user is a member of the group' dsmemberutil checkmembership -U sal -G admin
for key in creationTime passwordLastSetTime; do
	expect "shadow.$key" 0 out "$key: [0-9]+(\\.[0-9]+)?" dscl . -readpl /Users/sal accountPolicyData $key
done
expect "shadow.get_login_failed_count" 0 out 'failedLoginCount: 0' \
	dscl . -readpl /Users/sal accountPolicyData failedLoginCount
dscl . -passwd /Users/sal ''
dscl . -create /Users/sal Password '*'
is "shadow.del_password" '*' "$(id -P sal | cut -d: -f2)"
dseditgroup -o create -i 777 crew
dscl . -merge /Groups/crew GroupMembership sal
dscl . -merge /Groups/crew GroupMembership sal
is "group.adduser" "GroupMembership: sal" "$(dscl . -read /Groups/crew GroupMembership)"
dseditgroup -o edit -i 778 crew
is "group.getent" 778 "$(dscacheutil -q group -a name crew | awk '/^gid:/ {print $2}')"
dscl . -delete /Groups/crew GroupMembership sal
dseditgroup -o delete crew
dscl localhost -change $node/Users/sal RecordName sal sally
is "user.rename" 641 "$(id -u sally)"
dscl localhost -delete $node/Users/sally
expect "user.delete" 1 err 'id: sally: no such user' id sally

# --- Chef: mac_user and the group's provider
expect "no user yet" 56 err '<dscl_cmd> DS Error: -14136 \(eDSRecordNotFound\)' dscl -plist . -read /Users/chf
expect "a free number" 0 out 'setup +501' dscl -plist . -list /Users uid
expect "create_user" 0 err 'Creating user record.*' sysadminctl -addUser chf -fullName Chef -UID 650 \
	-shell /bin/zsh -home /Users/chf -adminUser setup -adminPassword pw-setup
dscl -plist . -create /Users/chf IsHidden 1
dscl -plist . -read /Users/chf >"$work/chf.plist"
is "hidden" 1 "$(PlistBuddy -c 'Print dsAttrTypeNative\:IsHidden:0' "$work/chf.plist")"
is "uid" 650 "$(PlistBuddy -c 'Print :dsAttrTypeStandard\:UniqueID:0' "$work/chf.plist")"
# A password as a hash: that of bob, by the way in which Chef reads and writes it.
dscl -plist . -read /Users/bob >"$work/bob.plist"
PlistBuddy -c 'Print :dsAttrTypeNative\:ShadowHashData:0' "$work/bob.plist" | tr -d ' \n' | perl -0pe '$_ = pack "H*", $_' >"$work/hash"
expect "the hash is a list" 0 out '	<key>SALTED-SHA512-PBKDF2</key>' plutil -convert xml1 -o - - <"$work/hash"
{
	echo '0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 2 dsAttrTypeStandard:RecordName base64:dsAttrTypeNative:ShadowHashData'
	echo "chf:$(base64 <"$work/hash")"
} >"$work/import"
dscl -plist . -delete /Users/chf ShadowHashData
dsimport "$work/import" /Local/Default M >/dev/null
dscl -plist . -create /Users/chf Password '********'
dscl . -authonly chf pw-bob || { echo "FAILED: set_password"; failures=$((failures + 1)); }
dscl . -append /Users/chf AuthenticationAuthority ';DisabledUser;'
expect "lock_user" 0 out 'AuthenticationAuthority: .*;DisabledUser;' dscl . -read /Users/chf AuthenticationAuthority
dscl . -create /Groups/cg
dscl . -create /Groups/cg Password '*'
is "gid_used?" "" "$(dscl . -search /Groups PrimaryGroupID 790)"
dscl . -create /Groups/cg PrimaryGroupID 790
dscl . -create /Groups/cg GroupMembers ""
dscl . -create /Groups/cg GroupMembership ""
dscl . -append /Groups/cg GroupMembership chf setup
is "set_members" "chf setup" "$(dscl . -read /Groups/cg | sed -n 's/^GroupMembership: *//p')"
dscl . -delete /Groups/cg GroupMembership chf setup
dscl . -delete /Groups/cg
expect "remove_user" 0 err 'Deleting record for chf' sysadminctl -deleteUser chf -keepHome
finish
