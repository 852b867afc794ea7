"""What the door hands on of a sheet: plain values that can be sent from process to process."""

from __future__ import annotations

from dataclasses import dataclass

Cells = str | int | float | bool | None | tuple[str, str]
"""A cell; a pair is a date (``("date", iso)``) or what has no value (an error, a formula, damage), with its text."""
Found = dict[int, Cells]
"""The filled cells of a row by the number of their column."""


MOST_REMARKS = 200
"""Up to so many remarks are made about a sheet."""


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
    since_1904: bool = False
    """Whether days are numbered from 1904 on."""
    widths: tuple[tuple[int, int], ...] = ()
    """In a text file: a row and how many cells it and those below have, blank ones too."""


def column_letters(number: int) -> str:
    """A for 1, AB for 28."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
