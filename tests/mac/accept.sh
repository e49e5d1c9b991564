#!/bin/sh
# accept.sh – Vouch on a real Mac: whether its parsers understand this Mac, whether the simulated Mac would have
# said the same, and (in a virtual machine) whether what Vouch does is done.
#
#	sudo sh tests/mac/accept.sh [--bin DIR] [--out DIR] [--root DIR] [--destructive]
#
# Part one reads and changes nothing. It leaves in --out (default ./vouch-acceptance) a report, which is also printed,
# and what every tool printed, as transcripts with an INDEX.tsv. Names, serial numbers, UUIDs and addresses are
# taken out of all of it: the folder can be sent as it is.
#
# --destructive makes two accounts, changes, grants, revokes and deletes them, by Vouch, and checks each time with the
# Mac's own tools. It refuses to run on anything but a virtual machine. For the grant it needs an administrator with
# a token: ACCEPT_ADMIN and ACCEPT_PASSWORD in the environment; without them the grant is not tried, and it says so.
#
# --bin: the folder of vouch and simmac, and --facts: tests/transcripts/facts (default: those of build/dev).
# --root: a simulated Mac in place of this one; its tests use that.
set -u
umask 077
LC_ALL=C
export LC_ALL NO_COLOR=1
project=$(cd "$(dirname "$0")/../.." && pwd -P)
bin=$project/build/dev/bin
facts=$project/build/dev/tests/transcripts/facts
out=vouch-acceptance
root=
destructive=
while [ $# -gt 0 ]; do
	case $1 in
	--bin | --out | --root | --facts)
		[ $# -gt 1 ] || { echo "accept.sh: $1 needs a value" >&2; exit 64; }
		case $1 in
		--bin) bin=$2 ;;
		--out) out=$2 ;;
		--root) root=$2 ;;
		--facts) facts=$2 ;;
		esac
		shift 2
		;;
	--destructive) destructive=1; shift ;;
	*) sed -n 's/^# \{0,1\}//; 2,20p' "$0" >&2; exit 64 ;;
	esac
done
if [ -z "$root" ]; then
	[ "$(uname -s)" = Darwin ] || { echo "accept.sh: this is no Mac; --root takes a simulated one" >&2; exit 64; }
	[ "$(id -u)" -eq 0 ] || { echo "accept.sh: run it as root: fdesetup list answers nobody else" >&2; exit 77; }
fi
for program in "$bin/vouch" "$bin/simmac" "$facts"; do
	[ -x "$program" ] || { echo "accept.sh: $program is missing: build first, with -DVOUCH_TESTS=ON" >&2; exit 1; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-accept-XXXXXX") || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$out" "$work/raw" || exit 1
. "$project/tests/mac/scrub.sh"
: >"$work/report"
: >"$work/index"
failures=0

say() { printf '%s\n' "$*" >>"$work/report"; }
failed() {
	failures=$((failures + 1))
	say "  FAILED: $*"
}

# --- part one: reading ---

# The calls that looking makes: parser, name of the transcript, path, arguments. NAME: an account. The keys are those of
# providers/macos/tools.c, in its order.
user_keys='RecordName UniqueID PrimaryGroupID GeneratedUID RealName NFSHomeDirectory UserShell IsHidden Picture
	AuthenticationHint AuthenticationAuthority accountPolicyData'
user_keys=$(echo $user_keys)
calls() {
	cat <<-END
		- version /usr/bin/sw_vers
		users users /usr/bin/dscl -plist . -readall /Users $user_keys
		groups groups /usr/bin/dscl -plist . -readall /Groups RecordName PrimaryGroupID GroupMembership GroupMembers
		crypto_users listusers /usr/sbin/diskutil apfs listUsers -plist /
		- listusers-text /usr/sbin/diskutil apfs listUsers /
		volume volume /usr/sbin/diskutil info -plist /
		unlockers list /usr/bin/fdesetup list
		filevault status /usr/bin/fdesetup status
		bootstrap bootstraptoken /usr/bin/profiles status -type bootstraptoken
		enrollment enrollment /usr/bin/profiles status -type enrollment
		hardware platformexpert /usr/sbin/ioreg -rd1 -c IOPlatformExpertDevice
		console console /usr/sbin/scutil
		user user /usr/bin/dscl -plist . -read /Users/NAME $user_keys
		status securetokenstatus /usr/sbin/sysadminctl -secureTokenStatus NAME
		status securetokenstatus-nobody /usr/sbin/sysadminctl -secureTokenStatus nosuchuser
		- member /usr/sbin/dseditgroup -o checkmember -m NAME admin
		- missing /usr/bin/dscl . -read /Users/nosuchuser
		- usage /usr/sbin/sysadminctl -help
	END
}

# run ROOT INTO PATH ARGUMENT…: both streams and the status, in INTO.*
run() {
	where=$1 into=$2 tool=$3
	shift 3
	printf 'show State:/Users/ConsoleUser\n' | "$where$tool" "$@" >"$into.out" 2>"$into.err"
	echo $? >"$into.status"
}

# What differs between two Macs of one kind: stamps, UUIDs, numbers, and values; the form stays. Of long property
# lists, and of directories and registries, it is which keys there are.
form() {
	sed -E -e 's/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ sysadminctl\[[^]]*\] /STAMP /' \
		-e 's/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/UUID/g' -e 's/disk[0-9]+s[0-9]+(s[0-9]+)?/DISK/g' \
		-e 's,https?://[^ ]*,URL,' -e 's/[0-9]+/N/g' "$1" >"$work/form"
	case $parser in
	users | user | groups | crypto_users | volume) sed -n 's/^[[:blank:]]*\(<key>.*\)/\1/p' "$work/form" | sort -u ;;
	hardware) sed -n 's/^[[:blank:]]*\("[^"]*"\) = .*/\1/p' "$work/form" | grep -e IOPlatform -e model | sort -u ;;
	console) grep -E '^  [A-Za-z]' "$work/form" | sed 's/ : .*//' | sort -u ;;
	unlockers) sed 's/^[^,]*,/NAME,/' "$work/form" | sort -u ;;
	*) cat "$work/form" ;;
	esac
}

