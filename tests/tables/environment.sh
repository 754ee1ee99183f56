#!/usr/bin/env bash
# environment.sh PYTHON FOLDER: a virtual environment with the libraries that take findings as
# columns, made once. Spark needs Java; where there is none and none can be had, its tests are
# skipped.
set -euo pipefail
python=$1 folder=$2
requirements=tests/tables/requirements.txt

command -v java >/dev/null || cmake/install-packages.sh default-jre-headless || echo "no Java"
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  "$python" -m venv --clear "$folder"
  "$folder/bin/pip" install -q --no-compile -r "$requirements"
  cp "$requirements" "$folder/requirements.txt"
fi
