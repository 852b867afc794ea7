"""A table found in a sheet: its headings, its rows, and what around it isn't read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from teamform.workbook.grid import Grid
from teamform.workbook.spellings import squeezed


@dataclass(frozen=True)
class Aside:
    """Rows that aren't read as data: which, what kind they are, and a glimpse of the first."""

    kind: str
    rows: tuple[int, ...]
    glimpse: str = ""


@dataclass
class Table:
    """A table of a sheet."""

    grid: Grid
    file: str
    head: tuple[int, ...]
    """Rows of headings."""
    headings: dict[int, str]
    """Heading of each column, by the number of the column."""
    labels: dict[int, str]
    """A second line of headings, where there is one."""
    rows: dict[int, dict[int, Any]]
    asides: list[Aside] = field(default_factory=list)
    part: int = 0
    """Which table of the sheet it is."""

    @property
    def sheet(self) -> str:
        """The title of the sheet."""
        return self.grid.name

    @property
    def fingerprint(self) -> str:
        """A short mark of the headings, by which a mapping is found again."""
        text = "|".join(sorted(squeezed(heading) for heading in self.headings.values()))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def values(self, column: int) -> list[Any]:
        """What stands in a column below its heading; None where nothing does."""
        return [cells.get(column) for cells in self.rows.values()]

    def first(self, column: int) -> str:
        """The first value of a column, as text."""
        return next((str(v) for v in self.values(column) if v is not None), "")

    def drop_column(self, column: int) -> None:
        """Forget a column and everything in it."""
        self.headings.pop(column, None)
        self.labels.pop(column, None)
        for rows in (self.rows, {row: self.grid.rows.get(row, {}) for row in self.grid.rows}):
            for cells in rows.values():
                cells.pop(column, None)

    def set_aside(self, kind: str, rows: Iterable[int]) -> None:
        """Take rows out of the table, and say why."""
        gone = tuple(row for row in rows if row in self.rows)
        if gone:
            glimpse = " | ".join(str(value) for value in self.rows[gone[0]].values())[:80]
            self.asides.append(Aside(kind, gone, glimpse))
            for row in gone:
                del self.rows[row]
