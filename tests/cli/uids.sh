# uids.sh – an account that declares no uid leaves the one that another declares: both are made, in one run.
. "$HERE/lib.sh"

new_mac mac
setup=$(mac/usr/bin/dscl . -read /Users/setup UniqueID | sed 's/.* //')
[ "$setup" = 501 ] || fail "setup has uid $setup: this test expects the one that Setup Assistant gives"
repository fleet <<'END'
users:
  setup:
    admin: true
    secure_token: true
    password: {env: PASSWORD_SETUP}
  alice:
    password: {env: PASSWORD_ALICE}
  bob:
    uid: 502
    password: {env: PASSWORD_BOB}
END
export PASSWORD_SETUP=Setup-Canary-1 PASSWORD_ALICE=Alice-Canary-1 PASSWORD_BOB=Bob-Canary-1
uid_of() { mac/usr/bin/dscl . -read "/Users/$1" UniqueID; }
expect 0 vouch apply --root mac --state state --repo fleet --yes
[ "$(uid_of alice)" = "UniqueID: 503" ] || fail "alice has $(uid_of alice)"
[ "$(uid_of bob)" = "UniqueID: 502" ] || fail "bob has $(uid_of bob)"
# What the plan chose is nobody's wish: it is not established, so that no later run forgets it.
expect 0 vouch explain alice --json --root mac --state state --repo fleet
grep '"field": "uid"' out | grep -F '"observed": "503"' | grep -F -q '"established": null' || fail "the uid was established"
