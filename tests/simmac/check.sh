# check.sh – simmac check: what a description says is compared, and nothing else.
. "$(dirname "$0")/lib.sh"
check() { "$simmac" check "$mac" --expect "$work/expect.yaml"; }
says() { # says WHAT STATUS: the description on standard input, then the lines expected from "check"
	cat >"$work/expect.yaml"
	got=0
	printf 'pw-setup\n' | check >"$work/out" 2>"$work/err" || got=$?
	[ "$got" -eq "$2" ] || { echo "FAILED: $1: exit $got, not $2"; cat "$work/out" "$work/err"; failures=$((failures + 1)); }
}
has() { grep -qxF -e "$1" "$work/out" || { echo "FAILED: not printed: $1"; cat "$work/out"; failures=$((failures + 1)); }; }

printf 'pw-setup\npw-alice\n' | create --os 14.5 --filevault on --admin setup --full-name 'Setup Admin' --password - \
	--user alice --uid 620 --hidden --password - --token
says "as it is" 0 <<'END'
os: 14.5
filevault: on
mdm: none
no-recovery-key: false
quirks: {lie_done: off}
accounts:
- admin: setup
  password: "-"
  token: true
  hidden: false
- user: alice
  uid: 620
  hidden: true
  token: true
  dead-token: false
  groups: staff, everyone
- absent: bob
END
has "17 compared, 0 different"
says "otherwise" 1 <<'END'
os: 14.4
filevault: off
quirks: {lie_done: on}
accounts:
- user: setup
  full-name: Another
- admin: alice
  token: false
  shell: /bin/sh
  groups: admin, ghosts
- user: bob
  uid: 4
- absent: alice
END
has "os is 14.5, expected 14.4"
has "filevault is on, expected off"
has "lie_done is off, expected on"
has "account setup: it is admin, expected user"
has "account setup: full-name is Setup Admin, expected Another"
has "account alice: it is user, expected admin"
has "account alice: token is true, expected false"
has "account alice: groups is without it, expected admin"
has "account alice: groups is without it (no such group), expected ghosts"
has "account bob: it is not there, expected user"
has "account alice: it is there, expected absent"
says "another password" 1 <<'END'
accounts:
- user: alice
  password: "-"
END
has "account alice: password is another one, or none, expected the one given"
says "an unknown key" 65 <<'END'
colour: blue
END
says "no name" 65 <<'END'
accounts:
- uid: 4
END
rm "$work/expect.yaml"
got=0
check >/dev/null 2>&1 || got=$?
[ "$got" -eq 65 ] || { echo "FAILED: no file: exit $got"; failures=$((failures + 1)); }
# Looking is no authentication: nothing is counted, nothing changes.
! "$simmac" trace "$mac" | grep -q . || { echo "FAILED: the check has called a tool"; failures=$((failures + 1)); }
finish
