"""Rules of cachewarden's own through its Python package: cachewarden_api.py EXPORT SETTINGS"""

import json
import sys
import time

import cachewarden

start = time.perf_counter()
assessment = cachewarden.check(sys.argv[1], settings=sys.argv[2])
spent = time.perf_counter() - start
counts = {str(status): count for status, count in assessment.summary.items()}
print(json.dumps({"ms": spent * 1e3, "findings": counts}))
