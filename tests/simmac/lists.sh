# lists.sh – plutil, defaults and dscacheutil, as scripts and configuration tools call them.
. "$(dirname "$0")/lib.sh"

new() { rm -rf "$mac"; printf 'pw-setup\npw-alice\n' | create --os "$@" --admin setup --password - --user alice --full-name 'Alice A' --password -; }
for tool in dscl plutil defaults dscacheutil; do
	eval "$tool() { \"\$mac/usr/bin/$tool\" \"\$@\"; }"
done
new 14.5
users=/var/db/dslocal/nodes/Default/users

# --- plutil
expect "lint" 0 out "$users/alice.plist: OK" plutil "$users/alice.plist"
expect "of a file that is not there" 1 err '/nowhere: file does not exist .*' plutil -lint /nowhere
is "one value" alice "$(plutil -extract name.0 raw "$users/alice.plist")"
is "an array's" 1 "$(plutil -extract name raw "$users/alice.plist")"
expect "not there" 1 err '.*: Could not extract value, error: No value at that key path or invalid key path: nonsense' \
	plutil -extract nonsense raw "$users/alice.plist"
expect "xml to standard output" 0 out '	<key>generateduid</key>' plutil -convert xml1 -o - "$users/alice.plist"
expect "options behind" 0 out '	<key>generateduid</key>' plutil -convert xml1 "$users/alice.plist" -o /dev/stdout
is "the file stays binary" bplist "$(head -c 6 "$mac$users/alice.plist")"
expect "no json for bytes" 1 err '.*: Invalid object in plist for destination format' plutil -convert json -o - "$users/alice.plist"
printf '{"b":[1,2.5,true,"x\\/y\\u00e9"],"a":{}}' >"$work/list.json"
plutil -convert xml1 -o "$work/list.plist" "$work/list.json"
is "from json and back" '{"a":{},"b":[1,2.5,true,"x\/yé"]}' "$(plutil -convert json -o - "$work/list.plist")"
is "for people" '{
  "a" => {
  }
  "b" => [
    0 => 1
    1 => 2.5
    2 => true
    3 => "x/yé"
  ]
}' "$(plutil -p "$work/list.plist")"
plutil -insert c -string new "$work/list.plist"
plutil -insert b -integer 7 -append "$work/list.plist"
plutil -replace b.0 -bool NO "$work/list.plist"
plutil -remove a "$work/list.plist"
is "edited" '{"b":[false,2.5,true,"x\/yé",7],"c":"new"}' "$(plutil -convert json -o - "$work/list.plist")"
expect "twice" 1 err 'Could not modify plist, error: Value already exists at key path c' plutil -insert c -string x "$work/list.plist"
expect "removed before" 1 err 'Could not modify plist, error: No value to remove at key path a' plutil -remove a "$work/list.plist"
expect "a type" 0 out array plutil -type b "$work/list.plist"
expect "expected another" 1 err '.*expected to be string but is array' plutil -extract b raw -expect string "$work/list.plist"
is "standard input" '{"b":"é"}' "$(printf '{ b = "é"; }' | plutil -convert json -o - -)"
is "through a pipe" alice "$(plutil -convert binary1 -o - "$users/alice.plist" | plutil -extract name.0 raw -o - -)"
plutil -convert json -e txt "$work/list.plist"
is "another suffix" '{"b' "$(head -c 3 "$work/list.txt")"
printf 'bplist00\377\377' >"$work/bad.plist"
expect "garbage" 1 err '.*: Property List error: .*' plutil -lint "$work/bad.plist"
expect "no files" 1 err 'No files specified\.' plutil -lint
expect "no such format" 1 err 'Unknown format specifier: yaml' plutil -convert yaml "$work/list.plist"
expect "the accounts are root's" 1 err '.*file does not exist or is not readable.*' \
	"$simmac" as "$mac" alice -- "$mac/usr/bin/plutil" -p "$users/setup.plist"

# --- an edited record is the account
plutil -replace shell.0 -string /bin/sh "$users/alice.plist"
is "as dscl has it" "UserShell: /bin/sh" "$(dscl . -read /Users/alice UserShell)"

# --- defaults
login=/Library/Preferences/com.apple.loginwindow
expect "nothing yet" 1 err 'The domain/default pair of \(/Library/Preferences/com.apple.loginwindow, HiddenUsersList\) does not exist' \
	defaults read "$login" HiddenUsersList
defaults write "$login" HiddenUsersList -array-add alice
defaults write "$login.plist" HiddenUsersList -array-add _svc
is "hidden" '(
    alice,
    "_svc"
)' "$(defaults read "$login" HiddenUsersList)"
defaults write "$login" Hide500Users -bool YES
defaults write "$login" autoLoginUser alice
defaults write "$login" RetriesUntilHint -int 3
defaults write "$login" Deep -dict a -array 1 -int 2 b '{x = "y z";}'
is "whole" '{
    Deep =     {
        a =         (
        );
    };
    HiddenUsersList =     (
        alice,
        "_svc"
    );
    Hide500Users = 1;
    RetriesUntilHint = 3;
    autoLoginUser = alice;
}' "$(defaults write "$login" Deep '{a = ();}' && defaults read "$login")"
is "a text alone" alice "$(defaults read "$login" autoLoginUser)"
is "its type" "Type is boolean" "$(defaults read-type "$login" Hide500Users)"
is "binary" bplist "$(head -c 6 "$mac$login.plist")"
defaults delete "$login" autoLoginUser
expect "deleted" 1 err 'The domain/default pair of .*' defaults read "$login" autoLoginUser
expect "deleted twice" 1 err 'Defaults have not been changed\.' defaults delete "$login" autoLoginUser
defaults write com.example.thing count -float 1.5
is "the caller's own" 1.5 "$(defaults read com.example.thing count)"
expect "another caller's" 1 err 'Domain com\.example\.thing does not exist' \
	"$simmac" as "$mac" alice -- "$mac/usr/bin/defaults" read com.example.thing
is "domains" com.example.thing "$(defaults domains)"
defaults rename com.example.thing count number
is "out and in" 1.5 "$(defaults export com.example.thing - | defaults import com.example.other - && defaults read com.example.other number)"
expect "no number" 1 err 'Could not parse: x\.  Try single-quoting it\.' defaults write com.example.thing n -int x
expect "no list" 1 err 'Could not parse: \{a\.  Try single-quoting it\.' defaults write com.example.thing n '{a'
expect "a verb it does not know" 255 err "Command line interface to a user's defaults\." defaults frobnicate

# --- dscacheutil
is "a user" "name: alice
password: ********
uid: $(dscl . -read /Users/alice UniqueID | cut -d' ' -f2)
gid: 20
dir: /Users/alice
shell: /bin/sh
gecos: Alice A" "$(dscacheutil -q user -a name alice)"
is "by number" "name: wheel" "$(dscacheutil -q group -a gid 0 | head -n 1)"
expect "members" 0 out 'users: root setup ' dscacheutil -q group -a name admin
is "nobody" "" "$(dscacheutil -q user -a name nosuch)"
dscacheutil -flushcache
expect "not what it has" 1 err '.*the simulated Mac has users.*' dscacheutil -q rpc
expect "nonsense" 64 err 'Usage: dscacheutil -h' dscacheutil -frobnicate
finish
