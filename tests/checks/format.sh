#!/usr/bin/env bash
# Compares every C and C++ file with what clang-format 14 makes of it.
set -euo pipefail
formatter=$(command -v clang-format-14 || command -v clang-format)

count=0
wrong=0
while IFS= read -r file; do
  count=$((count + 1))
  if ! "$formatter" "$file" | cmp -s - "$file"; then
    echo "$file: not as $formatter writes it"
    wrong=$((wrong + 1))
  fi
done < <(find include lib bindings examples tests -regex '.*\.\(hpp\|cpp\|h\|c\)' | sort)
echo "$count files, $wrong to be formatted"
[[ $count -gt 0 && $wrong -eq 0 ]]
