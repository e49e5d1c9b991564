# home_link.sh – a home that is a symbolic link: the record goes, what the link points to stays.
. "$HERE/lib.sh"
new_mac mac
printf 'Gone-1\n' | "$work/mac/usr/sbin/sysadminctl" -addUser gone -password - 2>/dev/null
mkdir elsewhere && echo precious >elsewhere/file
rm -r mac/Users/gone && ln -s "$work/elsewhere" mac/Users/gone
repository repo <<END
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  gone: {state: absent, on_removal: delete}
END
expect 1 vouch apply --root mac --repo repo --yes
grep -F -q "symbolic link" out err || fail "nobody says that the home is a link"
[ "$(cat elsewhere/file)" = precious ] || fail "what the link points to was touched"
"$work/mac/usr/bin/dscl" . -read /Users/gone >/dev/null 2>&1 && fail "the record is still there"
# Once somebody has looked at it and taken the link away, the next run has nothing left to say.
rm mac/Users/gone
expect 0 vouch apply --root mac --repo repo --yes
expect 0 vouch plan --root mac --repo repo
ends_with "nothing to do"
exit 0
