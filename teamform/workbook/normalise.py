"""From what a cell shows to what a plan stores: one normaliser for each kind of column.

A normaliser gives the stored value and says what it did: nothing worth saying, a repair (listed
green), or an assumption that a person should check (listed amber). What it can't use raises
Unusable, with the reason and what to do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from teamform.plan import lists
from teamform.plan.columns import Column, Kind
from teamform.workbook.dates import date_of
from teamform.workbook.grid import NoValue
from teamform.workbook.inert import cleaned, plain
from teamform.workbook.unusable import Read, Unusable

MISSING: Final = frozenset(
    ("", "-", "--", "–", "—", "n/a", "#n/a", "n.a.", "n/k", "unknown", "not known", "not applicable", "tbc", "tba",
     "tbd", "?", "[c]", "[x]", "[z]", "[u]", "[low]", ":", ".", "..", "...")
)  # fmt: skip
"""Marks that people and official statistics write for a missing value (NA, Null and None may be codes)."""

SPELLED_YES, SPELLED_NO = {"yes", "y", "true", "1", "x", "✓", "✔"}, {"no", "n", "false", "0"}
WEEK_HOURS = 37.0
FULL_TIME = {"ft", "fulltime", "full", "wholetime"}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "half": 0.5}
AMOUNT = re.compile(
    r"(?P<number>[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*"
    r"(?P<unit>%|per ?cent|pct|days?|d|hours?|hrs?|h|fte|wte)?\.?"
    r"(?:\s*(?:a|per|/|each|p)\s*(?:week|wk|w))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Habit:
    """How a whole column is written, which a single cell can't tell."""

    percent: bool = False
    """Numbers above 1 are per cent."""
    week_hours: float = WEEK_HOURS
    """Hours of a full-time week."""


USUAL = Habit()


def habit_of(column: Column, values: list[Any], header: str = "") -> Habit:
    """How a column is written: FTE as per cent if no number in it can be an FTE."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool) and v]
    capped = column.kind is Kind.FTE and column.highest == 1
    every = bool(numbers) and all(1.5 < n <= 100 for n in numbers)
    return Habit(percent=capped and every)


def normalise(column: Column, value: Any, habit: Habit = USUAL) -> Read:
    """The stored value of a cell; Unusable if there is none. A blank is None, or "" for text."""
    if isinstance(value, NoValue):
        raise Unusable(*_NO_VALUE[value.kind])
    text = plain(value) if isinstance(value, str) else value
    if value is None or value != value or text == "":
        return Read(None)
    known = column.kind is Kind.CHOICE and _choice_of(column, text)
    if isinstance(text, str) and text.casefold() in MISSING and not known:
        return Read(None, repair="a mark for a missing value, read as blank")
    read = _NORMALISERS[column.kind](column, text, habit)
    _in_range(column, read.value)
    if isinstance(value, str) and not read.repair and (note := cleaned(value)):
        return Read(read.value, note, read.check)
    return read


_NO_VALUE: Final = {
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
        raise Unusable(f"A number {between} is needed here.", "Put it right in the sheet.")


def _number(text: str) -> float | None:
    """A number as people write it; None if it isn't one."""
    bare = re.sub(r"\s(?=\d{3}\b)", "", text.strip().lstrip("£").strip())
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if re.fullmatch(r"[+-]?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    return float(bare) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", bare) else None


def _numeric(value: Any, what: str) -> float:
    """The number in a cell that must hold one."""
    if isinstance(value, bool):
        raise Unusable(f"It is TRUE or FALSE; {what} is needed.", "Type a number.")
    if isinstance(value, datetime):
        raise Unusable(
            f"It is a date; {what} is needed.",
            "Type the number; spreadsheets turn 1/2 or 3-5 into dates by themselves.",
        )
    number = _number(value) if isinstance(value, str) else float(value)
    if number is None or not math.isfinite(number):
        raise Unusable(f"It isn't {what}.", "Type a number.")
    return number


def _identifier(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, datetime):
        text = _date_text(value)
        return Read(text, check=f"the spreadsheet holds a date here; read as the text {text}")
    if isinstance(value, bool):
        return Read(str(value).upper(), check=f"the spreadsheet holds {str(value).upper()} here; read as text")
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        lost = abs(value) >= 1e15
        return Read(text, check="spreadsheets keep 15 digits only; the rest may be lost" if lost else "")
    if isinstance(value, int) and abs(value) >= 1e15:
        return Read(str(value), check="spreadsheets keep 15 digits only; the rest may be lost")
    return Read(str(value))


def _text(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, bool):
        return Read("yes" if value else "no")
    if isinstance(value, datetime):
        return Read(_date_text(value))
    if isinstance(value, float):
        return Read(f"{value:.10g}" if abs(value) < 1e10 else repr(value))
    return Read(str(value))


def _date_text(value: datetime) -> str:
    return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")


