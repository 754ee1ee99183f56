"""The package itself: types, documentation, threads."""

import doctest
import importlib.util
import json
import pathlib
import subprocess
import sys
import threading
import time

import cachewarden
import pytest
from cachewarden import _assessment, _findings, _inventory, _values
from estate import CACHE, REDIS, cache

HAS_MYPY = importlib.util.find_spec("mypy") is not None
ROOT = pathlib.Path(cachewarden.__file__).parent
EXAMPLES = pathlib.Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("module", [cachewarden, _assessment, _findings, _inventory, _values])
def test_examples_in_the_documentation_are_true(module):
    result = doctest.testmod(module, extraglobs={"cachewarden": cachewarden})
    assert result.failed == 0 and result.attempted > 0


def test_everything_public_is_documented():
    for name in cachewarden.__all__:
        thing = getattr(cachewarden, name)
        assert isinstance(thing, str) or thing.__doc__, name


def test_words_are_those_of_the_library():
    rules = cachewarden.rules()
    assert {rule.category for rule in rules} <= set(cachewarden.Category)
    assert {rule.severity for rule in rules} <= set(cachewarden.Severity)


def test_the_package_is_typed():
    assert (ROOT / "py.typed").exists() and (ROOT / "_core.pyi").exists()


def run(*command):
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, cwd=ROOT.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not HAS_MYPY, reason="mypy is not installed")
def test_the_stub_is_that_of_the_compiled_module(tmp_path):
    # pybind11 gives its classes a metaclass and an initialiser of their own.
    allowed = [
        f"cachewarden._core.{name}{part}"
        for name in ("Assessment", "Inventory")
        for part in ("", ".__init__")
    ]
    (tmp_path / "allowed").write_text("\n".join(allowed))
    run("-m", "mypy.stubtest", "--allowlist", str(tmp_path / "allowed"), "cachewarden._core")


@pytest.mark.skipif(not HAS_MYPY, reason="mypy is not installed")
def test_the_package_has_no_type_errors(tmp_path):
    run("-m", "mypy", "--strict", f"--cache-dir={tmp_path}", "-p", "cachewarden")


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples of the source tree are not here")
@pytest.mark.parametrize("example", ["assess_estate.py", "custom_rule.py"])
def test_the_examples_run(example):
    assert "fail" in run(str(EXAMPLES / example), str(EXAMPLES / "estates"))


def documents(count):
    return json.dumps([{**cache(), "id": f"{CACHE}{number}"} for number in range(count)]).encode()


def ticks_inside(count):
    """How often another thread ran in the midst of reading and judging, and of rendering."""
    text = documents(count)
    ticks = []
    is_done = threading.Event()

    def tick():
        while not is_done.wait(0.0005):
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    thread.start()
    times = [time.perf_counter()]
    assessment = cachewarden.check(text)
    times.append(time.perf_counter())
    assessment.render("json")
    times.append(time.perf_counter())
    is_done.set()
    thread.join()
    result = []
    for start, end in zip(times, times[1:]):
        margin = (end - start) * 0.1
        result.append(sum(start + margin < each < end - margin for each in ticks))
    return result


def test_other_threads_run_while_documents_are_read_and_judged():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)  # who does not let go of the lock keeps it to the end
    try:
        assert any(all(ticks_inside(count)) for count in (2000, 4000, 8000, 16000))
    finally:
        sys.setswitchinterval(interval)


def test_one_assessment_serves_several_threads():
    assessment = cachewarden.check(documents(30))
    expected = list(assessment.findings), assessment.render("ndjson")
    wrong = []

    def work():
        for _ in range(3):
            if (list(assessment.findings), assessment.render("ndjson")) != expected:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_checks_may_run_in_several_threads_at_once():
    rule = cachewarden.Rule(
        id="ACME-1",
        resource_type="Microsoft.Cache/redis",
        check=lambda cache, context: cache["location"] == "westeurope",
    )
    text = documents(50)
    counts = []

    def work():
        counts.append(
            cachewarden.check(text, rules="ACME-1", custom_rules=[rule]).summary["pass"]
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [50] * 4

def large_file(folder):
    """More than a megabyte of lines: caches among resources that nothing is asked of."""
    path = folder / "large.ndjson"
    with path.open("w") as file:
        for i in range(600):
            kind = REDIS if i % 20 == 0 else "Microsoft.Compute/disks"
            resource = {
                "id": f"/subscriptions/0/resourceGroups/g/providers/{kind}/n{i:03}",
                "name": f"n{i:03}",
                "type": kind,
                "properties": {"enableNonSslPort": i % 40 == 0, "text": "x" * 2000},
            }
            file.write(json.dumps(resource) + "\n")
    return path


def test_a_large_file_gives_the_same_with_any_number_of_threads(tmp_path):
    path = large_file(tmp_path)
    one = cachewarden.check(path)
    assert sum(f.name == "redis-tls-only" for f in one.where("fail")) == 15
    for jobs in (0, 3):
        assert cachewarden.check(path, jobs=jobs).render("json") == one.render("json")
    for wrong in (-1, 1025):
        with pytest.raises(cachewarden.Error, match="jobs"):
            cachewarden.check(path, jobs=wrong)


def test_a_large_file_is_read_again_for_what_is_shown_of_it(tmp_path):
    path = large_file(tmp_path)
    from_path = cachewarden.check(path, rules="redis-tls-only")
    from_bytes = cachewarden.check(path.read_bytes(), rules="redis-tls-only")
    places = [
        [(e.line, e.column, e.value) for f in each.where("fail") for e in f.evidence]
        for each in (from_path, from_bytes)
    ]
    assert places[0] == places[1]
    assert all(line for line, _, _ in places[0])
    verdicts = [
        cachewarden.view(source, view="psrule")["findings"] for source in (path, path.read_bytes())
    ]
    assert len(verdicts[0]) > 30
    assert [f["verdict"] for f in verdicts[0]] == [f["verdict"] for f in verdicts[1]]


def test_a_large_file_that_changes_shows_no_places(tmp_path):
    path = large_file(tmp_path)
    assessment = cachewarden.check(path, rules="redis-tls-only")
    path.write_text("[]")
    failed = assessment.where("fail")
    assert len(failed) == 15
    assert all(not e.line for f in failed for e in f.evidence)


def test_a_view_of_a_large_file_that_changed_is_an_error(tmp_path):
    path = large_file(tmp_path)
    inventory = cachewarden.read(path)
    path.write_text("[]")
    with pytest.raises(cachewarden.Error, match="has changed"):
        cachewarden.view(inventory, view="psrule")
