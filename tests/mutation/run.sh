#!/bin/sh
# Breaks the rules of the planner one at a time, in a copy, and says which test notices.
#
#	sh tests/mutation/run.sh [NAME…]       all, or these
#	sh tests/mutation/run.sh --part I N    the Ith, counted from 1, of N parts of them
#	sh tests/mutation/run.sh --check       only: does every mutant still fit the sources?
#
# Exit 1 where a mutant survives, does not fit the sources any more, or does not compile.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

mutants() {
	mode=$1
	shift
	LC_ALL=C awk -v mode="$mode" -v root="$root" "$@" -f "$here/mutants.awk" "$here"/*.mutants
}

mutants check
[ "${1-}" != --check ] || exit 0
case ${1-} in
--part) names=$(mutants names | awk -v part="$2" -v parts="$3" 'NR % parts == part % parts') ;;
'') names=$(mutants names) ;;
*) names="$*" ;;
esac

copy=$(mktemp -d "${TMPDIR:-/tmp}/vouch-mutation-XXXXXX")
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM
# One to break, and one as it is now: these sources may change while this runs.
mkdir "$copy/broken" "$copy/as-it-is"
for part in CMakeLists.txt DESIGN.md cmake providers reconciler state tests; do
	cp -R "$root/$part" "$copy/broken/$part"
	cp -R "$root/$part" "$copy/as-it-is/$part"
done
root=$copy/as-it-is
here=$root/tests/mutation
# Warnings do not matter here: a broken rule may well leave something unused.
cmake -S "$copy/broken" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS=-w -O1 -g0" \
	-DVOUCH_TESTS=ON >"$copy/log"
cases=$copy/build/tests/plan/plan_cases
units="$copy/build/tests/plan/test_classify $copy/build/tests/plan/test_trust"
laws=$copy/build/tests/properties/plan_laws
cures=$copy/build/tests/properties/plan_cures

build() {
	cmake --build "$copy/build" --target "$@" >"$copy/log" 2>&1
}

# The fast tests, the fastest first, and each built only where those before it noticed nothing; what does not
# end is cut off.
test_it() (
	ulimit -t 60
	ulimit -v 4000000 2>/dev/null || : # not everywhere
	cd "$copy/broken/tests/plan"
	"$cases" ./*.case >"$copy/said" 2>&1 || exit 1
	build test_classify test_trust plan_laws plan_cures || exit 1
	for unit in $units; do
		"$unit" >"$copy/said" 2>&1 || exit 1
	done
	"$cures" ./*.case >"$copy/said" 2>&1 || exit 1
	for slice in "families 1" "families 2 13" "families 3 10007" "hfs 2 13" "filevault 2 61" \
		"guards 2 199" "preferences 2 199" "promotions 2 31"; do
		# shellcheck disable=SC2086 # these are words
		"$laws" $slice >"$copy/said" 2>&1 || exit 1
	done
)

# Who noticed: the first two cases or laws, and how many more.
who_noticed() {
	LC_ALL=C sed -n -e 's,^\./\(.*\)\.case: doing what.*,cures: \1,p;t' \
		-e 's,^\./\(.*\)\.case: .*,plan/\1,p' \
		-e 's,^\[  FAILED  \] .*: \([a-z_]*\)$,unit: \1,p' \
		-e 's,^# DISAGREEMENT: \(.*\),properties: \1,p' \
		-e 's,^no case has this hint: .*,cures: a hint is never said,p' "$copy/said" | sort -u >"$copy/noticed"
	[ -s "$copy/noticed" ] || echo "a crash, or no end" >"$copy/noticed"
	awk 'NR <= 2 { printf "%s%s", (NR > 1 ? ", " : ""), $0 }
		END { if (NR > 2) printf " and %d more", NR - 2 }' "$copy/noticed"
}

build plan_cases test_classify test_trust plan_laws plan_cures || {
	cat "$copy/log" >&2
	exit 1
}
test_it || {
	cat "$copy/said" >&2
	echo "the tests fail before anything is broken" >&2
	exit 1
}
killed=0 bad=0
for name in $names; do
	files=$(mutants apply -v wanted="$name" -v to="$copy/broken")
	if [ -z "$files" ]; then
		echo "no such mutant: $name"
		bad=$((bad + 1))
		continue
	fi
	if ! build plan_cases; then
		echo "DOES NOT COMPILE $name"
		grep -m 1 'error: ' "$copy/log" || :
		bad=$((bad + 1))
	elif test_it; then
		echo "SURVIVED $name"
		bad=$((bad + 1))
	else
		echo "killed $name: $(who_noticed)"
		killed=$((killed + 1))
	fi
	for file in $files; do
		cp "$root/$file" "$copy/broken/$file"
	done
done
echo "$killed killed, $bad not"
[ "$bad" -eq 0 ]
