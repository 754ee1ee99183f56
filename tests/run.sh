#!/usr/bin/env bash
# Installs what testing needs, builds everything and runs every test and check.
#
#   tests/run.sh            all of it, as continuous integration does
#   tests/run.sh --quick    a debug build, its tests and the checks on the text
#   tests/run.sh --bare     besides all of it, both commands of the README in a bare Debian root
#
# The last line is `N passed, N failed`; the exit code is 0 if nothing failed. Logs are in build/logs.
# CACHEWARDEN_JOBS sets how many compilers run at once, CACHEWARDEN_FUZZ_SECONDS how long each fuzz
# target runs.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

mode=all
for argument; do
  case $argument in
    --quick | --bare) mode=${argument#--} ;;
    *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 2 ;;
  esac
done

jobs=${CACHEWARDEN_JOBS:-$(nproc)}
fuzz_seconds=${CACHEWARDEN_FUZZ_SECONDS:-5}
python=$([[ -x /usr/bin/python3 ]] && echo /usr/bin/python3 || command -v python3 || echo python3)
logs=build/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
summary=()

note() {  # note NAME PASSED FAILED SKIPPED SECONDS
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  summary+=("$(printf '%-34s %5d passed %4d failed %3d skipped %5d s' "$@")")
}

step() {  # step NAME COMMAND...: counts as one test; its output is shown if it fails
  local name=$1 start=$SECONDS status=0
  local log="$logs/${name// /-}.log"
  shift
  echo "== $name"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [[ $status -eq 0 ]]; then
    note "$name" 1 0 0 $((SECONDS - start))
  else
    tail -n 60 "$log"
    echo "-- $name failed with $status; the whole log is $log"
    note "$name" 0 1 0 $((SECONDS - start))
  fi
  return "$status"
}

suite() {  # suite NAME FOLDER CTEST_OPTIONS...: counts what ran inside
  local name=$1 folder=$2 start=$SECONDS counts
  local junit="$PWD/$logs/${name// /-}.xml"
  shift 2
  echo "== $name"
  rm -f "$junit"
  ctest --test-dir "$folder" --output-on-failure --no-tests=error --output-junit "$junit" \
    --test-output-size-passed 100000 --test-output-truncation head "$@" 2>&1 </dev/null |
    tee "$logs/${name// /-}.log" | grep -vE '^ *(Start|Test project|[0-9]+/[0-9]+ .* Passed )'
  if counts=$("$python" tests/checks/count.py "$junit"); then
    # shellcheck disable=SC2086 # three numbers
    note "$name" $counts $((SECONDS - start))
  else
    note "$name" 0 1 0 $((SECONDS - start))
  fi
}

build() {  # build PRESET CMAKE_OPTIONS...
  local preset=$1
  shift
  cmake --preset "$preset" -DPython_EXECUTABLE="$python" "$@" &&
    cmake --build --preset "$preset" -j "$jobs"
}

without_warnings() {  # without_warnings COMMAND...: fails if the command prints a warning
  local output
  output=$(mktemp)
  "$@" 2>&1 | tee "$output"
  local status=${PIPESTATUS[0]}
  if grep -q 'warning:' "$output"; then status=1; fi
  rm -f "$output"
  return "$status"
}

fuzz_all() {
  local program name found work
  for program in build/fuzz/tests/*_fuzzer; do
    [[ -x $program ]] || continue
    name=$(basename "$program" _fuzzer)
    found=$PWD/build/fuzz/found/$name
    work=$(mktemp -d)
    mkdir -p "$found"
    step "fuzz $name" "$program" -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=2048 \
      -max_len=65536 -artifact_prefix="$found/" "$work" "tests/fuzz/corpus/$name"
    rm -rf "$work"
  done
}

finish() {
  echo
  printf '%s\n' "${summary[@]}"
  [[ $skipped -eq 0 ]] || echo "$skipped skipped"
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 && $passed -gt 0 ]]
  exit
}

packages=(g++ cmake ninja-build ccache pkg-config libre2-dev libsimdjson-dev nlohmann-json3-dev
          libcli11-dev doctest-dev clang-format python3 python3-jsonschema)
if [[ $mode != quick ]]; then
  packages+=(clang libclang-rt-dev libbenchmark-dev libz3-dev binutils pybind11-dev
             python3-dev python3-venv python3-pytest jq)
fi
step packages cmake/install-packages.sh "${packages[@]}" || finish

if [[ $mode == quick ]]; then
  step "dev build" build dev || finish
  suite "dev tests" build/dev -j "$jobs" -LE 'consumer'
  finish
fi

python_module=$(compgen -G 'bindings/python/*.cpp' >/dev/null && echo ON || echo OFF)

tables=$PWD/build/venv/tables
step "table libraries" tests/tables/environment.sh "$python" "$tables" || tables=

if step "release build" without_warnings build release -DCACHEWARDEN_TESTS=ON \
  -DCACHEWARDEN_EXAMPLES=ON -DCACHEWARDEN_BENCH=ON -DCACHEWARDEN_PYTHON="$python_module" \
  -DCACHEWARDEN_TABLES_PYTHON="${tables:+$tables/bin/python}"; then
  suite "release tests" build/release -j "$jobs"
fi
if step "sanitizer build" build fuzz; then
  suite "sanitizer tests" build/fuzz -j "$jobs" -LE 'check|consumer'
  fuzz_all
fi
[[ $python_module == OFF ]] || step wheel tests/checks/wheel.sh "$python"
step quickstart examples/quickstart.sh
if [[ $mode == bare ]]; then
  step "bare Debian" tests/bare.sh
fi
finish
