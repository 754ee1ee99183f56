#!/usr/bin/env bash
# Shows that the check of layers finds what it is for: each wrong line is refused in a tree that is
# accepted without it.
set -euo pipefail
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

check() {  # check FILE LINE: whether a tree whose FILE is LINE is accepted
  rm -rf "${tree:?}"/*
  mkdir -p "$tree/$(dirname "$1")"
  printf '%s\n' "$2" >"$tree/$1"
  cmake -DROOT="$tree" -P cmake/check_layers.cmake >/dev/null 2>&1
}
accepted() { check "$@" || { echo "refused: $*"; exit 1; }; }
refused() { check "$@" && { echo "accepted: $*"; exit 1; } || true; }

accepted include/cachewarden/rules/a.hpp '#include "cachewarden/base/truth.hpp"'
accepted lib/readers/a.cpp '#include "json/parser.hpp"'
accepted lib/readers/a.cpp '#include <nlohmann/json.hpp>'
accepted lib/host/a.cpp '#include <thread>'
refused include/cachewarden/model/a.hpp '#include "cachewarden/json/document.hpp"'
refused include/cachewarden/base/a.hpp '#include <cachewarden/model/field.hpp>'
refused lib/model/a.cpp '#  include "rules/rule.hpp"'
refused lib/reports/a.cpp '#include "host/file.hpp"'
refused lib/rules/a.cpp '#include "cachewarden/cachewarden.hpp"'
refused lib/rules/a.cpp '#include <thread>'
refused include/cachewarden/json/a.hpp '#include "json/parser.hpp"'
refused include/cachewarden/json/a.hpp '#include <nlohmann/json.hpp>'
refused lib/odd/a.cpp '#include <string>'
echo "13 trees judged as expected"
