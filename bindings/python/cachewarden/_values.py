"""What findings are made of: enumerations whose values are words, and small immutable objects."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional, Tuple, TypeVar, Union

if TYPE_CHECKING:
    from ._inventory import Context, ResourceView

_Word = TypeVar("_Word", bound="_Words")


def _with(given: Mapping[str, Any], **changes: Any) -> Dict[str, Any]:
    return {**given, **changes}


class _Words(str, enum.Enum):
    """Members are equal to their words, so that `finding.status == "fail"` holds."""

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def of(cls: type[_Word], word: str) -> _Word:
        """The member of a word.

        >>> Severity.of("HIGH")
        Severity.HIGH
        """
        try:
            return cls(str(word).lower())
        except ValueError:
            words = ", ".join(member.value for member in cls)
            raise Error(f"`{word}` is not one of {words}") from None


class Status(_Words):
    """What a rule says of a resource."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Severity(_Words):
    """How bad a violation is; ordered.

    >>> Severity.LOW < Severity.CRITICAL
    True
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """1 to 4."""
        return list(Severity).index(self) + 1

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity.of(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity.of(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity.of(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity.of(other).rank


class Category(_Words):
    """What a rule is about."""

    NETWORK_SECURITY = "network security"
    IDENTITY_AND_ACCESS = "identity and access"
    DATA_PROTECTION = "data protection"
    LOGGING_AND_MONITORING = "logging and monitoring"
    BACKUP_AND_RECOVERY = "backup and recovery"
    GOVERNANCE = "governance"
    DEPLOYABILITY = "deployability"


class Intent(_Words):
    """Copies of one id with different intent are different resources."""

    LIVE = "live"
    PLANNED = "planned"
    EXISTING = "existing"


class State(_Words):
    """What is known of a property. All before NONE are gaps: nothing may be concluded."""

    NOT_CARRIED = "not_carried"
    ABSENT = "absent"
    NULL = "null"
    UNRESOLVED = "unresolved"
    WITHHELD = "withheld"
    MALFORMED = "malformed"
    CONFLICTING = "conflicting"
    OTHER = "other"
    NONE = "none"
    STATED = "stated"
    DEFAULTED = "defaulted"
    ASSUMED = "assumed"

    @property
    def is_gap(self) -> bool:
        """Whether nothing may be concluded.

        >>> State.UNRESOLVED.is_gap, State.NONE.is_gap
        (True, False)
        """
        return self not in (State.NONE, State.STATED, State.DEFAULTED, State.ASSUMED)


class MissingKind(_Words):
    """What kind of evidence would decide an unknown finding."""

    RESOURCE = "resource"
    COLLECTION = "collection"
    PROPERTY = "property"
    PARAMETER = "parameter"
    MODULE = "module"
    SETTING = "setting"
    ATTESTATION = "attestation"


class DiagnosticSeverity(_Words):
    """How bad it is what a reader tells."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class ErrorCode(_Words):
    """What kind of trouble an `Error` is."""

    INTERNAL = "internal"
    NO_MEMORY = "no_memory"
    ARGUMENT = "argument"
    SYNTAX = "syntax"
    FORMAT = "format"
    LIMIT = "limit"
    IO = "io"


class Error(ValueError):
    """Why something could not be done.

    >>> try:
    ...     cachewarden.explain("no-such-rule")
    ... except cachewarden.Error as error:
    ...     error.code, error.message
    (ErrorCode.ARGUMENT, 'no rule is called `no-such-rule`')
    """

    code: ErrorCode
    message: str
    place: str  #: a path, `document:line:column`, or empty

    def __init__(self, message: str, code: str = "argument", place: str = "") -> None:
        super().__init__(message, code, place)
        self.code = ErrorCode.of(code)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UnknownValue(LookupError):
    """A property was asked for of which nothing may be concluded. A check that lets it pass says
    `unknown`, and its finding names what is missing."""


@dataclass(frozen=True)
class Resource:
    """A resource, by name."""

    id: str
    name: str
    type: str
    intent: Intent = Intent.LIVE


@dataclass(frozen=True)
class Evidence:
    """A property that a finding rests on: what was seen, and where."""

    resource: str  #: id
    property: str  #: as in the REST interface; empty for the resource as a whole
    state: State
    value: str = ""  #: JSON, as the input spells it; never of a secret
    note: str = ""  #: why there is a value that the input does not show
    document: str = ""
    pointer: str = ""  #: JSON pointer from the root of the document
    line: int = 0  #: from 1; 0 where the input does not show it
    column: int = 0
    via: Tuple[str, ...] = ()  #: places that led to the value, the last first


@dataclass(frozen=True)
class Missing:
    """Evidence that would decide an unknown finding."""

    kind: MissingKind
    what: str
    reason: str
    collect: str = ""  #: the command that collects it