# compare: does the simulated Mac, in that state, print the same form?
compare() {
	for stream in out err; do
		form "$work/raw/$name.$stream" >"$work/real.$stream"
		form "$work/sim/$name.$stream" >"$work/sim.$stream"
	done
	if [ "$(cat "$work/raw/$name.status")" = "$(cat "$work/sim/$name.status")" ] &&
		cmp -s "$work/real.out" "$work/sim.out" && cmp -s "$work/real.err" "$work/sim.err"; then
		say "  the simulated Mac: the same form"
		return
	fi
	say "  the simulated Mac: exit $(cat "$work/sim/$name.status"); <: this Mac, >: the simulated one"
	{ diff "$work/real.out" "$work/sim.out"; diff "$work/real.err" "$work/sim.err"; } | grep '^[<>]' | head -n 40 |
		sed 's/^/    /' >>"$work/report"
}

keep() { # keep STREAM SUFFIX: a transcript and its row
	[ -s "$work/raw/$name.$1" ] || return 0
	mkdir -p "$out/${path##*/}"
	scrub <"$work/raw/$name.$1" >"$out/${path##*/}/$name-$version.$2"
	printf '%s/%s-%s.%s\t%s %s\t%s\t%s\t%s\trecorded by accept.sh\tthis Mac\tsession (names, numbers and UUIDs replaced)\n' \
		"${path##*/}" "$name" "$version" "$2" "$path" "$arguments" "$version" "${2%%.*}" \
		"$(cat "$work/raw/$name.status")" >>"$work/index"
}

read_all() {
	calls | while read -r parser name path arguments; do
		arguments=$(printf '%s\n' "$arguments" | sed "s/NAME/$subject/")
		# shellcheck disable=SC2086 # words
		run "$root" "$work/raw/$name" "$path" $arguments
		# shellcheck disable=SC2086
		[ ! -d "$work/mac" ] || run "$work/mac" "$work/sim/$name" "$path" $arguments
	done
}

