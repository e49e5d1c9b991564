# apply.sh – plan, apply, nothing to do; drift; what is recorded.
. "$HERE/lib.sh"
new_mac mac
fleet repo

on_mac() { command=$1; shift; vouch "$command" --root mac "$@"; }

expect 2 on_mac plan --repo repo --detailed-exitcode
says "+ alice  create_user by setup"
[ ! -e mac/var/db/vouch ] || fail "plan made a state directory for a folder"

# Without a terminal and without --yes nothing is done.
expect 64 on_mac apply --repo repo </dev/null
complains "--yes"
[ ! -e mac/var/db/vouch ] || fail "apply without --yes made something"
expect 64 on_mac plan
complains "--repo"

expect 0 on_mac apply --repo repo --yes
ends_with "Applied: 1 done, 0 failed, 0 skipped, 0 blocked, 0 waiting."
silent
mac/usr/bin/dscl . -read /Users/alice RealName >out 2>&1 || fail "alice is not there"
says "Alice Liddell"
mac/usr/sbin/sysadminctl -secureTokenStatus alice >out 2>&1
says "ENABLED"

for command in plan apply; do
	yes=
	[ "$command" = plan ] || yes=--yes
	expect 0 on_mac "$command" --repo repo $yes
	ends_with "nothing to do"
done
expect 0 on_mac plan --repo repo --detailed-exitcode --json
says '"status": "converged"'
says '"actions": []'

# Somebody changes the Mac by hand; the agent puts it right, and says that it was drift.
mac/usr/bin/dscl . -create /Users/alice UserShell /bin/sh || fail "dscl"
expect 0 on_mac plan --repo repo --json
says '"cause": "drift"'
expect 0 on_mac run --once --repo repo
says "shell: /bin/sh -> /bin/zsh"
expect 0 on_mac run --once --repo repo --quiet
ends_with "nothing to do"

expect 0 on_mac history
[ "$(grep -c ' done ' out)" -ge 2 ] || fail "history has no two runs that are done"
expect 0 on_mac history --json
says '"format": "vouch.history/1"'
says '"command": "apply"'
expect 0 on_mac show last
says "update_user"
expect 0 on_mac show last --json
says '"format": "vouch.run/1"'
says '"outcome": "done"'
expect 64 on_mac show 4711
complains "vouch history"

# What the state directory holds is nobody else's.
[ -z "$(find mac/var/db/vouch/ ! -type d -perm /077 2>/dev/null)" ] || fail "a state file is open to others"
exit 0
