# fleet.sh – the example fleet on every release of macOS, in every common situation and ready-made description: Vouch converges it, or says what
# it waits for; and where somebody does what that says, it converges. Prints the table that tests/README.md shows, and fails
# where the two differ.
#
#	fleet.sh [RELEASE…]
. "$HERE/../cli/lib.sh"
export VOUCH_PASSWORD_SETUP=Setup-1-Canary VOUCH_PASSWORD_STEWARD=Steward-2-Canary VOUCH_PASSWORD_ALICE=Alice-3-Canary
export VOUCH_PASSWORD_BOB=Bob-4-Canary VOUCH_PASSWORD_CAROL=Carol-5-Canary
export VOUCH_PASSWORD_WORKER=Setup-1-Canary # the first that a ready-made description asks for
all='10.13 10.13.6 10.14.6 10.15.7 11.6 12.6 13.6 14.5 15.1 26.1'
releases=${*:-$all}
failures=0

wrong() {
	failures=$((failures + 1))
	printf 'FAILED: macOS %s, %s: %s\n' "$os" "$situation" "$*"
	cat applied planned 2>/dev/null
}

# --- the situations: what is created, and how it ends ---

# new LINES OPTION…: false where that release knows no such Mac.
new() {
	lines=$1
	shift
	rm -rf mac
	printf "$lines" | simmac create mac --os "$os" --iterations 10 --serial C02TEST00001 --hostname eng-001 \
		--now 2026-11-24T10:00:00Z "$@" >create.out 2>&1
}
setup='--admin setup --full-name Setup --password -'
one='Setup-1-Canary\n'
two='Setup-1-Canary\nAlice-3-Canary\n'
# shellcheck disable=SC2086 # words
situations() {
	case $1 in
	ready-*) new "$two"'Bob-4-Canary\n' --from "${1#ready-}" ;;
	fresh) new "$one" $setup ;;
	intern) new "$one"'Intern-6\n' --filevault on $setup --user intern --full-name 'Summer Intern' --password - ;;
	encrypted) new "$one" --filevault on $setup ;;
	half-way) new "$one" --chip intel --filevault encrypting --percent 42 $setup ;;
	hfs) new "$one" --chip intel --filesystem hfs $setup ;;
	approved) new "$one" --mdm user_approved $setup ;;
	enrolled) new "$one" --mdm automated --bootstrap escrowed $setup ;;
	no-token) new "$one" --mdm automated $setup --no-token ;;
	suppressed) new "$one" $setup --hashed --suppressed ;;
	lost) new "$one" $setup && export VOUCH_PASSWORD_SETUP=forgotten ;;
	dead) new "$two" $setup --user alice --password - --token --dead-token ;;
	mobile) new "$two" $setup --user alice --password - --mobile ;;
	esac
}
# How the situation ends: the act that the hints name, by somebody's hand. False where there is none.
ends() {
	case $1 in
	half-way | ready-encrypting) simmac progress mac 100 ;;
	lost) export VOUCH_PASSWORD_SETUP=Setup-1-Canary ;;
	# macOS converts the disk on the way.
	hfs) simmac upgrade mac --os "$([ "$os" = 10.14.6 ] && echo 10.15.7 || echo 10.14.6)" ;;
	ready-from-sierra) simmac upgrade mac --os 10.13.6 ;;
	no-token) for each in Setup-1:setup Steward-2:steward Alice-3:alice Bob-4:bob Carol-5:carol; do
		echo "${each%:*}-Canary" | simmac login mac "${each#*:}" --password - || return 0
		simmac logout mac "${each#*:}"
	done ;;
	ready-lost-grantor) edited '/^  setup:/ { print "  worker: {admin: true, password: {env: VOUCH_PASSWORD_WORKER}}" } { print }' ;;
	ready-enrolled) edited '{ sub(/uid: 450/, "uid: 451"); print }' ;;
	*) return 1 ;;
	esac
}
# edited AWK: another commit of the fleet.
edited() {
	rm -rf edited
	cp -R fleet edited
	awk "$1" fleet/base.yaml >edited/base.yaml
	repo=edited
}
title() {
	case $1 in
	ready-*) printf '`--from %s`\n' "${1#ready-}" ;;
	fresh) echo 'fresh from Setup Assistant' ;;
	intern) echo 'FileVault on, one who has left' ;;
	encrypted) echo 'FileVault on' ;;
	half-way) echo 'FileVault half-way' ;;
	hfs) echo 'HFS+' ;;
	approved) echo 'MDM, user approved' ;;
	enrolled) echo 'MDM, bootstrap token escrowed' ;;
	no-token) echo 'MDM, nobody holds a token' ;;
	suppressed) echo 'first token suppressed' ;;
	lost) echo 'password of the only grantor lost' ;;
	dead) echo 'a dead token' ;;
	mobile) echo 'a mobile account' ;;
	esac
}

