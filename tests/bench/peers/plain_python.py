"""The ten rules in plain Python with the library orjson: what a team writes that has no tool.

plain_python.py EXPORT.ndjson [LIBRARY]
"""

import importlib
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ten_rules import CACHE, GROUP, NETWORK, Counts  # noqa: E402

loads = importlib.import_module(sys.argv[2] if len(sys.argv) > 2 else "orjson").loads
start = time.perf_counter()
counts = Counts()
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        resource = loads(line)
        if resource["type"].lower() in (CACHE, GROUP, NETWORK):
            counts.add(resource)
findings = counts.done()
print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "findings": findings}))
