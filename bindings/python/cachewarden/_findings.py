"""Findings, one by one and as columns."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Dict, Iterable, Iterator, Optional, Union, overload

from . import _core
from ._values import Error, Finding


class Columns:
    """Findings as columns, one row each, for libraries that speak Arrow's PyCapsule protocol:
    `pyarrow.table(it)`, `polars.DataFrame(it)`, `duckdb.from_arrow(it)`, `pandas.DataFrame.
    from_arrow(it)`. They take them without copying, in arrays of at most `batch_rows`, each made
    when it is asked for. Columns without evidence cost next to nothing; `columns()` tells which.
    """

    __slots__ = ("_batch_rows", "_core", "_numbers", "names")

    def __init__(
        self,
        core: _core.Assessment,
        numbers: Sequence[int],
        names: Iterable[str] = (),
        batch_rows: int = 65536,
    ) -> None:
        if batch_rows < 1:
            raise Error("a batch has at least one row")
        self._core = core
        self._numbers = numbers
        self._batch_rows = batch_rows
        self.names = tuple(names) or tuple(name for name, _, _ in _core.columns())
        self.__arrow_c_schema__()  # says at once if a column does not exist

    def __len__(self) -> int:
        return len(self._numbers)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        is_all = self._numbers == range(len(self._core))
        numbers = None if is_all else array("Q", self._numbers)
        return self._core.stream(numbers, list(self.names), self._batch_rows, requested_schema)

    def __arrow_c_schema__(self) -> object:
        return _core.schema(list(self.names))

    def __repr__(self) -> str:
        return f"<{len(self)} findings in {len(self.names)} columns>"


class Findings(Sequence[Finding]):
    """Findings, each made when it is asked for; equal to any sequence of the same findings."""

    __slots__ = ("_core", "_numbers")

    def __init__(self, core: _core.Assessment, numbers: Sequence[int]) -> None:
        self._core = core
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> Findings: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Finding, Findings]:
        if isinstance(index, slice):
            return Findings(self._core, self._numbers[index])
        return Finding._of(self._core.finding(self._numbers[index]))

    def __iter__(self) -> Iterator[Finding]:
        for number in self._numbers:
            yield Finding._of(self._core.finding(number))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def columns(self, *names: str, batch_rows: int = 65536) -> Columns:
        """These findings as columns; see `Columns`. `names` are those of `columns()`; all of them
        if none is named.

        >>> cachewarden.check([]).findings.columns("rule", "status").names
        ('rule', 'status')
        """
        return Columns(self._core, self._numbers, names, batch_rows)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self.columns().__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self.columns().__arrow_c_schema__()

    def __repr__(self) -> str:
        return f"<{len(self)} findings>"


def columns() -> Dict[str, str]:
    """The columns of findings, with what is in them.

    >>> list(cachewarden.columns())[:3]
    ['rule', 'name', 'title']
    """
    return {name: description for name, description, _ in _core.columns()}
