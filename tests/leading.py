"""A small team that can be led in each of the five modes: five people of central government, five from outside."""

from __future__ import annotations

from teamform.plan.plan import Plan
from tests.facts import person, plan, seat

INSIDE = [("C1", "POL", "CAB"), ("C2", "POL", "DHC"), ("C3", "OPS", "CAB"), ("C4", "OPS", "DHC"), ("C5", "DAT", "CAB")]
OUTSIDE = [("O1", "ENG", "VCS"), ("O2", "ENG", "CBC"), ("O3", "ENG", "ICB"), ("O4", "ENG", "VCS"), ("O5", "ENG", "CBC")]
SECTORS = {"CAB": "central", "DHC": "central", "VCS": "third", "CBC": "local", "ICB": "health"}


def team() -> Plan:
    """Team T1 asks for 3 FTE; people of central government suit it best."""
    people = [
        person(name, main, 0.5, organisation=home, display_name=f"Person {name}",
               other_disciplines="; ".join(f"{code}:3" for code in ("POL", "OPS", "DAT") if code != main))
        for name, main, home in INSIDE + OUTSIDE
    ]  # fmt: skip
    return plan(
        people=people, demand=[seat("T1", "POL", 1.0), seat("T1", "OPS", 1.0), seat("T1", "DAT", 1.0)],
        teams=[{"team_id": "T1", "team": "Warm homes"}],
        organisations=[{"organisation": home, "sector": sector} for home, sector in SECTORS.items()],
    )  # fmt: skip
