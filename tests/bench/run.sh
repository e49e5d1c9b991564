#!/bin/sh
# Builds optimised and without sanitizers, then prints one page of ratios: what starting, observing and
# planning cost.
set -eu
cd "$(dirname "$0")/../.."
sh cmake/install-dependencies.sh test
mkdir -p build
cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DVOUCH_TESTS=ON >build/bench.log
cmake --build build/bench --target bench_page bench_empty vouch vouch-git simmac >>build/bench.log || {
	tail -n 40 build/bench.log
	exit 1
}
build/bench/tests/bench/bench_page build/bench/tests/bench/bench_empty build/bench/bin
