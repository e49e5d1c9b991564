#!/bin/sh
# make-admin.sh NAME: into the group admin and, proved with another tool, really in it.
set -eu
name=$1
/usr/sbin/dseditgroup -o checkmember -m "$name" admin || /usr/sbin/dseditgroup -o edit -a "$name" -t user admin
/usr/sbin/dseditgroup -o checkmember -m "$name" admin
/usr/bin/dsmemberutil checkmembership -U "$name" -G admin
