#!/bin/sh
# import-user.sh FROM NAME FULL-NAME UID: NAME comes in with the password of FROM, as a hash: nobody has to know
# it. What a package or a management server does when it brings an account that was made elsewhere.
set -eu
from=$1 name=$2 full_name=$3 uid=$4
hash=$(/usr/bin/plutil -extract ShadowHashData.0 raw -o - "/var/db/dslocal/nodes/Default/users/$from.plist")
umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT

# Line end, escape, field and value separators; the record's type; how many attributes, and which.
cat >"$file" <<END
0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 8 dsAttrTypeStandard:RecordName dsAttrTypeStandard:RealName dsAttrTypeStandard:UniqueID dsAttrTypeStandard:PrimaryGroupID dsAttrTypeStandard:NFSHomeDirectory dsAttrTypeStandard:UserShell dsAttrTypeStandard:AuthenticationAuthority base64:dsAttrTypeNative:ShadowHashData
$name:$full_name:$uid:20:/Users/$name:/bin/zsh:;ShadowHash;HASHLIST\\:<SALTED-SHA512-PBKDF2>:$hash
END
/usr/bin/dsimport "$file" /Local/Default I
/usr/bin/dscacheutil -flushcache
/usr/bin/id -F "$name"
