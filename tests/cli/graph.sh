# graph.sh – the chain of trust as a picture: word for word for the example fleet, in every format; whole
# documents whatever anybody is called; small whatever there is.
. "$HERE/lib.sh"
graph() { vouch graph --observed "${mac_file:-$HERE/golden/mac.json}" --desired "${desired:-$PROJECT/examples/fleet}" "$@"; }

# After a change that is meant: look at the picture, then cp out "$HERE/golden/graph.…".
for format in dot mermaid svg; do
	expect 0 graph --format "$format"
	silent
	cmp -s out "$HERE/golden/graph.$format" || {
		diff "$HERE/golden/graph.$format" out >&2
		fail "the picture as $format is not as it was"
	}
done
expect 0 graph
cmp -s out "$HERE/golden/graph.dot" || fail "the default is not dot"
expect 64 graph --format png
complains "take dot, mermaid or svg"
expect 64 graph --json
expect 64 vouch graph --observed "$HERE/golden/mac.json"
expect 64 vouch graph alice --repo .

# What reads these formats takes them, where it is at hand.
svg_is_whole() {
	if command -v xmllint >/dev/null; then
		xmllint --noout out || fail "no XML: $1"
	elif command -v python3 >/dev/null; then
		python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' out || fail "no XML: $1"
	else
		echo "SKIPPED, NOT TESTED: neither xmllint nor python3 is there to read the SVG"
	fi
}
dot_is_whole() {
	command -v dot >/dev/null || { echo "SKIPPED, NOT TESTED: no dot to read the picture"; return 0; }
	dot -Tcanon out >canon 2>complaints || fail "no dot: $1"
	[ ! -s complaints ] || { cat complaints >&2; fail "dot complains of $1"; }
}
expect 0 graph --format svg
svg_is_whole "the example"
expect 0 graph --format dot
dot_is_whole "the example"

# Everybody may call himself anything.
sed -e 's/"hostname": "eng-001"/"hostname": "eng-001\\"]; <script>\&amp; \\u001b[2J \\u202e \\\\N #quot; `end`"/' \
	-e 's/"name": "olga"/"name": "olga\\"]-->x{}|;<b onload=1>\&\\n%%end"/' "$HERE/golden/mac.json" >hostile.json
mac_file=$work/hostile.json
for format in dot mermaid svg; do
	expect 0 graph --format "$format"
	grep -q -e '<script' -e '<b onload' -e "$(printf '\033')" out && fail "something got out of its quotes in $format"
	grep -q 'olga' out || fail "the hostile one is not in the picture: this test shows nothing"
	[ "$format" != svg ] || svg_is_whole "hostile names"
	[ "$format" != dot ] || dot_is_whole "hostile names"
done
expect 0 graph --format mermaid
says 'olga#34;#93;--#62;x#123;#125;#124;#59;#60;b onload#61;1#62;#38;'
unset mac_file

# A thousand accounts: those of the chain of trust, and a count of the rest.
i=0
sed '/"name": "olga"/,$d' "$HERE/golden/mac.json" >many.json
while [ "$i" -lt 1000 ]; do
	printf '  {"name": "u%d", "uid": %d, "uuid": "u%d", "full_name": "U", "home": "/Users/u", "shell": "/bin/sh", "kind": "local", "hidden": false, "disabled": false, "admin": false, "groups": ["staff"], "secure_token": "none", "filevault": false, "volume_owner": false},\n' \
		"$i" $((1000 + i)) "$i"
	i=$((i + 1))
done >>many.json
sed -i.old '$s/,$/],\n "orphan_crypto_users": []}/' many.json
mac_file=$work/many.json
expect 0 graph --format svg
says "1000 other accounts"
[ "$(grep -c '<text' out)" -lt 80 ] || fail "a thousand accounts are drawn"
unset mac_file

# On a Mac, where a step is left to wait, and where the plan is refused.
fleet repo
new_mac mac
expect 0 vouch graph --root mac --repo repo --format mermaid
says '==>|"1 create_user"|'
unset PASSWORD_ALICE
expect 0 vouch graph --root mac --repo repo --format mermaid
says "waits for: password"
says "-->"
export PASSWORD_ALICE=Alice-Canary-2
repository refused <<'END'
users:
  setup: {state: absent}
END
expect 0 vouch graph --root mac --repo refused --format svg
says "the plan is refused"
grep -q 'Canary' out err && fail "a password is in the picture"
exit 0
