# captured.sh – the tools print what real ones printed, byte for byte, in the states that captured.tsv
# tells. The captures are in the folder VOUCH_TRANSCRIPTS, else in ../shared/transcripts beside the project.
. "$(dirname "$0")/lib.sh"

here=$(cd "$(dirname "$0")" && pwd)
captures=${VOUCH_TRANSCRIPTS:-$here/../../../shared/transcripts}
if [ ! -f "$captures/INDEX.tsv" ]; then
	echo "SKIPPED, NOT TESTED: no captured output in $captures (set VOUCH_TRANSCRIPTS)"
	exit 0
fi
for tool in usr/bin/dscl usr/bin/dsmemberutil usr/sbin/dseditgroup usr/sbin/createhomedir usr/bin/pwpolicy usr/bin/sw_vers; do
	eval "$(basename "$tool")() { \"\$mac/$tool\" \"\$@\"; }"
done
as() { user=$1 tool=$(find "$mac/usr" -name "$2"); shift 2; "$simmac" as "$mac" "$user" -- "$tool" "$@"; }
login() { printf '%s\n' "$2" | "$simmac" login "$mac" "$1" --password -; }
input() { printf '<plist version="1.0"><dict><key>Password</key><string>%s</string></dict></plist>' "$1"; }

# What is never the same: time and process of the log. By name: UUIDs, keys, a server, values of a list,
# blanks in front, a new record's own numbers, all but the last line.
edit() {
	sed -E 's/^([0-9-]+ )?([0-9:.]+ )?sysadminctl\[[0-9.:]+\]:? //' | case $1 in
	uuid) sed -E 's/[0-9A-FX]{8}(-[0-9A-FX]{4}){3}-[0-9A-FX]{12}/UUID/g' ;;
	key) sed -E "s/'[A-Z0-9]{4}(-[A-Z0-9]{4}){5}'/KEY/" ;;
	server) sed -E 's,(MDM server: ).*,\1URL,' ;;
	keys) sed -E 's,<(string|integer)>.*,<\1>,; s,<(true|false)/>,<bool/>,; s/^ +//; s/^	+//' ;;
	left) sed -E 's/^[ 	]+//' ;;
	fresh) sed -E 's/(GeneratedUID: ).*/\1UUID/; s,<real>.*,<real>,; s/(record_daemon_version: ).*/\1N/' ;;
	last) tail -n 1 ;;
	*) cat ;;
	esac
}

tested=0 named=0
while IFS='	' read -r file stream what options command; do
	case $file in '#'*) continue ;; esac
	named=$((named + 1))
	[ -f "$captures/$file" ] || { echo "FAILED: there is no $file"; failures=$((failures + 1)); continue; }
	[ "$stream" != - ] || continue
	rm -rf "$mac"
	# shellcheck disable=SC2086 # words on purpose
	printf 'pw-1\npw-2\npw-3\n' | create $options </dev/stdin
	# shellcheck disable=SC2034 # for the commands
	key=$(sed -n "s/.*ecovery key = '\(.*\)'/\1/p" "$work/created")
	eval "$command" >"$work/out" 2>"$work/err" </dev/null || true
	cat "$work/out" "$work/err" >"$work/both"
	edit "$what" <"$captures/$file" >"$work/expected"
	edit "$what" <"$work/$stream" >"$work/got"
	# Some captures lack their last newline.
	if [ "$(cat "$work/expected")" != "$(cat "$work/got")" ]; then
		echo "FAILED: $file:"
		diff "$work/expected" "$work/got" | sed 's/^/  /'
		failures=$((failures + 1))
	fi
	tested=$((tested + 1))
done <"$here/captured.tsv"

# Nothing of these tools is forgotten.
for tool in sysadminctl fdesetup diskutil profiles; do
	cut -f1 "$captures/INDEX.tsv" | grep "^$tool/" | while read -r file; do
		grep -q "^$file	" "$here/captured.tsv" || echo "FAILED: $file is not in captured.tsv"
	done
done >"$work/forgotten"
cat "$work/forgotten"
[ ! -s "$work/forgotten" ] || failures=$((failures + 1))
[ "$tested" -ge 80 ] || { echo "FAILED: only $tested of $named were tested"; failures=$((failures + 1)); }
finish
