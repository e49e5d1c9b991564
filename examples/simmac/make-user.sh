#!/bin/sh
# make-user.sh NAME FULL-NAME UID: a local account made by hand with dscl, as many scripts do.
# Its password is the first line of standard input.
set -eu
name=$1 full_name=$2 uid=$3
IFS= read -r password
node=/Users/$name

dscl=/usr/bin/dscl
if $dscl . -read "$node" UniqueID >/dev/null 2>&1; then
	echo "$name is there already"
	exit 0
fi
$dscl . -create "$node"
$dscl . -create "$node" RealName "$full_name"
$dscl . -create "$node" UniqueID "$uid"
$dscl . -create "$node" PrimaryGroupID 20
$dscl . -create "$node" UserShell /bin/zsh
$dscl . -create "$node" NFSHomeDirectory "$node"
$dscl . -create "$node" IsHidden 0
$dscl . -passwd "$node" "$password"
$dscl . -append /Groups/staff GroupMembership "$name"
$dscl . -read "$node" RealName UniqueID NFSHomeDirectory UserShell
/usr/sbin/createhomedir -c -u "$name" >/dev/null
