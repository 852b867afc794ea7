"""A sheet as it came through the door: plain cells by row and column, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teamform.workbook.door.sheet import Found

PLACE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class NoValue:
    """A cell that holds something, but no value: a spreadsheet error, a formula never calculated, damage."""

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass
class Grid:
    """The filled cells of one sheet."""

    name: str
    state: str = "visible"
    remarks: tuple[tuple[str, str, str], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[str, ...] = ()
    since_1904: bool = False
    widths: tuple[tuple[int, int], ...] = ()
    """In a text file: a row and how many cells it and those below have, blank ones too."""
    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    """Values by row and column, both numbered from 1 as in the spreadsheet."""

    @classmethod
    def named(cls, name: str, state: str, remarks: Sequence[tuple[str, str, str]], hidden_rows: Iterable[int],
              *rest: Any) -> Grid:  # fmt: skip
        """An empty grid from what the door says of a sheet, in the order of its `Sheet`."""
        return cls(name, state, tuple(remarks), frozenset(hidden_rows), *rest)

    def width(self, row: int) -> int:
        """How many cells a row of a text file has, blank ones too; 0 in other files."""
        return next((width for first, width in reversed(self.widths) if first <= row), 0)

    def add(self, rows: Iterable[tuple[int, Found]]) -> None:
        """Put rows in; text that is only space counts as nothing."""
        for number, cells in rows:
            values = {column: _value(cell) for column, cell in cells.items()}
            kept = {column: value for column, value in values.items() if value is not None}
            if kept:
                self.rows[number] = kept

    @property
    def hidden(self) -> bool:
        """Whether the sheet is hidden."""
        return self.state != "visible"


def _value(cell: Any) -> Any:
    if isinstance(cell, tuple):
        kind, text = cell
        if kind != "date":
            return NoValue(kind, text)
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return text
    if isinstance(cell, str) and not cell.strip():
        return None
    return cell