# --- one Mac ---

# converge: rounds until nothing changes any more; what came of it is in outcome.
converge() {
	rounds=0
	while :; do
		vouch apply --root mac --repo "$repo" --yes >applied 2>&1
		status=$?
		rounds=$((rounds + 1))
		grep -q '^Applied: [1-9]' applied || break
		[ "$rounds" -lt 5 ] || break
	done
	[ "$rounds" -lt 5 ] || wrong "every round changes something"
	vouch plan --root mac --repo "$repo" --detailed-exitcode >planned 2>&1
	planned=$?
	outcome=
	case $status:$planned in
	0:0) outcome=converged ;;
	3:3)
		outcome=$(sed -n 's/^.*! *\([^ ]*\)  .*waits for: \([a-z_]*\).*/\2/p' planned | sort | uniq -c |
			awk '{ count = $1; $1 = ""; sub(/^ /, ""); printf "%s%s %d", separator, $0, count; separator = ", " }')
		[ -n "$outcome" ] || wrong "it waits and does not say for what"
		# Each says what to do about it.
		[ "$(grep -c ' waits for: ' planned)" -le "$(grep -A 1 ' waits for: ' planned | grep -c '^  *[^ !]')" ] ||
			wrong "it does not say what to do"
		outcome="waits: $outcome"
		;;
	*) wrong "apply ended with $status, the plan after it with $planned" && outcome='?' ;;
	esac
}

cp -R "$PROJECT/examples/fleet" fleet
{
	printf '| |'
	for os in $releases; do printf ' %s |' "$os"; done
	printf '\n|---|'
	for os in $releases; do printf -- '---|'; done
	printf '\n'
} >table
# Every ready-made description there is.
ready=$(simmac create --help | sed -n '/^Ready-made descriptions:/,$s/^  \([a-z-]*\)  .*/ready-\1/p')
[ -n "$ready" ] || fail "simmac names no ready-made descriptions"
for situation in fresh encrypted intern half-way hfs approved enrolled no-token suppressed lost dead mobile $ready; do
	printf '| %s |' "$(title "$situation")" >>table
	for os in $releases; do
		VOUCH_PASSWORD_SETUP=Setup-1-Canary
		repo=fleet
		if ! situations "$situation"; then
			grep -q '^simmac: --' create.out || wrong "$(cat create.out)"
			printf ' – |' >>table
			continue
		fi
		converge
		if [ "$outcome" != converged ] && ends "$situation" >ended 2>&1; then
			first=$outcome
			converge
			outcome="$first; then $outcome"
		fi
		printf ' %s |' "$outcome" >>table
	done
	printf '\n' >>table
done
cat table
if [ $# -eq 0 ]; then
	sed -n '/^| | 10.13 | /,/^$/p' "$PROJECT/tests/README.md" | sed '/^$/d' >shown
	diff shown table || {
		failures=$((failures + 1))
		echo 'FAILED: tests/README.md shows another table (<) than this one (>)'
	}
fi
[ "$failures" -eq 0 ]
