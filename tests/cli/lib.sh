# lib.sh – what the whole-program tests share. BIN is the folder of vouch and vouch-git, SIMMAC of simmac,
# PROJECT of the sources, HERE of this file; they come from CMake. Every test works in a folder of its own.
set -u
umask 022
PATH=$BIN:$SIMMAC:$PATH
export PATH LC_ALL=C NO_COLOR=1
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-cli-XXXXXX") || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

fail() {
	printf 'FAILED: %s\n' "$*" >&2
	for stream in out err; do
		[ -s "$work/$stream" ] && { printf -- '--- standard %s\n' "$stream" >&2; cat "$work/$stream" >&2; }
	done
	exit 1
}

# expect STATUS COMMAND…: runs it, keeps what it prints in out and err.
expect() {
	wanted=$1
	shift
	"$@" >"$work/out" 2>"$work/err"
	got=$?
	[ "$got" -eq "$wanted" ] || fail "exit $got, not $wanted: $*"
}

says() { grep -F -q -- "$1" "$work/out" || fail "standard output does not say: $1"; }
says_not() { grep -F -q -- "$1" "$work/out" && fail "standard output says: $1"; :; }
complains() { grep -F -q -- "$1" "$work/err" || fail "standard error does not say: $1"; }
silent() { [ ! -s "$work/err" ] || fail "standard error is not empty"; }
ends_with() { [ "$(tail -n 1 "$work/out")" = "$1" ] || fail "the last line is not: $1"; }

# repository FOLDER: a repository of one layer, base.yaml, which comes from standard input.
repository() {
	mkdir -p "$1"
	printf 'vouch: 1\nlayers:\n  - use: base.yaml\n' >"$1/vouch.yaml"
	cat >"$1/base.yaml"
}

# new_mac FOLDER [OPTION…]: a simulated Mac whose Setup Assistant made "setup", who holds a token.
new_mac() {
	mac=$1
	shift
	printf 'Setup-Canary-1\n' | simmac create "$mac" --os 14.5 --iterations 10 --serial C02TEST00001 \
		--hostname eng-001 --now 2026-11-24T10:00:00Z "$@" --admin setup --full-name 'Setup Admin' \
		--password - >"$work/create.out" 2>&1 || { cat "$work/create.out" >&2; exit 1; }
}

# fleet FOLDER: setup, who vouches for alice, whose passwords come from the environment.
fleet() {
	repository "$1" <<'END'
users:
  setup:
    admin: true
    secure_token: true
    password: {env: PASSWORD_SETUP}
  alice:
    full_name: Alice Liddell
    shell: /bin/zsh
    secure_token: true
    password: {env: PASSWORD_ALICE}
END
}
export PASSWORD_SETUP=Setup-Canary-1 PASSWORD_ALICE=Alice-Canary-2

# behind MAC: its tools move to MAC.real, a second root that is the same Mac, so that others can stand in
# their place and start them; until then all are links to them.
behind() {
	mkdir -p "$1.real/usr"
	mv "$1/usr/bin" "$1/usr/sbin" "$1.real/usr/"
	mkdir "$1/usr/bin" "$1/usr/sbin"
	for entry in "$1"/*; do
		[ "$entry" = "$1/usr" ] || ln -s "$work/$entry" "$1.real/${entry#"$1"/}"
	done
	cp "$1/.simmac" "$1.real/.simmac"
	for tool in "$1.real"/usr/bin/* "$1.real"/usr/sbin/*; do
		ln -s "$work/$tool" "$1/${tool#"$1.real"/}"
	done
}

# instead MAC/TOOL: the tool of that path becomes what comes from standard input.
instead() {
	rm -f "$1"
	cat >"$1"
	chmod 0755 "$1"
}

# wait_for FILE TEXT: until somebody else has written it; ctest's own time limit ends it.
wait_for() {
	until grep -F -q -- "$2" "$1" 2>/dev/null; do sleep 0.05; done
}
