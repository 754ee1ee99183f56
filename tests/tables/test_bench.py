"""The exports of the benchmarks, and the counts of the ten rules, by every way that is at hand."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

BENCH = pathlib.Path(__file__).resolve().parents[1] / "bench"
LADDER = os.environ.get("CACHEWARDEN_LADDER", "")


def run(*command):
    return subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, text=True
    ).stdout


def generated(folder, form, *options):
    path, expect = folder / f"export.{form}", folder / f"{form}.expect.json"
    run(sys.executable, BENCH / "generate.py", "--resources", "900", "--form", form, "--output",
        path, "--expect", expect, *options)
    return path, json.loads(expect.read_text())


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    return generated(tmp_path_factory.mktemp("bench"), "ndjson")


def test_the_same_options_give_the_same_bytes(lines, tmp_path):
    again, report = generated(tmp_path, "ndjson")
    assert again.read_bytes() == lines[0].read_bytes() and report == lines[1]
    assert report["bytes"] == again.stat().st_size
    assert all(report["findings"].values()), "every rule has a finding"
    other, _ = generated(tmp_path, "ndjson", "--seed", "2")
    assert other.read_bytes() != lines[0].read_bytes()


def test_plain_python_counts_alike(lines):
    pytest.importorskip("orjson")
    path, report = lines
    assert json.loads(run(sys.executable, BENCH / "peers/plain_python.py", path))[
        "findings"] == report["findings"]


@pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq")
def test_jq_counts_alike(lines):
    path, report = lines
    assert json.loads(run("jq", "-nc", "-f", BENCH / "peers/redis.jq", path)) == report["findings"]


@pytest.mark.skipif(not LADDER, reason="the ladder was not built")
@pytest.mark.parametrize(
    "form, options",
    [("ndjson", ()), ("array", ()), ("array", ("--sorted", "--indent", "2")), ("value", ()),
     ("data", ())],
)
def test_cachewarden_counts_alike(form, options, tmp_path):
    path, report = generated(tmp_path, form, *options)
    assert json.loads(run(LADDER, path, "--once", "ten"))["findings"] == report["findings"]


@pytest.mark.skipif(not LADDER, reason="the ladder was not built")
def test_every_rung_of_the_ladder_sees_every_resource(lines):
    path, report = lines
    rungs = json.loads(run(LADDER, path, "--rounds", "1", "--json"))["rungs"]
    seen = {rung["name"]: rung["seen"] for rung in rungs}
    assert {seen[name] for name in ("split", "index", "parse")} == {report["resources"]}
    assert seen["ten rules"] == 10 * report["kinds"]["cache"]["resources"]
    assert seen["all rules"] > seen["all but network rules"] > seen["ten rules"]
