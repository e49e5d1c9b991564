# faults.sh – tools that fail, hang, print garbage, lie or take their caller down, as they are told to.
. "$(dirname "$0")/lib.sh"

printf 'Canary-1\n' | create --os 14.5 --admin setup --password -
fault() { "$simmac" fault "$mac" "$@"; }
state() { "$simmac" show "$mac" --json | cksum; }
before=$(state)

fault fail --tool profiles
[ "$(fault)" = "fail 0 1 profiles *" ] || { echo "FAILED: the list: $(fault)"; exit 1; }
expect "fails once" 1 err 'the operation could not be completed' profiles status -type enrollment
expect "works again" 0 out 'FileVault is Off\.' fdesetup status
[ -z "$(fault)" ] || { echo "FAILED: a fault is left"; exit 1; }

fault lie --tool sysadminctl --word -addUser
expect "a lie looks like the truth" 0 err '.*' sysadminctl -addUser mary -password -
[ "$before" = "$(state)" ] || { echo "FAILED: a lie changed the Mac"; exit 1; }

fault garbage --skip 1 --tool fdesetup
expect "the first call is skipped" 0 out 'FileVault is Off\.' fdesetup status
fdesetup status >"$work/garbage"
grep -q FileVault "$work/garbage" && { echo "FAILED: no garbage"; exit 1; }

# The caller is a shell of its own: it dies with 128 + 9.
for kind in cut cut-after orphan; do
	fault "$kind" --tool sw_vers
	got=0
	sh -c '"$1"; echo alive >"$2"' sh "$mac/usr/bin/sw_vers" "$work/alive" >/dev/null 2>&1 || got=$?
	[ "$got" -eq 137 ] && [ ! -e "$work/alive" ] || { echo "FAILED: $kind: the caller lives: $got"; exit 1; }
done
for kind in killed killed-after; do
	fault "$kind" --tool sw_vers
	got=0
	"$mac/usr/bin/sw_vers" >/dev/null 2>&1 || got=$?
	[ "$got" -eq 137 ] || { echo "FAILED: $kind: exit $got"; exit 1; }
done
[ "$("$simmac" trace "$mac" | grep -c '^fault')" -eq 8 ] || { echo "FAILED: strikes in the trace"; exit 1; }
expect "no such fault" 64 err 'usage: simmac fault.*' "$simmac" fault "$mac" nonsense
finish
