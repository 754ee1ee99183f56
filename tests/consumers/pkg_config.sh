#!/usr/bin/env bash
# pkg_config.sh STAGE OUT CC CXX [FLAGS...]: builds the examples by what pkg-config says of STAGE.
set -euo pipefail
stage=$1 out=$2 cc=$3 cxx=$4
read -ra flags <<<"${*:5}"

mkdir -p "$out"
PKG_CONFIG_PATH=$(dirname "$(find "$stage" -name cachewarden.pc)")
export PKG_CONFIG_PATH
export LD_LIBRARY_PATH=${PKG_CONFIG_PATH%/pkgconfig}

build_and_run() {  # build_and_run SOURCE MODULE COMPILER...
  local program
  program=$out/$(basename "$1" | tr . _)
  read -ra linked <<<"$(pkg-config --cflags --libs "$2")"
  "${@:3}" "${flags[@]}" "$1" -o "$program" "${linked[@]}"
  "$program" examples/estates >"$program.out" || { cat "$program.out"; exit 1; }
  echo "$1: built and run"
}

built=0
for source in examples/*.cpp; do
  [[ -e $source ]] || continue
  build_and_run "$source" cachewarden "$cxx" -std=c++20
  built=$((built + 1))
done
for source in examples/*.c; do
  [[ -e $source ]] || continue
  build_and_run "$source" cachewarden-c "$cc" -std=c99
  built=$((built + 1))
done
[[ $built -gt 0 ]]
