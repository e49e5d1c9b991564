# examples.sh – the scripts of examples/simmac, as on a Mac: what they did is really so.
. "$(dirname "$0")/lib.sh"
examples=$(cd "$(dirname "$0")/../.." && pwd)/examples/simmac
run() { script=$1; shift; "$simmac" exec "$mac" -- sh "$examples/$script" "$@"; }

printf 'pw-setup\n' | create --os 14.5 --filevault on --admin setup --full-name 'Setup Admin' --password -
"$simmac" exec "$mac" -- true 2>"$work/why" || {
	echo "SKIPPED: simmac exec cannot work here: $(cat "$work/why")"
	exit 77
}

echo pw-alice | run make-user.sh alice 'Alice Liddell' 601 >"$work/made" || failures=1
grep -qx 'UniqueID: 601' "$work/made" || { echo "FAILED: make-user.sh"; failures=$((failures + 1)); }
is "once more" "alice is there already" "$(echo pw-alice | run make-user.sh alice 'Alice Liddell' 601)"
run make-admin.sh alice >"$work/said"
is "make-admin.sh" "user is a member of the group" "$(tail -n 1 "$work/said")"
cat >"$work/expect" <<'END'
accounts:
- admin: alice
  full-name: Alice Liddell
  uid: 601
  gid: 20
  home: /Users/alice
  shell: /bin/zsh
  hidden: false
  token: false
  groups: admin staff
  password: "-"
END
echo pw-alice | "$simmac" check "$mac" --expect "$work/expect" || failures=$((failures + 1))
[ -d "$mac/Users/alice/Library" ] || { echo "FAILED: no home"; failures=$((failures + 1)); }

printf 'wrong\npw-alice\n' | run token-dance.sh setup alice >"$work/said" 2>&1 && { echo "FAILED: a dance with a wrong password"; failures=$((failures + 1)); }
grep -qx 'alice was not given a Secure Token' "$work/said" || { echo "FAILED: token-dance.sh"; failures=$((failures + 1)); }
is "token-dance.sh" "alice holds a Secure Token" "$(printf 'pw-setup\npw-alice\n' | run token-dance.sh setup alice 2>/dev/null)"

key=/private/var/root/recovery.plist
is "escrow-key.sh" "the new recovery key is in $key" "$(echo pw-setup | run escrow-key.sh setup "$key")"
new=$(sed -n '/RecoveryKey/{n;s/.*<string>\(.*\)<.*/\1/p;}' "$mac$key")
old=$(sed -n "s/Recovery key = '\(.*\)'/\1/p" "$work/created")
is "who may read it" "-rw-------" "$(ls -l "$mac$key" | cut -c1-10)"
printf '%s\n' "$new" >"$work/new"
printf '%s\n' "$old" >"$work/old"
expect "the new key unlocks" 0 out true fdesetup validaterecovery <"$work/new"
expect "the old one does not" 11 out false fdesetup validaterecovery <"$work/old"

is "read-plist.sh" /bin/zsh "$(run read-plist.sh alice shell)"

is "import-user.sh" "Dora Dee" "$(run import-user.sh alice dora 'Dora Dee' 633)"
expect "her password came as a hash" 0 err '' sh -c "\"$mac/usr/bin/dscl\" . -authonly dora pw-alice; s=\$?; echo >&2; exit \$s"
finish
