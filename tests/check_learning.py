"""What must hold for learning, stretching, linked teams and shapes of seats (part of the independent checker)."""

from __future__ import annotations

from tests.check_limits import Findings
from tests.check_people import accepted_level, stretch_places
from tests.plain import Facts, Work

WHOLE = 10_000


def stretch_seats(facts: Facts, work: Work) -> Findings:
    if all(accepted_level(facts, line) == line["min_level"] for line in facts.demand.values()):
        return
    least = int(facts.settings.get("stretch_seats.expert_fte", "20"))
    below = [p for p in work.placements
             if facts.level.get((p.person, work.discipline(p)), 0) < facts.demand[p.demand]["min_level"]]  # fmt: skip
    for mission in {row["mission"] for row in facts.teams.values()}:
        for period in facts.periods:
            stretched = [p for p in below if p.period == period and facts.teams[work.team(p)]["mission"] == mission]
            most = stretch_places(facts, mission)
            yield f"{mission} has too many stretch placements in {period}", len(stretched) - most, True
    for p in below:
        beside = work.where(team=work.team(p), discipline=work.discipline(p), period=p.period)
        expert = sum(q.fte for q in beside if facts.level.get((q.person, work.discipline(p)), 0) == 4)
        yield f"{p.person} on {p.demand} has no expert beside them in {p.period}", int(expert < least), True


def linked_teams(facts: Facts, work: Work) -> Findings:
    joined = {team: {p.person for p in work.where(team=team)} for team in facts.teams}
    for link in facts.sheets["MissionLinks"]:
        if link["shared_person"] and not link["liaison"]:
            shared = joined[link["from_team"]] & joined[link["to_team"]]
            yield f"nobody is on both {link['from_team']} and {link['to_team']}", int(not shared), True


def learning_allowance(facts: Facts, work: Work) -> Findings:
    for (team, period), size in work.size.items():
        share = facts.teams[team]["learning_allowance"] or 0
        free = sum(max(facts.offers[person, period] - work.person[person, period], 0)
                   for person in work.members[team, period])  # fmt: skip
        under = size * share - free * (WHOLE - share) if share else 0
        yield f"the people of {team} have too little time to learn in {period}", -(-under // WHOLE) / 100, True


def one_shape(facts: Facts, work: Work) -> Findings:
    for p in work.placements:
        if p.demand in work.left_out:
            yield f"{p.person} works on {p.demand} while another shape of it is taken in {p.period}", 1, True


LIMITS = (stretch_seats, linked_teams, learning_allowance, one_shape)
