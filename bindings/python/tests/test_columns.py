"""Findings as columns, without and with the libraries that take them."""

import ctypes
import gc
import json
import mmap
import threading

import cachewarden
import pytest
from estate import CACHE, REDIS, cache

OPEN = cache(enableNonSslPort=True)


@pytest.fixture(scope="module")
def assessment():
    return cachewarden.check([OPEN, {**cache(), "id": CACHE + "2", "name": "orders2"}])


# ---- one call ---------------------------------------------------------------


def test_any_buffer_is_a_document(tmp_path):
    text = json.dumps(OPEN).encode()
    path = tmp_path / "cache.json"
    path.write_bytes(text)
    expected = cachewarden.check(text).render("json")
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert cachewarden.check(mapped).render("json") == expected
        assert cachewarden.check([mapped]).render("json") == expected
    padded = bytearray(b"".join(bytes([byte, 0]) for byte in text))
    assert cachewarden.check(memoryview(padded)[::2]).render("json") == expected
    array = (ctypes.c_char * len(text)).from_buffer_copy(text)
    assert cachewarden.check(array).render("json") == expected


def test_findings_are_chosen_without_being_made(assessment):
    fails = assessment.where("fail")
    assert len(fails) == assessment.summary["fail"] > 2
    assert [each.status for each in fails] == ["fail"] * len(fails)
    assert fails[-1] == list(fails)[-1] and list(fails[1:3]) == list(fails)[1:3]
    assert len(assessment.where()) == 0


def test_columns_are_named_and_described(assessment):
    assert assessment.columns().names == tuple(cachewarden.columns())
    assert all(cachewarden.columns().values())
    assert assessment.columns("status", "rule").names == ("status", "rule")
    assert len(assessment.where("fail").columns()) == assessment.summary["fail"]
    with pytest.raises(cachewarden.Error, match="no column of findings is called `colour`"):
        assessment.columns("colour")
    with pytest.raises(cachewarden.Error, match="named twice"):
        assessment.columns("rule", "rule")
    with pytest.raises(cachewarden.Error, match="at least one row"):
        assessment.columns(batch_rows=0)


def test_capsules_that_nobody_takes_are_released(assessment):
    for thing in (assessment, assessment.findings, assessment.columns("rule")):
        stream, schema = thing.__arrow_c_stream__(), thing.__arrow_c_schema__()
        assert "arrow_array_stream" in repr(stream) and "arrow_schema" in repr(schema)
        del stream, schema
        gc.collect()
    with pytest.raises(ValueError):
        assessment.__arrow_c_stream__("no capsule")


# ---- what libraries make of them ----------------------------------------------


def rows(findings):
    """What the columns of these findings are to be."""
    for each in findings:
        shown = next((e for e in each.evidence if e.line), None) or next(iter(each.evidence), None)
        yield {
            "rule": each.rule,
            "name": each.name,
            "title": each.title,
            "category": str(each.category),
            "severity": str(each.severity),
            "status": str(each.status),
            "resource_id": each.resource.id,
            "resource_name": each.resource.name,
            "resource_type": each.resource.type,
            "intent": str(each.resource.intent),
            "subscription": each.resource.id.split("/")[2],
            "resource_group": each.resource.id.split("/")[4],
            "marks": list(each.marks),
            "message": each.message or None,
            "document": "input",
            "line": (shown and shown.line) or None,
            "column": (shown and shown.column) or None,
            "pointer": (shown and shown.pointer) or None,
            "property": (shown and shown.property) or None,
            "value": (shown and shown.value) or None,
            "missing": [one.what for one in each.missing if one.what],
            "collect": [one.collect for one in each.missing if one.collect],
            "assumptions": list(each.assumptions),
            "cli": each.remediation.cli or None,
            "bicep": each.remediation.bicep or None,
            "terraform": each.remediation.terraform or None,
        }


