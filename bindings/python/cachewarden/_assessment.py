"""Reading, assessing and reporting."""

from __future__ import annotations

import datetime
import json
from types import MappingProxyType
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Tuple,
    Union,
)

from . import _core
from ._deployment import Deployment
from ._findings import Columns, Findings
from ._inventory import Context, Inventory, ResourceView, _Trace
from ._sources import Document, Source, Words, core_sources, document_text, words
from ._values import (
    Answer,
    Category,
    Check,
    Diagnostic,
    DiagnosticSeverity,
    Error,
    Input,
    Remediation,
    Rule,
    Severity,
    Status,
    UnknownValue,
    Verdict,
)

Date = Union[str, datetime.date, None]


def read(
    *sources: Any,
    of: Optional[Mapping[str, Source]] = None,
    deployment: Optional[Deployment] = None,
    templates_are_complete: bool = True,
    max_bytes: int = 1 << 30,
    max_depth: int = 256,
    collected: Date = None,
    jobs: int = 1,
) -> Inventory:
    """Reads documents, told apart by what they hold.

    A source is a path of a file or folder (`-` is standard input), the bytes of a document (any
    object with the buffer protocol, such as a memory map), what `json.load` makes of one, or a list
    of paths or bytes. All sources are read in one call, while other threads of Python run, with
    `jobs` threads (0: one for each processor) and always the same result. `of` adds answers that do
    not say what they are about: the id of a resource, or `ID#collection` where it is the complete
    list of the children of a resource. `deployment` is what templates are deployed with.
    `collected` is the day on which all of it was collected, for the setting
    `max_evidence_age_days`; envelopes may tell their own.
    `max_bytes` bounds a document, or one resource of a file with a large list; such files are read
    piece by piece, and again where a finding is looked at.

    A path that is not there raises `Error`. All other trouble becomes a diagnostic, and what can be
    read is read.

    >>> cache = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c"
    >>> cachewarden.read({"id": cache, "type": "Microsoft.Cache/redis", "properties": {}},
    ...                  of={cache + "#firewallRules": []})
    <Inventory of 1 resources from 2 inputs>
    """
    return Inventory(
        _core.read(
            core_sources(sources, of or {}),
            (deployment or Deployment())._core(),
            templates_are_complete,
            max_bytes,
            max_depth,
            day.isoformat() if (day := _date(collected)) else "",
            _jobs(jobs),
        )
    )


def _jobs(given: int) -> int:
    if not 0 <= given <= 1024:
        raise Error(f"`jobs` is {given}, not from 0 to 1024")
    return given


def _status(answer: Answer) -> Status:
    if isinstance(answer, Verdict):
        return Status.of(answer.status)
    if isinstance(answer, bool):
        return Status.PASS if answer else Status.FAIL
    return Status.UNKNOWN if answer is None else Status.of(answer)


def _asked(
    check: Check, core: _core.Inventory, as_of: Optional[datetime.date]
) -> Callable[[int], Tuple[str, str, List[Tuple[str, int, str]]]]:
    """The check as the library calls it: by number of the resource."""

    def ask(index: int) -> Tuple[str, str, List[Tuple[str, int, str]]]:
        trace = _Trace()
        status, message = Status.UNKNOWN, ""
        try:
            answer = check(
                ResourceView(core, index, trace), Context(Inventory(core, trace), as_of)
            )
            if isinstance(answer, Verdict):
                message = answer.message
            status = _status(answer)
        except UnknownValue:
            pass  # what is missing says more than a message
        except Exception as error:
            message = f"the rule failed: {type(error).__name__}: {error}"
        return status.value, message, trace.basis(status is not Status.UNKNOWN)

    return ask


def _core_rule(
    rule: Rule, core: _core.Inventory, as_of: Optional[datetime.date]
) -> Dict[str, Any]:
    if rule.check is None:
        raise Error(f"rule `{rule.id}` has no check")
    fix = rule.remediation
    return {
        "id": rule.id,
        "resource_type": rule.resource_type,
        "name": rule.name,
        "title": rule.title,
        "message": rule.message,
        "severity": str(rule.severity),
        "category": str(rule.category),
        "rationale": rule.rationale,
        "remediation": (fix.cli, fix.bicep, fix.terraform),
        "check": _asked(rule.check, core, as_of),
    }


