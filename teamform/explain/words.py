"""Words that all reasons share: figures, lists, names."""

from __future__ import annotations

from collections.abc import Iterable

from teamform.plan.plan import Plan
from teamform.team.proposal import one_of


def figure(value: float, digits: int = 2) -> str:
    """A figure as people write it: no dust, no trailing noughts, thousands apart."""
    text = f"{value + 0.0:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def listed(parts: Iterable[object], last: str = "and") -> str:
    """A list as people write it: a, b and c."""
    texts = [str(part) for part in parts]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 person, 2 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount(hundredths: int, unit: str) -> str:
    """So many hundredths of a unit: 0.5 FTE, 1 person."""
    return f"{figure(hundredths / 100)} {one_of(unit) if hundredths == 100 else unit}"


def named(plan: Plan, person: int) -> str:
    """A person by code: name and identifier."""
    row = plan.people.iloc[person]
    name, ident = row["display_name"], row["person_id"]
    return f"{name} ({ident})" if name and name != ident else str(ident)


def seat_name(plan: Plan, seat: int) -> str:
    """A seat by code: discipline, team, and its name where the team has several of that discipline."""
    row = plan.demand.iloc[seat]
    same = (plan.demand["team_id"] == row["team_id"]) & (plan.demand["discipline"] == row["discipline"])
    which = f" (seat {row['demand_id']})" if same.sum() > 1 else ""
    return f"{row['discipline']} on {row['team_id']}{which}"


def small(text: str) -> str:
    """A sentence as the rest of another one: its first letter small, unless a short form begins it."""
    return text if text[1:2].isupper() or text[1:2].isdigit() else text[:1].lower() + text[1:]
