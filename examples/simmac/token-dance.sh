#!/bin/sh
# token-dance.sh GRANTOR NAME: GRANTOR hands a Secure Token on to NAME. Standard input: the password of
# GRANTOR, then that of NAME. sysadminctl ends with 0 whatever happens, so the status is looked at after it.
set -eu
/usr/sbin/sysadminctl -secureTokenOn "$2" -password - -adminUser "$1" -adminPassword -
case $(/usr/sbin/sysadminctl -secureTokenStatus "$2" 2>&1) in
*ENABLED*) echo "$2 holds a Secure Token" ;;
*)
	echo "$2 was not given a Secure Token" >&2
	exit 1
	;;
esac
