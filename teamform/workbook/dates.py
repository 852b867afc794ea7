"""Dates in all their usual clothes; the day comes before the month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from teamform.workbook.unusable import Read, Unusable

MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name}
WRITE_IT = "Write it as 01/07/2026."
_SERIALS = range(20_000, 80_000)  # days from 1954 to 2119 as spreadsheets number them


def date_of(value: Any, last: bool = False, order: str = "", since_1904: bool = False) -> Read:
    """The day in a cell; a month alone stands for its first day, or its ``last``.

    ``order`` is that of the short dates of the whole column (see `order_of`); spreadsheets may number days
    ``since_1904``.
    """
    if isinstance(value, datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, bool):
        raise Unusable("It is TRUE or FALSE; a date is needed.", WRITE_IT)
    if isinstance(value, int | float) or (isinstance(value, str) and re.fullmatch(r"\d{5}(\.0*)?", value)):
        return _serial(float(value), since_1904)
    if order and (match := SHORT.fullmatch(str(value).strip())):
        return _short(match, order)
    return _written(str(value), last)


SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
MONTH_FIRST, DOUBTFUL = "month first", "doubtful"


def order_of(values: Iterable[Any]) -> str:
    """How short dates of a column are written: month first, where many can only be so and none only the other way
    round; doubtful, where a single one can only be so; blank: day first."""
    found = [SHORT.fullmatch(value.strip()) for value in values if isinstance(value, str)]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    months = sum(a <= 12 < b for a, b in pairs)
    if any(b <= 12 < a for a, b in pairs) or not months:
        return ""
    return MONTH_FIRST if months > 1 and months * 3 >= len(pairs) else DOUBTFUL


def _short(match: re.Match[str], order: str) -> Read:
    """A short date in a column of which some or all are written month first."""
    first, second, year = int(match[1]), int(match[2]), _year(match[3])
    if order == MONTH_FIRST:
        read = _day(year, first, second)
        return Read(read.value, check=f"dates of this column are written month first; read as {read.value:%d/%m/%Y}",
                    by=order)  # fmt: skip
    read = _day(year, second, first)
    if first == second:
        return read
    return Read(read.value, check="another date of this column seems to be written month first; this one is read as "
                f"{read.value:%d/%m/%Y}", by=order)  # fmt: skip


def _serial(number: float, since_1904: bool) -> Read:
    number += 1462 if since_1904 and int(number) in _SERIALS else 0
    if int(number) in _SERIALS:
        day = date(1899, 12, 30) + timedelta(days=int(number))
        return Read(_stored(day), repair=f"a spreadsheet's day number, read as {day:%d/%m/%Y}", by="day number")
    text = str(int(number))
    if number.is_integer() and re.fullmatch(r"(19|20|21)\d{6}", text):
        return _written(f"{text[:4]}-{text[4:6]}-{text[6:]}", False)
    raise Unusable("It is a number; a date is needed.", WRITE_IT)


def _written(text: str, last: bool) -> Read:
    bare = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?( ?[ap]m)?$", "", text.strip(), flags=re.I)
    bare = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", "", bare, flags=re.I)
    if match := re.fullmatch(r"((?:19|20|21)\d\d)(\d\d)(\d\d)|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", bare):
        year, month, day = (int(part) for part in match.groups() if part)
        return _day(year, month, day)
    if match := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})", bare):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3,9})\.?,?[-/. ]*(\d{4}|\d{2})", bare, re.I):
        return _day(_year(match[3]), _month(match[2]), int(match[1]))
    if match := re.fullmatch(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})", bare, re.I):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    if match := re.fullmatch(r"([a-z]{3,9})\.?[-/ ']*(\d{4}|\d{2})", bare, re.I):
        return _of_month(_year(match[2]), _month(match[1]), last)
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})/(\d{4}|\d{2})", bare):
        return _of_month(_year(match[1] or match[4]), int(match[2] or match[3]), last)
    raise Unusable("It isn't a date.", WRITE_IT)


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else (2000 if number < 70 else 1900) + number


def _month(word: str) -> int:
    number = MONTHS.get(word.casefold()[:3], 0)
    if not number or not (
        word.casefold() == "sept" or calendar.month_name[number].casefold().startswith(word.casefold())
    ):
        raise Unusable("It isn't a date.", WRITE_IT)
    return number


def _of_month(year: int, month: int, last: bool) -> Read:
    if not 1 <= month <= 12:
        raise Unusable("It isn't a date.", WRITE_IT)
    read = _day(year, month, calendar.monthrange(year, month)[1] if last else 1)
    return Read(read.value, check=f"only a month is given; taken as {read.value:%d/%m/%Y}", by="month")


def _day(year: int, month: int, day: int) -> Read:
    if month > 12 and day <= 12:
        raise Unusable("The month would be above 12: it may be written month first.", WRITE_IT)
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unusable("There is no such day.", WRITE_IT) from None
    if not 1990 <= found.year <= 2150:
        raise Unusable("It is too far from today to be meant.", WRITE_IT)
    return Read(_stored(found))


def _stored(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
