# snapshot.sh – the Mac as it was: everything comes back, snapshots stay, a snapshot is whole or not there.
. "$(dirname "$0")/lib.sh"
dscl() { "$mac/usr/bin/dscl" "$@"; }
ends() {
	what=$1 wanted=$2 got=0
	shift 2
	"$@" >"$work/out" 2>&1 || got=$?
	is "$what" "$wanted" "$got"
}
state() { "$simmac" show "$mac" --json --all; find "$mac" ! -path '*/snapshots*' ! -path '*/simmac/lock' | sort; }

printf 'pw-setup\npw-alice\n' | create --os 14.5 --filevault on --admin setup --password - --user alice --password -
echo note >"$mac/Users/alice/note"
ln -s note "$mac/Users/alice/link"
state >"$work/before"
ends "a snapshot" 0 "$simmac" snapshot "$mac" first
ends "the same name" 1 "$simmac" snapshot "$mac" first
ends "no name" 64 "$simmac" snapshot "$mac" .hidden
ends "a folder" 0 "$simmac" snapshot "$mac" "$work/kept"
ends "a folder is a Mac" 0 "$work/kept/usr/bin/dscl" . -authonly alice pw-alice
state >"$work/after"
cmp "$work/before" "$work/after" || { echo "FAILED: a snapshot changes the Mac"; failures=$((failures + 1)); }

sysadminctl -deleteUser alice 2>/dev/null
printf 'pw-bob\n' | sysadminctl -addUser bob -password - 2>/dev/null
"$simmac" upgrade "$mac" --os 15.1
ends "another" 0 "$simmac" snapshot "$mac" second
ends "back" 0 "$simmac" restore "$mac" first
state >"$work/after"
cmp "$work/before" "$work/after" || { diff "$work/before" "$work/after" | head -20; echo "FAILED: it is not as it was"; failures=$((failures + 1)); }
is "a file" note "$(cat "$mac/Users/alice/link")"
ends "her password" 0 dscl . -authonly alice pw-alice
ends "forth" 0 "$simmac" restore "$mac" second
is "the later one" bob "$(dscl . -list /Users | grep '^bob$')"
ends "from the folder" 0 "$simmac" restore "$mac" "$work/kept"
is "as it was" alice "$(dscl . -list /Users | grep '^alice$')"
ends "an unknown one" 1 "$simmac" restore "$mac" third
ends "and still whole" 0 dscl . -authonly alice pw-alice
is "nothing beside it" "before created kept mac" "$(ls "$work" | grep -vxE 'out|err|after|text' | tr '\n' ' ' | sed 's/ $//')"
finish
