# quickstart.sh – the quick start ends converged, and README.md shows what it prints.
. "$HERE/lib.sh"
expect 0 sh "$PROJECT/examples/quickstart.sh" "$BIN:$SIMMAC" "$work/start"
ends_with "nothing to do"

# Every line of README's blocks that begin with a command of the quick start, and of its picture, was
# printed, revisions apart; "…" stands for lines that are left out.
known() { sed 's/revision [0-9a-f]*$/revision X/' "$1"; }
known out >printed
known "$PROJECT/README.md" | awk '/^```/ { inside = 0 } /^\$ vouch (plan|explain) / { inside = 1 } inside
	/^```mermaid/ { inside = 1 }' >shown
for part in '^\$ vouch plan ' '^\$ vouch explain ' '^flowchart '; do
	grep -q -e "$part" shown || fail "README.md does not show: $part"
done
while IFS= read -r line; do
	[ "$line" = "  …" ] || grep -F -x -q -- "$line" printed || fail "README.md shows what is not printed: $line"
done <shown
exit 0
