"""Judges an export that is too large for one machine, on Apache Spark.

    spark-submit examples/spark/assess.py EXPORT.ndjson FINDINGS

The export holds one resource a line, as many files as you like; what fails or is unknown is written
as Parquet. Each partition holds whole subscriptions, so that what belongs together is judged
together and nothing is shuffled but the lines themselves. What caches of one subscription refer to
in another one, such as the networks of a hub, is broadcast: it is looked at everywhere and judged
where it belongs.
"""

import sys

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import cachewarden

#: What is kept of a finding. Documents and lines are those of a partition, and mean nothing here.
COLUMNS = (
    "rule", "name", "severity", "status", "subscription", "resource_id", "resource_type",
    "message", "property", "value",
)
SCHEMA = ", ".join(f"{name} string" for name in COLUMNS)
SUBSCRIPTION = "(?i)/subscriptions/([^/\"]+)/"


def resources_of(lines: DataFrame) -> DataFrame:
    """The lines with the type and the subscription of their resource, both in small letters."""
    return lines.filter(F.trim("value") != "").select(
        "value",
        F.lower(F.get_json_object("value", "$.type")).alias("type"),
        F.lower(F.regexp_extract(F.get_json_object("value", "$.id"), SUBSCRIPTION, 1)).alias(
            "subscription"
        ),
    )


def shared_of(resources: DataFrame) -> list:
    """The network of every subscription that a cache of another one refers to."""
    is_cache = F.col("type").startswith("microsoft.cache/")
    named = F.explode(F.regexp_extract_all(F.lower("value"), F.lit(SUBSCRIPTION), 1))
    foreign = (
        resources.filter(is_cache)
        .select("subscription", named.alias("other"))
        .filter(F.col("other") != F.col("subscription"))
        .select(F.col("other").alias("subscription"))
        .distinct()
    )
    is_network = F.col("type").startswith("microsoft.network/")
    rows = resources.filter(is_network).join(F.broadcast(foreign), "subscription")
    return [(row.subscription, row.value) for row in rows.collect()]


def judge_with(shared, rules=()):
    """The function that judges a partition, as `mapInArrow` calls it."""

    def judge(batches):
        lines = pa.Table.from_batches(batches, schema=INPUT)
        own = set(lines["subscription"].unique().to_pylist())
        texts = lines["value"].to_pylist()
        texts += [text for subscription, text in shared.value if subscription not in own]
        judged = cachewarden.check("\n".join(texts).encode(), rules=rules)
        found = pa.table(judged.where("fail", "unknown").columns(*COLUMNS))
        found = found.cast(pa.schema([(name, pa.string()) for name in COLUMNS]))
        is_own = pc.is_in(pc.utf8_lower(found["subscription"]), pa.array(own, pa.string()))
        yield from found.filter(is_own).to_batches()

    return judge


INPUT = pa.schema([("value", pa.string()), ("subscription", pa.string())])


def findings_of(spark: SparkSession, path: str, rules=(), partitions=None) -> DataFrame:
    """What fails and what is unknown in an export. `rules` are patterns, default all."""
    resources = resources_of(spark.read.text(path)).cache()
    shared = spark.sparkContext.broadcast(shared_of(resources))
    count = partitions or spark.sparkContext.defaultParallelism
    parts = resources.select("value", "subscription").repartition(count, "subscription")
    return parts.mapInArrow(judge_with(shared, rules), SCHEMA)


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__.split("\n\n")[1].strip(), file=sys.stderr)
        return 2
    spark = SparkSession.builder.appName("cachewarden").getOrCreate()
    found = findings_of(spark, sys.argv[1]).cache()
    found.write.mode("overwrite").parquet(sys.argv[2])
    found.groupBy("severity", "status").count().orderBy("severity", "status").show()
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