@dataclass(frozen=True)
class Control:
    """An entry of an authority that a rule serves."""

    framework: str
    id: str


@dataclass(frozen=True)
class Remediation:
    """How a violation is mended, one line each."""

    cli: str = ""
    bicep: str = ""
    terraform: str = ""


@dataclass(frozen=True)
class Example:
    """A case of a rule: a change to its baseline and the status of the result. In a patch null
    stays null and `"$absent"` removes; an object patches the first document, an array one each."""

    name: str
    patch: str
    status: Status


@dataclass(frozen=True)
class Finding:
    """What one rule says of one resource."""

    rule: str
    name: str
    status: Status
    severity: Severity
    category: Category
    title: str
    resource: Resource
    message: str
    evidence: Tuple[Evidence, ...] = ()
    missing: Tuple[Missing, ...] = ()
    remediation: Remediation = Remediation()
    controls: Tuple[Control, ...] = ()
    marks: Tuple[str, ...] = ()
    assumptions: Tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Finding {self.status} {self.rule} {self.resource.name}: {self.message}>"

    @classmethod
    def _of(cls, given: Mapping[str, Any]) -> Finding:
        values = dict(given)
        id, name, type, intent = values["resource"]
        values["status"] = Status(values["status"])
        values["severity"] = Severity(values["severity"])
        values["category"] = Category(values["category"])
        values["resource"] = Resource(id, name, type, Intent(intent))
        values["evidence"] = tuple(
            Evidence(**_with(each, state=State(each["state"]))) for each in values["evidence"]
        )
        values["missing"] = tuple(
            Missing(**_with(each, kind=MissingKind(each["kind"]))) for each in values["missing"]
        )
        values["remediation"] = Remediation(*values["remediation"])
        values["controls"] = tuple(Control(*each) for each in values["controls"])
        return cls(**values)


@dataclass(frozen=True)
class Diagnostic:
    """What readers tell besides resources."""

    severity: DiagnosticSeverity
    code: str
    message: str
    document: str = ""
    line: int = 0
    column: int = 0

    @classmethod
    def _of(cls, given: Mapping[str, Any]) -> Diagnostic:
        return cls(**_with(given, severity=DiagnosticSeverity(given["severity"])))


@dataclass(frozen=True)
class Input:
    """A document that was read."""

    name: str
    form: str  #: what it was recognised as; empty if it was not
    size: int
    resources: int
    ignored: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a check says: a status and one sentence for this case."""

    status: Status
    message: str = ""


#: What a check may return: True passes, False fails, None is unknown.
Answer = Union[bool, str, Verdict, None]
Check = Callable[["ResourceView", "Context"], Answer]


@dataclass(frozen=True)
class Rule:
    """One requirement. Those of the library come from `rules()`; one of your own has a `check`.

    A check is called once for each resource of its type, in the order of the findings. It gets the
    resource and a `Context`, and returns True or False, a `Status`, or a `Verdict` with a sentence.
    What it asks becomes the evidence; asking a value that is not known ends it with `unknown`, and
    so does any exception.

    >>> def check(cache, context):
    ...     return "owner" in (cache["tags"] or {})
    >>> rule = cachewarden.Rule(id="ACME-1", resource_type="Microsoft.Cache/redis",
    ...                         title="has an owner", check=check)
    >>> cache = {"type": "Microsoft.Cache/redis", "name": "c", "properties": {},
    ...          "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c"}
    >>> assessment = cachewarden.check(cache, rules="ACME-*", custom_rules=[rule])
    >>> assessment.findings[0].status
    Status.FAIL
    """

    id: str
    resource_type: str
    name: str = ""  #: default the id
    title: str = ""  #: the requirement
    message: str = ""  #: the violation
    severity: Severity = Severity.MEDIUM
    category: Category = Category.GOVERNANCE
    since: str = ""
    rationale: str = ""
    remediation: Remediation = Remediation()
    references: Tuple[str, ...] = ()
    controls: Tuple[Control, ...] = ()
    baseline: str = field(default="", repr=False)  #: JSON array of documents that pass
    examples: Tuple[Example, ...] = field(default=(), repr=False)
    check: Optional[Check] = field(default=None, repr=False)

    @classmethod
    def _of(cls, given: Mapping[str, Any]) -> Rule:
        values = dict(given)
        values["severity"] = Severity(values["severity"])
        values["category"] = Category(values["category"])
        values["remediation"] = Remediation(*values["remediation"])
        values["controls"] = tuple(Control(*each) for each in values["controls"])
        values["examples"] = tuple(
            Example(name, patch, Status(status)) for name, patch, status in values["examples"]
        )
        return cls(**values)