report_all() {
	while read -r parser name path arguments; do
		arguments=$(printf '%s\n' "$arguments" | sed "s/NAME/$subject/")
		say ""
		say "${path##*/} $arguments"
		say "  exit $(cat "$work/raw/$name.status"), $(wc -c <"$work/raw/$name.out" | tr -d ' ') bytes out, $(wc -c <"$work/raw/$name.err" | tr -d ' ') bytes err"
		case $parser:$(cat "$work/raw/$name.status") in
		-:*) ;;
		unlockers:0) say "  Vouch reads: $("$facts" unlockers <"$work/raw/$name.out" | wc -w | tr -d ' ') who unlock" ;;
		unlockers:*) say "  Vouch reads: FileVault $("$facts" filevault_off <"$work/raw/$name.err")" ;;
		bootstrap:[1-9]* | crypto_users:[1-9]*) say "  Vouch reads: that this Mac has none" ;;
		status:*) say "  Vouch reads: $("$facts" status <"$work/raw/$name.err")" ;;
		users:*) say "  Vouch reads: $("$facts" users <"$work/raw/$name.out" | wc -w | tr -d ' ') accounts" ;;
		*) say "  Vouch reads: $("$facts" "$parser" <"$work/raw/$name.out")" ;;
		esac
		! tail -n 1 "$work/report" | grep -q 'Vouch reads:.*unreadable' ||
			failed "Vouch cannot read what this Mac prints"
		[ ! -d "$work/mac" ] || compare
		keep out stdout.txt
		keep err stderr.txt
	done <<-END
		$(calls)
	END
}

# observed KEY: one value of the snapshot.
observed() { sed -n "s/.*\"$1\": \"\{0,1\}\([^\",}]*\)\"\{0,1\}.*/\1/p" "$work/observed.json" | head -n 1; }

# A simulated Mac of that version in that state, as far as it can be told.
simulate() {
	mkdir -p "$work/sim"
	set -- --os "$version" --build "$build" --iterations 10
	case $(observed filevault) in on) set -- "$@" --filevault on ;; esac
	case $(observed mdm) in automated | user_approved) set -- "$@" --mdm "$(observed mdm)" ;; esac
	case $(observed chip) in apple | t2 | intel) set -- "$@" --chip "$(observed chip)" ;; esac
	# Everybody with a uid of a person, administrators first: one of them holds the first token.
	sed 's/.*/--admin & --password -/' "$work/admins" >"$work/people"
	sed 's/.*/--user & --password -/' "$work/others" >>"$work/people"
	while read -r role person rest; do
		token=--no-token
		case $("$root/usr/sbin/sysadminctl" -secureTokenStatus "$person" 2>&1) in *ENABLED*) token=--token ;; esac
		full=$(awk -v name="$person" '$1 == name { sub(/^[^[:blank:]]+[[:blank:]]+/, ""); print }' "$work/real-names")
		set -- "$@" "$role" "$person" --full-name "${full:-$person}" --password - $token
	done <"$work/people"
	yes Simulated-1 | head -n 100 | "$bin/simmac" create "$work/mac" "$@" >"$work/created" 2>&1 && return
	rm -rf "$work/mac"
	say "The simulated Mac has no such Mac: $(head -n 1 "$work/created")"
}

version=$("$root/usr/bin/sw_vers" | awk -F ':[[:blank:]]*' '$1 == "ProductVersion" { print $2 }')
build=$("$root/usr/bin/sw_vers" | awk -F ':[[:blank:]]*' '$1 == "BuildVersion" { print $2 }')
"$root/usr/bin/dscl" . -list /Users UniqueID | awk '$2 > 500 && $1 !~ /^_/ { print $1 }' >"$work/persons"
: >"$work/admins"
: >"$work/others"
while read -r person; do
	if "$root/usr/sbin/dseditgroup" -o checkmember -m "$person" admin >/dev/null 2>&1; then
		echo "$person" >>"$work/admins"
	else
		echo "$person" >>"$work/others"
	fi
done <"$work/persons"
subject=$(cat "$work/admins" "$work/others" | head -n 1)
subject=${subject:-root}
scrub_learn
say "Vouch on macOS $version, $("$bin/vouch" --version)"
if "$bin/vouch" observe ${root:+--root "$root"} --json >"$work/observed.json" 2>"$work/observe.err"; then
	say "vouch observe: FileVault $(observed filevault), MDM $(observed mdm), bootstrap token $(observed bootstrap_token), chip $(observed chip), $(wc -l <"$work/persons" | tr -d ' ') people"
else
	failed "vouch observe: $(head -n 3 "$work/observe.err")"
fi
simulate
read_all
report_all

# --- part two: doing ---

if [ -n "$destructive" ]; then
	. "$project/tests/mac/destructive.sh"
fi

say ""
[ "$failures" -eq 0 ] && say "accepted" || say "$failures failures"
{ printf 'path\tcommand\tmacos\tstream\texit\tshows\tsource\tconfidence\n'; scrub <"$work/index"; } >"$out/INDEX.tsv"
scrub <"$work/report" | tee "$out/report.txt"
[ "$failures" -eq 0 ]
