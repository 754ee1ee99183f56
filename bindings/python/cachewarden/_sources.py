"""What callers hand over, as the compiled half takes it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, Iterable, List, Optional, Tuple, Union
from typing import Mapping as MappingOf

from ._values import Error

#: A path, the bytes of a document (any object with the buffer protocol, such as a memory map), or
#: what `json.load` makes of one.
Source = Union[
    str, "os.PathLike[str]", bytes, bytearray, memoryview, MappingOf[str, Any], List[Any]
]
Words = Union[str, Iterable[str]]
#: A path, the bytes of a document, or what `json.load` makes of one.
Document = Union[str, "os.PathLike[str]", bytes, bytearray, MappingOf[str, Any], None]

CoreSource = Tuple[bool, bytes, Union[bytes, memoryview], bytes]


def _buffer(source: Any) -> Optional[memoryview]:
    """The bytes of an object with the buffer protocol, not copied if they stand in one piece."""
    try:
        view = memoryview(source)
    except TypeError:
        return None
    return view if view.c_contiguous else memoryview(view.tobytes())


def words(given: Words) -> List[str]:
    return [given] if isinstance(given, str) else list(given)


def _is_plain(source: Any) -> bool:
    """A path or the bytes of a document."""
    return isinstance(source, (str, os.PathLike)) or _buffer(source) is not None


def core_source(source: Any, name: str, of: str) -> CoreSource:
    about = of.encode("utf-8", "surrogatepass")
    if isinstance(source, (str, os.PathLike)):
        if source == "-":
            return (False, b"-", sys.stdin.buffer.read(), about)
        return (True, os.fsencode(source), b"", about)
    if (view := _buffer(source)) is not None:
        return (False, name.encode(), view, about)
    if not isinstance(source, (Mapping, list, tuple)):
        raise TypeError(f"a source is a path, bytes or parsed JSON, not {type(source).__name__}")
    try:
        text = json.dumps(source, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise Error(f"a parsed document is no JSON: {error}", place=name) from error
    return (False, name.encode(), text.encode(), about)


def core_sources(sources: Iterable[Any], of: MappingOf[str, Any]) -> List[CoreSource]:
    flat: List[Tuple[Any, str]] = []
    for source in sources:
        is_several = (
            isinstance(source, (list, tuple)) and source and all(map(_is_plain, source))
        )
        flat += [(each, "") for each in (source if is_several else [source])]
    flat += [(source, about) for about, source in of.items()]
    return [
        core_source(source, "input" if len(flat) == 1 else f"input[{number}]", about)
        for number, (source, about) in enumerate(flat)
    ]


def document_text(given: Document, what: str) -> str:
    """The text of a document; empty if there is none."""
    if given is None:
        return ""
    if isinstance(given, Mapping):
        try:
            return json.dumps(given, allow_nan=False)
        except (ValueError, TypeError, RecursionError) as error:
            raise Error(f"the {what} are no JSON: {error}") from error
    try:
        if isinstance(given, (bytes, bytearray)):
            return bytes(given).decode("utf-8-sig")
        with open(given, encoding="utf-8-sig") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Error(f"the {what} cannot be read: {error}") from error
