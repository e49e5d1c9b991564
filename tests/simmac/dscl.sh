# dscl.sh – dscl whole: nodes, paths, every verb, property lists in attributes, sessions, hostile words.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-setup\npw-alice\n' | create --os "$@" --admin setup --password - --user alice --password -; }
dscl() { "$mac/usr/bin/dscl" "$@"; }
from() { file=$1; shift; "$@" <"$file"; }
new 14.5

# --- nodes and paths
for node in . /Local/Default Local/Default /local/default /Search; do
	is "node $node" "UserShell: /bin/zsh" "$(dscl "$node" -read /Users/alice UserShell)"
done
is "localhost" "UserShell: /bin/zsh" "$(dscl localhost -read /Local/Default/Users/alice UserShell)"
is "through the search node" "UserShell: /bin/zsh" "$(dscl localhost -read /Search/Users/alice UserShell)"
is "no slash, any case" "UserShell: /bin/zsh" "$(dscl . read users/ALICE UserShell)"
is "the whole type" "UserShell: /bin/zsh" "$(dscl . -read dsRecTypeStandard:Users/alice UserShell)"
is "dots" "UserShell: /bin/zsh" "$(dscl . -read /Groups/../Users/./alice UserShell)"
is "a slash at the end" "UserShell: /bin/zsh" "$(dscl . -read /Users/alice/ UserShell)"
is "the nodes" "Local

Contact
Search" "$(dscl localhost -list /)"
is "below Local" Default "$(dscl localhost -list /Local)"
expect "no such node" 69 out 'Data source \(/LDAPv3/127\.0\.0\.1\) is not valid\.' dscl /LDAPv3/127.0.0.1 -list /Users
expect "types" 0 out Computers dscl . -list /
expect "a type read" 0 out 'name: dsRecTypeStandard:Users' dscl . -read /Users
expect "the search path" 0 out 'CSPSearchPath: /Local/Default' dscl /Search -read / CSPSearchPath
expect "beyond a record" 56 err '.*-14136.*' dscl . -read /Users/alice/x
expect "no such type" 185 out 'list: Invalid Path' dscl . -list /Nonsense
expect "a list of a record that is not there" 185 out 'list: Invalid Path' dscl . -list /Users/nobody-here

# --- verbs
expect "unknown verb" 64 err 'usage: dscl .*' dscl . -frobnicate /Users
expect "too few" 64 err 'Too few parameters for append operation' dscl . -append /Users/alice
expect "unknown option" 64 err 'usage: dscl .*' dscl -x . -list /Users
dscl . -create /Users/bob
dscl . create /Users/bob UniqueID 600
dscl . -create /Users/bob RealName 'Bob "B" Brown'
dscl . -append /Users/bob EMailAddress a@example.com b@example.com
dscl . -merge /Users/bob EMailAddress b@example.com c@example.com
is "appended and merged" "EMailAddress: a@example.com b@example.com c@example.com" "$(dscl . -read /Users/bob EMailAddress)"
dscl . -change /Users/bob EMailAddress b@example.com d@example.com
dscl . -changei /Users/bob EMailAddress 1 e@example.com
is "changed" "EMailAddress: e@example.com d@example.com c@example.com" "$(dscl . -read /Users/bob EMailAddress)"
dscl . -delete /Users/bob EMailAddress d@example.com
is "a value deleted" "EMailAddress: e@example.com c@example.com" "$(dscl . -read /Users/bob EMailAddress)"
expect "a value that is not there" 63 err '<main> attribute status: eDSAttributeValueNotFound' \
	dscl . -delete /Users/bob EMailAddress d@example.com
expect "a key that is not there" 54 err '<main> attribute status: eDSAttributeNotFound' dscl . -delete /Users/bob Nonsense
dscl . -delete /Users/bob EMailAddress
expect "a key deleted" 0 err 'No such key: EMailAddress' dscl . -read /Users/bob EMailAddress
is "url" "RealName:
 Bob%20%22B%22%20Brown" "$(dscl -url . -read /Users/bob RealName)"
