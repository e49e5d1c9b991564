# waiting.sh – what is missing waits and is no failure; what a guard refuses is not begun.
. "$HERE/lib.sh"
new_mac mac
fleet repo

# A password that is not there.
unset PASSWORD_ALICE
expect 3 vouch apply --root mac --repo repo --yes
says "! alice  state waits for: password of alice"
expect 3 vouch apply --root mac --repo repo --yes --json
says '"format": "vouch.report/1"'
says '"result": "waiting"'
expect 3 vouch run --once --root mac --repo repo
expect 0 vouch plan --root mac --repo repo

# A grantor's password that is wrong: tried once, remembered, never tried again.
export PASSWORD_ALICE=Alice-Canary-2 PASSWORD_SETUP=Wrong-Canary-3
tries() { simmac trace mac | grep -c -- '-authonly'; }
before=$(tries)
expect 3 vouch apply --root mac --repo repo --yes
first=$(tries)
[ "$first" -le $((before + 1)) ] || fail "a wrong password was tried $((first - before)) times"
expect 3 vouch apply --root mac --repo repo --yes
[ "$(tries)" -eq "$first" ] || fail "a rejected password was tried again"
expect 3 vouch plan --root mac --repo repo --detailed-exitcode
says "password"

# The right one is another one: it goes on.
export PASSWORD_SETUP=Setup-Canary-1
expect 0 vouch apply --root mac --repo repo --yes
expect 0 vouch plan --root mac --repo repo
ends_with "nothing to do"

repository wrong <<'END'
users:
  setup: {state: absent}
  alice: {state: absent}
END
expect 4 vouch apply --root mac --repo wrong --yes
says "refused by"
expect 4 vouch run --once --root mac --repo wrong
mac/usr/bin/dscl . -read /Users/alice RecordName >/dev/null 2>&1 || fail "a refused plan removed alice"

repository broken <<'END'
users:
  alice: {shel: /bin/zsh}
END
expect 65 vouch apply --root mac --repo broken --yes
complains "base.yaml:2:"
exit 0
