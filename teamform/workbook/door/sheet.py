"""What the door hands on of a sheet: plain values that can be sent from process to process."""

from __future__ import annotations

from dataclasses import dataclass

Cells = str | int | float | bool | None | tuple[str, str]
"""A cell; a pair is a date (``("date", iso)``) or what has no value (an error, a formula, damage), with its text."""
Found = dict[int, Cells]
"""The filled cells of a row by the number of their column."""


@dataclass(frozen=True)
class Remark:
    """Something about a sheet that can't be told from its cells: where, which kind, and in words."""

    place: str
    kind: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and state (visible, hidden, veryHidden), and what stands around its cells."""

    name: str
    state: str = "visible"
    remarks: tuple[Remark, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[str, ...] = ()
