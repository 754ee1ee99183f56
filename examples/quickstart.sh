#!/usr/bin/env bash
# From a fresh checkout to a first report: installs what is missing, builds the program and checks
# the example estate with it. Needs Debian 12 or later, or Ubuntu 24.04 or later, with root or sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
say() { printf '\n== %s\n' "$*"; }

say "1/3 The packages that building needs: compiler, CMake, Ninja, RE2, simdjson, nlohmann-json"
cmake/install-packages.sh \
  g++ cmake ninja-build pkg-config libre2-dev libsimdjson-dev nlohmann-json3-dev libcli11-dev

say "2/3 Building the library and the program in build/release (some minutes the first time)"
mkdir -p build
if ! { cmake --preset release -DCACHEWARDEN_TESTS=OFF -DCACHEWARDEN_EXAMPLES=OFF \
         -DCACHEWARDEN_BENCH=OFF && cmake --build --preset release; } >build/quickstart.log 2>&1; then
  tail -n 40 build/quickstart.log
  echo "building failed; the whole log is build/quickstart.log" >&2
  exit 1
fi
echo "built build/release/bin/cachewarden"

say "3/3 Checking a company's exported caches and networks, of high severity on:" \
  "cachewarden check examples/estates/ --min-severity high"
status=0
build/release/bin/cachewarden check examples/estates/ --min-severity high || status=$?
case $status in
  0) say "Nothing fails. Try it on your own: build/release/bin/cachewarden check FOLDER" ;;
  1) say "The report names what fails (exit code 1, as meant for a pipeline)." \
       "Without --min-severity it lists all. Try it on your own: build/release/bin/cachewarden check FOLDER" ;;
  *) echo "the check itself failed (exit code $status)" >&2
     exit "$status" ;;
esac
