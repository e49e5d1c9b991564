#!/bin/sh
# escrow-key.sh NAME FILE: a new personal recovery key by the authority of NAME, whose password is the first
# line of standard input; the key is in FILE, which only root reads, before the old one is forgotten by anybody.
set -eu
IFS= read -r password
umask 077
/usr/bin/fdesetup changerecovery -personal -outputplist -inputplist <<END >"$2"
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
	<key>Username</key><string>$1</string>
	<key>Password</key><string>$password</string>
</dict></plist>
END
grep -q RecoveryKey "$2"
echo "the new recovery key is in $2"