is "raw" "dsAttrTypeStandard:UniqueID: 600" "$(dscl -raw . -read /Users/bob UniqueID)"
is "several keys" "PrimaryGroupID: 20
UniqueID: $(dscl . -read /Users/alice UniqueID | cut -d' ' -f2)
UserShell: /bin/zsh" "$(dscl . -read /Users/alice UserShell UniqueID PrimaryGroupID)"
is "list with a native key" "bob    600" "$(dscl . -list /Users uid | grep '^bob ' | sed 's/ \{4,\}/    /')"
expect "one record in plist" 0 out '	<key>dsAttrTypeStandard:UniqueID</key>' dscl -plist . -read /Users/bob UniqueID
expect "searched everywhere" 0 out 'Users/bob		UniqueID = \(' dscl . -search / UniqueID 600
expect "searched" 0 out '    600' dscl . -search /Users UniqueID 600
is "difference" "- UniqueID: 600
+ UniqueID: $(dscl . -read /Users/alice UniqueID | cut -d' ' -f2)" "$(dscl . -diff /Users/bob /Users/alice UniqueID)"
dscl . -create /Computers/mini ENetAddress 00:11:22:33:44:55
is "a computer" "ENetAddress: 00:11:22:33:44:55" "$(dscl . -read /Computers/mini ENetAddress)"
expect "the search node is read only" 41 err '<main> attribute status: eDSReadOnly' dscl /Search -create /Users/eve

# --- property lists in an attribute. FACTS 3.4
expect "read" 0 out 'failedLoginCount: 0' dscl . -readpl /Users/alice accountPolicyData failedLoginCount
expect "created" 0 out 'Changing a dictionary' dscl . -createpl /Users/alice accountPolicyData note hello
expect "told" 0 out 'note: hello' dscl . -readpl /Users/alice accountPolicyData note
expect "by index" 0 out 'note: hello' dscl . -readpli /Users/alice accountPolicyData 0 note
expect "no such value" 238 out 'Value index out of range' dscl . -readpli /Users/alice accountPolicyData 7 note
dscl . -createpli /Users/alice accountPolicyData 0 list one two >/dev/null
expect "in a list" 0 out 'list:1: two' dscl . -readpl /Users/alice accountPolicyData list:1
expect "a list grows" 0 out 'Changing an array' dscl . -createpl /Users/alice accountPolicyData list:2 three
expect "but not by two" 181 out 'No such plist path: list:9' dscl . -createpl /Users/alice accountPolicyData list:9 x
dscl . -deletepl /Users/alice accountPolicyData list 0 1
expect "out of the list" 0 out 'list:0: three' dscl . -readpl /Users/alice accountPolicyData list:0
dscl . -deletepl /Users/alice accountPolicyData note
expect "no such path" 181 err '<dscl_cmd> DS Error: -14261 \(eDSUnknownMatchType\)' \
	dscl . -readpl /Users/alice accountPolicyData note
expect "what was there stays" 0 out 'failedLoginCount: 0' dscl . -readpl /Users/alice accountPolicyData failedLoginCount
expect "no such attribute" 160 out 'Invalid key\.' dscl . -readpl /Users/alice Nonsense note
expect "no list" 181 out 'No such plist path: note' dscl . -readpl /Users/alice UserShell note

# --- passwords
expect "right" 0 out '' sh -c "'$mac/usr/bin/dscl' . -authonly alice pw-alice; code=\$?; echo; exit \$code"
expect "wrong" 10 out 'Authentication for node /Local/Default failed\. \(-14090, eDSAuthFailed\)' dscl . -authonly alice wrong
printf 'pw-alice\n' >"$work/in"
expect "asked for" 0 err 'Password: ' from "$work/in" dscl . -authonly alice
as_alice() { "$simmac" as "$mac" alice -- "$mac/usr/bin/dscl" "$@"; }
expect "alice may not" 40 err '<main> attribute status: eDSPermissionError' as_alice . -create /Users/bob Comment x
expect "an administrator's word" 0 err '' sh -c "'$simmac' as '$mac' alice -- '$mac/usr/bin/dscl' -u setup -P pw-setup . -create /Users/bob Comment x; code=\$?; echo >&2; exit \$code"
is "did it" "Comment: x" "$(dscl . -read /Users/bob Comment)"
expect "a wrong word opens nothing" 69 out 'Data source \(\.\) is not valid\.' as_alice -u setup -P wrong . -read /Users/bob

# --- sessions
cat >"$work/in" <<'END'
cd /Local/Default/Users
read bob UniqueID
pushd ../Groups
ls staff
popd
create alice Comment "two words"
read alice Comment
cd nowhere
bogus
quit
never
END
from "$work/in" dscl >"$work/session" 2>"$work/complaints" || failures=$((failures + 1))
is "a session" 'Entering interactive mode... (type "help" for commands)
UniqueID: 600
/Local/Default/Groups /Local/Default/Users 
/Local/Default/Users 
Comment:
 two words
