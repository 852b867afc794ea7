"""Changes: what an edit does to the rows of a plan, how to take it back, and what two states differ in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from teamform.plan.columns import sentence_case
from teamform.plan.sheets import SHEETS
from teamform.store import cells
from teamform.store.cells import Row

UNNUMBERED = -1
"""The row number of a row that is still to be added."""

Place = tuple[str, int]
"""A sheet and the number of a row."""


@dataclass(frozen=True)
class Change:
    """One cell, or one whole row, that was one thing and is now another.

    With a ``column``, ``was`` and ``now`` are that cell's values as they are kept (None: blank).
    Without one, they are whole rows: an added row was None, a deleted row is now None.
    """

    sheet: str
    row: int
    column: str
    was: Any
    now: Any
    name: str = ""
    """What people call the row, such as the person's number."""

    @property
    def place(self) -> Place:
        """The row that is changed."""
        return self.sheet, self.row

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, was=self.now, now=self.was)

    def __str__(self) -> str:
        if self.column:
            was, now = (cells.words(self.sheet, self.column, value) for value in (self.was, self.now))
            return f"{self.sheet}, {self.name}: {sentence_case(self.column)} from {was} to {now}"
        return f"{self.sheet}: {self.name} {'added' if self.was is None else 'deleted'}"


def put(sheet: str, row: int, column: str, value: Any) -> Change:
    """Write ``value`` (in the plan's units; None or "" blanks it) into one cell."""
    return Change(sheet, row, column, None, cells.kept(sheet, column, value))


def add(sheet: str, values: Mapping[str, Any]) -> Change:
    """Add a row; the store numbers it."""
    row = {name: cells.kept(sheet, name, value) for name, value in values.items()}
    return Change(sheet, UNNUMBERED, "", None, {name: value for name, value in row.items() if value is not None})


def drop(sheet: str, row: int) -> Change:
    """Delete a row."""
    return Change(cells.sheet(sheet).name, row, "", {}, None)


def applied(row: Row | None, change: Change) -> Row | None:
    """A row after a change (None: there is no such row)."""
    if not change.column:
        return None if change.now is None else dict(change.now)
    new = dict(row or {})
    new.pop(change.column, None)
    return new if change.now is None else new | {change.column: change.now}


def between(place: Place, old: Row | None, new: Row | None) -> list[Change]:
    """The changes that turn one state of a row into another."""
    if old is None or new is None:
        either = old if new is None else new
        return [] if either is None else [Change(*place, "", old, new, cells.row_name(place[0], either))]
    name = cells.row_name(place[0], old)
    names = [c.name for c in cells.sheet(place[0]).columns if old.get(c.name) != new.get(c.name)]
    return [Change(*place, column, old.get(column), new.get(column), name) for column in names]


def to_table(name: str, old: Mapping[int, Row], new: Iterable[Row]) -> list[Change]:
    """The changes that turn a sheet's rows into those of another table, however that numbers its rows.

    Rows are recognised by the sheet's key (or, without one, by all they hold) and keep their numbers.
    """
    waiting: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, row in sorted(old.items(), reverse=True):
        waiting[_identity(name, row)].append(number)
    changes = []
    for row in new:
        same = waiting.get(_identity(name, row))
        if same:
            number = same.pop()
            changes += between((name, number), old[number], row)
        else:
            changes.append(Change(name, UNNUMBERED, "", None, row, cells.row_name(name, row)))
    gone = [number for numbers in waiting.values() for number in numbers]
    return changes + [change for number in sorted(gone) for change in between((name, number), old[number], None)]


def _identity(name: str, row: Row) -> tuple[Any, ...]:
    columns: Sequence[str] = SHEETS[name].key or [c.name for c in SHEETS[name].columns]
    return tuple(row.get(column) for column in columns)
