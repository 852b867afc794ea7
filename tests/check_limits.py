"""What must hold for people, seats, organisations and pins (part of the independent checker).

Each function yields what is wrong, by how much in the rule's unit, and whether it must hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.plain import Facts, Placement, Work
from tests.scores import pounds

Findings = Iterator[tuple[str, float, bool]]


def availability(facts: Facts, work: Work) -> Findings:
    for (person, period), fte in work.person.items():
        yield f"{person} gives more than is on offer in {period}", (fte - facts.offers[person, period]) / 100, True


def no_more_than_asked(facts: Facts, work: Work) -> Findings:
    for (demand, period), fte in work.seat.items():
        most = facts.demand[demand]["fte_desired"] if (demand, period) in facts.runs else 0
        yield f"{demand} gets more than it asks for in {period}", (fte - most) / 100, True


def missions_per_person(facts: Facts, work: Work) -> Findings:
    for period in facts.periods:
        teams = Counter(who for team in facts.teams for who in work.serving(team, period))
        for person, count in teams.items():
            row = facts.people[person]
            home = facts.disciplines.get(row["primary_discipline"], {"max_teams": 2})
            most = min(home["max_teams"], row["max_missions"] or home["max_teams"])
            yield f"{person} is on too many teams in {period}", count - most, True


def smallest_allocation(facts: Facts, work: Work) -> Findings:
    fallback = int(facts.settings.get("smallest_allocation.fte", "0"))
    safe = facts.settings.get("smallest_allocation.part_timer_safe", "yes") == "yes"
    for p in work.placements:
        seat = facts.demand[p.demand]
        least = seat["min_chunk"]
        if least is None:
            least = facts.disciplines[seat["discipline"]]["min_chunk"] or fallback
        whole_seat = seat["fte_desired"] // facts.step * facts.step
        least = min(least, whole_seat, facts.offers[p.person, p.period]) if safe else min(least, whole_seat)
        yield f"{p.person} is split into a sliver on {p.demand} in {p.period}", (least - p.fte) / 100, True


def people_per_seat(facts: Facts, work: Work) -> Findings:
    for demand, period in work.seat:
        most = facts.demand[demand]["max_people"]
        if most is not None:
            count = len({p.person for p in work.where(demand=demand, period=period)})
            yield f"{demand} is shared by too many in {period}", count - most, True


def release_caps(facts: Facts, work: Work) -> Findings:
    for name, row in facts.organisations.items():
        for period in facts.periods if row["release_cap_fte"] is not None else ():
            given = sum(p.fte for p in work.where(organisation=name, period=period))
            yield f"{name} lets go more than its cap in {period}", (given - row["release_cap_fte"]) / 100, True
    for cap in facts.sheets["ReleaseCaps"]:
        for period in facts.periods:
            if cap["period"] in {"", period} and facts.holds(cap["expires"], period):
                given = sum(p.fte for p in work.where(organisation=cap["organisation"], period=period)
                            if _under(cap, facts, work, p))  # fmt: skip
                what = f"{cap['organisation']} {cap['directorate']} {cap['discipline']}"
                yield (
                    f"{what} lets go more than its cap in {period}",
                    (given - cap["release_cap_fte"]) / 100,
                    cap["hard"],
                )


def _under(cap: dict, facts: Facts, work: Work, p: Placement) -> bool:
    """Whether a placement counts against a cap: specialists in any seat, and anyone in a seat of the discipline."""
    person = facts.people[p.person]
    part = cap["directorate"] in {"", person["directorate"]}
    return part and cap["discipline"] in {"", person["primary_discipline"], work.discipline(p)}


def pins(facts: Facts, work: Work) -> Findings:
    for pin in facts.sheets["Pins"]:
        for period in facts.periods if pin["kind"] == "pin" else ():
            asked = pin["period"] == period if pin["period"] else _seat_runs(facts, pin, period)
            if not asked or not facts.holds(pin["expires"], period):
                continue
            given = sum(p.fte for p in work.where(person=pin["person_id"], team=pin["team_id"], period=period,
                                                  discipline=pin["discipline"]))  # fmt: skip
            what = f"the pin of {pin['person_id']} to {pin['team_id']} isn't kept in {period}"
            if pin["fte"] is None:
                yield what, int(given == 0), pin["hard"]
            else:
                yield what, abs(given - pin["fte"] // facts.step * facts.step) / 100, pin["hard"]


def _seat_runs(facts: Facts, pin: dict[str, Any], period: str) -> bool:
    """Whether the team of a pin has a seat in the period: of the pin's discipline, if it ever has one."""
    seats = [name for name, row in facts.demand.items() if row["team_id"] == pin["team_id"]]
    special = [name for name in seats if facts.demand[name]["discipline"] == pin["discipline"]]
    return any((name, period) in facts.runs for name in special or seats)


def pairs(facts: Facts, work: Work) -> Findings:
    for pair in facts.sheets["PairRules"]:
        for team, period in facts.team_runs:
            there = work.members.get((team, period), set())
            both = [pair["person_a"] in there, pair["person_b"] in there]
            wrong = all(both) if pair["rule"] == "apart" else both[0] != both[1]
            yield f"{pair['person_a']} and {pair['person_b']} on {team} in {period}", int(wrong), pair["hard"]


def budget(facts: Facts, work: Work) -> Findings:
    for row in facts.sheets["Budgets"]:
        spent = sum(pounds(facts, p) for p in work.placements
                    if (work.team(p) == row["team_id"] if row["team_id"]
                        else facts.teams[work.team(p)]["mission"] == row["mission"]))  # fmt: skip
        over = spent - row["budget_gbp"]
        yield f"{row['team_id'] or row['mission']} is over budget", -(-over // 10) / 100, row["hard"]


LIMITS = (
    availability,
    no_more_than_asked,
    missions_per_person,
    smallest_allocation,
    people_per_seat,
    release_caps,
    pins,
    pairs,
    budget,
)
