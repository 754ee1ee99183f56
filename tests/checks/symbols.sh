#!/usr/bin/env bash
# symbols.sh LIBRARY NM: the C library exports what bindings/c/symbols.txt lists, no more and no
# less, and cachewarden.h declares each.
set -euo pipefail
library=$1 nm=$2
list=bindings/c/symbols.txt

exported=$("$nm" -D --defined-only "$library" | awk '$2 != "A" {print $3}' | sed 's/@.*//' | LC_ALL=C sort)
diff <(LC_ALL=C sort "$list") <(echo "$exported") || {
  echo "$list and the exports of $(basename "$library") differ"
  exit 1
}
while IFS= read -r name; do
  grep -qE "\b$name\(" include/cachewarden.h || { echo "$name: not in cachewarden.h"; exit 1; }
done <"$list"
echo "$(wc -l <"$list") symbols"
[[ -s $list ]]
