#!/bin/sh
# Installs what is missing, builds with sanitizers, runs every test.
# Arguments are handed on to ctest: sh tests/run.sh -R planner
set -eu
cd "$(dirname "$0")/.."

sh cmake/install-dependencies.sh test
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
cmake --preset dev >build-configure.log 2>&1 || {
	cat build-configure.log
	exit 1
}
rm -f build-configure.log
cmake --build --preset dev -j "$jobs"
ctest --preset dev -j "$jobs" "$@"
