#!/bin/sh
# hints.sh PLAN_CURES – every hint that stands in the planner's sources has a cure.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../reconciler/plan"

{
	"$1" --list
	echo
	LC_ALL=C awk -f "$here/hints.awk" lack*.c waiting.c machine_goals.c family*.c
} | LC_ALL=C awk '
	$0 == "" { listed = 1; next }
	!listed { known[++count] = $0; next }
	{
		found = 0
		for (i = 1; i <= count && !found; i++)
			found = index(known[i], $0) > 0
		if (!found) {
			print "a hint without a cure (tests/properties/cures_*.c): " $0
			failed = 1
		}
		hints++
	}
	END {
		print hints " texts of hints"
		exit failed || hints < 50
	}'
