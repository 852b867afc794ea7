"""Figures and identifiers as people read them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pandas as pd

KINDS_OF_RULE = {
    "eligibility": "Who may be asked",
    "limit": "What a proposal must keep",
    "goal": "What should be as small as possible",
    "lint": "What the tool remarks on",
}
BINDING = {"must": "Must hold", "should": "Should hold", "off": "Off", "on": "On"}
SEVERITY = {"red": "✖ Must be fixed", "amber": "▲ Please check", "green": "✔ Repaired"}


def fte(hundredths: Any) -> str:
    """An FTE figure from hundredths: 80 -> 0.8; a blank stays blank."""
    if hundredths is None or hundredths is pd.NA or (isinstance(hundredths, float) and math.isnan(hundredths)):
        return ""
    text = f"{float(hundredths) / 100:,.2f}"
    return text[:-1] if text.endswith("0") else text


def amount(value: Any, unit: str) -> str:
    """A figure with its unit, with no more decimals than people can use."""
    if unit.startswith("£") or unit.lower() in ("pounds", "gbp"):
        return f"£{float(value):,.0f}"
    number = f"{float(value):,.2f}".rstrip("0").rstrip(".") if abs(float(value)) < 1000 else f"{float(value):,.0f}"
    return f"{'0' if number == '-0' else number} {unit}".strip()


def percent(share: float) -> str:
    """A share of one in per cent."""
    return f"{100 * share:.0f} %"


def change(value: float, unit: str) -> str:
    """A difference with its sign."""
    if abs(value) < 1e-9:
        return "no change"
    return ("+" if value > 0 else "−") + amount(abs(value), unit)


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: 1 person, 2 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], most: int = 6) -> str:
    """Names in a row, cut short where there are too many to read."""
    names = list(names)
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def begin(text: str) -> str:
    """Text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def moment(when: Any) -> str:
    """A time as people write it: 24 November 2026, 17:05."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    return f"{when.day} {when:%B %Y, %H:%M}"


def lasting(seconds: float) -> str:
    """How long something took: seconds, or minutes where it was long."""
    return count(round(seconds), "second") if seconds < 120 else count(round(seconds / 60), "minute")


def person(name: str, ident: str) -> str:
    """A person: name and identifier."""
    return f"{name} ({ident})" if name and name != ident else ident


def team(ident: str, name: str) -> str:
    """A team: identifier and name."""
    return f"{ident} {name}" if name and name != ident else ident


def plain(text: str) -> str:
    """Text from outside made harmless for markdown: every mark that would format it is escaped."""
    return "".join("\\" + mark if mark in "\\`*_{}[]()<>#+-.!|~$:&=^" else mark for mark in text)


def csv(table: pd.DataFrame) -> bytes:
    """A table as a CSV file that spreadsheets read; text that could run as a formula is made harmless."""
    safe = table.map(lambda v: f"'{v}" if isinstance(v, str) and v.startswith(("=", "+", "-", "@", "\t", "\r")) else v)
    return safe.to_csv(index=False).encode("utf-8-sig")