def _date(given: Date) -> Optional[datetime.date]:
    if given is None or isinstance(given, datetime.date):
        return given.date() if isinstance(given, datetime.datetime) else given
    try:
        return datetime.datetime.strptime(given, "%Y-%m-%d").date()
    except ValueError:
        raise Error(f"`{given}` is not a date like 2026-01-31") from None


def assess(
    inventory: Inventory,
    *,
    rules: Words = (),
    exclude: Words = (),
    as_of: Date = None,
    settings: Document = None,
    exemptions: Document = None,
    attestations: Document = None,
    custom_rules: Iterable[Rule] = (),
    jobs: int = 1,
) -> Assessment:
    """Asks every rule of every resource that it applies to.

    `rules` and `exclude` are patterns with `*` and `?` for ids and names of rules; one that matches
    no rule raises `Error`. `as_of` is the date of judgement; without it rules that need one say
    `unknown`. `settings` are such as `{"extends": "strict", "minimum_zones": 3}`; docs/settings.md
    lists them. `exemptions` let violations off for a time and `attestations` are what somebody
    vouches for; docs/governance.md tells how they are written. Each is a path, the bytes of a
    document or parsed JSON, and `Error` has a line for each mistake in it. `jobs` is the number of
    threads, 0 one for each processor; `custom_rules` are always asked by the calling one.
    """
    day = _date(as_of)
    core = _core.assess(
        inventory._core,
        words(rules),
        words(exclude),
        day.isoformat() if day else "",
        document_text(settings, "settings"),
        document_text(exemptions, "exemptions"),
        document_text(attestations, "attestations"),
        [_core_rule(rule, inventory._core, day) for rule in custom_rules],
        _jobs(jobs),
    )
    return Assessment(core, inventory)


def check(
    *sources: Any,
    rules: Words = (),
    exclude: Words = (),
    as_of: Date = None,
    of: Optional[Mapping[str, Source]] = None,
    settings: Document = None,
    exemptions: Document = None,
    attestations: Document = None,
    custom_rules: Iterable[Rule] = (),
    deployment: Optional[Deployment] = None,
    templates_are_complete: bool = True,
    collected: Date = None,
    jobs: int = 1,
) -> Assessment:
    """Reads sources and judges what they hold; see `read` and `assess`.

    >>> assessment = cachewarden.check({
    ...     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders",
    ...     "type": "Microsoft.Cache/redis",
    ...     "properties": {"enableNonSslPort": True}}, rules="redis-tls-only")
    >>> for finding in assessment.findings:
    ...     print(finding.status, finding.resource.name, finding.message)
    fail orders port 6379 accepts connections without TLS
    >>> assessment.findings[0].evidence[0].pointer
    '/properties/enableNonSslPort'
    """
    inventory = read(
        *sources,
        of=of,
        deployment=deployment,
        templates_are_complete=templates_are_complete,
        collected=collected,
        jobs=jobs,
    )
    return assess(
        inventory,
        rules=rules,
        exclude=exclude,
        as_of=as_of,
        settings=settings,
        exemptions=exemptions,
        attestations=attestations,
        custom_rules=custom_rules,
        jobs=jobs,
    )


