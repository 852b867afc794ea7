"""Who may be placed at all, asked of one placement at a time (part of the independent checker)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.plain import CLEARANCES, Facts, Placement


def discipline_and_level(facts: Facts, p: Placement) -> bool:
    seat = facts.demand[p.demand]
    return facts.level.get((p.person, seat["discipline"]), 0) >= accepted_level(facts, seat)


def accepted_level(facts: Facts, seat: dict[str, Any]) -> int:
    """What a seat asks for; one level less on a stretch seat of a mission with the appetite for it."""
    bold = seat["seat_kind"] == "stretch" and stretch_places(facts, facts.teams[seat["team_id"]]["mission"])
    return max(seat["min_level"] - 1, 1) if bold else seat["min_level"]


def stretch_places(facts: Facts, mission: str) -> int:
    """How many stretch placements a mission's risk appetite allows at the same time."""
    appetite = facts.by("Missions", "mission")[mission]["risk_appetite"]
    return {"cautious": 1, "open": 2, "eager": 3}.get(appetite, 0)


def clearance(facts: Facts, p: Placement) -> bool:
    person, period = facts.people[p.person], facts.periods[p.period]
    held = CLEARANCES.index(person["clearance"])
    if person["clearance_expiry"] and period["end"] and person["clearance_expiry"] < period["end"]:
        held = 0
    coming = person["clearance_expected"]
    if person["clearance_pending"] and coming and period["start"] and coming <= period["start"]:
        held = max(held, CLEARANCES.index(person["clearance_pending"]))
    return held >= CLEARANCES.index(facts.demand[p.demand]["clearance"])


def availability_dates(facts: Facts, p: Placement) -> bool:
    return facts.offers[p.person, p.period] > 0


def consent(facts: Facts, p: Placement) -> bool:
    return facts.people[p.person]["consent"] != "declined"


def grade(facts: Facts, p: Placement) -> bool:
    return facts.rank[facts.people[p.person]["grade"]] >= facts.rank[facts.demand[p.demand]["min_grade"]]


def location(facts: Facts, p: Placement) -> bool:
    person, place = facts.people[p.person], facts.demand[p.demand]["location"]
    return not place or person["location"] == place or person["work_pattern"] == "remote"


def sourcing(facts: Facts, p: Placement) -> bool:
    asked = facts.demand[p.demand]["sourcing"]
    return asked == "either" or (asked == "outside") == facts.is_outside(p.person)


def critical_function(facts: Facts, p: Placement) -> bool:
    person, start = facts.people[p.person], facts.periods[p.period]["start"]
    until = person["critical_until"]
    if until is None:
        return not person["critical_function"]
    return start is not None and start > until


def no_move_before(facts: Facts, p: Placement) -> bool:
    day, start = facts.people[p.person]["no_move_before"], facts.periods[p.period]["start"]
    team = facts.demand[p.demand]["team_id"]
    today = {(row["person_id"], row["team_id"]) for row in facts.sheets["CurrentAllocation"]}
    return day is None or start is None or start >= day or (p.person, team) in today


def forbidden_pairs(facts: Facts, p: Placement) -> bool:
    seat = facts.demand[p.demand]
    return not any(
        pin["kind"] == "forbid"
        and (pin["person_id"], pin["team_id"]) == (p.person, seat["team_id"])
        and pin["discipline"] in {"", seat["discipline"]}
        and pin["period"] in {"", p.period}
        and facts.holds(pin["expires"], p.period)
        for pin in facts.sheets["Pins"]
    )


def sector(facts: Facts, p: Placement) -> bool:
    asked = facts.demand[p.demand]["sector"]
    return asked in {"", facts.organisations[facts.people[p.person]["organisation"]]["sector"]}


def engagement(facts: Facts, p: Placement) -> bool:
    agreed, seat = facts.people[p.person]["engagement"], facts.demand[p.demand]
    mode = seat["contribution_mode"] or facts.disciplines[seat["discipline"]]["contribution_mode"]
    if agreed == "adviser":
        return seat["seat_kind"] in {"available_to", "hub"}
    return agreed != "panel" or mode == "panel"


WHO_MAY: dict[str, Callable[[Facts, Placement], bool]] = {
    rule.__name__: rule
    for rule in (discipline_and_level, clearance, availability_dates, consent, grade, location, sourcing,
                 critical_function, no_move_before, forbidden_pairs, sector, engagement)
}  # fmt: skip
