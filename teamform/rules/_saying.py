"""How rules name people, seats and periods in their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from teamform.plan.plan import Plan


def who(plan: Plan, codes: Mapping[str, int]) -> str:
    """A person: name and identifier."""
    person = plan.people.iloc[codes["person"]]
    name, ident = person["display_name"], person["person_id"]
    return f"{name} ({ident})" if name and name != ident else str(ident)


def seat(plan: Plan, codes: Mapping[str, int]) -> str:
    """A seat: discipline and team."""
    row = plan.demand.iloc[codes["demand"]]
    return f"{row['discipline']} on {row['team_id']}"


def team(plan: Plan, codes: Mapping[str, int]) -> str:
    """A team's code."""
    return str(plan.teams["team_id"].iloc[codes["team"]])


def when(plan: Plan, codes: Mapping[str, int]) -> str:
    """The period, where the plan has more than one."""
    return f" in {plan.periods['period'].iloc[codes['period']]}" if len(plan.periods) > 1 else ""


def fte(hundredths: float) -> str:
    """An FTE figure as people write it."""
    return f"{hundredths / 100:.2f}".rstrip("0").ljust(3, "0")
