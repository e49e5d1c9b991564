# manual.sh – the manual page knows every command and every option that the program's own help knows.
. "$(dirname "$0")/lib.sh"
page=$(cd "$(dirname "$0")/../.." && pwd)/providers/simmac/simmac.1
# As text: "Fl \-os" is --os.
sed -E 's/\\-/-/g; s/Fl -([a-z-]+)/--\1/g' "$page" >"$work/page"
"$simmac" --help >"$work/help"
sed -nE 's/^(usage:)? +simmac ([a-z]+) DIR.*/\2/p' "$work/help" >"$work/commands"
[ "$(grep -c . "$work/commands")" -ge 13 ] || { echo "FAILED: the help has lost commands"; failures=$((failures + 1)); }
while read -r command; do
	grep -q "Cm $command Ar dir" "$work/page" || { echo "FAILED: not in the page: $command"; failures=$((failures + 1)); }
done <"$work/commands"
{
	cat "$work/help"
	"$simmac" create --help
	"$simmac" check --help
	for command in $(cat "$work/commands"); do "$simmac" "$command" 2>&1 || true; done
} >"$work/all"
grep -oE -e '--[a-z][a-z-]+' "$work/all" | sort -u >"$work/options"
[ "$(grep -c . "$work/options")" -ge 40 ] || { echo "FAILED: the help has lost options"; failures=$((failures + 1)); }
while read -r option; do
	grep -qE -e "$option( |$)" "$work/page" || { echo "FAILED: not in the page: $option"; failures=$((failures + 1)); }
done <"$work/options"
# And no others.
grep -oE -e '--[a-z][a-z-]+' "$work/page" | sort -u >"$work/shown"
comm -13 "$work/options" "$work/shown" >"$work/unknown"
[ ! -s "$work/unknown" ] || { echo "FAILED: only in the page:"; cat "$work/unknown"; failures=$((failures + 1)); }

# Every tool that a Mac is made with, and no other.
create --os 14.5 </dev/null
find "$mac/usr" "$mac/bin" "$mac/sbin" "$mac/System" -type f -perm -100 | sed 's|.*/||' | sort >"$work/tools"
[ "$(grep -c . "$work/tools")" -ge 40 ] || { echo "FAILED: tools are missing"; failures=$((failures + 1)); }
sed -n '/^\.Sh TOOLS/,/^\.Sh ENVIRONMENT/s/^\.Ql //p' "$page" | tr -d ' ' | tr ',' '\n' | grep . | sort >"$work/named"
diff "$work/tools" "$work/named" || { echo "FAILED: the page names other tools"; failures=$((failures + 1)); }
finish
