# store.sh – the store stays whole: tools that die within any write, tools that run at once; and the trace
# tells what was read and changed.
. "$(dirname "$0")/lib.sh"

printf 'pw-setup\npw-alice\n' | create --os 14.5 --filevault on --admin setup --password - --user alice --password -
dscl() { "$mac/usr/bin/dscl" "$@"; }
whole() { # every record can be read, by the tools and by itself
	"$simmac" show "$mac" --json --all >"$work/shown" && dscl . -readall /Users >/dev/null &&
		dscl . -readall /Groups >/dev/null && fdesetup list >/dev/null
}

# --- killed within its Nth write, at every N it has
cp -R "$mac" "$work/before"
torn() { # torn COMMAND…: for every N until the command survives
	for n in 1 2 3 4 5; do
		rm -rf "$mac"
		cp -R "$work/before" "$mac"
		"$simmac" fault "$mac" "half-$n"
		got=0
		"$@" >/dev/null 2>&1 || got=$?
		whole || { echo "FAILED: torn at write $n of $*"; failures=$((failures + 1)); }
		[ "$got" -eq 137 ] || break
		struck=$((struck + 1))
	done
	"$simmac" fault "$mac" clear
	"$@" >"$work/again" 2>&1 </dev/null || true
	whole || { echo "FAILED: after another try of $*"; failures=$((failures + 1)); }
}
struck=0
torn sysadminctl -addUser bob -password pw-bob -admin -adminUser setup -adminPassword pw-setup
torn sysadminctl -secureTokenOn alice -password pw-alice -adminUser setup -adminPassword pw-setup
torn sysadminctl -resetPasswordFor alice -newPassword next
torn sysadminctl -deleteUser alice
torn dscl . -create /Users/carol UniqueID 700
torn "$mac/usr/sbin/dseditgroup" -o edit -a alice -t user admin
torn diskutil apfs updatePreboot /
[ "$struck" -ge 10 ] || { echo "FAILED: only $struck calls were torn"; failures=$((failures + 1)); }
ls "$mac/private/var/db/dslocal/nodes/Default/users" >"$work/files"

# --- at once: nothing is lost, nothing is mixed
rm -rf "$mac"
cp -R "$work/before" "$mac"
for n in 1 2 3 4 5; do
	(
		sysadminctl -addUser "user$n" -password "pw-$n" -admin 2>/dev/null
		dscl . -create "/Users/user$n" RealName "Number $n"
		"$mac/usr/sbin/dseditgroup" -o edit -a "user$n" -t user staff
	) &
done
while [ "$(dscl . -list /Users | grep -c '^user')" -lt 5 ]; do whole || echo "FAILED: not whole meanwhile"; done
wait
whole || { echo "FAILED: not whole"; failures=$((failures + 1)); }
is "numbers" 5 "$(dscl . -list /Users UniqueID | sed -n 's/^user[0-9] *//p' | sort -u | wc -l | tr -d ' ')"
for n in 1 2 3 4 5; do
	dscl . -authonly "user$n" "pw-$n" || { echo "FAILED: the password of user$n"; failures=$((failures + 1)); }
	expect "user$n is an administrator" 0 out "yes user$n is a member of admin" \
		"$mac/usr/sbin/dseditgroup" -o checkmember -m "user$n" admin
	expect "user$n is staff" 0 out '.*' dscl . -read "/Users/user$n" RealName
	grep -q "Number $n" "$work/out" || { echo "FAILED: the name of user$n"; failures=$((failures + 1)); }
done

# --- the trace
last() { "$simmac" trace "$mac" | awk -F '\t' -v event="$1" '$1 == event { line = $0 } END { print line }' | cut -f6-; }
printf 'pw-one\n' >"$work/one"
sysadminctl -resetPasswordFor user1 -newPassword - <"$work/one" 2>/dev/null
first=$(last input)
is "how much was read" 7 "${first%	*}"
is "what was changed" "wrote users/user1" "$(last effect)"
sysadminctl -resetPasswordFor user2 -newPassword - <"$work/one" 2>/dev/null
is "the same was read" "$first" "$(last input)"
printf 'pw-two\n' | sysadminctl -resetPasswordFor user2 -newPassword - 2>/dev/null
[ "$first" != "$(last input)" ] || { echo "FAILED: one digest for two inputs"; failures=$((failures + 1)); }
sysadminctl -deleteUser user3 2>/dev/null
is "what has gone" 1 "$(last effect | grep -c 'removed users/user3')"
! "$simmac" trace "$mac" | grep -q 'pw-' || { echo "FAILED: a password in the trace"; failures=$((failures + 1)); }

# --- half of what it says
whole_text=$(dscl . -readall /Groups | wc -c)
"$simmac" fault "$mac" short
half_text=$(dscl . -readall /Groups | wc -c)
[ $((half_text * 2)) -ge $((whole_text - 1)) ] && [ $((half_text * 2)) -le "$whole_text" ] ||
	{ echo "FAILED: $half_text of $whole_text bytes"; failures=$((failures + 1)); }
finish
