# namesake.sh – an account that leaves is deleted; another one that took its name meanwhile is not.
. "$HERE/lib.sh"
printf 'Gone-1\n' >gone
new_mac mac
"$work/mac/usr/sbin/sysadminctl" -addUser gone -password - <gone 2>/dev/null
repository repo <<END
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  gone: {state: absent, on_removal: delete}
END
expect 0 vouch plan --root mac --repo repo --out saved.plan
says "- gone  delete_user"
"$work/mac/usr/sbin/sysadminctl" -deleteUser gone 2>/dev/null
"$work/mac/usr/sbin/sysadminctl" -addUser gone -fullName 'Another Gone' -password - <gone 2>/dev/null
expect 5 vouch apply saved.plan --root mac --repo repo --yes
complains "Mac"
"$work/mac/usr/bin/dscl" . -read /Users/gone RealName | grep -q 'Another Gone' || fail "the namesake is gone"
[ -d mac/Users/gone ] || fail "the namesake's home is gone"

# The plan is still the same when the run begins; the name is taken right before its step looks again.
new_mac swift
"$work/swift/usr/sbin/sysadminctl" -addUser gone -password - <gone 2>/dev/null
expect 0 vouch plan --root swift --repo repo --out saved.plan
behind swift
instead swift/usr/bin/dscl <<END
#!/bin/sh
real=$work/swift.real/usr
case "\$*" in
*/Users/gone*)
	[ -e "$work/swapped" ] || {
		: >"$work/swapped"
		"\$real/sbin/sysadminctl" -deleteUser gone
		"\$real/sbin/sysadminctl" -addUser gone -fullName 'Another Gone' -password - <"$work/gone"
	} >/dev/null 2>&1
	;;
esac
exec "\$real/bin/dscl" "\$@"
END
expect 5 vouch apply saved.plan --root swift --repo repo --yes
[ -e swapped ] || fail "nobody took the name: this test shows nothing"
says "the account of that name is another one than planned for"
"$work/swift/usr/bin/dscl" . -read /Users/gone RealName | grep -q 'Another Gone' || fail "the namesake is gone"
[ -d swift/Users/gone ] || fail "the namesake's home is gone"
exit 0
