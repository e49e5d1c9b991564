# check.sh – every transcript of a folder against its row in a table.
#
#	check.sh TABLE FOLDER
#
# A row is a few shell commands (see README.md here):
#
#	the PATH                   the transcript that the next lines are about
#	gives PARSER FACTS         what the parser of Vouch makes of it (facts.c)
#	refused CLASS              the catalogue of refusals has it in that class; "none": it is a refusal, and in no row
#	on VERSION [OPTION…]       the simulated Mac; every account's password is Secret-1
#	with COMMAND…              brings it into the state; its tools are called by their names
#	swap SED                   names, numbers, devices that differ: applied to both sides
#	input TEXT                 standard input of the next call
#	ends STATUS                the exit status, where it is not the one of INDEX.tsv
#	prints same COMMAND…       the call prints the same
#	prints any COMMAND…        the same lines, in any order
#	prints has COMMAND…        these lines among others, in this order
#	cannot REASON              why it is not reproduced
#
# Time stamps, process numbers and UUIDs are masked on both sides. A transcript without a row fails, as does a
# row without a transcript. SIMMAC is the folder of simmac, FACTS the program of facts.c.
set -u
table=$1
folder=$2
LC_ALL=C
export LC_ALL
if [ ! -d "$folder" ]; then
	echo "SKIPPED, NOT TESTED: no captured output in $folder (set VOUCH_TRANSCRIPTS)"
	exit 77
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/vouch-transcripts-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mac=$work/mac
tools=$mac/usr/bin:$mac/usr/sbin
: >"$work/rows"
: >"$work/not"
path= rows=0 read_by=0 same=0 part=0 refusals=0 failures=0

wrong() {
	failures=$((failures + 1))
	printf 'FAILED: %s: %s\n' "$path" "$*"
}

