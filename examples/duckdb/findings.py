"""Asks findings in SQL: DuckDB takes them as columns, without copying and without a file between.

    python examples/duckdb/findings.py ESTATE
"""

import sys

import cachewarden
import duckdb

QUESTION = """
    SELECT resource_group, severity, count(*) AS findings, count(DISTINCT resource_id) AS resources
    FROM findings
    GROUP BY ALL
    ORDER BY findings DESC, resource_group, severity
    LIMIT 10
"""


def worst(assessment):
    """The resource groups with most that fails."""
    with duckdb.connect() as database:
        database.register("findings", assessment.where("fail").columns())
        return database.sql(QUESTION).fetchall()


if __name__ == "__main__":
    judged = cachewarden.check(sys.argv[1] if len(sys.argv) > 1 else ".")
    for group, severity, findings, resources in worst(judged):
        print(f"{group}: {findings} of severity {severity} on {resources} resources")
