#!/usr/bin/env bash
# wheel.sh PYTHON: builds a wheel and tests it in a virtual environment that holds nothing else.
# What that takes from the Python package index is fetched once, to build/wheelhouse.
set -euo pipefail
python=$1
house=$PWD/build/wheelhouse
tools=$PWD/build/venv/tools
clean=$PWD/build/venv/clean

[[ -x $tools/bin/pip ]] || "$python" -m venv "$tools"
if [[ ! -e $house/complete ]]; then
  "$tools/bin/pip" download -q -d "$house" 'scikit-build-core>=0.10' pytest
  touch "$house/complete"
fi
# The names that CMake finds by itself, so that objects of the release build are found in ccache.
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$house CC=${CC:-cc} CXX=${CXX:-c++}

rm -rf build/wheels
"$tools/bin/pip" wheel -q --no-deps -w build/wheels .
"$python" -m venv --clear "$clean"
"$clean/bin/pip" install -q build/wheels/cachewarden-*.whl pytest
"$clean/bin/python" -m pytest -q -p no:cacheprovider bindings/python/tests
