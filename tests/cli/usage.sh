# usage.sh – help, version and mistakes on the command line.
. "$HERE/lib.sh"

expect 0 vouch --help
says "Commands:"
says "--detailed-exitcode"
silent
for command in validate observe plan explain graph apply run history show fields; do
	expect 0 vouch "$command" --help
	says "vouch $command"
done
expect 0 vouch --version
says "vouch "

expect 64 vouch
expect 64 vouch plam
complains "do you mean plan?"
expect 64 vouch plan --jsno
complains "do you mean --json?"
expect 64 vouch plan --yes
complains "does not take --yes"
expect 64 vouch plan --json --out plan.json --observed a --desired b
expect 64 vouch show
expect 64 vouch run --once --every 5m --repo .
expect 64 vouch run --every 5parsecs --repo .
complains "15m"
expect 64 vouch plan --max-removals many --observed a --desired b
complains "whole number"
[ "$(wc -l <err)" -eq 1 ] || fail "an error is more than one line"

# A root that is no simulated Mac is refused before anything is looked at.
mkdir plain
expect 64 vouch observe --root plain
expect 64 vouch plan --root plain --repo plain
expect 64 vouch apply --yes --root plain --repo plain
[ -z "$(ls plain)" ] || fail "something was made in a folder that is no Mac"

# The reference page has every field of the table, once.
expect 0 vouch fields
for field in state full_name uid gid home shell hidden picture password_hint admin groups not_groups \
	secure_token filevault password on_removal; do
	[ "$(grep -c "^| \`$field\` |" out)" -eq 1 ] || fail "fields: $field"
done

# What a message tells people to run is there: every command that the sources name in one.
grep -rhoE --include='*.c' --exclude-dir=simmac '"[^"]*: (see )?vouch [a-z]+( last)?' \
	"$PROJECT/state" "$PROJECT/providers" "$PROJECT/reconciler" | sed 's/.*vouch //' | sort -u >acts
[ "$(wc -l <acts)" -ge 3 ] || fail "no command was found in the messages"
while IFS= read -r act; do
	expect 0 vouch ${act%% *} --help
	[ "$act" != show ] || fail "a message says \"vouch show\" and not of which run"
done <acts

# Standard output that cannot be written is an error, not a success.
if [ -w /dev/full ]; then
	vouch --help >/dev/full 2>err && fail "help into a full device was a success"
	complains "cannot write"
fi
exit 0
