#!/bin/sh
# mirror.sh – a mirror that is half made, damaged, or not a mirror at all; and who may write it.
. "$(dirname "$0")/common.sh"
src=$top/src
new_repository "$src"
commit "$src" two.yaml "users: {}"
head=$(id_of "$src" main)
pack() { echo "$mirror"/objects/pack/*"$1"; }

good() { # what happened before
	sync 0 "$src"
	answers "commit $head"
	git -C "$mirror" fsck --strict >/dev/null 2>&1 || fail "$1: the mirror is not clean"
	[ ! -e "$mirror.new" ] && [ ! -e "$mirror.old" ] || fail "$1: something is left beside"
	expect 0 files --mirror "$mirror" --commit "$head"
}

good "the first time"

# Damage of every kind is found and cured.
chmod -R u+w "$mirror"
: >"$(pack .pack)" && good "an empty pack"
chmod -R u+w "$mirror"
rm "$(pack .pack)" && good "no pack"
rm "$(pack .idx)" && good "no index"
chmod -R u+w "$mirror"
size=$(($(wc -c <"$(pack .pack)") - 25))
head -c "$size" "$(pack .pack)" >"$top/cut" && cat "$top/cut" >"$(pack .pack)" && good "a cut pack"
rm "$mirror/HEAD" && good "no HEAD"
echo garbage >"$mirror/packed-refs" && good "garbage in packed-refs"
echo "[broken" >"$mirror/config" && good "a broken config"
rm "$mirror/vouch-mirror" && good "no marker"
rm -r "$mirror/objects" && good "no objects"
chmod -R u+w "$mirror"
offset=40
printf 'XXXXXXXX' | dd of="$(pack .pack)" bs=1 seek=$offset conv=notrunc 2>/dev/null && good "turned bytes"

# Damage that shows while the server is told what is here: there is something new to fetch.
commit "$src" new.yaml "users: {}"
head=$(id_of "$src" main)
chmod -R u+w "$mirror"
: >"$(pack .pack)" && good "an empty pack, and news"

# Offline, a damaged mirror is an error, never a smaller repository.
chmod -R u+w "$mirror"
: >"$(pack .pack)"
expect 3 files --mirror "$mirror" --commit "$head"
sync 2 "https://127.0.0.1:1/x"
good "after that"

# What killed processes leave.
mkdir "$mirror.new" && echo x >"$mirror.new/x" && good "a new one, half made"
cp -R "$mirror" "$mirror.old" && good "an old one, not removed"
mv "$mirror" "$mirror.old" && mkdir "$mirror.new"
sync 2 "https://127.0.0.1:1/x"
expect 0 files --mirror "$mirror" --commit "$head"
good "between the two renames"
echo x >"$mirror/objects/pack/pack_git2_abcdef" && echo x >"$mirror/packed-refs.77.new"
good "a download that was cut off"
[ ! -e "$mirror/objects/pack/pack_git2_abcdef" ] && [ ! -e "$mirror/packed-refs.77.new" ] ||
	fail "leftovers are not swept up"

# Another URL replaces the mirror, once it has been fetched: nothing of the first can be found in it.
new_repository "$top/second"
commit "$top/second" second.yaml "users: {}"
sync 3 "$top/nowhere"
expect 0 files --mirror "$mirror" --commit "$head"
sync 0 "$top/second"
answers "commit $(id_of "$top/second" main)"
expect 3 sync --mirror "$mirror" --url "$top/second" --rev "$head"
expect 3 files --mirror "$mirror" --commit "$head"
good "and back"

# Many small fetches do not pile up, and nothing is lost when their packs are joined.
commits=0
while [ $commits -lt 25 ]; do
	commits=$((commits + 1))
	commit "$src" many.yaml "users: {u$commits: {}}"
	sync 0 "$src"
done
set -- "$mirror"/objects/pack/*.pack
[ $# -le 20 ] || fail "$# packs"
expect 0 files --mirror "$mirror" --commit "$head"
head=$(id_of "$src" main)
good "many fetches"

# Places that are not ours to write.
mv "$mirror" "$top/elsewhere" && ln -s "$top/elsewhere" "$mirror"
sync 8 "$src"
says "vouch-git: mirror: .*symbolic link"
expect 8 files --mirror "$mirror" --commit "$head"
rm "$mirror" && mv "$top/elsewhere" "$mirror"
mkdir "$top/target" && echo keep >"$top/target/file" && ln -s "$top/target" "$mirror.new"
good "a link in the new one's place"
[ -e "$top/target/file" ] || fail "a link was followed and its target emptied"
ln -s "$top/target/made" "$top/state/other.lock"
expect 8 sync --mirror "$top/state/other" --url "$src"
[ ! -e "$top/target/made" ] || fail "the lock was made through a link"
chmod 0755 "$mirror"
sync 8 "$src"
says "open to others"
chmod 0700 "$mirror"
chmod 0750 "$top/state"
sync 8 "$src"
chmod 0700 "$top/state"
echo file >"$top/state/file"
expect 8 sync --mirror "$top/state/file" --url "$src"
[ "$(cat "$top/state/file")" = file ] || fail "a file in the mirror's place was touched"
good "after all that"

# Usage.
expect 64 sync --mirror relative --url "$src"
expect 64 sync --mirror "$mirror"
expect 64 sync --mirror "$mirror" --url "$src" --commit "$head"
expect 64 files --mirror "$mirror" --commit HEAD
expect 64 files --mirror "$mirror" --commit "$head" --url "$src"
expect 64 sync --mirror "$mirror" --url "$src" --unknown x
expect 64 push
expect 64
expect 0 --help

# An answer that cannot be written is no success.
if [ -c /dev/full ]; then
	for command in "files --commit $head" "sync --url $src" "sync --url $src --files"; do
		# shellcheck disable=SC2086 # the words of a command
		"$vouch_git" $command --mirror "$mirror" >/dev/full 2>"$top/err"
		[ $? -eq 1 ] || fail "a full disk was not noticed: $command"
		says "vouch-git: system: "
	done
fi
finish
