#!/usr/bin/env python3
"""Measures everything that docs/performance.md tells, in one run, and prints it or writes it there.

measure.py --program build/release/tests/cachewarden_ladder [--bytes 100M] [--write]

Exports are made in the work folder: a tenant as lines and as one array, caches alone, and with
--large a tenant of ten times the size. Each is climbed with one thread and with two; then the other
tools have their turn.
"""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import compare  # noqa: E402
from generate import size  # noqa: E402

DOCUMENT = compare.ROOT / "docs/performance.md"
BEGIN, END = "<!-- measured: tests/bench/measure.py --write -->\n", "<!-- end -->\n"


def machine():
    model = "a processor"
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"{os.cpu_count()} processors ({model}), Linux {platform.release()}"


def exports(options):
    """Name and file of each export."""
    wanted = [
        ("tenant, lines", "tenant", "ndjson", options.bytes),
        ("tenant, one array", "tenant", "array", options.bytes),
        ("caches alone, lines", "caches", "ndjson", options.bytes),
    ]
    if options.large:
        wanted.append(("large tenant, lines", "tenant", "ndjson", options.bytes * 10))
    for name, profile, form, bytes_ in wanted:
        path = options.work / f"{profile}-{form}-{bytes_}.json"
        if not path.exists():
            compare.run(sys.executable, compare.HERE / "generate.py", "--bytes", bytes_, "--profile",
                        profile, "--form", form, "--output", path)
        yield name, path


def climb(path, jobs, options):
    command = [options.program, path, "--rounds", options.rounds, "--jobs", jobs, "--settings",
               compare.HERE / "ten.json", "--json"]
    done = subprocess.run([str(word) for word in command], check=True, capture_output=True)
    return json.loads(done.stdout)


def ladder(name, reports):
    """Rungs below each other, thread counts beside each other."""
    yield f"{name}, {reports[1]['bytes'] / 1e6:.0f} MB:\n"
    yield ("| rung | ms | MB/s | part of parse | by CPU | peak MB | two threads, MB/s | times | "
           "peak MB |")
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one, two in zip(reports[1]["rungs"], reports[2]["rungs"]):
        row = (f"| {one['name']} | {one['ms']:,.1f} | {one['mb_s']:,.0f} | {one['of_parse']:.2f} | "
               f"{one['cpu_of_parse']:.2f} | {one['peak_mb']:,.0f} |")
        is_ours = one["name"] not in ("read", "split", "index", "parse")
        yield row + (f" {two['mb_s']:,.0f} | {one['ms'] / two['ms']:.2f} | {two['peak_mb']:,.0f} |"
                     if is_ours else " | | |")
    yield ""


def made(report):
    yield "Made of the findings of all but network rules:\n"
    yield "| what | rows | ns a row | bytes a row |"
    yield "|---|---:|---:|---:|"
    for name, each in report["rendering"].items():
        yield (f"| {name} | {each['rows']:,} | {each['ns_a_row']:,.0f} | "
               f"{each['bytes_a_row']:,.0f} |")
    yield ""


def lines(options):
    yield f"On {machine()}; medians of {options.rounds}.\n"
    first = None
    for name, path in exports(options):
        reports = {jobs: climb(path, jobs, options) for jobs in (1, 2)}
        first = first or reports[1]
        yield from ladder(name, reports)
    yield from made(first)
    yield "The same ten rules:\n"
    yield from compare.table(compare.compare(options))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True,
                        help="the built cachewarden_ladder")
    parser.add_argument("--bytes", type=size, default=size("100M"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="ten times the size, too")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    parser.add_argument("--work", type=pathlib.Path, default=compare.ROOT / "build/bench")
    options = parser.parse_args()
    options.program = options.program.resolve()
    options.profile, options.peers = "tenant", []
    options.work.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines(options)) + "\n"
    if not options.write:
        print(text)
        return 0
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(before + BEGIN + "\n" + text + "\n" + END + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
