# state_folder.sh – the state directory is ours alone, or nothing is done.
. "$HERE/lib.sh"
new_mac mac
fleet repo

apply() { vouch apply --root mac --repo repo --yes "$@"; }

mkdir -m 0755 open
expect 1 apply --state open
complains "chmod 0700"
mkdir -m 0700 real
ln -s real link
expect 1 apply --state link
complains "symbolic link"
: >file
expect 1 apply --state file
[ -z "$(ls -A real)$(ls -A open)" ] || fail "something was made in a refused state directory"
mac/usr/bin/dscl . -read /Users/alice RecordName >/dev/null 2>&1 && fail "something was done"

expect 0 apply --state "$work/new/and/deep"
[ -f new/and/deep/journal.db ] || fail "no journal"
[ ! -e mac/var/db/vouch ] || fail "the default was used beside --state"

# A journal that is damaged is not overwritten, and says so.
mkdir -m 0700 damaged
echo "this is no database, and long enough to be looked at" >damaged/journal.db
chmod 0600 damaged/journal.db
cp damaged/journal.db before.db
expect 1 apply --state damaged
complains "damaged/journal.db"
expect 1 vouch plan --root mac --repo repo --state damaged
cmp -s damaged/journal.db before.db || fail "a damaged journal was changed"
exit 0
