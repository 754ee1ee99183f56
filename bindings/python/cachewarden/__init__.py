"""Judges Azure caches and their network from exported configuration.

>>> import cachewarden
>>> assessment = cachewarden.check({
...     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders",
...     "type": "Microsoft.Cache/redis",
...     "properties": {"enableNonSslPort": True}}, rules="redis-tls-only")
>>> assessment.summary["fail"]
1
"""

from ._assessment import (
    Assessment,
    assess,
    check,
    explain,
    formats,
    read,
    render,
    rule,
    rules,
    settings_schema,
)
from ._core import rule_set_version
from ._core import version as __version__
from ._deployment import Deployment, expand
from ._findings import Columns, Findings, columns
from ._inventory import Context, Inventory, Property, ResourceView
from ._network import nsg_diff, nsg_lint, reach
from ._review import Review, review
from ._values import (
    Category,
    Control,
    Diagnostic,
    DiagnosticSeverity,
    Error,
    ErrorCode,
    Evidence,
    Example,
    Finding,
    Input,
    Intent,
    Missing,
    MissingKind,
    Remediation,
    Resource,
    Rule,
    Severity,
    State,
    Status,
    UnknownValue,
    Verdict,
)
from ._views import compare, view

__all__ = [
    "Assessment",
    "Category",
    "Columns",
    "Context",
    "Control",
    "Deployment",
    "Diagnostic",
    "DiagnosticSeverity",
    "Error",
    "ErrorCode",
    "Evidence",
    "Example",
    "Finding",
    "Findings",
    "Input",
    "Intent",
    "Inventory",
    "Missing",
    "MissingKind",
    "Property",
    "Remediation",
    "Resource",
    "ResourceView",
    "Review",
    "Rule",
    "Severity",
    "State",
    "Status",
    "UnknownValue",
    "Verdict",
    "__version__",
    "assess",
    "check",
    "columns",
    "compare",
    "expand",
    "explain",
    "formats",
    "nsg_diff",
    "nsg_lint",
    "reach",
    "read",
    "render",
    "review",
    "rule",
    "rule_set_version",
    "rules",
    "settings_schema",
    "view",
]
