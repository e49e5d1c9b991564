# page.sh – examples/simmac/README.md, followed as a new user would: its files, its commands, its CI file.
. "$(dirname "$0")/lib.sh"
page=$(cd "$(dirname "$0")/../.." && pwd)/examples/simmac
mkdir "$work/bin" "$work/page"
ln -s "$simmac" "$work/bin/simmac"
PATH=$work/bin:$PATH
cd "$work/page"
mkdir -p probe
printf 'x\n' | simmac create probe/mac --os 14.5 --admin probe --password - >/dev/null
simmac exec probe/mac -- true 2>"$work/why" || {
	echo "SKIPPED: simmac exec cannot work here: $(cat "$work/why")"
	exit 77
}

# block KIND: splits the page into the files and commands that its fences announce, in order.
awk -v folder="$work" '
	/^```/ && inside { inside = 0; close(out); next }
	/^```sh run$/ { inside = 1; out = folder "/commands"; next }
	/^```[a-z]+ file=/ { inside = 1; sub(/^```[a-z]+ file=/, ""); out = folder "/page/" $0; path = out
		sub(/\/[^\/]*$/, "", path); system("mkdir -p \"" path "\""); next }
	inside { print >>out }' "$page/README.md"
for file in welcome.sh mac.yaml expect.yaml .github/workflows/mac-scripts.yml; do
	[ -s "$file" ] || { echo "FAILED: the page has no $file"; failures=$((failures + 1)); }
done
[ "$(grep -c . "$work/commands")" -ge 9 ] || { echo "FAILED: the page has lost commands"; failures=$((failures + 1)); }
sh -eu "$work/commands" >"$work/said" 2>&1 || { echo "FAILED: the commands of the page"; failures=$((failures + 1)); }
[ "$failures" -eq 0 ] || cat "$work/said"
grep -q 'dseditgroup.*com.apple.access_ssh' "$work/said" || { echo "FAILED: the trace shows no call"; failures=$((failures + 1)); }

# What it tests can fail: another account than the one described.
simmac exec mac -- dscl . -create /Users/alice UserShell /bin/bash
! printf 'Alice-Secret-1\n' | simmac check mac --expect expect.yaml >"$work/said" || { echo "FAILED: the check cannot fail"; failures=$((failures + 1)); }
grep -qx 'account alice: shell is /bin/bash, expected /bin/zsh' "$work/said" || { cat "$work/said"; failures=$((failures + 1)); }

# The same file for whoever copies it; YAML that a parser reads, with all that a runner looks for.
sed 1d "$page/mac-scripts.yml" | cmp - .github/workflows/mac-scripts.yml || { echo "FAILED: two CI files"; failures=$((failures + 1)); }
! command -v ruby >/dev/null || ruby -ryaml -e '
	job = YAML.load_file(ARGV[0]).fetch("jobs").fetch("simulated")
	job.fetch("runs-on"); job.fetch("container").fetch("image"); job.fetch("strategy").fetch("matrix").fetch("os").fetch(3)
	abort "no step runs anything" unless job.fetch("steps").any? { |step| step.key?("run") }
' .github/workflows/mac-scripts.yml || { echo "FAILED: the CI file is no workflow"; failures=$((failures + 1)); }

# The CI file: its steps, for every release it names.
sed -n '/run: |/,$p' .github/workflows/mac-scripts.yml | sed '1d; s/^ *//' >"$work/step"
for os in $(sed -n 's/.*os: \[\(.*\)\].*/\1/p' .github/workflows/mac-scripts.yml | tr -d '",'); do
	sed "s/\${{ matrix.os }}/$os/g" "$work/step" >"$work/step-$os"
	sh -eu "$work/step-$os" >"$work/said" 2>&1 || { echo "FAILED: the CI file, macOS $os"; cat "$work/said"; failures=$((failures + 1)); }
	grep -q ' compared, 0 different' "$work/said" || { echo "FAILED: nothing compared on macOS $os"; failures=$((failures + 1)); }
done
[ -s "$work/step-14.5" ] || { echo "FAILED: the CI file names no release"; failures=$((failures + 1)); }
finish