def squeezed(text: str) -> str:
    """Only the letters and digits, in lower case: how spellings are compared."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _choice_of(column: Column, value: Any) -> str:
    return next((c for c in column.choices if squeezed(c) == squeezed(str(value))), "")


def _choice(column: Column, value: Any, habit: Habit) -> Read:
    choice = _choice_of(column, value)
    if not choice:
        raise Unusable(f"One of these is needed: {', '.join(column.choices)}.", "Choose one of them.")
    return Read(choice, repair="" if choice == value else f"read as {choice}")


def _fte(column: Column, value: Any, habit: Habit) -> Read:
    if not isinstance(value, str):
        number = _numeric(value, "an FTE")
        if habit.percent and number > 1.5:
            return _hundredths(number / 100, "per cent")
        return _hundredths(number, "")
    word = squeezed(value)
    if word in FULL_TIME:
        return Read(100, repair="full time, read as 1.0 FTE")
    if word in FRACTIONS or value in FRACTIONS:
        return _hundredths(FRACTIONS.get(word) or FRACTIONS[value], "a fraction")
    if part := re.fullmatch(r"(\d)\s*/\s*(\d+)", value):
        return _hundredths(int(part[1]) / max(int(part[2]), 1), "a fraction")
    match = AMOUNT.fullmatch(value)
    if not match:
        hint = "It says part time, but not how much." if word in ("pt", "parttime") else "It isn't an FTE."
        raise Unusable(hint, "Write it as 0.6, 60%, 3 days or 22.2 hours.")
    return _amount(column, match["number"], (match["unit"] or "").casefold(), habit)


def _amount(column: Column, digits: str, unit: str, habit: Habit) -> Read:
    """An FTE written as text, with its unit."""
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", digits) and column.highest != 1:
        raise Unusable("It could be a decimal comma or thousands.", "Type it as a number.")
    number = float(digits.replace(",", "."))
    how = "a decimal comma" if "," in digits else ""
    if unit.startswith(("%", "per", "pct")):
        return _hundredths(number / 100, "per cent")
    if unit.startswith("d"):
        return _hundredths(number / 5, "days of a week of 5")
    if unit.startswith("h"):
        return _hundredths(number / habit.week_hours, f"hours of a week of {habit.week_hours:g}")
    if not unit and habit.percent and number > 1.5:
        return _hundredths(number / 100, "per cent")
    return _hundredths(number, how or ("text" if unit else ""))


def _hundredths(number: float, how: str) -> Read:
    """An FTE in hundredths, rounded down if it is finer than that, and how it was written."""
    exact = round(number * 100, 6)
    stored = math.floor(exact)
    repair = f"{how}, read as {stored / 100:g} FTE" if how else ""
    if stored != exact:
        repair = (repair or f"kept to hundredths: {stored / 100:g} FTE") + (" (rounded down)")
    return Read(stored, repair)


def _share(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, str) and (match := re.fullmatch(r"(.*?)\s*(%|per ?cent)", value)):
        percent = _numeric(match[1], "a share")
        return Read(round(percent * 100), repair=f"per cent, read as {percent:g}%")
    number = _numeric(value, "a share")
    if 1 < number <= 100:
        return Read(round(number * 100), repair=f"taken as per cent: {number:g}%")
    return Read(round(number * 10_000))


def _whole(column: Column, value: Any, habit: Habit) -> Read:
    if column.name.endswith("level") and isinstance(value, str):
        for level, name in lists.LEVELS.items():
            if re.fullmatch(rf"(?:{level}\W+)?{name}(?:\W+{level})?", value.strip(), re.IGNORECASE):
                return Read(level, repair=f"read as {level}")
    number = _numeric(value, "a whole number")
    if not number.is_integer():
        raise Unusable("A whole number is needed here.", "Type one.")
    return Read(int(number))


def _any_number(column: Column, value: Any, habit: Habit) -> Read:
    return Read(_numeric(value, "a number"))


def _money(column: Column, value: Any, habit: Habit) -> Read:
    if isinstance(value, str) and (match := re.fullmatch(r"(.*\d)\s*(k|m)", value, re.IGNORECASE)):
        number = _numeric(match[1], "a sum") * {"k": 1_000, "m": 1_000_000}[match[2].lower()]
        return Read(round(number), repair=f"read as £{round(number):,}")
    number = _numeric(value, "a sum in pounds")
    return Read(round(number), repair="" if number.is_integer() else f"kept to whole pounds: £{round(number):,}")


def _date(column: Column, value: Any, habit: Habit) -> Read:
    ends = column.name.endswith(("_to", "end", "expiry", "expires", "until"))
    return date_of(value, last=ends)


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
    return Read(text, repair="" if text == value else f"read as {text}")


_NORMALISERS: Final[dict[Kind, Callable[[Column, Any, Habit], Read]]] = {
    Kind.ID: _identifier,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.FTE: _fte,
    Kind.SHARE: _share,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _any_number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.LEVELS: _levels,
}
