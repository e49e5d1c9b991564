# children.sh – what the processes that vouch starts are told: no password in their arguments or their
# environment, and nothing of vouch's own environment.
. "$HERE/lib.sh"
[ -r /proc/self/environ ] || { echo "SKIPPED: no /proc to look into"; exit 0; }
new_mac mac --filevault on
fleet repo

# The real tools move to a second root that is the same Mac; in their place stands a witness.
mkdir -p real/usr
mv mac/usr/bin mac/usr/sbin real/usr/
mkdir mac/usr/bin mac/usr/sbin
for entry in mac/* mac/.simmac; do
	[ "$entry" = mac/usr ] || ln -s "$work/$entry" "real/${entry#mac/}"
done
rm real/.simmac && cp mac/.simmac real/.simmac
for tool in real/usr/bin/* real/usr/sbin/*; do
	witness=mac/${tool#real/}
	cat >"$witness" <<END
#!/bin/sh
{ tr '\\000' '\\n' </proc/\$\$/cmdline; tr '\\000' '\\n' </proc/\$\$/environ; } >>"$work/seen"
exec "$work/$tool" "\$@"
END
	chmod 0755 "$witness"
done
: >seen
VOUCH_TEST_MARK=marked expect 0 vouch apply --root mac --repo repo --yes
expect 0 vouch plan --root mac --repo repo
ends_with "nothing to do"
grep -q 'secureTokenOn' seen || fail "the witness saw no grant: this test shows nothing"
grep -q 'LC_ALL=C' seen || fail "the witness saw no environment: this test shows nothing"
grep -q -e Canary -e VOUCH_TEST_MARK -e PASSWORD_ seen && fail "a child was told too much"
exit 0