cd: Invalid Path
Goodbye' "$(cat "$work/session")"
is "and complaints" 2 "$(grep -cE '^(<dscl_cmd> DS Error: -14009 .*|usage: .*)$' "$work/complaints")"
is "of one node, quietly" "UniqueID: 600" "$(echo 'read /Users/bob UniqueID' | dscl -q .)"

# --- hostile words: nothing outside the folder, nothing half made
long=$(printf '%0250d' 0)
expect "too long" 53 err '<main> attribute status: eDSInvalidRecordName' dscl . -create "/Users/$long"
expect "a slash in the name" 53 err '.*eDSInvalidRecordName' dscl . -create '/Users/a\/b'
expect "no way out" 53 err '.*eDSInvalidRecordName' dscl . -create '/Users/..\/..\/x'
expect "dots alone are a path" 185 out 'create: Invalid Path' dscl . -create /Users/../../../../../tmp/x
expect "not by a new name either" 62 err '<main> attribute status: eDSSchemaError' dscl . -create /Users/bob RecordName ../../x
expect "not text" 53 err '.*eDSInvalidRecordName' dscl . -create "/Users/$(printf '\377\376')"
expect "no value that is not text" 62 err '.*eDSSchemaError' dscl . -create /Users/bob Comment "$(printf '\377')"
expect "no record without a name" 62 err '.*eDSSchemaError' dscl . -delete /Users/bob RecordName
expect "nor by its last one" 62 err '.*eDSSchemaError' dscl . -delete /Users/bob RecordName bob
name=$(printf '%0244d' 1)
dscl . -create "/Users/$name" UniqueID 4711
is "as long as it may be" "UniqueID: 4711" "$(dscl . -read "/Users/$name" UniqueID)"
head -c 120000 /dev/zero | tr '\0' x >"$work/huge"
dscl . -create /Users/bob Comment "$(cat "$work/huge")"
is "a long value" 120010 "$(dscl . -read /Users/bob Comment | wc -c | tr -d ' ')"
is "nothing but records there" "" "$(cd "$mac/private/var/db/dslocal/nodes/Default/users" && find . -type f ! -name '*.plist')"

dseditgroup() { "$mac/usr/sbin/dseditgroup" "$@"; }
expect "no group called so" 73 err 'Could not create record\.' dseditgroup -o create ../x
expect "no account either" 0 err '### Error:-14071 .*' sysadminctl -addUser ../x -password p

# --- groups of computers; a question that keeps nobody waiting; -q answers it
dseditgroup -o create -n . -T computergroup -r 'The lab' lab
dseditgroup -o edit -n . -T computergroup -a mini -t computer lab
is "a computer in it" "GroupMembership: mini" "$(dscl . -read /ComputerGroups/lab GroupMembership)"
dseditgroup -o edit -T computergroup -d mini -t computer lab
expect "and out" 0 err 'No such key: GroupMembership' dscl . -read /ComputerGroups/lab GroupMembership
expect "no such computer" 200 err 'Record was not found\.' dseditgroup -o edit -T computergroup -a nosuch -t computer lab
expect "no lifetime" 64 err 'dseditgroup: the simulated Mac has no lifetimes .*' dseditgroup -o create -s 3600 x
expect "no keyword" 64 err 'dseditgroup: the simulated Mac has no lifetimes .*' dseditgroup -o create -k word x
expect "nobody else's node" 64 err 'dseditgroup: node /LDAPv3/here: .*' dseditgroup -o create -n /LDAPv3/here x
expect "no such kind" 64 err 'aliases: the simulated Mac has .*' dseditgroup -o create -T aliases x
dseditgroup -o create -n . -i 710 -r Devs -L devs
dseditgroup -q -o create -i 711 devs
is "written over" "PrimaryGroupID: 711" "$(dscl . -read /Groups/devs PrimaryGroupID)"
mkfifo "$work/pipe"
dseditgroup -o create devs <"$work/pipe" >/dev/null 2>&1 &
exec 3>"$work/pipe"
is "meanwhile" "UniqueID: 600" "$(dscl . -read /Users/bob UniqueID && dscl . -create /Users/bob Comment y)"
exec 3>&-
wait

# --- two at once: nothing is lost
for i in 1 2 3 4 5 6; do
	(for n in 1 2 3; do dscl . -append /Users/alice Keywords "k$i-$n"; done) &
done
wait
is "eighteen values" 18 "$(dscl . -read /Users/alice Keywords | tr ' ' '\n' | grep -c '^k')"
finish
