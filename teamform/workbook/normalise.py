"""From what a cell shows to what a plan stores: one normaliser for each kind of column.

A normaliser gives the stored value and says what it did: nothing worth saying, a repair (listed
green), or an assumption that a person should check (listed amber). What it can't use raises
Unusable, with the reason and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from teamform.plan.columns import Column, Kind
from teamform.workbook import numbers
from teamform.workbook.dates import date_of
from teamform.workbook.grid import NoValue
from teamform.workbook.inert import cleaned, plain, unlike
from teamform.workbook.numbers import USUAL, Habit, habit_of
from teamform.workbook.spellings import choice_of, clearance_of, squeezed
from teamform.workbook.unusable import Read, Unusable

__all__ = ["MISSING", "Habit", "habit_of", "normalise", "squeezed"]

MISSING: Final = frozenset(
    (
        "",
        "-",
        "--",
        "–",
        "—",
        "n/a",
        "#n/a",
        "n.a.",
        "n/k",
        "unknown",
        "not known",
        "not applicable",
        "tbc",
        "tba",
        "tbd",
        "?",
        "n/d",
        "not disclosed",
        "redacted",
        "no_manager",
        "none given",
        "not given",
        "[c]",
        "[x]",
        "[z]",
        "[u]",
        "[low]",
        ":",
        ".",
        "..",
        "...",
    )
)
"""Marks that people and official statistics write for a missing value (NA, Null and None may be codes)."""

WIDE_DIGITS: Final = {0xFF10 + digit: str(digit) for digit in range(10)}

SPELLED_YES: Final = {"yes", "y", "true", "t", "1", "x", "✓", "✔"}
SPELLED_NO: Final = {"no", "n", "false", "f", "0"}


def normalise(column: Column, value: Any, habit: Habit = USUAL) -> Read:
    """The stored value of a cell; Unusable if there is none. A blank is None."""
    if isinstance(value, NoValue):
        raise Unusable(*NO_VALUE[value.kind])
    text = plain(value) if isinstance(value, str) else value
    if value is None or value != value or text == "":
        return Read(None)
    known = column.kind is Kind.CHOICE and choice_of(column.name, column.choices, str(text))
    if isinstance(text, str) and text.casefold() in MISSING and not known:
        return Read(None, "a mark for a missing value, read as blank", by="missing value")
    read = _NORMALISERS[column.kind](column, text, habit)
    _in_range(column, read.value)
    if isinstance(value, str) and not read.repair and (note := cleaned(value)):
        return Read(read.value, note[1], read.check, by=note[0])
    return read


NO_VALUE: Final = {
    "error": ("The spreadsheet shows an error here.", "Mend the formula, or type the value."),
    "formula": (
        "The file holds a formula here, but no value of it.",
        "Open it in a spreadsheet program, let it calculate, and save it again; or type the value.",
    ),
    "broken": ("The file is damaged at this cell.", "Type the value again."),
}


def _in_range(column: Column, value: Any) -> None:
    """Refuse a number outside of what the column allows."""
    if (column.lowest is None and column.highest is None) or not isinstance(value, int | float):
        return
    scale = {Kind.FTE: 100, Kind.SHARE: 10_000}.get(column.kind, 1)
    low, high = column.lowest, column.highest
    between = f"from {low:,g} to {high:,g}" if low is not None and high is not None else (
        f"of at least {low:,g}" if low is not None else f"of at most {high:,g}")  # fmt: skip
    if (low is not None and value < low * scale) or (high is not None and value > high * scale):
        if column.kind is Kind.FTE and high == 1:
            raise Unusable("An FTE lies between 0 and 1; it may be hours, days or per cent.",
                           "Write it as 0.6, 60%, 3 days or 22.2 hours.")  # fmt: skip
        raise Unusable(f"A number {between} is needed here.", "Put it right in the sheet.")


def _identifier(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, datetime):
        text = _date_text(value)
        return Read(text, check=f"the spreadsheet holds a date here; read as the text {text}")
    if isinstance(value, bool):
        return Read(str(value).upper(), check=f"the spreadsheet holds {str(value).upper()} here; read as text")
    if isinstance(value, int | float) and abs(value) >= 1e15:
        return Read(repr(value), check="spreadsheets keep 15 digits only; the rest may be lost")
    if isinstance(value, float):
        return Read(str(int(value)) if value.is_integer() else repr(value))
    text = str(value)
    latin = unlike(text.translate(WIDE_DIGITS))
    latin = latin[1:] if re.fullmatch(r"'\d+", latin) else latin
    return Read(latin, "" if latin == text else "letters and digits of another kind replaced", by="look-alikes")


def _text(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, bool):
        said = "yes" if value else "no"
        return Read(said, check=f"the spreadsheet holds {str(value).upper()} here; read as the text {said}")
    if isinstance(value, datetime):
        said = _date_text(value)
        return Read(said, check=f"the spreadsheet holds a date here; read as the text {said}")
    if isinstance(value, float):
        return Read(f"{value:.10g}" if abs(value) < 1e10 else repr(value))
    if unlike(str(value)) != str(value):
        return Read(str(value), check="it mixes letters of two alphabets that look alike", by="look-alikes")
    return Read(str(value))


def _date_text(value: datetime) -> str:
    return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")


def _choice(column: Column, value: Any, habit: Habit) -> Read:
    text = str(value)
    choice = choice_of(column.name, column.choices, text)
    if not choice and column.name.startswith("clearance"):
        held = clearance_of(text)
        choice = held[0] if held and not held[2] else ""
    if not choice:
        raise Unusable(f"One of these is needed: {', '.join(column.choices)}.", "Choose one of them.")
    return Read(choice, "" if choice == value else f"read as {choice}", by="spelling")


def _date(column: Column, value: Any, habit: Habit) -> Read:
    ends = column.name.endswith(("_to", "end", "expiry", "expires", "until"))
    return date_of(value, ends, habit.order, habit.since_1904)


def _yes_no(column: Column, value: Any, habit: Habit) -> Read:
    word = squeezed(str(int(value) if isinstance(value, float) and value.is_integer() else value)) or str(value)
    if word in SPELLED_YES | SPELLED_NO:
        return Read(word in SPELLED_YES)
    raise Unusable("Yes or no is needed here.", "Type yes or no.")


def _levels(column: Column, value: Any, habit: Habit) -> Read:
    """A list such as ``DAT:3; EVA:2``; each level from 1 to 4."""
    found = []
    for part in filter(None, (p.strip() for p in re.split(r"[;,\n]", str(value)))):
        match = re.fullmatch(r"(.+?)\s*(?:[:=]\s*|\()\s*([1-4])\s*\)?", part)
        if not match and re.search(r"[:=(]", part):
            raise Unusable(f"“{part}” has no level from 1 to 4.", "Write it as DAT:3; EVA:2.")
        found.append(f"{match[1]}:{match[2]}" if match else part)
    text = "; ".join(found)
    return Read(text, "" if text == value else f"read as {text}", by="list")


_NORMALISERS: Final[dict[Kind, Callable[[Column, Any, Habit], Read]]] = {
    Kind.ID: _identifier,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.FTE: numbers.fte,
    Kind.SHARE: numbers.share,
    Kind.WHOLE: numbers.whole,
    Kind.NUMBER: numbers.any_number,
    Kind.MONEY: numbers.money,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.LEVELS: _levels,
}
