"""What must hold for how disciplines contribute and meet (part of the independent checker)."""

from __future__ import annotations

from tests.check_limits import Findings
from tests.plain import Facts, Work

WHOLE = 10_000


def teams_by_contribution(facts: Facts, work: Work) -> Findings:
    modes = facts.by("ContributionModes", "contribution_mode")
    for p in work.placements:
        most = modes.get(facts.demand[p.demand]["contribution_mode"], {}).get("max_teams")
        if most is not None and most < len(facts.teams):
            teams = sum(p.person in work.serving(team, p.period) for team in facts.teams)
            yield f"{p.person} is on too many teams for {p.demand} in {p.period}", teams - most, True


def burst_length(facts: Facts, work: Work) -> Findings:
    modes = facts.by("ContributionModes", "contribution_mode")
    for person, demand in {(p.person, p.demand) for p in work.placements} if len(facts.periods) > 1 else ():
        seat = facts.demand[demand]
        mode = seat["contribution_mode"] or facts.disciplines[seat["discipline"]]["contribution_mode"]
        most = modes.get(mode, {}).get("max_periods")
        if most is not None:
            periods = len({p.period for p in work.where(person=person, demand=demand)})
            yield f"{person} is on {demand} for too many periods", periods - most, True


def underused_share(facts: Facts, work: Work) -> Findings:
    usual = int(facts.settings.get("underused_share.percent", "0")) * 100
    for (team, period), size in work.size.items():
        share = facts.teams[team]["min_underused_share"]
        share = usual if share is None else share
        theirs = sum(p.fte for p in work.where(team=team, period=period)
                     if facts.disciplines[work.discipline(p)]["underused"])  # fmt: skip
        yield f"{team}: too little of underused disciplines", -(-(share * size - WHOLE * theirs) // WHOLE) / 100, True


def bridges(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        asked = {facts.demand[name]["discipline"] for name, when in facts.runs
                 if when == period and facts.demand[name]["team_id"] == team}  # fmt: skip
        for row in facts.sheets["Bridges"] if facts.teams[team]["bridges"] else ():
            a, b = row["discipline_a"], row["discipline_b"]
            able = any(_fluent(facts, person, a, b) for person in work.serving(team, period))
            yield f"{team} has no bridge from {a} to {b} in {period}", int({a, b} <= asked and not able), True


def _fluent(facts: Facts, person: str, a: str, b: str) -> bool:
    """Whether somebody has both disciplines at level 2 or above; for those marked as translators level 1 will do."""
    least = 1 if facts.people[person]["translator"] else 2
    return all(facts.level.get((person, discipline), 0) >= least for discipline in (a, b))


def feedback_loop(facts: Facts, work: Work) -> Findings:
    least = int(facts.settings.get("feedback_loop.fte", "20"))
    parts = {row["loop_part"] for row in facts.disciplines.values()} & {"policy", "delivery", "research"}
    for team, period in facts.team_runs:
        for part in parts if facts.teams[team]["loop"] else ():
            given = sum(p.fte for p in work.where(team=team, period=period)
                        if facts.disciplines[work.discipline(p)]["loop_part"] == part)  # fmt: skip
            yield f"{team} has too little {part} in {period}", (least - given) / 100, True


LIMITS = (teams_by_contribution, burst_length, underused_share, bridges, feedback_loop)
