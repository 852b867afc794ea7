"""Numbers as people write them: FTE, shares, whole numbers, sums of money."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from teamform.plan import lists
from teamform.plan.columns import Column, Kind
from teamform.workbook.dates import order_of
from teamform.workbook.spellings import squeezed
from teamform.workbook.unusable import Read, Unusable

WEEK_HOURS = 37.0
FULL_TIME: Final = {"ft", "fulltime", "full", "wholetime", "wt"}
FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "half": 0.5}
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
    since_1904: bool = False
    """Days are numbered from 1904 on."""
    order: str = ""
    """How short dates are written, if not day first."""
    mixed: bool = False
    """Some numbers are fractions, others can only be per cent."""
    unit: str = ""
    """What numbers without a unit are counted in: h for hours, d for days, or nothing for FTE."""


USUAL = Habit()


def habit_of(column: Column, values: list[Any], heading: str = "", usual: Habit = USUAL) -> Habit:
    """How a column is written: per cent if no number in it can be an FTE, days or hours if its heading says so."""
    if column.kind is Kind.DATE:
        return replace(usual, order=order_of(values))
    if column.kind is not Kind.FTE or column.highest != 1:
        return usual
    numbers = [n for n in map(_plain_number, values) if n]
    every = bool(numbers) and all(5 <= n <= 100 for n in numbers) and max(numbers) >= 50
    said = "%" in heading or "percent" in squeezed(heading)
    key = squeezed(heading)
    unit = "d" if "days" in key else "h" if "hours" in key else ""
    percent = not unit and (every or (said and any(n > 1.5 for n in numbers)))
    mixed = not unit and not percent and 100 in numbers
    return replace(usual, percent=percent, mixed=mixed, unit=unit)


def _plain_number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return _number(value) if isinstance(value, str) else None


def _number(text: str) -> float | None:
    """A number as people write it; None if it isn't one."""
    bare = re.sub(r"\s(?=\d{3}\b)", "", text.strip().lstrip("£").strip())
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if re.fullmatch(r"[+-]?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    return float(bare) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", bare) else None


def numeric(value: Any, what: str) -> float:
    """The number in a cell that must hold one."""
    if isinstance(value, bool):
        raise Unusable(f"It is TRUE or FALSE; {what} is needed.", "Type a number.")
    if isinstance(value, datetime):
        raise Unusable(
            f"It is a date; {what} is needed.",
            "Type the number; spreadsheets turn 1/2 or 3-5 into dates by themselves.",
        )
    number = _number(value) if isinstance(value, str) else float(value)
    if number is None or not abs(number) < 1e15:
        raise Unusable(f"It isn't {what}.", "Type a number.")
    return number


def fte(column: Column, value: Any, habit: Habit) -> Read:
    """An FTE in hundredths."""
    if not isinstance(value, str):
        return _in_unit(numeric(value, "an FTE"), habit)
    word = squeezed(value)
    if word in FULL_TIME:
        return Read(100, "full time, read as 1.0 FTE", by="full time")
    if word in FRACTIONS or value in FRACTIONS:
        return _hundredths(FRACTIONS.get(word) or FRACTIONS[value], "fraction")
    if part := re.fullmatch(r"(\d)\s*/\s*(\d+)", value):
        return _hundredths(int(part[1]) / max(int(part[2]), 1), "fraction")
    if part := re.fullmatch(r"(\d{1,3}):(\d\d)(?::\d\d)?", value):
        return _hundredths((int(part[1]) + int(part[2]) / 60) / habit.week_hours, "hours",
                           f"hours of a week of {habit.week_hours:g}")  # fmt: skip
    match = AMOUNT.fullmatch(value)
    if not match:
        hint = "It says part time, but not how much." if word in ("pt", "parttime") else "It isn't an FTE."
        raise Unusable(hint, "Write it as 0.6, 60%, 3 days or 22.2 hours.")
    return _amount(column, match["number"], (match["unit"] or "").casefold(), habit)


def _in_unit(number: float, habit: Habit, by: str = "") -> Read:
    """A number without a unit, counted in what the column is counted in."""
    if habit.unit == "d":
        return _hundredths(number / 5, "days")
    if habit.unit == "h":
        return _hundredths(number / habit.week_hours, "hours", f"hours of a week of {habit.week_hours:g}")
    if habit.percent and number:
        return _among_per_cents(number, by)
    if habit.mixed and 5 <= number <= 100:
        read = _hundredths(number / 100, "percentage")
        return Read(read.value, check=f"taken as per cent beside fractions: {read.value / 100:g} FTE", by="percentage")
    return _hundredths(number, by)


