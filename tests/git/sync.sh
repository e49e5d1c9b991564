#!/bin/sh
# sync.sh – what is in a repository comes out of vouch-git, exactly, and follows the remote.
. "$(dirname "$0")/common.sh"
src=$top/src
new_repository "$src"

# Files, whole: bytes that look like the framing, an empty file, one without a last newline.
mkdir -p "$src/os" "$src/deep/er"
printf 'file 3 x.yaml\nend 1\n' >"$src/os/tricky.yaml"
: >"$src/deep/er/empty.yml"
printf 'no newline' >"$src/blank name.yaml"
printf 'secret' >"$src/README.md"
ln -s vouch.yaml "$src/link.yaml"
git -C "$src" update-index --add --cacheinfo "160000,$(id_of "$src" HEAD),module"
git -C "$src" add os deep link.yaml README.md "blank name.yaml"
git -C "$src" commit -q -m files
first=$(id_of "$src" HEAD)
cat >"$top/whole" <<END
vouch.files/1 $first
file 10 blank name.yaml
no newline
file 0 deep/er/empty.yml

link link.yaml
submodule module
file 20 os/tricky.yaml
file 3 x.yaml
end 1

file 9 vouch.yaml
vouch: 1

end 6
END
sync 0 "$src"
answers "commit $first"
expect 0 sync --mirror "$mirror" --url "$src" --files
cmp -s "$top/whole" "$top/out" || fail "sync --files: $(cat "$top/out")"
expect 0 files --mirror "$mirror" --commit "$first"
cmp -s "$top/whole" "$top/out" || fail "files: $(cat "$top/out")"
[ -z "$(find "$mirror" -perm /077 2>/dev/null || find "$mirror" -perm +077)" ] ||
	fail "others may look into the mirror: $(ls -lR "$mirror")"
git -C "$mirror" fsck --strict >/dev/null 2>&1 || fail "the mirror is no clean repository"

# A change in the work tree that is not committed is not seen.
echo "vouch: 2" >"$src/vouch.yaml"
expect 0 sync --mirror "$mirror" --url "$src" --files
cmp -s "$top/whole" "$top/out" || fail "the work tree was read"
git -C "$src" checkout -q -- vouch.yaml

# New commits, from a bare repository with a name that a URL would not take.
bare="$top/a b:c%d.git"
git clone -q --bare "$src" "$bare"
sync 0 "$bare"
answers "commit $first"
commit "$src" more.yaml "users: {}"
git -C "$src" push -q "$bare" main
sync 0 "$bare"
answers "commit $(id_of "$src" main)"
sync 0 "file://$(printf %s "$bare" | sed 's/%/%25/g; s/ /%20/g')"
answers "commit $(id_of "$src" main)"

# A force push is followed; a commit that the mirror knows can still be handed over.
git -C "$src" reset -q --hard HEAD~1
commit "$src" other.yaml "users: {}"
git -C "$src" push -q -f "$bare" main
sync 0 "$bare"
answers "commit $(id_of "$src" main)"
expect 0 files --mirror "$mirror" --commit "$first"

# A branch goes, and one comes that needs its name as a folder.
git -C "$bare" branch topic main
expect 0 sync --mirror "$mirror" --url "$bare" --rev topic
git -C "$bare" branch -D -q topic
git -C "$bare" branch topic/sub main
expect 3 sync --mirror "$mirror" --url "$bare" --rev topic
says 'vouch-git: source: .*no branch, tag or commit "topic"'
expect 0 sync --mirror "$mirror" --url "$bare" --rev topic/sub

# A detached HEAD is a HEAD.
git -C "$src" checkout -q --detach HEAD~1
sync 0 "$src"
answers "commit $(id_of "$src" HEAD)"
git -C "$src" checkout -q main

# Nothing to read from.
git init -q --bare "$top/empty.git"
sync 3 "$top/empty.git"
says "no branch and no commit yet"
git --git-dir="$bare" symbolic-ref HEAD refs/heads/gone
sync 3 "$bare"
says "name one with --rev"
expect 0 sync --mirror "$mirror" --url "$bare" --rev main
sync 3 "$top/nowhere"
mkdir "$top/plain"
sync 3 "$top/plain"
says "is no git repository"
git clone -q --depth 1 "file://$src" "$top/shallow"
sync 3 "$top/shallow"
says "unshallow"
expect 3 files --mirror "$mirror" --commit 0123456789012345678901234567890123456789
sync 64 "http://127.0.0.1/x"
says "vouch-git: usage: "
sync 2 "https://127.0.0.1:1/x"
says "vouch-git: unreachable: "
sync 5 "git@127.0.0.1:x"
says "vouch-git: credentials: "

# What hangs in a commit that no git makes is refused, and nothing is written.
blob=$(git -C "$src" hash-object -w --stdin </dev/null)
tree=$({ printf '100644 blob %s\tvouch.yaml\n' "$blob"; printf '100644 blob %s\tVouch.yaml\n' "$blob"; } | git -C "$src" mktree)
git -C "$src" branch odd "$(git -C "$src" commit-tree -m odd "$tree")"
expect 65 sync --mirror "$mirror" --url "$src" --rev odd
says "vouch-git: content: .*differ in case only"
expect 65 sync --mirror "$mirror" --url "$src" --rev odd --files
git -C "$src" branch -D -q odd

# Neither the environment nor anybody's configuration has a say.
git init -q -b main "$top/evil"
commit "$top/evil" evil.yaml "users: {}"
printf '[url "%s"]\n\tinsteadOf = file://%s\n\tinsteadOf = %s\n' "$top/evil" "$src" "$src" >"$top/.gitconfig"
GIT_DIR=$top/evil/.git GIT_CONFIG_GLOBAL=$top/.gitconfig GIT_OBJECT_DIRECTORY=$top/evil/.git/objects \
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.$top/evil.insteadOf" GIT_CONFIG_VALUE_0="$src" \
	"$vouch_git" sync --mirror "$mirror" --url "$src" >"$top/out" 2>"$top/err" || fail "environment: $(cat "$top/err")"
answers "commit $(id_of "$src" main)"

# Somebody else's repository: only root can make one here.
if [ "$(id -u)" -eq 0 ]; then
	cp -R "$src" "$top/foreign"
	chown -R 12345 "$top/foreign"
	printf '[safe]\n\tdirectory = *\n' >"$top/.gitconfig"
	SUDO_UID=12345 sync 4 "$top/foreign"
	says "vouch-git: owner: .*uid 12345.* runs as .*uid 0.*chown"
else
	echo "SKIPPED: a repository of another user (needs root to make one)" >&2
fi
finish
