# core_files.sh – who may hold a password leaves no core file: plan as apply.
. "$HERE/lib.sh"
[ -r /proc/self/limits ] || {
	echo "SKIPPED, NOT TESTED: the limits of another process cannot be read here"
	exit 0
}
ulimit -c unlimited 2>/dev/null || ulimit -c 1024 2>/dev/null || {
	echo "SKIPPED, NOT TESTED: core files are not allowed here anyhow"
	exit 0
}
new_mac mac
mkdir programs
cat >programs/fetch <<END
#!/bin/sh
grep 'Max core file size' "/proc/\$PPID/limits" >>"$work/limits"
echo Setup-Canary-1
END
chmod 0755 programs/fetch
repository repo <<END
users:
  setup: {admin: true, secure_token: true, password: {exec: [$work/programs/fetch]}}
  alice: {secure_token: true, password: {env: PASSWORD_ALICE}}
END

expect 0 vouch apply --root mac --repo repo --yes --allow "$work/programs"
[ -s limits ] || fail "apply did not fetch the password"
# With something to do, plan fetches what earlier runs know of, to know it again.
mac/usr/bin/dscl . -create /Users/setup UserShell /bin/sh || fail "dscl"
rm limits
sed 's/setup: {/setup: {shell: \/bin\/zsh, /' repo/base.yaml >more && cp more repo/base.yaml
expect 2 vouch plan --root mac --repo repo --allow "$work/programs" --detailed-exitcode
[ -s limits ] || fail "plan did not fetch the password"
grep -v -E 'size +0 +0 +bytes' limits && fail "vouch may leave a core file"
exit 0
