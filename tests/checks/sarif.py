#!/usr/bin/env python3
"""sarif.py PROGRAM: judges folders of the repository with the program and validates its SARIF.

Besides the schema: what it cannot say of places, rules and fingerprints, and what must be refused.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

SCHEMA = json.loads(pathlib.Path("tests/data/sarif/schema.json").read_text(encoding="utf-8"))
FOLDERS = ["examples/estates", "tests/data/estates", "tests/data/bad"]


def report(program, *arguments):
    answer = subprocess.run([program, "check", "--format", "sarif", *arguments], check=False,
                            capture_output=True)
    assert answer.returncode in (0, 1, 2), answer
    return json.loads(answer.stdout.decode("utf-8"))


def locations(value):
    if isinstance(value, dict):
        if "artifactLocation" in value:
            yield value
        for inner in value.values():
            yield from locations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from locations(inner)


def problems(log):
    """What the schema cannot say."""
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    prints = set()
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield "ruleIndex and ruleId differ"
        if (result["kind"] == "fail") == (result["level"] == "none"):
            yield "a level does not go with its kind"
        marks = result["partialFingerprints"]
        if tuple(marks.values()) in prints:
            yield f"two results have the fingerprint {marks}"
        prints.add(tuple(marks.values()))
        if len(result["locations"]) != 1:
            yield "not one location"
    for place in locations(run):
        where = place["artifactLocation"]
        if "index" in where:
            uri = run["artifacts"][where["index"]]["location"]["uri"]
            if uri != where["uri"]:
                yield f"an index leads to {uri}, not {where['uri']}"
        if where.get("uriBaseId", "%SRCROOT%") not in run["originalUriBaseIds"]:
            yield "a base that is not defined"
        if set(where["uri"]) & set(" \\<>\"{}|^`") or not where["uri"].isascii():
            yield f"no URI: {where['uri']}"


def fingerprints(log):
    return sorted(json.dumps(result["partialFingerprints"]) for result in log["runs"][0]["results"])


def main():
    program = sys.argv[1]
    validator = jsonschema.Draft4Validator(SCHEMA)
    found = []
    results = 0
    for folder in FOLDERS:
        for show in ("fail,unknown", "all", "none"):
            log = report(program, "--show", show, folder)
            found += [f"{folder}: {error.json_path}: {error.message}"
                      for error in validator.iter_errors(log)]
            found += [f"{folder}: {problem}" for problem in problems(log)]
            results += len(log["runs"][0]["results"])

    # Moved lines change no fingerprint, another resource does.
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path("tests/data/estates/tls-only/open/template.json")
        text = source.read_text(encoding="utf-8")
        path = pathlib.Path(folder) / "a b.json"
        path.write_text(text, encoding="utf-8")
        before = report(program, str(path))
        path.write_text("\n\n\n" + text, encoding="utf-8")
        after = report(program, str(path))
        if fingerprints(before) != fingerprints(after):
            found.append("moved lines change fingerprints")
        if before["runs"][0]["results"] == after["runs"][0]["results"]:
            found.append("lines did not move")

    # The validator finds what it is for.
    wrong = [("version", "2.0.0"), ("runs/0/results/0/kind", "failed"),
             ("runs/0/results/0/level", "high"), ("runs/0/results/0/message", {}),
             ("runs/0/results/0/locations/0/physicalLocation/region/startLine", 0),
             ("runs/0/tool/driver/name", 1)]
    for pointer, value in wrong:
        broken = copy.deepcopy(before)
        at = broken
        *above, last = [int(part) if part.isdigit() else part for part in pointer.split("/")]
        for part in above:
            at = at[part]
        at[last] = value
        if validator.is_valid(broken):
            found.append(f"{pointer} = {value} is accepted")

    print("\n".join(found[:40]))
    print(f"{results} results, {len(found)} problems")
    return 0 if results > 100 and not found else 1


if __name__ == "__main__":
    sys.exit(main())
