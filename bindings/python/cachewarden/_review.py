"""A change: what is there beside what will be there."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from . import _core
from ._assessment import Assessment, assess
from ._deployment import Deployment
from ._findings import Findings
from ._inventory import Inventory
from ._sources import Source, Words, core_sources, words
from ._values import Severity, Status


class Review:
    """The findings from before a change beside those from after it. Never changes."""

    __slots__ = ("_core", "after", "before")

    def __init__(self, core: _core.Review, before: Assessment, after: Assessment) -> None:
        self._core = core
        self.before = before
        self.after = after

    @property
    def new(self) -> Findings:
        """What fails and did not before, or is unknown and was decided."""
        return Findings(self.after._core, self._core.numbers("new"))

    @property
    def kept(self) -> Findings:
        """What was so before, or was not known to be better."""
        return Findings(self.after._core, self._core.numbers("kept"))

    @property
    def resolved(self) -> Findings:
        """Findings from before: neither failed nor unknown afterwards, or the resource is gone."""
        return Findings(self.before._core, self._core.numbers("resolved"))

    def render(
        self,
        format: str = "text",
        *,
        show: Words = (Status.FAIL, Status.UNKNOWN),
        min_severity: str = Severity.LOW,
        colour: bool = False,
    ) -> str:
        """A report as `Assessment.render` makes it, with what is new, resolved and kept."""
        return self._core.render(
            format,
            [Status.of(status).value for status in words(show)],
            Severity.of(min_severity).value,
            colour,
        )

    def __repr__(self) -> str:
        return (
            f"<Review: {len(self.new)} new, {len(self.resolved)} resolved, {len(self.kept)} kept>"
        )


def review(
    *sources: Any,
    of: Optional[Mapping[str, Source]] = None,
    deployment: Optional[Deployment] = None,
    templates_are_complete: bool = True,
    **options: Any,
) -> Review:
    """Judges what a change starts from and what it leads to.

    Sources are as for `check`: the output of what-if, a Terraform plan, or exported resources
    beside a template. `options` are those of `assess`.

    >>> cache = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders"
    >>> def orders(is_open):
    ...     return {"id": cache, "type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
    ...             "name": "orders", "properties": {"enableNonSslPort": is_open}}
    >>> cachewarden.review({"status": "Succeeded", "changes": [{
    ...     "resourceId": cache, "changeType": "Modify",
    ...     "before": orders(False), "after": orders(True)}]}, rules="redis-tls-only")
    <Review: 1 new, 0 resolved, 0 kept>
    """
    before, after, removed = _core.read_change(
        core_sources(sources, of or {}),
        (deployment or Deployment())._core(),
        templates_are_complete,
    )
    first = assess(Inventory(before), **options)
    second = assess(Inventory(after), **options)
    return Review(_core.Review(first._core, second._core, removed), first, second)
