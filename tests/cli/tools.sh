# tools.sh – tools that are missing or talk nonsense: unknown, waiting, never a wrong answer.
. "$HERE/lib.sh"
fleet repo

new_mac missing
rm missing/usr/sbin/diskutil
expect 0 vouch observe --root missing
says "! could not be read of setup:"
says "! could not read filesystem, secure_token"
says "diskutil"
silent
expect 0 vouch observe --root missing --json
says '"unknown"'
complains "could not read filesystem, secure_token"
complains "diskutil"
expect 2 vouch plan --root missing --repo repo --detailed-exitcode
says "waits for: unknown"
silent
expect 2 vouch plan --root missing --repo repo --detailed-exitcode --verbose
complains "diskutil"

new_mac garbage
instead garbage/usr/bin/fdesetup <<'END'
#!/bin/sh
printf '\033[2J\377\376 nonsense \000 here\n'
END
expect 0 vouch observe --root garbage
says "FileVault unknown"
LC_ALL=C grep -q "$(printf '\033')" out && fail "a tool's control characters reached the terminal"

new_mac failing
instead failing/usr/bin/dscl <<'END'
#!/bin/sh
echo "Data source (.) is not valid." >&2
exit 1
END
expect 1 vouch observe --root failing
complains "dscl"
expect 1 vouch plan --root failing --repo repo
expect 1 vouch apply --root failing --repo repo --yes
exit 0