class Assessment:
    """What each rule says of each resource of its type. Never changes; any number of threads may
    ask it."""

    __slots__ = ("_core", "inventory")

    def __init__(self, core: _core.Assessment, inventory: Inventory) -> None:
        self._core = core
        self.inventory = inventory

    def __len__(self) -> int:
        return len(self._core)

    @property
    def findings(self) -> Findings:
        """All of them, ordered by id of resource, then of rule."""
        return Findings(self._core, range(len(self._core)))

    def where(self, *statuses: str) -> Findings:
        """The findings with one of these statuses.

        >>> cachewarden.check([]).where("fail", "unknown")
        <0 findings>
        """
        numbers = self._core.numbers([Status.of(status).value for status in statuses])
        return Findings(self._core, memoryview(numbers).cast("Q"))

    def columns(self, *names: str, batch_rows: int = 65536) -> Columns:
        """All findings as columns; see `Columns`."""
        return self.findings.columns(*names, batch_rows=batch_rows)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self.columns().__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self.columns().__arrow_c_schema__()

    @property
    def summary(self) -> Mapping[str, int]:
        """How many findings have each status, by its word: `summary["fail"]`."""
        return MappingProxyType(dict(zip(Status, self._core.counts())))

    @property
    def inputs(self) -> Tuple[Input, ...]:
        """The documents that were read."""
        return self.inventory.inputs

    @property
    def exempt(self) -> int:
        """How many findings are exempt, whatever their status."""
        return int(json.loads(self._core.decisions())["exempt"])

    @property
    def attested(self) -> int:
        """How many findings pass by an attestation."""
        return int(json.loads(self._core.decisions())["attested"])

    @property
    def diagnostics(self) -> Tuple[Diagnostic, ...]:
        """What readers tell besides resources, and what came of exemptions and attestations."""
        decided = json.loads(self._core.decisions())["diagnostics"]
        return self.inventory.diagnostics + tuple(Diagnostic._of(each) for each in decided)

    @property
    def has_errors(self) -> bool:
        """Whether input could not be read, was named but not recognised, or not attributed."""
        return any(each.severity is DiagnosticSeverity.ERROR for each in self.diagnostics)

    def render(
        self,
        format: str = "text",
        *,
        show: Words = (Status.FAIL, Status.UNKNOWN),
        min_severity: str = Severity.LOW,
        colour: bool = False,
    ) -> str:
        """A report; `formats()` lists the kinds. `show` are the statuses that are listed, counts
        are of all."""
        return self._core.render(
            format,
            [Status.of(status).value for status in words(show)],
            Severity.of(min_severity).value,
            colour,
        )

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {status}" for status, count in self.summary.items())
        return f"<Assessment: {counts}>"


def rules() -> Tuple[Rule, ...]:
    """The rules of the library, ordered by id.

    >>> next(rule.id for rule in cachewarden.rules() if rule.name == "redis-tls-only")
    'CW-REDIS-001'
    """
    return tuple(Rule._of(each) for each in _core.rules())


def rule(
    *,
    id: str,
    resource_type: str,
    name: str = "",
    title: str = "",
    message: str = "",
    severity: Severity = Severity.MEDIUM,
    category: Category = Category.GOVERNANCE,
    rationale: str = "",
    remediation: Remediation = Remediation(),
) -> Callable[[Check], Rule]:
    """Makes a rule of the function below it; what the words mean stands with `Rule`.

    >>> @cachewarden.rule(id="ACME-2", resource_type="Microsoft.Cache/redis",
    ...                   title="is in Europe")
    ... def in_europe(cache, context):
    ...     return cache["location"] in ("westeurope", "northeurope")
    >>> in_europe.title
    'is in Europe'
    """
    return lambda function: Rule(
        id=id,
        resource_type=resource_type,
        name=name,
        title=title,
        message=message,
        severity=severity,
        category=category,
        rationale=rationale,
        remediation=remediation,
        check=function,
    )


def explain(rule: Union[str, Rule]) -> str:
    """All about one rule of the library, for people: why, what passes and fails, how it is mended.

    >>> print(cachewarden.explain("redis-tls-only").splitlines()[0])
    redis-tls-only CW-REDIS-001
    """
    return _core.explain(rule.id if isinstance(rule, Rule) else rule)


def settings_schema() -> Dict[str, Any]:
    """The JSON Schema of settings documents.

    >>> "minimum_zones" in cachewarden.settings_schema()["properties"]
    True
    """
    schema: Dict[str, Any] = json.loads(_core.settings_schema())
    return schema


def formats() -> Dict[str, str]:
    """The kinds of reports, with what each is for.

    >>> "sarif" in cachewarden.formats()
    True
    """
    return {name: description for name, _, description in _core.formats()}


def render(assessment: Assessment, format: str = "text", **options: Any) -> str:
    """The same as `assessment.render`."""
    return assessment.render(format, **options)
