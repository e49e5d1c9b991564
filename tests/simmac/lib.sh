# lib.sh – a simulated Mac in a temporary folder, and one way to check what its tools say.
# The first argument of every script is the simmac program under test.
set -eu
simmac=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-simmac-XXXXXX")
trap 'rm -rf "$work"' EXIT
mac=$work/mac
failures=0

sysadminctl() { "$mac/usr/sbin/sysadminctl" "$@"; }
fdesetup() { "$mac/usr/bin/fdesetup" "$@"; }
diskutil() { "$mac/usr/sbin/diskutil" "$@"; }
profiles() { "$mac/usr/bin/profiles" "$@"; }

# Quick hashes: nobody's password is at stake here.
create() { "$simmac" create "$mac" --iterations 100 "$@" >"$work/created"; }

# expect WHAT STATUS STREAM PATTERN COMMAND…: runs the command (its input is ours); its exit status and
# one line of the stream (out, err; without the log's time and process) must be these.
expect() {
	what=$1 status=$2 stream=$3 pattern=$4
	shift 4
	got=0
	"$@" >"$work/out" 2>"$work/err" || got=$?
	sed -E 's/^[0-9-]+ [0-9:.]+ sysadminctl\[[0-9]+:[0-9]+\] //' "$work/$stream" >"$work/text"
	if [ "$got" -ne "$status" ] || ! grep -qxE -e "$pattern" "$work/text"; then
		printf 'FAILED: %s: exit %s (expected %s), no line "%s" on %s:\n' "$what" "$got" "$status" \
			"$pattern" "$stream"
		sed 's/^/  out: /' "$work/out"
		sed 's/^/  err: /' "$work/err"
		failures=$((failures + 1))
	fi
}

# is WHAT EXPECTED GOT
is() { [ "$2" = "$3" ] || { echo "FAILED: $1: \"$3\", not \"$2\""; failures=$((failures + 1)); }; }

skip() {
	echo "SKIPPED: $*"
	exit 77
}

finish() {
	[ "$failures" -eq 0 ] || exit 1
	echo "all as expected"
}
