# dead_token.sh – a token that macOS does not take counts as dead, until it is given again: by hand, seen or unseen.
. "$HERE/lib.sh"
export PASSWORD_DORA=Dora-Canary-3
unset PASSWORD_SETUP

# on DATE: what the Mac takes for today.
on() {
	sed -i.before "/>now</{n;s/>[0-9-]*T/>$1T/;}" mac/.simmac
	rm -f mac/.simmac.before
	grep -q ">$1T" mac/.simmac || fail "the clock does not move"
}

# by_hand VERB: setup, whose password Vouch has not, takes dora's token or gives it.
by_hand() {
	printf 'Setup-Canary-1\nDora-Canary-3\n' | mac/usr/sbin/sysadminctl "$1" dora -password - -adminUser setup \
		-adminPassword - >by_hand.out 2>&1
	grep -q 'Done!' by_hand.out || fail "$(cat by_hand.out)"
}

# Nobody can vouch for alice but dora, and macOS does not take her.
refused() {
	rm -rf mac
	printf 'Setup-Canary-1\nDora-Canary-3\n' | simmac create mac --os 14.5 --iterations 10 --filevault on \
		--serial C02TEST00001 --now 2026-11-24T10:00:00Z --admin setup --password - --admin dora --password - \
		--token --dead-token >create.out 2>&1 || { cat create.out >&2; exit 1; }
	expect 1 vouch apply --root mac --repo repo --yes
	says "create_user by dora"
	expect 0 vouch show last --root mac
	says "the token of dora counts as dead"
	waits
}
waits() {
	expect 3 vouch apply --root mac --repo repo --yes
	says "waits for: grantor"
}
converges() {
	expect 0 vouch apply --root mac --repo repo --yes
	says "by dora: done"
}

repository repo <<'END'
users:
  dora: {admin: true, password: {env: PASSWORD_DORA}}
  alice: {secure_token: true, password: {env: PASSWORD_ALICE}}
END

refused
by_hand -secureTokenOff
waits # and sees that it is none
by_hand -secureTokenOn
converges

refused
by_hand -secureTokenOff
by_hand -secureTokenOn
waits # nothing tells
on 2026-11-25
converges

# And where nobody did anything, it is refused once more, once a day.
refused
on 2026-11-25
expect 1 vouch apply --root mac --repo repo --yes
waits
