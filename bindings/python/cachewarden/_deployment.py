"""What templates are deployed with, and what they would deploy."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Iterable, List, Mapping, Tuple, Union

from . import _core
from ._sources import core_source, document_text

#: A path, or what `json.load` makes of a parameters file.
Parameters = Union[str, "os.PathLike[str]", bytes, Mapping[str, Any]]


def _text(value: Any) -> bytes:
    """A value as a parameter of any type is read: texts as they are, everything else as JSON."""
    return (value if isinstance(value, str) else json.dumps(value)).encode()


class Deployment:
    """What templates are deployed with.

    `parameters` are parameters files, each a path or parsed JSON, the later ones stronger; `values`
    are single parameters, stronger than files. `scope` says where it goes, such as
    `{"subscriptionId": ..., "resourceGroup": "shop"}`. `roots` are the folders from which linked
    templates and modules may be read (default: the project that a template is in), `module_cache`
    the one in which Bicep keeps registry modules.

    >>> cachewarden.Deployment(values={"capacity": 2}).values
    {'capacity': 2}
    """

    __slots__ = ("module_cache", "parameters", "roots", "scope", "values")

    def __init__(
        self,
        *,
        parameters: Union[Parameters, Iterable[Parameters]] = (),
        values: Union[Mapping[str, Any], None] = None,
        scope: Union[Mapping[str, Any], None] = None,
        roots: Iterable[Union[str, "os.PathLike[str]"]] = (),
        module_cache: Union[str, "os.PathLike[str]"] = "",
    ) -> None:
        is_one = isinstance(parameters, (str, bytes, os.PathLike, Mapping))
        self.parameters: List[Any] = [parameters] if is_one else list(parameters)  # type: ignore
        self.values = dict(values or {})
        self.scope = dict(scope or {})
        self.roots = list(roots)
        self.module_cache = module_cache

    def _core(self) -> _core.Deployment:
        files: List[Tuple[bytes, bytes]] = []
        for number, given in enumerate(self.parameters):
            is_path = isinstance(given, (str, os.PathLike))
            name = os.fsencode(given) if is_path else b"parameters[%d].json" % number
            files.append((name, document_text(given, "parameters").encode()))
        return _core.Deployment(
            files,
            [(name.encode(), _text(value)) for name, value in self.values.items()],
            json.dumps(self.scope) if self.scope else "",
            [os.fsencode(root) for root in self.roots],
            os.fsencode(self.module_cache),
        )


def expand(source: Any, deployment: Union[Deployment, None] = None) -> Dict[str, Any]:
    """What a template, ARM JSON or Bicep, deploys, as far as that can be known beforehand.

    `source` is a path, the bytes of a template or parsed JSON. What is not known is its expression
    in brackets and listed in `unknown`; values of secrets are never shown. What is no template
    raises `Error`.

    >>> template = {
    ...     "$schema": "https://schema.management.azure.com/schemas/2019-04-01/"
    ...                "deploymentTemplate.json#",
    ...     "contentVersion": "1.0.0.0", "resources": [],
    ...     "outputs": {"sum": {"type": "int", "value": "[add(1, 2)]"}}}
    >>> cachewarden.expand(template)["outputs"]
    {'sum': {'type': 'int', 'value': 3}}
    """
    how = deployment if deployment is not None else Deployment()
    result: Dict[str, Any] = json.loads(
        _core.expand(core_source(source, "input", ""), how._core())
    )
    return result
