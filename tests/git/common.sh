# common.sh – sourced by the tests of vouch-git: a temporary folder, git without the user's settings,
# and checks that say what was expected.
set -u
vouch_git=$1
top=$(mktemp -d "${TMPDIR:-/tmp}/vouch-git-XXXXXX") || exit 1
top=$(cd "$top" && pwd -P)
trap 'rm -rf "$top"' EXIT
mirror=$top/state/mirror
failures=0

export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME="$top"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

fail() {
	failures=$((failures + 1))
	echo "FAILED: $*" >&2
}

finish() {
	[ "$failures" -eq 0 ] && echo "ok" && exit 0
	exit 1
}

# A repository with one commit; more with "commit".
new_repository() {
	git init -q -b main "$1"
	commit "$1" vouch.yaml "vouch: 1"
}

# commit REPOSITORY FILE TEXT
commit() {
	mkdir -p "$1/$(dirname "$2")"
	printf '%s\n' "$3" >"$1/$2"
	git -C "$1" add -A && git -C "$1" commit -q -m "$2"
}

id_of() { git -C "$1" rev-parse "$2^{commit}"; }

# expect STATUS ARGUMENTS…: runs vouch-git; standard output in $top/out, standard error in $top/err.
expect() {
	wanted=$1
	shift
	"$vouch_git" "$@" >"$top/out" 2>"$top/err"
	got=$?
	[ "$got" -eq "$wanted" ] || fail "exit $got, not $wanted: $*: $(cat "$top/err")"
	if [ "$wanted" -eq 0 ]; then
		[ -s "$top/err" ] && fail "not silent: $(cat "$top/err")"
	else
		[ -s "$top/out" ] && fail "exit $got, and yet output: $*"
		[ "$(wc -l <"$top/err")" -eq 1 ] || fail "not one line: $(cat "$top/err")"
	fi
}

says() {
	grep -q -e "$1" "$top/err" || fail "\"$1\" is not in: $(cat "$top/err")"
}

answers() {
	printf '%s\n' "$@" >"$top/wanted"
	cmp -s "$top/wanted" "$top/out" || fail "answered $(cat "$top/out"), not $*"
}

sync() { expect "$1" sync --mirror "$mirror" --url "$2" --wait 0; }
