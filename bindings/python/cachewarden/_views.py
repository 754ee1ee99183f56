"""What other authorities say, beside what we say."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional

from . import _core
from ._assessment import Date, read
from ._inventory import Inventory
from ._sources import Document, Source, Words, document_text, words


def _inventory(sources: Any, of: Optional[Mapping[str, Source]]) -> Inventory:
    if len(sources) == 1 and isinstance(sources[0], Inventory) and not of:
        return sources[0]
    return read(*sources, of=of)


def view(
    *sources: Any,
    view: Words = (),
    settings: Optional[Mapping[str, Any]] = None,
    of: Optional[Mapping[str, Source]] = None,
) -> Dict[str, Any]:
    """What authorities say by their own published logic: the JSON report as a dictionary.

    A source is what `read` takes, or an inventory. `view` names authorities: psrule, checkov, azqr,
    aprl, conformity; all of them if none is named. `settings` is configuration of their tools by the
    names that they document.

    >>> report = cachewarden.view({"type": "Microsoft.Cache/redis", "name": "orders",
    ...     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders",
    ...     "properties": {"enableNonSslPort": "false"}}, view="psrule")
    >>> [f["verdict"] for f in report["findings"] if f["rule"] == "Azure.Redis.NonSslPort"]
    ['fail']
    """
    core = _inventory(sources, of)._core
    result: Dict[str, Any] = json.loads(
        _core.view_assess(core, words(view), json.dumps(dict(settings or {})))
    )
    return result


def compare(
    *sources: Any,
    view: Words = (),
    settings: Optional[Mapping[str, Any]] = None,
    of: Optional[Mapping[str, Source]] = None,
    all: bool = False,
    as_of: Date = None,
    config: Document = None,
) -> List[Dict[str, Any]]:
    """The answers of authorities beside ours, question by question, where they differ.

    Each has `resource`, `question`, `disagrees`, `voices`: authority, check, verdict, reason, and
    what the check does that others do not; and `why`: what is known of the grounds. With `all` also
    what all answer alike. `config` holds the settings of our own rules, as `assess` takes them.
    """
    core = _inventory(sources, of)._core
    comparisons: List[Dict[str, Any]] = json.loads(
        _core.compare(
            core,
            words(view),
            json.dumps(dict(settings or {})),
            all,
            str(as_of or ""),
            document_text(config, "config"),
        )
    )["comparisons"]
    return comparisons
