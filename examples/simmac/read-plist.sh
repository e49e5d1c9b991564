#!/bin/sh
# read-plist.sh NAME KEY: one value of an account, from the file in which the Mac keeps it.
set -eu
/usr/bin/plutil -extract "$2".0 raw -o - "/var/db/dslocal/nodes/Default/users/$1.plist"
