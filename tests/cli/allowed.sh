# allowed.sh – what a repository names on the Mac is bounded by the list on the Mac.
. "$HERE/lib.sh"
new_mac mac
repository repo <<'END'
users:
  setup:
    admin: true
    secure_token: true
    picture: /etc/vouch-not/master.png
END

# A picture outside the list: nothing is done, and it is said where, what and what to do.
expect 65 vouch plan --root mac --repo repo
complains "base.yaml:5:14: this Mac does not allow the picture /etc/vouch-not/master.png of setup: "
complains "--allow FOLDER"
expect 65 vouch apply --root mac --repo repo --yes
complains "base.yaml:5:14: "
expect 65 vouch run --once --root mac --repo repo
mac/usr/bin/dscl . -read /Users/setup Picture >out 2>&1
says_not "master.png"

# In a folder of the list, by default or by the caller's word, it is an account's field like others.
expect 0 vouch apply --root mac --repo repo --yes --allow /etc/vouch-not
mac/usr/bin/dscl . -read /Users/setup Picture >out 2>&1
says "/etc/vouch-not/master.png"
sed 's|/etc/vouch-not/|/etc/vouch/|' repo/base.yaml >moved && cp moved repo/base.yaml
expect 0 vouch apply --root mac --repo repo --yes
# Who is to go has no picture, and a list of the Mac means nothing to a plan from files alone.
sed -i.bak 's|picture: .*|picture: /tmp/x|' repo/base.yaml
expect 65 vouch plan --root mac --repo repo
vouch observe --root mac --json >snapshot.json || fail "observe"
expect 0 vouch plan --observed snapshot.json --desired repo
repository gone <<'END'
users:
  setup: {admin: true, secure_token: true}
  ghost: {state: absent, picture: /tmp/x}
END
expect 0 vouch plan --root mac --repo gone
exit 0
