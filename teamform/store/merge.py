"""Merging an edit with what others did since its author last looked: nobody overwrites anybody unawares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from teamform.errors import InputError
from teamform.plan.columns import sentence_case
from teamform.store import cells
from teamform.store.cells import Row
from teamform.store.changes import UNNUMBERED, Change, applied
from teamform.store.rows import Rows


@dataclass(frozen=True)
class Since:
    """A change that is already in the plan: what, by whom, in which window, and when."""

    change: Change
    who: str
    window: str
    at: dt.datetime


@dataclass(frozen=True)
class ClashingCell:
    """A cell that two people changed at once: what both saw, what is there now, and what the second one wants.

    An empty ``column`` means the second person wants the whole row deleted (``mine`` is None) although
    somebody changed it. ``theirs`` None with ``base`` a whole row means the row was deleted meanwhile.
    """

    sheet: str
    row: int
    column: str
    name: str
    base: Any
    theirs: Any
    mine: Any
    by: str
    """Who made the change that is there now."""
    by_at: dt.datetime

    @property
    def row_is_gone(self) -> bool:
        """Whether the other person deleted the row."""
        return bool(self.column) and isinstance(self.base, dict)

    def __str__(self) -> str:
        if not self.column:
            return f"{self.sheet}: you deleted {self.name}, which {self.by} changed meanwhile"
        column, mine = sentence_case(self.column), cells.words(self.sheet, self.column, self.mine)
        if self.row_is_gone:
            return f"{self.sheet}: you changed {column} of {self.name} to {mine}; {self.by} deleted it meanwhile"
        base, theirs = (cells.words(self.sheet, self.column, value) for value in (self.base, self.theirs))
        return (f"{self.sheet}, {self.name}: {column} was {base}; {self.by} changed it to {theirs}, "
                f"you to {mine}")  # fmt: skip


@dataclass
class Merged:
    """What becomes of the changes of an edit."""

    apply: list[Change] = field(default_factory=list)
    clashes: list[ClashingCell] = field(default_factory=list)


def merge(wanted: Sequence[Change], now: Rows, since: Iterable[Since], window: str) -> Merged:
    """Decide what becomes of ``wanted``, made in ``window`` by somebody who hasn't seen ``since`` (oldest first).

    What was done in the same window can't clash; an undo, which must clash with everything done since,
    gives no window.
    """
    touched: dict[tuple[str, int], list[Since]] = {}
    for other in since:
        touched.setdefault(other.change.place, []).append(other)
    result = Merged()
    rows: dict[tuple[str, int], Row | None] = dict(now)
    for change in wanted:
        if change.row == UNNUMBERED:
            result.apply.append(change)
            continue
        found = _one(change, rows.get(change.place), touched.get(change.place, []), window)
        if isinstance(found, ClashingCell):
            result.clashes.append(found)
        elif found is not None:
            rows[found.place] = applied(rows.get(found.place), found)
            result.apply.append(found)
    return result


def _one(change: Change, row: Row | None, touched: list[Since], window: str) -> Change | ClashingCell | None:
    """The change as it can be applied now, the clash that it meets, or None when it is there already."""
    if not change.column:
        return _whole_row(change, row, touched, window)
    if row is None:
        return _row_is_gone(change, touched)
    name, there = cells.row_name(change.sheet, row), row.get(change.column)
    same_cell = [other for other in touched if other.change.column == change.column]
    ready = replace(change, was=there, name=name)
    if there == change.now:
        return None
    if not same_cell or same_cell[-1].window == window or there == same_cell[0].change.was:
        return ready
    if any(other.window == window and other.change.now == change.now for other in same_cell):
        return None  # sent again, although somebody who saw it has since changed it
    last = same_cell[-1]
    return ClashingCell(change.sheet, change.row, change.column, name, same_cell[0].change.was, there, change.now,
                        last.who, last.at)  # fmt: skip


def _whole_row(change: Change, row: Row | None, touched: list[Since], window: str) -> Change | ClashingCell | None:
    if change.now is not None:  # a deleted row comes back
        return change if row is None else None
    if row is None:
        return None
    name = cells.row_name(change.sheet, row)
    others = [other for other in touched if other.window != window]
    if not others or _unchanged(row, touched):
        return replace(change, was=row, name=name)
    return ClashingCell(change.sheet, change.row, "", name, None, row, None, others[-1].who, others[-1].at)


def _unchanged(row: Row, touched: list[Since]) -> bool:
    """Whether everything that was changed in a row has been taken back."""
    before: Row | None = row
    for other in reversed(touched):
        before = applied(before, other.change.inverse)
    return before == row


def _row_is_gone(change: Change, touched: list[Since]) -> ClashingCell:
    deleted = [other for other in touched if not other.change.column and other.change.now is None]
    if not deleted:
        raise InputError(f"{change.sheet} has no row {change.row}: nothing was changed.")
    last = deleted[-1]
    return ClashingCell(change.sheet, change.row, change.column, last.change.name, last.change.was, None, change.now,
                        last.who, last.at)  # fmt: skip
