# offline_plan.sh – planning from files alone: exit codes, documents, the last line.
. "$HERE/lib.sh"

cat >mac.json <<'END'
{"format": "vouch.snapshot/1", "taken_at": "2026-11-24T10:00:00Z",
 "machine": {"serial": "C02TEST00001", "hostname": "eng-001", "model": "Mac14,2", "os": "14.5", "chip": "apple",
  "filesystem": "apfs", "filevault": "on", "mdm": "none", "bootstrap_token": "unsupported", "recovery_key": "present", "logged_in": []},
 "accounts": [
  {"name": "steward", "aliases": [], "uid": 501, "gid": 20, "uuid": "11111111-1111-4111-8111-111111111111", "full_name": "Fleet Steward",
   "home": "/Users/steward", "shell": "/bin/zsh", "picture": "", "password_hint": "", "kind": "local", "hidden": false, "disabled": false,
   "password": "set", "admin": true, "admin_by": {"name": true, "guid": true}, "groups": ["admin", "staff"], "secure_token": "live",
   "filevault": true, "volume_owner": true, "token_sources": {"tag": true, "crypto_user": true, "filevault_list": true}}],
 "orphan_crypto_users": []}
END

repository same <<'END'
users:
  steward: {admin: true, secure_token: true}
END
repository create <<'END'
users:
  steward:
    admin: true
    secure_token: true
    password: {env: STEWARD}
  alice:
    full_name: Alice Liddell
    secure_token: true
    password: {env: ALICE}
END
repository wait <<'END'
users:
  steward: {admin: true}
  alice:
    full_name: Alice Liddell
END
repository refuse <<'END'
users:
  steward:
    state: absent
END
repository broken <<'END'
users:
  alice:
    shel: /bin/zsh
    hidden: yes
END

plan() { vouch plan --observed mac.json "$@"; }

expect 0 plan --desired same --detailed-exitcode
ends_with "nothing to do"
silent

expect 2 plan --desired create --detailed-exitcode
says "eng-001  C02TEST00001  macOS 14.5  from a folder"
says "+ alice  create_user by steward"
says "[initial, base.yaml:"
says "state: absent -> present"
ends_with "Plan: 1 to create, 0 to change, 0 to remove, 0 waiting."
expect 0 plan --desired create
expect 0 plan --desired create --quiet
[ "$(wc -l <out)" -eq 1 ] || fail "quiet is more than a line"

expect 3 plan --desired wait --detailed-exitcode
says "! alice  state waits for: password"
ends_with "Plan: 0 to create, 0 to change, 0 to remove, 1 waiting."
expect 0 plan --desired wait

expect 4 plan --desired refuse
says "refused by last_admin"
says "base.yaml:3"
tail -n 1 out | grep -q '^Plan: refused by .*; nothing is done\.$' || fail "the last line of a refusal"
expect 4 plan --desired refuse --detailed-exitcode --json
says '"status": "refused"'
says '"actions": []'

expect 65 plan --desired broken
complains "base.yaml:3:"
complains "base.yaml:4:"
[ ! -s out ] || fail "a broken repository has a plan"

expect 64 vouch plan --observed mac.json
complains "--desired"
expect 64 plan --desired same --root /
expect 1 vouch plan --observed missing.json --desired same
complains "missing.json"
printf '{"format": "vouch.snapshot/1"' >cut.json
expect 1 vouch plan --observed cut.json --desired same
expect 1 plan --desired missing

# The document: the same bytes each time, and with --out; every key of the format, in its order.
expect 2 plan --desired create --json --detailed-exitcode
cp out first.json
expect 0 plan --desired create --json
cmp -s out first.json || fail "two plans of the same are not the same bytes"
expect 0 plan --desired create --out saved.json
cmp -s saved.json first.json || fail "--out is not what --json prints"
keys=$(sed -n 's/^[ {]"\([a-z]*\)":.*/\1/p' first.json | tr '\n' ' ')
[ "$keys" = "format status machine desired observed actions waiting refused findings summary " ] ||
	fail "the keys are: $keys"
for key in action user by after cause reason changes temporary source; do
	grep -q "^  {\"id\": 1,.*\"$key\": " first.json || fail "an action has no $key"
done
grep -Eq '"digest": "sha256:[0-9a-f]{64}"' first.json || fail "no digest"

# Nothing of the host has a say, and nothing is made.
before=$(ls -a)
env -i "$BIN/vouch" plan --observed mac.json --desired create >out 2>err || fail "without an environment"
[ "$(ls -a)" = "$before" ] || fail "planning offline left something behind"

# Text from outside does not reach the terminal as it is.
sed 's/Fleet Steward/Fleet \\u001b[2JSteward/' mac.json >hostile.json
repository rename <<'END'
users:
  steward: {full_name: Somebody Else}
END
expect 0 vouch plan --observed hostile.json --desired rename
says 'full_name: Fleet \x1b[2JSteward -> Somebody Else'
expect 0 vouch plan --observed hostile.json --desired rename --json
says '\u001b[2J'
exit 0
