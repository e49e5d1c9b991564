# explain.sh – where each value comes from, who could vouch, why (not) acted on: from files alone, on a
# Mac with a history, for people and as a document; and that it changes nothing (looking.sh as well).
. "$HERE/lib.sh"
explain() { vouch explain "$@" --observed "$HERE/golden/mac.json" --desired "$PROJECT/examples/fleet"; }

# The example fleet, for one Mac: word for word. After a change that is meant: cp out "$HERE/golden/…".
for user in alice bob intern olga; do
	expect 0 explain "$user"
	silent
	cmp -s out "$HERE/golden/explain-$user.txt" || {
		diff "$HERE/golden/explain-$user.txt" out >&2
		fail "explain $user is not as it was"
	}
done
# Digests apart, which move with every line of the fleet.
expect 0 explain alice --json
sed 's/sha256:[0-9a-f]*/sha256:X/' out >document
cmp -s document "$HERE/golden/explain-alice.json" || {
	diff "$HERE/golden/explain-alice.json" document >&2
	fail "the document is not as it was"
}
# Whoever it is, the keys are the same, in the same order.
keys() { sed -n 's/^[ {]"\([a-z_]*\)":.*/\1/p' out | tr '\n' ' '; }
first=$(keys)
[ "$first" = "format user record_name aliases uuid machine desired observed status declared present required source \
layers fields trust grantors other_accounts chain sources actions waiting refused findings history " ] ||
	fail "the keys are: $first"
for user in bob olga; do
	expect 0 explain "$user" --json
	[ "$(keys)" = "$first" ] || fail "$user has other keys: $(keys)"
	[ "$(grep -c '"verdict":' out)" -eq 16 ] || fail "$user has not every field once"
done

# Any of its names, in any case.
expect 0 explain LIDDELL
cmp -s out "$HERE/golden/explain-alice.txt" || fail "an alias is somebody else"
expect 0 explain Mac.Setup
says "setup  on eng-001"

# Nobody of that name.
expect 64 explain alcie
complains "alcie is neither declared nor there: do you mean alice?"
expect 64 explain ali
expect 64 explain zzzzzz
complains "vouch observe lists who is there"
expect 64 explain "$(printf 'a\033[2J')"
complains 'a\x1b[2J is neither'
expect 64 vouch explain --repo .
expect 64 vouch explain alice bob --repo .
expect 64 vouch explain alice --observed "$HERE/golden/mac.json"
expect 0 explain alice --quiet
[ "$(wc -l <out)" -eq 1 ] || fail "quiet is more than a line"

# On a Mac: what was established, by which run, and what was changed by hand since.
fleet repo
new_mac mac
expect 0 vouch explain alice --root mac --repo repo
says "setup  can vouch"
says "chosen for step 1"
says_not "Done here before"
expect 0 vouch apply --root mac --repo repo --yes
mac/usr/bin/dscl . -create /Users/alice UserShell /bin/sh || fail "drift by hand"
expect 0 vouch explain alice --root mac --repo repo
says "observed /bin/sh; recorded as /bin/zsh, made so by run 1 (create_user): the Mac was changed"
says "as declared: nothing to do, made so by run 1 (create_user)"
says "run 1  2026-11-24T10:00:00Z  create_user by setup: done"
expect 0 vouch explain alice --root mac --repo repo --json
says '"field": "shell", "desired": "/bin/zsh", "source": "base.yaml:8"'
says '"established": "/bin/zsh", "established_run": 1, "verdict": "differs", "cause": "drift"'
expect 0 vouch explain setup --root mac --repo repo
says "so already when it was adopted"
says "was proved before"

# What could not be read says why; what depends on it waits, and who may hold is no grantor.
mv mac/usr/sbin/diskutil diskutil
expect 0 vouch explain alice --root mac --repo repo
says "secure_token  true"
says "observed unknown ("
says "diskutil"
says "setup  may hold no token (could not be read)"
mv diskutil mac/usr/sbin/diskutil

# A rejected password counts here even where the plan has nothing to do.
repository same <<'END'
users:
  setup: {admin: true, password: {env: PASSWORD_SETUP}}
  alice: {password: {env: PASSWORD_ALICE}}
  bob: {secure_token: true, password: {env: PASSWORD_SETUP}}
END
printf 'guards: {temporary_admin: forbid}\n' >>same/vouch.yaml
export PASSWORD_SETUP=Wrong-Canary-3
expect 3 vouch apply --root mac --repo same --yes
expect 0 vouch explain bob --root mac --repo same
says "setup  this password was rejected before"
expect 0 vouch explain setup --root mac --repo same
says "setup itself cannot vouch: this password was rejected before"
repository nothing <<'END'
users:
  setup: {admin: true, password: {env: PASSWORD_SETUP}}
END
expect 0 vouch explain setup --root mac --repo nothing
says "nothing: neither to do"
says "setup itself cannot vouch: this password was rejected before"

# Refused as a whole: which guard, and that nothing is done; an account taken back is named with its place.
repository refused <<'END'
users:
  setup: {state: absent}
  alice: {admin: false, shell: /bin/zsh}
END
expect 0 vouch explain alice --root mac --repo refused
says "! refused by last_admin: "
says "differs, and nothing is done: the plan is refused"
printf 'vouch: 1\nlayers:\n  - use: base.yaml\n  - use: more.yaml\n  - {use: other.yaml, when: {os: "13"}}\n' >repo/vouch.yaml
printf 'users:\n  ghost: {hidden: true}\n' >>repo/base.yaml
sed -i.old '/^users:$/{1!d;}' repo/base.yaml
printf 'users:\n  ghost: null\n' >repo/more.yaml
printf 'users: {}\n' >repo/other.yaml
expect 64 vouch explain ghost --root mac --repo repo
complains "(more.yaml:2 takes it back)"
expect 0 vouch explain alice --root mac --repo repo
says "other.yaml  (for other Macs)  [vouch.yaml:5]"

# Among a crowd who lack something, who can vouch is shown all the same.
i=0
{
	echo 'users:'
	while [ "$i" -lt 30 ]; do
		echo "  a$i: {secure_token: true}"
		i=$((i + 1))
	done
} >crowd.yaml
repository crowd <crowd.yaml
expect 0 vouch explain a1 --observed "$HERE/golden/mac.json" --desired crowd
says "and 21 more: --json has all of them"
repository crowd <<END
$(cat crowd.yaml)
  setup: {password: {env: PASSWORD_SETUP}}
END
expect 0 vouch explain a1 --observed "$HERE/golden/mac.json" --desired crowd
says "    + setup  can vouch"

# No secret, nowhere.
expect 0 vouch explain alice --root mac --repo repo --json
grep -q 'Canary' out err && fail "a password is in the explanation"
exit 0
