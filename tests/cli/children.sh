# children.sh – what the processes that vouch starts are told: no password in their arguments or their
# environment, and nothing of vouch's own environment.
. "$HERE/lib.sh"
[ -r /proc/self/environ ] || { echo "SKIPPED, NOT TESTED: no /proc to look into"; exit 0; }
new_mac mac --filevault on
fleet repo

# In the place of the tools stands a witness.
behind mac
for tool in mac/usr/bin/* mac/usr/sbin/*; do
	instead "$tool" <<END
#!/bin/sh
{ tr '\\000' '\\n' </proc/\$\$/cmdline; tr '\\000' '\\n' </proc/\$\$/environ; } >>"$work/seen"
exec "$work/mac.real/${tool#mac/}" "\$@"
END
done
# A program that fetches a password is one as well.
cat >fetch <<END
#!/bin/sh
{ echo fetching; tr '\\000' '\\n' </proc/\$\$/environ; } >>"$work/seen"
echo Bob-Canary-3
END
chmod 0755 fetch
cat >>repo/base.yaml <<END
  bob: {secure_token: true, password: {exec: [$work/fetch]}}
END
: >seen
export VOUCH_TEST_MARK=marked
expect 0 vouch apply --root mac --repo repo --yes --allow "$work/fetch"
expect 0 vouch plan --root mac --repo repo --allow "$work/fetch"
ends_with "nothing to do"
expect 0 vouch observe --root mac
grep -q 'secureTokenOn' seen || fail "the witness saw no grant: this test shows nothing"
grep -q 'LC_ALL=C' seen || fail "the witness saw no environment: this test shows nothing"
grep -q 'fetching' seen || fail "no password was fetched: this test shows nothing"
grep -q -e Canary -e VOUCH_TEST_MARK -e PASSWORD_ seen && fail "a child was told too much"
exit 0
