# git.sh – a repository in git: one commit is what counts, not what lies in the work tree.
. "$HERE/lib.sh"
new_mac mac
export HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
fleet repo
commit() { git -C repo add -A && git -C repo commit -q -m "$1" || fail "commit"; }
git init -q -b main repo
commit first
first=$(git -C repo rev-parse HEAD)

expect 0 vouch plan --root mac --repo repo --json
says "\"revision\": \"$first\""
sed 's/Alice Liddell/Not Yet Committed/' repo/base.yaml >base && mv base repo/base.yaml
expect 0 vouch plan --root mac --repo repo
says "revision $(printf %.12s "$first")"
says_not "Not Yet"
expect 0 vouch validate repo
commit second
expect 0 vouch plan --root mac --repo repo
says "Not Yet"
expect 0 vouch plan --root mac --repo repo --rev "$first"
says "Alice Liddell"
expect 0 vouch plan --root mac --repo repo --rev main~1
says "Alice Liddell"
expect 1 vouch plan --root mac --repo repo --rev nobody
complains "nobody"
git clone -q --bare repo bare.git
expect 0 vouch plan --root mac --repo bare.git
says "Not Yet"
expect 0 vouch plan --root mac --repo "file://$work/bare.git" --rev main
expect 64 vouch plan --root mac --repo mac --rev main

# A saved plan is one commit's.
expect 0 vouch plan --root mac --repo repo --out saved.json
echo "  bob: {}" >>repo/base.yaml
commit third
expect 5 vouch apply saved.json --root mac --repo repo --yes
complains "the commit has moved"
expect 0 vouch apply --root mac --repo repo --rev main~1 --yes
expect 0 vouch history --root mac --json
says "\"revision\": \"$(git -C repo rev-parse main~1)\""

# A mistake in a commit is found as it is in a folder; a link in it is one.
echo "  carol: {shel: /bin/zsh}" >>repo/base.yaml
commit broken
expect 65 vouch plan --root mac --repo repo
complains "base.yaml:"
exit 0
