#!/bin/sh
# From nothing to a converged Mac: installs what is missing, builds, makes a simulated Mac and a git
# repository, then shows plan, apply, drift put right, and a second plan with nothing to do.
# Nothing outside build/ is touched, but by the package manager.
# quickstart.sh BIN WORK: the same with the programs in BIN, in the folder WORK, installing and building nothing.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n### %s\n' "$*"; }
show() {
	printf '\n$ %s\n' "$*"
	"$@"
}

build() {
	say "Install what is missing, and build"
	sh cmake/install-dependencies.sh build
	mkdir -p build
	cmake --preset release >build/configure.log 2>&1 || {
		cat build/configure.log
		exit 1
	}
	cmake --build --preset release >build/build.log 2>&1 || {
		tail -n 40 build/build.log
		exit 1
	}
	tail -n 1 build/build.log
}

if [ $# -eq 0 ]; then
	build
	set -- "$PWD/build/release/bin" "$PWD/build/quickstart"
fi
PATH=$1:$PATH
example=$PWD/examples/fleet
rm -rf "$2"
mkdir -p "$2"
cd "$2"
printf '\nIn %s:\n' "$PWD"

say "A simulated Mac: macOS 14.5, FileVault on. Its Setup Assistant made 'setup', who holds the first token"
printf 'Setup-Quick-1\nIntern-Quick-2\n' | show simmac create mac --os 14.5 --serial C02TEST00001 \
	--hostname eng-001 --now 2026-11-24T10:00:00Z --filevault on --admin setup --full-name 'Setup' --password - \
	--user intern --full-name 'Summer Intern' --password -

say "A git repository of YAML, made from examples/fleet"
cp -R "$example" fleet
git -c init.defaultBranch=main init -q fleet
git -C fleet add .
git -C fleet -c user.name=Admin -c user.email=admin@example.com commit -q -m "The fleet"

# Passwords come from the environment of vouch here, as base.yaml says; a real fleet names files or a program.
export VOUCH_PASSWORD_SETUP=Setup-Quick-1
export VOUCH_PASSWORD_STEWARD=Steward-Quick-3
export VOUCH_PASSWORD_ALICE=Alice-Quick-4
export VOUCH_PASSWORD_BOB=Bob-Quick-5
export VOUCH_PASSWORD_CAROL=Carol-Quick-6

say "What would be done, and why"
show vouch plan --repo fleet --root mac

say "Where each value of bob comes from, and through whom trust reaches him"
show vouch explain bob --repo fleet --root mac

say "The chain of trust as a picture, with this plan drawn in"
show vouch graph --format mermaid --repo fleet --root mac

say "Do it"
show vouch apply --yes --repo fleet --root mac

say "By hand, somebody takes carol's admin right and changes alice's shell; the next run puts both right"
show mac/usr/sbin/dseditgroup -o edit -d carol -t user admin
show mac/usr/bin/dscl . -create /Users/alice UserShell /bin/sh
show vouch run --once --repo fleet --root mac

say "What the Mac's own tools say"
show mac/usr/sbin/sysadminctl -secureTokenStatus alice
show mac/usr/bin/fdesetup list
show mac/usr/bin/dscl . -read /Groups/admin GroupMembership
show vouch history --root mac

say "A second plan"
show vouch plan --repo fleet --root mac
