"""The examples on Spark and DuckDB give what one process gives."""

import importlib.util
import pathlib
import shutil
import subprocess
import sys

import cachewarden
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOP = str(ROOT / "examples/estates/shop")


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def export(tmp_path_factory):
    """A small tenant of 24 subscriptions, whose caches are in networks of others."""
    path = tmp_path_factory.mktemp("export") / "tenant.ndjson"
    generate = ROOT / "tests/bench/generate.py"
    subprocess.run(
        [sys.executable, generate, "--resources", "250", "--output", path], check=True
    )
    return path


def test_duckdb():
    pytest.importorskip("duckdb")
    judged = cachewarden.check(SHOP)
    rows = load(ROOT / "examples/duckdb/findings.py").worst(judged)
    assert sum(row[2] for row in rows) == judged.summary["fail"] > 0


def test_spark(export, monkeypatch):
    sql = pytest.importorskip("pyspark.sql")
    if not shutil.which("java"):
        pytest.skip("there is no Java")
    assess = load(ROOT / "examples/spark/assess.py")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        frame = assess.findings_of(spark, str(export), partitions=5)
        found = sorted((tuple(row) for row in frame.collect()), key=repr)
    finally:
        spark.stop()
    import pyarrow

    whole = cachewarden.check(str(export)).where("fail", "unknown")
    table = pyarrow.table(whole.columns(*assess.COLUMNS))
    expected = sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)
    assert len(found) == len(expected) > 500
    assert found == expected
