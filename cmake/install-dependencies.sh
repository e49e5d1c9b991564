#!/bin/sh
# Installs what is missing to build Vouch, and says what. Arguments: build (default), test, ci.
# Installs nothing that is there. Debian 12 with apt-get, macOS with Homebrew.
set -eu

purpose=${1:-build}

debian_packages() {
	echo gcc libc6-dev cmake ninja-build pkg-config git \
		libyaml-dev libgit2-dev libsqlite3-dev libplist-dev libcjson-dev libssl-dev libarchive-dev
	case $purpose in
	test | ci) echo libcmocka-dev ;;
	esac
	case $purpose in
	# The last ones are tried on a simulated Mac.
	ci) echo clang clang-format libclang-rt-14-dev ansible-core puppet-agent ruby-cfpropertylist itamae ;;
	esac
}

brew_packages() {
	echo cmake ninja pkg-config git libyaml libgit2 sqlite libplist cjson openssl@3 libarchive
	case $purpose in
	test | ci) echo cmocka ;;
	esac
	case $purpose in
	ci) echo clang-format ;;
	esac
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		echo "need root to install packages: run as root, or install sudo, or install them by hand: $missing" >&2
		exit 1
	fi
}

missing=
if command -v apt-get >/dev/null 2>&1; then
	for package in $(debian_packages); do
		case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true) in
		*"install ok installed") ;;
		*) missing="$missing $package" ;;
		esac
	done
	if [ -n "$missing" ]; then
		echo "installing:$missing"
		as_root apt-get update -qq
		# shellcheck disable=SC2086 # a list of words
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
	fi
elif command -v brew >/dev/null 2>&1; then
	for package in $(brew_packages); do
		brew list --versions "$package" >/dev/null 2>&1 || missing="$missing $package"
	done
	if [ -n "$missing" ]; then
		echo "installing:$missing"
		# shellcheck disable=SC2086
		brew install --quiet $missing
	fi
else
	echo "neither apt-get nor brew is here: install these by hand, then go on:" >&2
	debian_packages >&2
	exit 1
fi
[ -n "$missing" ] || echo "installing: nothing, all is there"