@pytest.mark.parametrize("batch_rows", [1, 7, 65536])
def test_pyarrow_takes_every_column(assessment, batch_rows):
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(assessment.columns(batch_rows=batch_rows))
    table.validate(full=True)
    assert table.num_rows == len(assessment)
    assert table.to_pylist() == list(rows(assessment.findings))
    assert pyarrow.schema(assessment.columns()) == table.schema


def test_marks_are_told():
    pyarrow = pytest.importorskip("pyarrow")
    one = {"rule": "redis-tls-only", "category": "waiver", "reason": "moves soon", "owner": "Ada",
           "resource": "*", "from": "2026-01-01", "until": "2026-12-31"}
    judged = cachewarden.check(OPEN, rules="redis-tls-*", exemptions={"exemptions": [one]},
                               as_of="2026-06-01")
    table = pyarrow.table(judged.columns("rule", "marks"))
    assert table["marks"].to_pylist() == [list(each.marks) for each in judged.findings]
    assert ["exempt"] in table["marks"].to_pylist()


def test_pyarrow_takes_some_findings_and_columns(assessment):
    pyarrow = pytest.importorskip("pyarrow")
    fails = assessment.where("fail")
    table = pyarrow.table(fails.columns("message", "rule"))
    assert table.to_pylist() == [{"message": f.message, "rule": f.rule} for f in fails]
    assert pyarrow.table(fails[2:5])["rule"].to_pylist() == [f.rule for f in fails[2:5]]
    assert pyarrow.table(cachewarden.check([])).num_rows == 0
    wanted = pyarrow.table(fails.columns("status")).schema
    reader = pyarrow.RecordBatchReader.from_stream(assessment, wanted)
    assert reader.read_all().column_names == ["status"]


def test_a_table_outlives_what_it_was_made_of():
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(cachewarden.check(OPEN))
    gc.collect()
    assert set(table["resource_id"].to_pylist()) == {CACHE}


def test_another_thread_may_let_go_of_rules_of_the_caller():
    pyarrow = pytest.importorskip("pyarrow")

    def no_owner(resource, context):
        return cachewarden.Verdict("fail", "no owner")

    rule = cachewarden.Rule(id="ACME-1", resource_type=REDIS, title="owned", check=no_owner)
    judged = cachewarden.check(OPEN, rules="ACME-*", custom_rules=[rule])
    reader = pyarrow.RecordBatchReader.from_stream(judged)
    del judged, rule, no_owner
    seen = []
    thread = threading.Thread(target=lambda: seen.extend(reader.read_all().to_pylist()))
    thread.start()
    thread.join()
    assert [row["message"] for row in seen] == ["no owner"]


def test_what_is_no_text_is_replaced(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    path = bytes(tmp_path / "cache") + b"-\xff.json"
    with open(path, "w") as file:
        json.dump(OPEN, file)
    table = pyarrow.table(cachewarden.check(path.decode("utf-8", "surrogateescape")))
    table.validate(full=True)
    assert table["document"][0].as_py().endswith("cache-\ufffd.json")


def test_polars_takes_them(assessment):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(assessment.columns(batch_rows=7))
    assert frame.height == len(assessment)
    assert frame["rule"].cast(polars.String).to_list() == [f.rule for f in assessment.findings]
    assert frame.filter(polars.col("status") == "fail").height == assessment.summary["fail"]


def test_pandas_takes_them(assessment):
    pandas = pytest.importorskip("pandas", "3")
    frame = pandas.DataFrame.from_arrow(assessment.columns("rule", "status", "line"))
    assert (frame["status"] == "fail").sum() == assessment.summary["fail"]


def test_duckdb_takes_them(assessment):
    duckdb = pytest.importorskip("duckdb")
    findings = assessment.columns(batch_rows=7)  # noqa: F841: the query names it
    counts = duckdb.sql("SELECT status, count(*) FROM findings GROUP BY status").fetchall()
    assert dict(counts) == {str(k): n for k, n in assessment.summary.items() if n}
