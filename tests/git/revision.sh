#!/bin/sh
# revision.sh – what --rev finds, and that a word with two meanings is refused.
. "$(dirname "$0")/common.sh"
src=$top/src
new_repository "$src"
one=$(id_of "$src" main)
commit "$src" two.yaml "users: {}"
two=$(id_of "$src" main)
commit "$src" three.yaml "users: {}"
three=$(id_of "$src" main)
git -C "$src" tag light "$one"
git -C "$src" tag -a -m annotated v1 "$two"
git -C "$src" -c advice.nestedTag=false tag -a -m nested v1-again v1
git -C "$src" branch release/1 "$two"

rev() { # STATUS REV [COMMIT]
	expect "$1" sync --mirror "$mirror" --url "$src" --rev "$2"
	[ "$1" -ne 0 ] || answers "commit $3"
}

rev 0 HEAD "$three"
rev 0 main "$three"
rev 0 refs/heads/main "$three"
rev 0 release/1 "$two"
rev 0 light "$one"
rev 0 v1 "$two"
rev 0 v1-again "$two"
rev 0 refs/tags/v1 "$two"
rev 0 "$one" "$one"
rev 0 "$(echo "$one" | cut -c1-12)" "$one"
rev 0 "$(echo "$one" | tr a-f A-F)" "$one"
rev 0 HEAD~1 "$two"
rev 0 'main^^' "$one"
rev 0 'main~1^' "$one"
rev 0 main~0 "$three"
rev 3 main~3
says "further than there are commits"
rev 3 nothing
says 'no branch, tag or commit "nothing"'
rev 3 Main
rev 3 0123456789abcdef
rev 3 0123456789012345678901234567890123456789
rev 3 "$(echo "$one" | cut -c1-3)"
rev 64 'main~x'
rev 64 'main@{1}^{tree}'
rev 64 ''
rev 64 '^main'
rev 3 'main
evil'
says 'main\\x0aevil'
rev 3 "$(git -C "$src" rev-parse 'main^{tree}')"
says "names no commit but a tree"

# Several at once, in order.
expect 0 sync --mirror "$mirror" --url "$src" --rev light --rev main
answers "commit $one" "commit $three"
expect 64 sync --mirror "$mirror" --url "$src" --rev light --rev main --files
expect 3 sync --mirror "$mirror" --url "$src" --rev light --rev nothing

# Two meanings.
git -C "$src" tag release/1 "$one"
rev 3 release/1
says "more than one commit"
rev 0 refs/heads/release/1 "$two"
rev 0 refs/tags/release/1 "$one"
git -C "$src" tag -f release/1 "$two" >/dev/null
rev 0 release/1 "$two"

# Nobody gets in the way of a whole name or a whole hash.
git -C "$src" update-ref refs/heads/HEAD "$one"
git -C "$src" update-ref refs/heads/refs/heads/main "$one"
git -C "$src" update-ref "refs/heads/$three" "$one"
git -C "$src" update-ref "refs/heads/$(echo "$three" | cut -c1-10)" "$one"
rev 0 HEAD "$three"
rev 0 refs/heads/main "$three"
rev 0 "$three" "$three"
rev 3 "$(echo "$three" | cut -c1-10)"
says "more than one commit"

# A tag of something that is no commit.
git -C "$src" tag tree 'main^{tree}'
rev 3 tree
says "names no commit but a tree"
rev 0 main "$three"
finish
