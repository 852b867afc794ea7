"""What a cell's number format makes of its number: a date, a number with leading zeros, or the number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

PLAIN, DATE, HOURS = "", "date", "hours"
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def shown(number: int, code: str) -> str:
    """How a number format shows numbers: ``DATE``, ``HOURS``, ``PLAIN``, or the zeros that it pads to."""
    if number == 46:
        return HOURS
    if not code:
        return DATE if number in _BUILT_IN_DATES else PLAIN
    bare = _NOT_CODE.sub("", code.partition(";")[0]).strip()
    if re.fullmatch(r"0{2,40}", bare):
        return bare
    if bare.startswith("["):
        return HOURS
    if re.search(r"[dyhs]|m", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare.replace(".0", "")):
        return DATE if bare.lower() != "general" else PLAIN
    return PLAIN


def hours(serial: float) -> str:
    """Hours and minutes of a part of a day, as spreadsheets show them."""
    minutes = round(serial * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def day(serial: float, since_1904: bool) -> tuple[str, str] | str | float:
    """The day, and time if any, of a serial number; a time alone as text; the number itself if no day has it."""
    if not 0 < serial < 2_958_466:
        return serial
    if serial < 1:
        return hours(serial)
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    moment = base + timedelta(days=serial)
    if moment.microsecond >= 500_000:
        moment += timedelta(seconds=1)
    return ("date", moment.replace(microsecond=0).isoformat())
