"""Who reaches caches, and what network security groups do. Answers are plain JSON values."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Union

from . import _core
from ._assessment import read
from ._inventory import Inventory
from ._sources import Source

Given = Union[Inventory, Source]


def _inventory(given: Given) -> _core.Inventory:
    return (given if isinstance(given, Inventory) else read(given))._core


def _texts(given: Union[str, int, Iterable[Union[str, int]]]) -> List[str]:
    return [str(given)] if isinstance(given, (str, int)) else [str(each) for each in given]


def reach(
    source: Given,
    to: Union[str, Iterable[str]] = (),
    *,
    port: Union[str, int, Iterable[Union[str, int]]] = (),
    from_: str = "",
    verify: bool = False,
    blocked: bool = False,
) -> Dict[str, Any]:
    """Who reaches caches, exactly, as the command `cachewarden reach --format json` tells it.

    `to` names caches by id or name (default: all), `port` ports such as 6380 or "15000-15999"
    (default: those that are listened on). `from_` is a prefix, "Internet", another tag of a list
    of service tags in the input, or a subnet. With `verify` a second, plain checker goes through
    each answer; with `blocked` those that do not get through are listed too. Raises `Error`.

    >>> answer = cachewarden.reach({
    ...     "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders",
    ...     "type": "Microsoft.Cache/redis",
    ...     "properties": {"publicNetworkAccess": "Disabled", "subnetId": None,
    ...                    "privateEndpointConnections": []}})
    >>> answer["caches"][0]["reached"]
    'no'
    """
    text = _core.reach(
        _inventory(source), _texts(to), _texts(port), from_, verify, blocked
    )
    return dict(json.loads(text))


def nsg_lint(source: Given, *, group: str = "", verify: bool = False) -> Dict[str, Any]:
    """Rules of network security groups that do nothing, contradict each other or let too much in,
    each proven. `group` is an id or a name (default: all groups). Raises `Error`."""
    return dict(json.loads(_core.nsg_lint(_inventory(source), group, verify)))


def nsg_diff(
    first: Given, second: Given, *, group: str = "", other: str = "", verify: bool = False
) -> Dict[str, Any]:
    """What groups of two estates let through differently, exactly. Groups are paired by id, then by
    name; or `group` is compared with `other`. Raises `Error`."""
    text = _core.nsg_diff(_inventory(first), _inventory(second), group, other, verify)
    return dict(json.loads(text))
