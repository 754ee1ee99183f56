"""Resources that were read, and what checks may ask of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, List, Optional, Tuple

from . import _core
from ._values import Diagnostic, Input, Intent, Resource, State, UnknownValue


@dataclass(frozen=True)
class Property:
    """A property of a resource: its value, and how that is known. Without a value it is None."""

    name: str
    path: str  #: as in the REST interface
    state: State
    value: Any = None
    is_secret: bool = False  #: then only whether there is one is known

    @property
    def is_gap(self) -> bool:
        """Whether nothing may be concluded."""
        return self.state.is_gap


class _Trace:
    """What a check asked, in order: kind, number of the resource, name, whether it is a gap."""

    def __init__(self) -> None:
        self.asked: List[Tuple[str, int, str, bool]] = []

    def add(self, kind: str, index: int, name: str, is_gap: bool) -> None:
        entry = (kind, index, name, is_gap)
        if entry not in self.asked:
            self.asked.append(entry)

    def basis(self, is_decided: bool) -> List[Tuple[str, int, str]]:
        """What a decision rests on are values; what leaves it open are gaps, if there are any."""
        gaps = [each for each in self.asked if each[3]]
        values = [each for each in self.asked if not each[3]]
        return [each[:3] for each in (values if is_decided else gaps or values)]


class ResourceView:
    """A resource of an inventory, with its properties.

    >>> cache = cachewarden.read({
    ...     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c",
    ...     "type": "Microsoft.Cache/redis",
    ...     "properties": {"minimumTlsVersion": "1.2"}}).resources[0]
    >>> cache["minimum_tls_version"]
    '1.2'
    >>> cache["subnet_id"] is None
    True
    >>> cache.ask("enable_non_ssl_port").state
    State.DEFAULTED
    """

    __slots__ = ("_core", "_index", "_trace", "resource")

    def __init__(self, core: _core.Inventory, index: int, trace: Optional[_Trace] = None) -> None:
        self._core = core
        self._index = index
        self._trace = trace
        fields = core.resource(index)
        self.resource = Resource(fields[0], fields[1], fields[2], Intent(fields[3]))

    @property
    def id(self) -> str:
        return self.resource.id

    @property
    def name(self) -> str:
        return self.resource.name

    @property
    def type(self) -> str:
        return self.resource.type

    @property
    def intent(self) -> Intent:
        return self.resource.intent

    @property
    def is_collected(self) -> bool:
        """Whether it was read, not only referred to."""
        return self._core.is_collected(self._index)

    @property
    def fields(self) -> List[str]:
        """The names of all properties of its type."""
        return self._core.fields(self._index)

    def ask(self, name: str) -> Property:
        """A property and how it is known. Raises `KeyError` if the type has none such."""
        state, value, path, is_secret = self._core.ask(self._index, name)
        result = Property(name, path, State(state), value, is_secret)
        if self._trace is not None:
            self._trace.add("property", self._index, name, result.is_gap)
        return result

    def __getitem__(self, name: str) -> Any:
        """The value of a property; None if it is settled that there is none. Raises `UnknownValue`
        where nothing may be concluded, and `KeyError` if the type has none such."""
        asked = self.ask(name)
        if asked.is_gap:
            raise UnknownValue(f"`{asked.path or name}` of `{self.name}` is {asked.state}")
        return asked.value

    def _view(self, index: int) -> ResourceView:
        return ResourceView(self._core, index, self._trace)

    @property
    def parent(self) -> Optional[ResourceView]:
        """The resource that this one is a child of, for extensions their target."""
        index = self._core.parent(self._index)
        return None if index is None else self._view(index)

    def children(self, type: str, *, partial: bool = False) -> Tuple[ResourceView, ...]:
        """The children of a type, such as `Microsoft.Cache/redis/firewallRules`. Raises
        `UnknownValue` if they may be more than are known, unless `partial`."""
        is_complete = self._core.is_complete(self._index, type)
        if self._trace is not None:
            self._trace.add("collection", self._index, type, not is_complete)
        if not is_complete and not partial:
            raise UnknownValue(f"the list of `{type}` of `{self.name}` is not complete")
        return tuple(self._view(index) for index in self._core.children(self._index, type))

    def follow(self, name: str) -> Optional[ResourceView]:
        """The resource that a property refers to. Its own properties are unknown if it was not
        collected."""
        id = self[name]
        index = None if id is None else self._core.find(id, self.intent.value)
        return None if index is None else self._view(index)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ResourceView):
            return NotImplemented
        return self._core is other._core and self._index == other._index

    def __hash__(self) -> int:
        return hash(self.resource)

    def __repr__(self) -> str:
        return f"<ResourceView {self.type} {self.name}>"


class Inventory:
    """Resources with their relations, inputs and diagnostics. Never changes; any number of threads
    may ask it."""

    __slots__ = ("_core", "_trace")

    def __init__(self, core: _core.Inventory, trace: Optional[_Trace] = None) -> None:
        self._core = core
        self._trace = trace

    def __len__(self) -> int:
        return len(self._core)

    @property
    def resources(self) -> Tuple[ResourceView, ...]:
        """Ordered by id."""
        return tuple(
            ResourceView(self._core, index, self._trace) for index in range(len(self._core))
        )

    def find(self, id: str, intent: str = Intent.LIVE) -> Optional[ResourceView]:
        """By id, compared without case."""
        index = self._core.find(id, Intent.of(intent).value)
        return None if index is None else ResourceView(self._core, index, self._trace)

    @property
    def inputs(self) -> Tuple[Input, ...]:
        """The documents, ordered by name."""
        return tuple(Input(**each) for each in self._core.inputs())

    @property
    def diagnostics(self) -> Tuple[Diagnostic, ...]:
        """What readers tell besides resources."""
        return tuple(Diagnostic._of(each) for each in self._core.diagnostics())

    @property
    def facts_version(self) -> str:
        """The version of the facts about Azure."""
        return self._core.facts_version

    def __repr__(self) -> str:
        return f"<Inventory of {len(self)} resources from {len(self.inputs)} inputs>"


@dataclass(frozen=True)
class Context:
    """What a check may ask besides its resource."""

    inventory: Inventory
    as_of: Optional[datetime.date] = None  #: the date of judgement
