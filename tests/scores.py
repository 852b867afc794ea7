"""The value of every goal for an allocation, worked out once more in plain loops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from statistics import mean
from typing import Any

from tests.plain import Facts, Placement, Work


def scores(facts: Facts, work: Work, should: Iterable[Any] = ()) -> dict[str, float]:
    """Every tier by its name, in the unit in which it is reported."""
    n = len(facts.periods)
    found = {**_unmet(facts, work), **_largest_shortage(facts, work)}
    found["broken_should_rules"] = sum(fault.amount for fault in should)
    dials = {facts.disciplines[row["discipline"]]["dial"] for row in facts.demand.values()}
    if len(dials) > 1:
        found["discipline_dials"] = sum(
            _below(facts, work, "fte_required", key) * facts.disciplines[facts.demand[key[0]]["discipline"]]["dial"]
            for key in facts.runs) / 100 / n  # fmt: skip
    if facts.sheets["SkillNeeds"]:
        found["skill_gaps"] = _skill_gaps(facts, work) / n
    if wishes := _wishes(facts):
        found["desired_demand"] = sum(_below(facts, work, "fte_desired", key) for key in wishes) / 100 / n
    if facts.sheets["MatchScores"]:
        found["match_scores"] = _match_lost(facts, work) / n
    found["fit"] = sum(p.fte * _misfit(facts, work, p) for p in work.placements) / 100 / n
    if facts.sheets["Preferences"]:
        found["interest"] = sum(p.fte * (2 - _interest(facts, work, p)) for p in work.placements) / 100 / n
    if facts.settings.get("organisation_pairs.applied") == "on":
        found["organisation_pairs"] = _colleagues(facts, work) / n
    found["fragmentation"] = len({(p.person, work.team(p)) for p in work.placements})
    if n > 1:
        found["continuity"] = _shifted(facts, work) / 100
    if facts.sheets["CurrentAllocation"]:
        found["disruption"] = _moved(facts, work) / 100
    found["cost"] = sum(pounds(facts, p) for p in work.placements)
    return found


def _below(facts: Facts, work: Work, column: str, key: tuple[str, str]) -> int:
    """Hundredths that a seat lacks in a period against what it requires, or desires."""
    asked = 0 if key[0] in work.left_out else facts.demand[key[0]][column]
    return max(asked - work.seat.get(key, 0), 0)


def _unmet(facts: Facts, work: Work) -> dict[str, float]:
    promised = {row["first_step"] for row in facts.sheets["FirstSteps"] if row["publicly_committed"]}
    found = {f"unmet_demand.P{priority}": 0.0 for priority in (1, 2, 3)}
    committed: dict[str, float] = defaultdict(float)
    for key in facts.runs:
        row = facts.demand[key[0]]
        name = f"unmet_demand.P{facts.teams[row['team_id']]['priority']}"
        missing = _below(facts, work, "fte_required", key) / 100 / len(facts.periods)
        found[name] += missing
        if row["first_step"] in promised:
            committed[f"{name}.committed"] += missing
    return {**found, **committed}


def _largest_shortage(facts: Facts, work: Work) -> dict[str, float]:
    """Largest unmet share of a team's need by priority, in per cent, rounded up to a tenth."""
    found: dict[str, float] = {}
    for team, row in facts.teams.items():
        keys = [key for key in facts.runs if facts.demand[key[0]]["team_id"] == team]
        largest = {max(shapes, key=facts.whole) for shapes in facts.shapes.values()}
        smaller = {name for shapes in facts.shapes.values() for name in shapes} - largest
        required = sum(facts.demand[key[0]]["fte_required"] for key in keys if key[0] not in smaller)
        if required:
            unmet = sum(_below(facts, work, "fte_required", key) for key in keys)
            name = f"largest_shortage.P{row['priority']}"
            found[name] = max(found.get(name, 0), -(-1000 * unmet // required) / 10)
    return found


def _skill_gaps(facts: Facts, work: Work) -> int:
    missing = 0
    for need in facts.sheets["SkillNeeds"]:
        for team, period in facts.team_runs:
            if team == need["team_id"]:
                there = work.members.get((team, period), ())
                able = sum(facts.level.get((person, need["skill"]), 0) >= need["min_level"] for person in there)
                missing += max(need["min_people"] - able, 0)
    return missing


def _wishes(facts: Facts) -> list[tuple[str, str]]:
    return [k for k in facts.runs if facts.demand[k[0]]["fte_desired"] > facts.demand[k[0]]["fte_required"]]


def _misfit(facts: Facts, work: Work, p: Placement) -> int:
    """Levels above what is asked, plus one outside the main discipline, plus one away from the team's place."""
    person, seat = facts.people[p.person], facts.demand[p.demand]
    place = facts.teams[seat["team_id"]]["place"]
    above = max(facts.level.get((p.person, seat["discipline"]), 0) - seat["min_level"], 0)
    away = bool(place) and person["location"] != place and person["work_pattern"] != "remote"
    return above + (person["primary_discipline"] != seat["discipline"]) + away


def _interest(facts: Facts, work: Work, p: Placement) -> int:
    return _said(facts).get((p.person, work.team(p)), 0)


def _match_lost(facts: Facts, work: Work) -> float:
    """FTE times what each placement lacks against the highest score, and what pairs of colleagues count."""
    said = {(row["person_id"], row["team_id"]): row["score"] for row in facts.sheets["MatchScores"]}
    highest = max(0, *said.values())
    lost = sum(p.fte * (highest - said.get((p.person, work.team(p)), 0)) for p in work.placements) / 100
    return lost + float(facts.settings.get("match_scores.pair_points", 0)) * _colleagues(facts, work)


def _colleagues(facts: Facts, work: Work) -> int:
    """Pairs of members of a team in a period who share an organisation."""
    organisation = {person: row["organisation"] for person, row in facts.people.items()}
    return sum(
        organisation[one] == organisation[other]
        for team, period in facts.team_runs
        for one, other in combinations(sorted(work.serving(team, period)), 2)
    )  # fmt: skip


@cache
def _said(facts: Facts) -> dict[tuple[str, str], int]:
    return {(row["person_id"], row["team_id"]): row["interest"] for row in facts.sheets["Preferences"]}


def _moved(facts: Facts, work: Work) -> int:
    """Hundredths by which today's placements change in the first period of their team."""
    order, today, planned = list(facts.periods), defaultdict(int), defaultdict(int)
    first: dict[str, int] = {}
    for team, period in facts.team_runs:
        first[team] = min(first.get(team, len(order)), order.index(period))
    for row in facts.sheets["CurrentAllocation"]:
        if row["person_id"] in facts.people and row["team_id"] in facts.teams:
            today[row["person_id"], row["team_id"]] += row["fte"]
    for p in work.placements:
        if order.index(p.period) == first[work.team(p)]:
            planned[p.person, work.team(p)] += p.fte
    return sum(abs(planned[key] - today[key]) for key in {*today, *planned})


def _shifted(facts: Facts, work: Work) -> int:
    """Hundredths by which placements change from one period to the next, while their team runs in both."""
    given: dict[tuple[str, str, str], int] = defaultdict(int)
    for p in work.placements:
        given[p.person, work.team(p), p.period] += p.fte
    order = list(facts.periods)
    return sum(
        abs(given[person, team, after] - given[person, team, before])
        for person, team in {(person, team) for person, team, _ in list(given)}
        for before, after in pairwise(order)
        if {(team, before), (team, after)} <= facts.team_runs
    )


def pounds(facts: Facts, p: Placement) -> int:
    """What a placement costs in its period, at grade-average cost, counted by planning steps."""
    period = facts.periods[p.period]
    years = 1.0
    if period["start"] is not None:
        years = ((period["end"] - period["start"]).days + 1) / 365.25
    return round(_yearly(facts, p.person) * years * facts.step / 100) * p.fte // facts.step


@cache
def _yearly(facts: Facts, person: str) -> int:
    """The cost of a grade; people without one cost the average of those who have one."""
    cost = {row["grade"]: row["annual_cost_gbp"] for row in facts.sheets["Grades"]}
    own = facts.people[person]["grade"]
    if own in cost:
        return cost[own]
    known = [cost[row["grade"]] for row in facts.people.values() if row["grade"] in cost]
    return round(float(mean(map(Fraction, known or cost.values()))))
