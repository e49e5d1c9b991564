# keychain.sh – passwords out of the System keychain of the Mac: waited for, used, and nowhere else.
. "$HERE/lib.sh"
keychain=/Library/Keychains/System.keychain

repository repo <<'END'
users:
  setup:
    admin: true
    secure_token: true
    password: {keychain: vouch-setup}
  alice:
    secure_token: true
    password: {keychain: vouch-alice}
END
new_mac mac
security() { mac/usr/bin/security "$@"; }

# Nothing is there yet: waited for, with the reason; nobody is asked for a password.
expect 3 vouch plan --detailed-exitcode --root mac --repo repo
says "alice"
says "keychain vouch-alice: the System keychain has no such item"
simmac trace mac >trace
grep -q 'security.*-w' trace && fail "a plan asks for a password"

security add-generic-password -a vouch -s vouch-setup -w Setup-Canary-1 "$keychain"
security add-generic-password -a vouch -s vouch-alice -T /usr/libexec/other -w Alice-Canary-2 "$keychain"
expect 3 vouch apply --root mac --repo repo --yes
cat out err >both
grep -q 'keychain vouch-alice: it cannot be read without somebody at the screen' both || fail "it does not say why"

security add-generic-password -U -a vouch -s vouch-alice -T /usr/bin/security -w Alice-Canary-2 "$keychain"
expect 0 vouch apply --root mac --repo repo --yes
says "alice"
expect 0 mac/usr/sbin/sysadminctl -secureTokenStatus alice
complains "ENABLED"
expect 0 mac/usr/bin/dscl . -authonly alice Alice-Canary-2
expect 0 vouch plan --detailed-exitcode --root mac --repo repo

# Nowhere but in the keychain, which is a binary file here, and in these two lines.
grep -r -a -l -e Setup-Canary -e Alice-Canary mac repo | grep -v -e System.keychain | while read -r file; do
	fail "$file has a password in it"
done || exit 1