def _among_per_cents(number: float, by: str) -> Read:
    """A number in a column of per cents; one too small to be a likely share of a week is pointed out."""
    if 0 < number <= 1.5:
        read = _hundredths(number, by)
        return Read(read.value, check=f"taken as {number:g} FTE beside per cents", by=by or "fraction")
    read = _hundredths(number / 100, "percentage")
    if 0 < number < 5:
        return Read(read.value, check=f"taken as {number:g}% in a column of per cents: {read.value / 100:g} FTE",
                    by="percentage")  # fmt: skip
    return read


def _amount(column: Column, digits: str, unit: str, habit: Habit) -> Read:
    """An FTE written as text, with its unit."""
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", digits) and column.highest != 1:
        raise Unusable("It could be a decimal comma or thousands.", "Type it as a number.")
    number = float(digits.replace(",", "."))
    if unit.startswith(("%", "per", "pct")):
        return _hundredths(number / 100, "percentage")
    if unit.startswith("d"):
        return _hundredths(number / 5, "days")
    if unit.startswith("h"):
        return _hundredths(number / habit.week_hours, "hours", f"hours of a week of {habit.week_hours:g}")
    if unit:
        return _hundredths(number, "unit")
    return _in_unit(number, habit, "decimal comma" if "," in digits else "")


_SAID: Final = {"percentage": "per cent", "days": "days of a week of 5", "decimal comma": "a decimal comma",
                "unit": "text", "fraction": "a fraction"}  # fmt: skip


def _hundredths(number: float, by: str, how: str = "") -> Read:
    """An FTE in hundredths, rounded down if it is finer than that, and how it was written."""
    exact = round(number * 100, 6)
    stored = math.floor(exact)
    how = how or _SAID.get(by, by)
    repair = f"{how}, read as {stored / 100:g} FTE" if how else ""
    if stored != exact:
        repair = (repair or f"kept to hundredths: {stored / 100:g} FTE") + " (rounded down)"
    return Read(stored, repair, by=by or ("rounding" if repair else ""))


def share(column: Column, value: Any, habit: Habit) -> Read:
    """A share in hundredths of a per cent."""
    if isinstance(value, str) and (match := re.fullmatch(r"(.*?)\s*(%|per ?cent)", value)):
        percent = numeric(match[1], "a share")
        return Read(round(percent * 100), f"per cent, read as {percent:g}%", by="percentage")
    number = numeric(value, "a share")
    if 1 < number <= 100:
        return Read(round(number * 100), f"taken as per cent: {number:g}%", by="percentage")
    return Read(round(number * 10_000))


def whole(column: Column, value: Any, habit: Habit) -> Read:
    """A whole number; a level may be written as its word."""
    if column.name.endswith("level") and isinstance(value, str):
        for level, name in lists.LEVELS.items():
            written = rf"(?:l|level)? ?{level}(?:\W+{name})?|{name}(?:\W+{level})?|{name[0]}"
            if re.fullmatch(written, value.strip(), re.IGNORECASE):
                return Read(level, "" if value.strip() == str(level) else f"read as {level}", by="level")
    number = numeric(value, "a whole number")
    if not number.is_integer():
        raise Unusable("A whole number is needed here.", "Type one.")
    return Read(int(number))


def any_number(column: Column, value: Any, habit: Habit) -> Read:
    """Any number."""
    return Read(numeric(value, "a number"))


def money(column: Column, value: Any, habit: Habit) -> Read:
    """Whole pounds."""
    if isinstance(value, str) and (match := re.fullmatch(r"(.*\d)\s*(k|m)", value, re.IGNORECASE)):
        number = numeric(match[1], "a sum") * {"k": 1_000, "m": 1_000_000}[match[2].lower()]
        return Read(round(number), f"read as £{round(number):,}", by="sum")
    number = numeric(value, "a sum in pounds")
    return Read(
        round(number), "" if number.is_integer() else f"kept to whole pounds: £{round(number):,}", by="rounding"
    )
