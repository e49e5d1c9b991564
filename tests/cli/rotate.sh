# rotate.sh – generated passwords: made with the account, set again when their time is up, also where a run died
# in between; what is in the vault opens every account, at any moment.
. "$HERE/lib.sh"

# on DATE: what the Mac takes for today.
on() {
	sed -i.before "/>now</{n;s/>[0-9-]*T/>$1T/;}" mac/.simmac
	rm -f mac/.simmac.before
	grep -q ">$1T" mac/.simmac || fail "the clock does not move"
}

# in_vault USER: its passwords, one a line, "SECONDS PASSWORD", the newest first.
in_vault() {
	file=$(grep -l "^vouch.vault/1 [0-9A-F-]* $1\$" mac/var/db/vouch/vault/*.passwords) || fail "the vault has nothing of $1"
	sed '1d;$d' "$file"
}

# opens USER PASSWORD
opens() { printf '%s\n' "$2" | mac/usr/bin/dscl . -authonly "$1" >/dev/null 2>&1; }

# is_open USER: exactly one of its passwords, the first.
is_open() {
	[ "$(in_vault "$1" | wc -l)" -eq 1 ] || fail "the vault has more than one password of $1"
	opens "$1" "$(in_vault "$1" | cut -d ' ' -f 2)" || fail "what the vault has of $1 does not open it"
}

apply() { expect 0 vouch apply --root mac --repo repo --yes -v; }
converged() { expect 0 vouch plan --root mac --repo repo --detailed-exitcode; }

new_mac mac --filevault on
repository repo <<'END'
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  steward: {admin: true, secure_token: true, password: {generate: {length: 40}, rotate: 30d}}
  guest: {password: {generate: {}, rotate: 60d}}
END
apply
says '+ steward  create_user by setup: done'
converged
is_open steward
is_open guest
[ "$(in_vault steward | cut -d ' ' -f 2 | tr -d '\n' | wc -c)" -eq 40 ] || fail "not of the length that is declared"
first=$(in_vault steward)
[ "$(ls -l mac/var/db/vouch/vault/*.passwords | cut -c 1-10 | sort -u)" = -rw------- ] || fail "others may read the vault"

printf 'guards: {temporary_admin: forbid}\n' >>repo/vouch.yaml

# From then on it vouches: the one who made it has another password that nobody told.
cat >>repo/base.yaml <<'END'
  alice: {secure_token: true, password: {env: PASSWORD_ALICE}}
END
PASSWORD_SETUP=forgotten
apply
says '+ alice  create_user by steward: done'

# Its time is up: by its old one, and the preboot volume follows.
on 2026-12-23
converged
on 2026-12-25
expect 2 vouch plan --root mac --repo repo --detailed-exitcode
says '~ steward  set_password'
says 'the time of the password of steward is up'
apply
says '~ steward  set_password: done'
converged
is_open steward
[ "$(in_vault steward)" != "$first" ] || fail "it is the same password"
opens steward "${first#* }" && fail "the old password still opens it"
simmac trace mac | grep -q 'updatePreboot' || fail "the preboot volume was not refreshed"
expect 0 vouch explain steward --root mac --repo repo

# Killed before the tool, after it, in the middle of it; the token lives on.
month=0
for how in cut cut-after orphan half-1 half-2; do
	month=$((month + 2))
	on "2027-$(printf %02d $month)-01"
	expect 0 simmac fault mac "$how" --tool sysadminctl --word -resetPasswordFor
	vouch apply --root mac --repo repo --yes >killed.out 2>&1 &
	wait $! 2>/dev/null
	[ -z "$(simmac fault mac)" ] || fail "$how: it was not killed"
	found=
	for each in $(in_vault steward | cut -d ' ' -f 2); do
		opens steward "$each" && found=$each
	done
	[ -n "$found" ] || fail "$how: no known password opens it"
	apply
	converged
	opens steward "$(in_vault steward | sed -n 's/^[1-9][0-9]* //p' | head -n 1)" || fail "$how: the first is not the one"
	simmac show mac --json | grep '"name": "steward"' | grep -q '"token": true.*"wrapped": true' || fail "$how: its token is dead"
done

# Somebody else set another one: the vault's is rejected once, and not tried again; nothing sets it anew before its time.
printf 'Setup-Canary-1\n' >setup.password
printf '%s\n%s\n' Setup-Canary-1 Stranger-Canary-9 | mac/usr/sbin/sysadminctl -resetPasswordFor steward -newPassword - \
	-adminUser setup -adminPassword - >reset.out 2>&1 || { cat reset.out; exit 1; }
cat >>repo/base.yaml <<'END'
  bob: {secure_token: true, password: {env: PASSWORD_ALICE}}
END
before=$(simmac trace mac | grep -c -- '-authonly')
expect 3 vouch apply --root mac --repo repo --yes
expect 3 vouch apply --root mac --repo repo --yes
expect 3 vouch apply --root mac --repo repo --yes
tries=$(($(simmac trace mac | grep -c -- '-authonly	steward') - 0))
known=$(in_vault steward | wc -l)
[ $(($(simmac trace mac | grep -c -- '-authonly') - before)) -le $((known + 1)) ] || fail "a rejected password was tried again"

# Its time is up, and nobody knows what it is: a grantor sets it.
PASSWORD_SETUP=Setup-Canary-1
on 2027-12-25
apply
says '~ steward  set_password by setup: done'
converged
is_open steward

# A file of the vault that is damaged or open to others: told, left as it is, and no password is set.
file=$(grep -l ' steward$' mac/var/db/vouch/vault/*.passwords)
cp "$file" kept
chmod 0644 "$file"
on 2028-12-25
expect 3 vouch apply --root mac --repo repo --yes
complains 'mode 0644'
chmod 0600 "$file"
printf 'x' >>"$file"
cp "$file" broken
expect 3 vouch apply --root mac --repo repo --yes
complains 'is damaged'
cmp -s "$file" broken || fail "a damaged file was changed"
cp kept "$file"
apply
is_open steward
converged

# Nothing of it anywhere else.
in_vault steward | cut -d ' ' -f 2 >secrets
in_vault guest | cut -d ' ' -f 2 >>secrets
cut -d ' ' -f 2 kept | sed '1d;$d' >>secrets
{
	vouch history --root mac
	for run in 1 2 3 4 5 6 7 8 9 10; do vouch show $run --root mac -v; vouch show $run --root mac --json; done
	vouch plan --root mac --repo repo --json
	simmac trace mac
} >shown 2>&1
[ -s secrets ] && grep -q set_password shown || fail "this test shows nothing"
while read -r secret; do
	grep -F -l -e "$secret" shown out err mac/var/db/vouch/journal.db* mac/private/var/db/simmac/* 2>/dev/null &&
		fail "a generated password was written down"
done <secrets
exit 0
