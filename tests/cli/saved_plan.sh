# saved_plan.sh – a saved plan is done as it is, or refused where anything has moved.
. "$HERE/lib.sh"
new_mac mac
fleet repo

expect 0 vouch plan --root mac --repo repo --out saved.json
[ -z "$(find saved.json -perm /077)" ] || fail "a saved plan is open to others"

mac/usr/bin/dscl . -create /Users/setup UserShell /bin/sh || fail "dscl"
expect 5 vouch apply saved.json --root mac --repo repo --yes
complains "the Mac has changed"
mac/usr/bin/dscl . -read /Users/alice RecordName >/dev/null 2>&1 && fail "a stale plan made alice"
mac/usr/bin/dscl . -create /Users/setup UserShell /bin/zsh || fail "dscl"

expect 0 vouch plan --root mac --repo repo --out saved.json
sed 's/Alice Liddell/Alice Hargreaves/' repo/base.yaml >base && mv base repo/base.yaml
expect 5 vouch apply saved.json --root mac --repo repo --yes
complains "what the repository declares"

expect 0 vouch plan --root mac --repo repo --out saved.json
sed 's/"temporary": false/"temporary": true/' saved.json >forged.json
expect 5 vouch apply forged.json --root mac --repo repo --yes
expect 64 vouch apply repo/base.yaml --root mac --repo repo --yes
complains "no saved plan"
expect 1 vouch apply missing.json --root mac --repo repo --yes

expect 0 vouch apply saved.json --root mac --repo repo --yes
ends_with "Applied: 1 done, 0 failed, 0 skipped, 0 blocked, 0 waiting."
# Done once, it is not the plan any more.
expect 5 vouch apply saved.json --root mac --repo repo --yes
exit 0