end_row() {
	[ -n "$path" ] || return
	[ -n "$said" ] || wrong "its row says neither what prints it nor why nothing does"
	case ${path%%/*} in
	sysadminctl | fdesetup | dscl | dseditgroup | diskutil | profiles | createhomedir) check_refusal "${path%%/*}" ;;
	esac
}

# Of a tool that Vouch changes something with: what is a refusal, and what is none.
check_refusal() {
	ended=$(awk -F '\t' -v path="$path" '$1 == path { print $5 }' "$folder/INDEX.tsv" 2>/dev/null)
	ended=${ended%%\?}
	case $ended in *[!0-9]*) ended= ;; esac
	# shellcheck disable=SC2086 # a number or nothing
	got=$("$FACTS" refusal "$1" $ended <"$folder/$path") || wrong "facts refusal exited $?"
	[ "$got" = "${refused:-none}" ] || wrong "the catalogue has it as \"$got\", not \"${refused:-none}\""
	[ "${ended:-0}" -eq 0 ] || [ -n "$refused" ] || wrong "it ended with $ended, and its row does not say how it refused"
	[ -z "$refused" ] || refusals=$((refusals + 1))
}

the() {
	end_row
	path=$1 said= swaps= status= refused=
	rows=$((rows + 1))
	echo "$1" >>"$work/rows"
	[ -f "$folder/$1" ] || wrong "there is no such transcript"
}

gives() {
	got=$("$FACTS" "$1" <"$folder/$path") || wrong "facts $1 exited $?"
	read_by=$((read_by + 1))
	[ "$got" = "$2" ] || wrong "the parser $1 gives \"$got\", not \"$2\""
}

refused() { refused=$1; }

on() {
	os=$1
	shift
	rm -rf "$mac"
	yes Secret-1 | head -n 20 | "$SIMMAC/simmac" create "$mac" --os "$os" --iterations 10 --serial C02TEST00001 \
		--hostname eng-001 --now 2026-11-24T10:00:00Z "$@" >"$work/created" 2>&1 ||
		wrong "no such Mac: $os $*: $(cat "$work/created")"
}

with() {
	(PATH=$tools:$SIMMAC:$PATH && "$@") <"$work/given" >"$work/with" 2>&1
	: >"$work/given"
}

swap() { swaps="$swaps -e $1"; }
input() { printf '%s' "$1" >"$work/given"; }
ends() { status=$1; }

# What differs from run to run.
masked() {
	# shellcheck disable=SC2086 # expressions without blanks
	sed -E -e 's/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ sysadminctl\[[0-9]+:[0-9]+\] /STAMP /' \
		-e 's/[0-9A-F]{8}-[0-9A-FX]{4}-[0-9A-FX]{4}-[0-9A-FX]{4}-[0-9A-F]{12}/UUID/g' \
		-e 's/[A-Z0-9]{4}(-[A-Z0-9]{4}){5}/KEY/' $swaps | awk 1
}

# Are the lines of the first file among those of the second, in order?
among() {
	awk 'NR == FNR { wanted[++count] = $0; next } at < count && $0 == wanted[at + 1] { at++ } END { exit at < count }' \
		"$1" "$2"
}

prints() {
	mode=$1
	shift
	said=1
	[ -n "$status" ] || status=$(awk -F '\t' -v path="$path" '$1 == path { print $5 }' "$folder/INDEX.tsv" 2>/dev/null)
	(PATH=$tools:$SIMMAC:$PATH && "$@") <"$work/given" >"$work/out" 2>"$work/err"
	got=$?
	: >"$work/given"
	case $path in
	*.stderr.txt) stream=$work/err ;;
	*.mixed.txt | *.unknown.txt)
		stream=$work/both
		cat "$work/out" "$work/err" >"$stream"
		;;
	*) stream=$work/out ;;
	esac
	case $status in
	[0-9] | [0-9]\? | [0-9][0-9]* ) [ "$got" -eq "${status%%\?*}" ] || wrong "the simulated Mac: exit $got, not $status" ;;
	esac
	# shellcheck disable=SC2086 # expressions without blanks
	[ -z "$swaps" ] || sed -E $swaps </dev/null 2>/dev/null || wrong "an expression of its row is none:$swaps"
	masked <"$folder/$path" >"$work/wanted.masked"
	masked <"$stream" >"$work/got.masked"
	case $mode in
	same)
		same=$((same + 1))
		diff "$work/wanted.masked" "$work/got.masked" >"$work/difference" && return
		;;
	any)
		part=$((part + 1))
		sort "$work/wanted.masked" >"$work/wanted.sorted"
		sort "$work/got.masked" | diff "$work/wanted.sorted" - >"$work/difference" && return
		;;
	has)
		part=$((part + 1))
		among "$work/wanted.masked" "$work/got.masked" && return
		diff "$work/wanted.masked" "$work/got.masked" >"$work/difference"
		;;
	esac
	wrong "the simulated Mac prints something else (<: the transcript, >: the simulated Mac):"
	head -n 30 "$work/difference"
}

cannot() {
	said=1
	printf '  %-64s %s\n' "$path" "$1" >>"$work/not"
}

: >"$work/given"
. "$table"
end_row
path=
(cd "$folder" && find . -type f ! -name README.md ! -name INDEX.tsv ! -name '*.sh' ! -name '*.c' ! -name '*.table' ! -name CMakeLists.txt) |
	sed 's,^\./,,' | sort >"$work/files"
sort "$work/rows" | uniq -d | while read -r twice; do echo "FAILED: $twice: two rows"; done >"$work/twice"
sort -u "$work/rows" | comm -23 "$work/files" - | sed 's/.*/FAILED: &: it has no row in the table/' >"$work/missing"
cat "$work/twice" "$work/missing"
printf 'Not reproduced:\n'
cat "$work/not"
printf '%d transcripts: parsers read %d; %d are refusals; the simulated Mac prints %d to the byte, %d in part, %d not\n' \
	"$rows" "$read_by" "$refusals" "$same" "$part" "$(wc -l <"$work/not")"
[ "$failures" -eq 0 ] && [ ! -s "$work/twice" ] && [ ! -s "$work/missing" ]
