# filevault.sh – FileVault is switched on as the last thing, and its recovery key is in the vault before success is
# reported, also where a run died in between.
. "$HERE/lib.sh"

keys() { sed '1d;$d' "$mac/var/db/vouch/vault/recovery.keys" 2>/dev/null; }
# The newest key of the vault is the one of the disk.
key_is_safe() {
	keys | head -n 1 | cut -d ' ' -f 2 >key
	grep -q -e '^[A-Z0-9]\{4\}\(-[A-Z0-9]\{4\}\)\{5\}$' key || fail "the vault has no recovery key"
	"$mac/usr/bin/fdesetup" validaterecovery <key >validated 2>/dev/null || true
	grep -q true validated || fail "the recovery key of the vault is not the one of the disk"
}
apply() { expect "$1" vouch apply --root "$mac" --repo repo --yes -v; }
# The preboot volume learns of it in the next run.
converged() {
	apply 0
	expect 0 vouch plan --root "$mac" --repo repo --detailed-exitcode
}

# The example: nobody has to know a password.
new_mac fleet
cp -R "$PROJECT/examples/vault" repo
VOUCH_PASSWORD_SETUP=Setup-Canary-1
export VOUCH_PASSWORD_SETUP
apply 0
ends_with 'Applied: 3 done, 0 failed, 0 skipped, 0 blocked, 0 waiting.'
key_is_safe
converged
[ "$(ls fleet/var/db/vouch/vault | wc -l)" -eq 3 ] || fail "the vault has not two accounts and a key"
rm -rf repo

repository repo <<'END'
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  alice: {secure_token: true, filevault: true, password: {generate: {}}}
filevault:
  enabled: true
END

new_mac plain
apply 0
says 'enable_filevault by '
key_is_safe
converged
simmac show plain | grep -q 'FileVault on' || fail "FileVault is off"
[ "$(ls -l plain/var/db/vouch/vault/recovery.keys | cut -c 1-10)" = -rw------- ] || fail "others may read the key"
{
	vouch show last --root plain -v
	vouch show last --root plain --json
	simmac trace plain
	strings plain/var/db/vouch/journal.db*
	cat out err
} >shown 2>&1
grep -q 'fdesetup' shown || fail "this test shows nothing"
grep -F -q -f key shown && fail "the recovery key was written down"

# A key that was there before, and nobody may know any more: another one is made.
new_mac kept --filevault on
printf 'Setup-Canary-1\n' | kept/usr/bin/fdesetup disable -user setup >disabled.out 2>&1 || { cat disabled.out; exit 1; }
simmac show kept | grep -q 'FileVault off' || fail "FileVault is not off: this test shows nothing"
apply 0
converged
key_is_safe

# A file that is damaged: told, left as it is, and the key of the disk is not made anew.
cp kept/var/db/vouch/vault/recovery.keys whole
printf x >>kept/var/db/vouch/vault/recovery.keys
cp kept/var/db/vouch/vault/recovery.keys broken
apply 1
complains 'recovery.keys is damaged'
cmp -s kept/var/db/vouch/vault/recovery.keys broken || fail "a damaged file was changed"
cp whole kept/var/db/vouch/vault/recovery.keys
apply 0
key_is_safe

# It dies in between: before the tool, after it, in the middle; or the tool shows nothing, or no key is made.
for how in cut cut-after orphan half-1 killed-after garbage lie short fail; do
	for words in enable changerecovery; do
		rm -rf died
		if [ $words = enable ]; then
			new_mac died
		else
			new_mac died --filevault on
			printf 'Setup-Canary-1\n' | died/usr/bin/fdesetup disable -user setup >disabled.out 2>&1
		fi
		expect 0 simmac fault died $how --tool fdesetup --word $words
		vouch apply --root died --repo repo --yes >died.out 2>&1 &
		wait $! 2>/dev/null
		ended=$?
		[ -z "$(simmac fault died)" ] || fail "$how $words: nothing was struck"
		[ $ended -ne 0 ] || [ $how = short ] || fail "$how $words: it reported success"
		apply 0
		converged
		key_is_safe
		[ "$(keys | grep -c '^0')" -eq 0 ] || fail "$how $words: a key is still owed"
	done
done

# Nobody's password is known any more: told in every run, and made as soon as one is.
rm -rf died
new_mac died
sed -i.before '/alice/d' repo/base.yaml
expect 0 simmac fault died cut-after --tool fdesetup --word enable
vouch apply --root died --repo repo --yes >died.out 2>&1 &
wait $! 2>/dev/null
PASSWORD_SETUP=forgotten
apply 1
complains 'its recovery key was not kept'
PASSWORD_SETUP=Setup-Canary-1
apply 0
complains 'a new one is made'
key_is_safe

# Without Full Disk Access macOS does not let it, and nothing is owed.
new_mac closed --quirk full_disk_access=off
apply 1
says 'Full Disk Access'
apply 1
[ -z "$(keys)" ] || fail "a key is still owed"

# Nobody relies on a copy that is not there; and where it would go is bounded.
cat >>repo/base.yaml <<'END'
  escrow: {certificate: escrow.pem, to: {file: /var/escrow}}
END
expect 65 vouch plan --root plain --repo repo
complains 'does not allow the folder /var/escrow'
expect 0 vouch apply --root plain --repo repo --yes --allow /var/escrow
complains 'escrow is not by this version'
exit 0
