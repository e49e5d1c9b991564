# versions.sh – the whole program on Macs of every family: a fleet converges, is left alone, and shrinks.
# usage: versions.sh few | all
. "$HERE/lib.sh"

# converge MAC: plan, apply, and nothing to do the second time.
converge() {
	expect 0 vouch apply --root "$1" --repo repo --yes
	grep -q '0 failed, 0 skipped, 0 blocked, 0 waiting' out || fail "$1 does not converge"
	silent
	expect 0 vouch apply --root "$1" --repo repo --yes
	ends_with "nothing to do"
}

# token MAC NAME: ENABLED or DISABLED.
token() {
	"$1/usr/sbin/sysadminctl" -secureTokenStatus "$2" -adminUser '' -adminPassword '' 2>&1 |
		sed -n 's/.*Secure token is \([A-Z]*\) for.*/\1/p'
}

apfs() {
	mac=mac-$1
	printf 'Setup-Canary-1\n' | simmac create "$mac" --os "$1" --chip "$2" --iterations 10 --filevault on \
		--serial C02TEST00001 --admin setup --password - >create.out 2>&1 || { cat create.out >&2; exit 1; }
	fleet repo
	converge "$mac"
	[ "$(token "$mac" alice)" = ENABLED ] || fail "$1: alice has no token"
	# Taken off again, and then gone.
	sed -i.old '/alice/,$ s/secure_token: true/secure_token: false/' repo/base.yaml
	converge "$mac"
	[ "$(token "$mac" alice)" = DISABLED ] || fail "$1: alice has her token still"
	sed -i.old 's/    full_name: Alice Liddell/    state: absent/' repo/base.yaml
	sed -i.old '/shell:/d; /secure_token: false/d' repo/base.yaml
	converge "$mac"
	"$mac/usr/bin/dscl" . -list /Users >out
	says_not alice
	rm -rf "$mac"
}

hfs() {
	mac=mac-hfs-$1
	printf 'Setup-Canary-1\n' | simmac create "$mac" --os "$1" --chip intel --filesystem hfs --iterations 10 \
		--filevault on --serial C02TEST00001 --admin setup --password - >create.out 2>&1 ||
		{ cat create.out >&2; exit 1; }
	repository repo <<'END'
users:
  setup:
    admin: true
    filevault: true
    password: {env: PASSWORD_SETUP}
  alice:
    filevault: true
    password: {env: PASSWORD_ALICE}
END
	converge "$mac"
	"$mac/usr/bin/fdesetup" list >out
	says alice,
	sed -i.old '/alice/,$ s/filevault: true/filevault: false/' repo/base.yaml
	converge "$mac"
	"$mac/usr/bin/fdesetup" list >out
	says_not alice,
	rm -rf "$mac"
}

# Nobody holds a token: the declared one is minted by the rule of its version.
first() {
	mac=mac-first-$1
	printf 'Setup-Canary-1\n' | simmac create "$mac" --os "$1" --chip intel --iterations 10 \
		--serial C02TEST00001 --admin setup --password - --no-token >create.out 2>&1 ||
		{ cat create.out >&2; exit 1; }
	[ "$(token "$mac" setup)" = DISABLED ] || fail "$1: setup has a token from the start"
	fleet repo
	converge "$mac"
	[ "$(token "$mac" setup)" = ENABLED ] || fail "$1: setup has no token"
	[ "$(token "$mac" alice)" = ENABLED ] || fail "$1: alice has no token"
	rm -rf "$mac"
}

# By a terminal, which profiles asks on.
escrow() {
	mac=mac-escrow-$1
	printf 'Setup-Canary-1\n' | simmac create "$mac" --os "$1" --chip "$2" --iterations 10 --mdm automated \
		--bootstrap supported --serial C02TEST00001 --admin setup --password - >create.out 2>&1 ||
		{ cat create.out >&2; exit 1; }
	repository repo <<'END'
bootstrap_token: escrow
users:
  setup:
    admin: true
    secure_token: true
    password: {env: PASSWORD_SETUP}
END
	converge "$mac"
	"$mac/usr/bin/profiles" status -type bootstraptoken >out
	says "escrowed to server: YES"
	simmac trace "$mac" >out
	says_not Canary
	rm -rf "$mac"
}

# An administrator whose token only looks live: macOS refuses it once, the next run asks another one and
# repairs it.
silent_death() {
	mac=mac-silent-$1
	printf 'Setup-Canary-1\nDora-Canary-3\n' | simmac create "$mac" --os "$1" --chip intel --iterations 10 \
		--filevault on --serial C02TEST00001 --admin setup --password - --admin dora --password - --token \
		--dead-token >create.out 2>&1 || { cat create.out >&2; exit 1; }
	fleet repo
	cat >>repo/base.yaml <<'END'
  dora:
    admin: true
    secure_token: true
    password: {env: PASSWORD_DORA}
END
	expect 1 vouch apply --root "$mac" --repo repo --yes
	says "create_user by dora"
	expect 0 vouch show last --root "$mac"
	says "the token of dora counts as dead"
	converge "$mac"
	[ "$(token "$mac" alice)" = ENABLED ] || fail "$1: alice has no token"
	expect 0 vouch history --root "$mac"
	rm -rf "$mac"
}
export PASSWORD_DORA=Dora-Canary-3

# A holder whose password nobody has goes without a grantor. Until 10.13.3 that is done by dscl, which leaves the
# crypto user behind: a finding, from then on.
leaver() {
	mac=mac-leaver-$1
	printf 'Setup-Canary-1\nGone-Canary-4\n' | simmac create "$mac" --os "$1" --chip intel --iterations 10 \
		--serial C02TEST00001 --admin setup --password - --user gone --password - --token >create.out 2>&1 ||
		{ cat create.out >&2; exit 1; }
	repository repo <<'END'
users:
  setup: {admin: true, secure_token: true, password: {env: PASSWORD_SETUP}}
  gone: {state: absent}
END
	converge "$mac"
	expect 0 vouch plan --root "$mac" --repo repo --detailed-exitcode
	"$2" "orphan_crypto_user: the crypto user"
	rm -rf "$mac"
}

case $1 in
few)
	apfs 10.13.3 intel
	apfs 10.15.7 t2
	apfs 26.1 apple
	hfs 10.13.6
	first 10.13.3
	escrow 12 t2
	silent_death 13
	leaver 10.13 says
	;;
all)
	for version in 10.13 10.13.3 10.13.4 10.13.6 10.14 10.14.1 10.14.6 10.15 10.15.7; do
		apfs $version intel
	done
	for version in 11 11.7 12 13 14.5 15.7 26 26.1; do
		apfs $version apple
		apfs $version t2
	done
	for version in 10.13 10.13.3 10.13.6 10.14.6; do
		hfs $version
	done
	for version in 10.13 10.13.3 10.13.4 10.14.1 10.14.6 10.15 10.15.7 11 12 14.5 15.7; do
		first $version
	done
	for version in 10.15 10.15.7 11 12 14.5 15.7; do
		escrow $version t2
	done
	escrow 26.1 apple
	for version in 10.13 10.13.6 10.14.6 10.15.7 12 15.7; do
		silent_death $version
	done
	for version in 10.13 10.13.3; do
		leaver $version says
	done
	for version in 10.13.4 10.14.6 10.15.7 14.5 15.7; do
		leaver $version says_not
	done
	;;
esac
exit 0
