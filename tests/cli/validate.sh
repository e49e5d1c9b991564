# validate.sh – every mistake is reported with its place, and sound repositories are not.
. "$HERE/lib.sh"

repository sound <<'END'
users:
  alice:
    full_name: Alice Liddell
END
expect 0 vouch validate sound
ends_with "valid: 0 warnings"
(cd sound && vouch validate --quiet) >out 2>err || fail "the folder one stands in"
expect 0 vouch validate sound --json
says '"valid": true'
says '"problems": []'

repository broken <<'END'
users:
  alice:
    shel: /bin/zsh
    hidden: yes
    uid: 0501
END
expect 65 vouch validate broken
for line in 3 4 5; do
	grep -q "^base.yaml:$line:[0-9]*: " out || fail "nothing said of line $line"
done
tail -n 1 out | grep -q '^invalid: 3 errors' || fail "the count"
expect 65 vouch validate broken --json
says '"valid": false'
says '"severity": "error"'
says '"line": 4'

expect 1 vouch validate missing
complains "missing"
mkdir empty
expect 65 vouch validate empty

# Each folder of examples/broken has one mistake, and says in EXPECT what must be said of it.
for folder in "$PROJECT"/examples/broken/*/; do
	[ -f "$folder/EXPECT" ] || continue
	expect 65 vouch validate "$folder"
	while IFS= read -r line; do
		[ -z "$line" ] || says "$line"
	done <"$folder/EXPECT"
done
# The examples that people start from are sound.
for folder in "$PROJECT"/examples/*/; do
	[ -f "$folder/vouch.yaml" ] || continue
	expect 0 vouch validate "$folder"
done
exit 0
