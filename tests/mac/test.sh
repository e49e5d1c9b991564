# test.sh – accept.sh against simulated Macs: it finds nothing wrong with them, refuses what it should, and what it
# leaves tells nobody's name.
set -u
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-mac-XXXXXX") || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
	failures=$((failures + 1))
	printf 'FAILED: %s\n' "$*"
	[ ! -s said ] || cat said
}

# make OPTION…: quirkward, who holds a token, and Zoë's second account, in "mac".
make() {
	rm -rf mac out
	printf 'Quirk-Canary-1\nZoe-Canary-2\n' | "$SIMMAC/simmac" create mac --iterations 10 --serial C02CANARY777 \
		--hostname canary-host --now 2026-11-24T10:00:00Z "$@" --admin quirkward --full-name 'Quentin Quirkward' \
		--password - --user zoe --full-name 'Zoë Canary' --password - >created 2>&1 || { cat created; exit 1; }
}

# Whoever reads what is left reads no hint of a password, of one line or of more.
hint() {
	"$work/mac/usr/bin/dscl" . -create /Users/zoe AuthenticationHint "my Hint-Canary-3
and Hint-Canary-4
ends Hint-Canary-5"
	"$work/mac/usr/bin/dscl" . -create /Users/quirkward AuthenticationHint 'Hint-Canary-6'
}

accept() { sh "$PROJECT/tests/mac/accept.sh" --bin "$BIN" --facts "$FACTS" --root "$work/mac" --out out "$@" >said 2>&1; }

# sendable: nothing that tells whose Mac it is, in the report or a transcript.
sendable() {
	"$SIMMAC/simmac" show mac --json | sed -n 's/.*"uuid": "\([^"]*\)".*/\1/p' >uuids
	printf '%s\n' quirkward Quirkward zoe Zoë Canary canary C02CANARY777 Hint-Canary "$work" >>uuids
	while read -r secret; do
		! grep -r -F -q -e "$secret" out said || fail "$1: it tells $secret: $(grep -r -F -h -e "$secret" out said | head -n 2)"
	done <uuids
}

# --- the calls are those of Vouch
sed -n '/^#define USER_KEYS/,/[^\\]$/p' "$PROJECT/providers/macos/tools.c" | grep -o '"[A-Za-z]*"' | tr -d '"' >keys
sed -n "/^user_keys='/,/'\$/p" "$PROJECT/tests/mac/accept.sh" | tr -d "'" | sed 's/^user_keys=//' | tr -s ' \t' '\n\n' |
	grep . >asked
[ "$(wc -l <keys)" -ge 10 ] && cmp -s keys asked || fail "it asks for other keys than Vouch: $(diff keys asked)"

# --- part one, on as many releases
for os in 10.13.6 10.14.6 10.15.7 11.6 12.6 13.6 14.5 15.1 26.1; do
	make --os "$os" --filevault on
	hint
	accept || fail "$os: not accepted"
	grep -q '<string>HINT</string>' out/dscl/user-*.txt || fail "$os: there is no sign of a hint"
	grep -q '^accepted$' out/report.txt || fail "$os: the report does not end so"
	[ "$(grep -c 'Vouch reads' out/report.txt)" -ge 13 ] || fail "$os: too little was read"
	! grep -q 'the simulated Mac: exit' out/report.txt || fail "$os: a simulated Mac differs from its like"
	[ "$(wc -l <out/INDEX.tsv)" -gt 15 ] || fail "$os: too few transcripts"
	while IFS="$(printf '\t')" read -r path rest; do
		[ "$path" = path ] || [ -s "out/$path" ] || fail "$os: the index has $path, the folder has not"
	done <out/INDEX.tsv
	sendable "$os"
done

# --- a release that came after this version of simmac
make --os 26.9 --build 25Z999
accept || fail "26.9: not accepted"
! grep -q 'has no such Mac' out/report.txt || fail "26.9: nothing is compared"

# --- it sees what is wrong
make --os 14.5
rm mac/usr/bin/fdesetup
printf '#!/bin/sh\necho "FileVault is Sideways."\n' >mac/usr/bin/fdesetup
chmod 755 mac/usr/bin/fdesetup
! accept || fail "an answer that nobody understands is accepted"
grep -q 'FAILED: Vouch cannot read' out/report.txt || fail "it does not say what Vouch cannot read"
grep -q '< FileVault is Sideways' out/report.txt || fail "it does not say what the simulated Mac says instead"

# --- part two
make --os 14.5
! accept --destructive || fail "it changes a Mac that is no virtual machine"
grep -q 'refused: this is not a virtual machine' out/report.txt || fail "it does not say why it refuses"
! grep -q vouch-accept mac/.simmac 2>/dev/null || fail "it made accounts"
for os in 10.15.7 12.6 14.5 15.1 26.1; do
	make --os "$os" --model VirtualMac2,1
	"$SIMMAC/simmac" show mac --json >before
	ACCEPT_ADMIN=quirkward ACCEPT_PASSWORD=Quirk-Canary-1 accept --destructive || fail "$os: part two"
	[ "$(grep -c '  holds: ' out/report.txt)" -ge 17 ] || fail "$os: too little was checked"
	"$SIMMAC/simmac" show mac --json >after
	[ "$(grep -c '"name": ' before)" = "$(grep -c '"name": ' after)" ] || fail "$os: something stayed"
	sendable "$os, part two"
done
make --os 14.5 --model VirtualMac2,1
accept --destructive || fail "without somebody who vouches"
grep -q 'The grant is not tried' out/report.txt || fail "it does not say that nobody vouches"
# A tool that says it did, and did not: the post-condition is not believed.
make --os 14.5 --model VirtualMac2,1
"$SIMMAC/simmac" fault mac lie --tool createhomedir >/dev/null 2>&1 || "$SIMMAC/simmac" fault mac lie --skip 0 --tool createhomedir --word '*'
! accept --destructive || fail "a home that is not there is accepted"
grep -q FAILED out/report.txt || fail "it does not say which home is missing"

printf '%d failures\n' "$failures"
[ "$failures" -eq 0 ]
