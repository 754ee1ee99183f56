"""Judges a folder by a rule of one's own, besides those of the library."""

import sys

import cachewarden


@cachewarden.rule(
    id="ACME-001",
    name="acme-cost-center",
    resource_type="Microsoft.Cache/redis",
    title="Every cache names its cost center",
    message="the cache has no tag `costcenter`",
)
def has_cost_center(cache: cachewarden.ResourceView, context: cachewarden.Context) -> bool:
    # What is asked becomes the evidence; asking what the input does not show gives `unknown`.
    return "costcenter" in (cache["tags"] or {})


path = sys.argv[1] if len(sys.argv) > 1 else "."
assessment = cachewarden.check(path, custom_rules=[has_cost_center])
print(assessment.render("text"))
