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
again plan --out saved.plan || fail "plan --out: exit $?"
again plan --json || fail "plan --json: exit $?"
again apply --yes || { cat all.out all.err >&2; fail "apply: exit $?"; }
again plan || fail "plan: exit $?"
vouch history --root mac >>all.out && vouch show last --root mac -v >>all.out || fail "show"
vouch show last --root mac --json >>all.out
vouch observe --root mac --json >>all.out
simmac trace mac >>all.out
tail -n 1 all.out >out

grep -q Canary repo/base.yaml && fail "the test itself"
[ -s saved.plan ] || fail "no saved plan"
if grep -r -l 'Canary' all.out all.err saved.plan mac/var/db/vouch mac/private/var/db/simmac; then
	fail "a password was written down"
fi

# A tool that says what it was told, on both streams, whether it does its work or not.
fleet repo
new_mac talking
behind talking
instead talking/usr/sbin/sysadminctl <<END
#!/bin/sh
told=\$(cat)
printf 'you told me: %s\n' "\$told" | tee -a "$work/told"
printf 'Error: -14090, %s is no password\n' "\$told" >&2
[ "\$1" != -secureTokenOn ] || exit 1
printf '%s\n' "\$told" | "$work/talking.real/usr/sbin/sysadminctl" "\$@"
END
expect 1 vouch apply --root talking --repo repo --yes -v
cat out err >talking.out
for form in '' -v --json; do
	expect 0 vouch show last $form --root talking
	cat out >>talking.out
done
grep -q Setup-Canary-1 told && grep -q Alice-Canary-2 told || fail "the tool was not told both passwords: this test shows nothing"
grep -q 'you told me' talking.out || fail "what the tool said is not shown: this test shows nothing"

# A run that is killed right after it has told a password: its journal's log stands as it is. A password
# that is rejected is remembered, but not as it is.
new_mac killed
simmac fault killed cut-after --tool sysadminctl --word -secureTokenOn || fail "simmac fault"
vouch apply --root killed --repo repo --yes -v >killed.out 2>&1 &
wait $! 2>/dev/null
[ -s killed/var/db/vouch/journal.db-wal ] || fail "the run was not killed: this test shows nothing"
new_mac wrong
expect 3 env PASSWORD_SETUP=Wrong-Canary-6 vouch apply --root wrong --repo repo --yes -v
cat out err >wrong.out
[ "$(simmac trace wrong | grep -c -- '-authonly')" -gt 0 ] || fail "the wrong password was not tried"
if grep -r -l 'Canary' ./*.out talking/var/db/vouch killed/var/db/vouch wrong/var/db/vouch; then
	fail "a password was written down"
fi
exit 0
