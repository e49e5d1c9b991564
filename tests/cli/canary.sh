# canary.sh – no password in anything that is printed, written, recorded or on a command line.
. "$HERE/lib.sh"
new_mac mac --filevault on
printf '%s\n' File-Canary-4 >bob.password
printf '#!/bin/sh\necho Exec-Canary-5\n' >secret
chmod 0700 secret
repository repo <<END
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  alice: {secure_token: true, filevault: true, password: {env: PASSWORD_ALICE}}
  bob: {admin: true, secure_token: true, password: {file: $work/bob.password}}
  carol: {secure_token: true, password: {exec: [$work/secret]}}
END
chmod 0600 bob.password

again() {
	vouch "$@" --root mac --repo repo --allow "$work/bob.password" --allow "$work/secret" -v \
		>>all.out 2>>all.err
}
again plan || fail "plan: exit $?"
again plan --json || fail "plan --json: exit $?"
again apply --yes || { cat all.out all.err >&2; fail "apply: exit $?"; }
again plan || fail "plan: exit $?"
vouch history --root mac >>all.out && vouch show last --root mac -v >>all.out || fail "show"
vouch show last --root mac --json >>all.out
vouch observe --root mac --json >>all.out
simmac trace mac >>all.out
tail -n 1 all.out >out

grep -q Canary repo/base.yaml && fail "the test itself"
if grep -r -l 'Canary' all.out all.err mac/var/db/vouch mac/private/var/db/simmac; then
	fail "a password was written down"
fi
exit 0
