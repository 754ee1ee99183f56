#!/usr/bin/env python3
"""count.py JUNIT: how many tests of a ctest run passed, failed and were skipped.

A program that says how many tests it ran counts as that many: doctest's and pytest's last lines are
read. Any other test of ctest counts as one, and so does what failed without a word.
"""

import re
import sys
import xml.etree.ElementTree as xml

DOCTEST = re.compile(
    r"\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed \| +(\d+) skipped")
PYTEST = re.compile(r"^=*\s*((?:\d+ \w+, )*\d+ \w+) in [\d.]+s", re.MULTILINE)


def inside(output):
    """The counts that a program printed, or None."""
    if match := DOCTEST.search(output):
        return [int(count) for count in match.groups()]
    if match := PYTEST.search(output):
        counts = {word: int(count) for count, word in re.findall(r"(\d+) (\w+)", match[1])}
        failed = sum(counts.get(word, 0) for word in ("failed", "error", "errors"))
        return [counts.get("passed", 0), failed, counts.get("skipped", 0)]
    return None


def main():
    total = [0, 0, 0]
    for case in xml.parse(sys.argv[1]).iter("testcase"):
        status = case.get("status")
        ok = status == "run"
        skipped = status in ("notrun", "disabled") and case.find("skipped") is not None
        counts = inside(case.findtext("system-out") or "") or [int(ok), 0, int(skipped)]
        if not ok and not skipped:
            counts[1] = max(counts[1], 1)
        total = [a + b for a, b in zip(total, counts)]
    print(*total)


if __name__ == "__main__":
    main()
