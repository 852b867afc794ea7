"""What must hold for the make-up of teams and the course of missions (part of the independent checker)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil

from tests.check_limits import Findings
from tests.plain import Facts, Work

WHOLE = 10_000


def team_size(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        count = len(work.serving(team, period))
        least, most = (facts.asked(team, period, column) for column in ("size_min", "size_max"))
        if least:
            yield f"team {team} is too small in {period}", least - count, True
        if most is not None:
            yield f"team {team} is too large in {period}", count - most, True


def organisation_share(facts: Facts, work: Work) -> Findings:
    usual = int(facts.settings.get("organisation_share.percent", "100")) * 100
    for (team, period), size in work.size.items():
        share = facts.asked(team, period, "max_one_org_share")
        share = usual if share is None else share
        theirs: Counter[str] = Counter()
        for p in work.where(team=team, period=period):
            theirs[work.organisation(p)] += p.fte
        for organisation, fte in theirs.items():
            over = WHOLE * fte - share * size
            yield f"{organisation} supplies too much of {team} in {period}", -(-over // WHOLE) / 100, True


def outside_share(facts: Facts, work: Work) -> Findings:
    yield from _least_share(facts, work, "outside_share", "min_outside_share", facts.is_outside)


def close_share(facts: Facts, work: Work) -> Findings:
    def close(person: str) -> bool:
        organisation = facts.organisations[facts.people[person]["organisation"]]
        return organisation["closeness"] in {"local", "community", "citizen"}

    yield from _least_share(facts, work, "close_share", "min_close_share", close)


def _least_share(facts: Facts, work: Work, rule: str, column: str, counts: Callable[[str], bool]) -> Findings:
    usual = int(facts.settings.get(f"{rule}.percent", "0")) * 100
    for (team, period), size in work.size.items():
        share = facts.asked(team, period, column)
        share = usual if share is None else share
        theirs = sum(p.fte for p in work.where(team=team, period=period) if counts(p.person))
        yield f"{team}: too little {column} in {period}", -(-(share * size - WHOLE * theirs) // WHOLE) / 100, True


def central_cap(facts: Facts, work: Work) -> Findings:
    for (team, period), size in work.size.items():
        central = sum(p.fte for p in work.where(team=team, period=period) if not facts.is_outside(p.person))
        most, share = (facts.asked(team, period, column) for column in ("max_central_fte", "max_central_share"))
        if most is not None:
            yield f"{team} has too much from central government in {period}", (central - most) / 100, True
        if share is not None:
            over = WHOLE * central - share * size
            yield f"{team} has too large a central share in {period}", -(-over // WHOLE) / 100, True


def organisations_per_team(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        there = {facts.people[person]["organisation"] for person in work.members.get((team, period), ())}
        yield (
            f"{team} has too few organisations in {period}",
            (facts.asked(team, period, "min_orgs") or 0) - len(there),
            True,
        )


def sectors_per_team(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        there = {facts.people[person]["organisation"] for person in work.members.get((team, period), ())}
        sectors = {facts.organisations[organisation]["sector"] for organisation in there}
        yield (
            f"{team} has too few sectors in {period}",
            (facts.asked(team, period, "min_sectors") or 0) - len(sectors),
            True,
        )


def lead_from(facts: Facts, work: Work) -> Findings:
    least = int(facts.settings.get("lead_from.level", "3"))
    for team, period in facts.team_runs:
        side = facts.mode(team, period).get("lead_from", "either")
        if side != "either":
            able = [person for person in work.serving(team, period)
                    if facts.is_outside(person) == (side == "outside")
                    and facts.level.get((person, facts.people[person]["primary_discipline"]), 0) >= least]  # fmt: skip
            yield f"{team} has nobody {side} who can lead in {period}", int(not able), True


def mode_disciplines(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        groups: dict[str, list[tuple[str, int]]] = {}
        for row in facts.sheets["ModeDisciplines"]:
            if row["leadership_mode"] == facts.mode(team, period).get("leadership_mode") and (
                row["discipline"] in facts.disciplines
            ):
                groups.setdefault(row["either_or"] or row["discipline"], []).append((row["discipline"], row["fte"]))
        for group in groups.values():
            given = sum(p.fte for p in work.where(team=team, period=period)
                        if work.discipline(p) in {discipline for discipline, _ in group})  # fmt: skip
            least = max(fte for _, fte in group)
            yield f"{team} is without {group[0][0]} in {period}", (least - given) / 100, True


def lead(facts: Facts, work: Work) -> Findings:
    for team, period in facts.team_runs:
        row, there = facts.teams[team], work.members.get((team, period), set())
        if row["lead_person"]:
            yield f"{team} is without its lead in {period}", int(row["lead_person"] not in there), True
        if row["lead_min_grade"]:
            needed, people = facts.rank[row["lead_min_grade"]], facts.people
            leading = facts.by("Missions", "mission")[row["mission"]]["lead_organisation"]
            senior = any(facts.rank[people[person]["grade"]] >= needed
                         or (facts.is_outside(person) and people[person]["organisation"] == leading)
                         for person in there)  # fmt: skip
            yield f"{team} has nobody senior enough in {period}", int(not senior), True


def skill_cover(facts: Facts, work: Work) -> Findings:
    for need in facts.sheets["SkillNeeds"]:
        for team, period in facts.team_runs:
            if team == need["team_id"] and need["hard"]:
                able = sum(facts.level.get((person, need["skill"]), 0) >= need["min_level"]
                           for person in work.members.get((team, period), ()))  # fmt: skip
                yield f"{team} is without {need['skill']} in {period}", need["min_people"] - able, True


def golden_thread(facts: Facts, work: Work) -> Findings:
    steps = facts.by("FirstSteps", "first_step")
    asked = {line["first_step"] for line in facts.demand.values()}
    for name, row in steps.items():
        if row["next_step"] in steps and {name, row["next_step"]} <= asked:
            first, second = ({p.person for p in work.placements if facts.demand[p.demand]["first_step"] == step}
                             for step in (name, row["next_step"]))  # fmt: skip
            least = row["keep_people"]
            least = int(facts.settings.get("golden_thread.people", "2")) if least is None else least
            yield f"too few carry on from {name} into {row['next_step']}", least - len(first & second), True


def long_term_share(facts: Facts, work: Work) -> Findings:
    usual = int(facts.settings.get("long_term_share.percent", "15")) * 100
    missions = facts.by("Missions", "mission")
    later = {name for name, line in facts.demand.items() if line["horizon"] == "long_term"}
    if not later:
        return
    for mission in {row["mission"] for row in facts.teams.values()}:
        for period in facts.periods:
            ours = {name for name, line in facts.demand.items() if facts.teams[line["team_id"]]["mission"] == mission}
            seats = [name for name, when in facts.runs if when == period and name in ours]
            seats = [name for name in seats if name not in facts.smaller_shapes]
            whole, long = (sum(facts.demand[name]["fte_required"] for name in seats if name in kept)
                           for kept in (facts.demand, later))  # fmt: skip
            share = missions[mission]["min_long_term_share"]
            share = min(usual if share is None else share, WHOLE * long // max(whole, 1))
            theirs = [p for p in work.where(period=period) if facts.teams[work.team(p)]["mission"] == mission]
            given, size = sum(p.fte for p in theirs if p.demand in later), sum(p.fte for p in theirs)
            under = share * size - WHOLE * given
            yield f"{mission} keeps too little for the long term in {period}", -(-under // WHOLE) / 100, True


def moves_per_year(facts: Facts, work: Work) -> Findings:
    if len(facts.periods) < 2:
        return
    years = sum(((row["end"] - row["start"]).days + 1) / 365.25 for row in facts.periods.values())
    most = int(facts.settings.get("moves_per_year.moves", "2")) * max(ceil(years - 0.01), 1)
    for person in facts.people:
        able = [period for period in facts.periods
                if facts.offers[person, period] and any(when == period for _, when in facts.runs)]  # fmt: skip
        joined = {work.team(p) for p in work.where(person=person)}
        begun = {work.team(p) for p in work.where(person=person, period=able[0])} if able else set()
        yield f"{person} moves too often", len(joined - begun) - most, True


LIMITS = (
    team_size,
    organisation_share,
    outside_share,
    close_share,
    central_cap,
    organisations_per_team,
    sectors_per_team,
    lead_from,
    mode_disciplines,
    lead,
    skill_cover,
    golden_thread,
    long_term_share,
    moves_per_year,
)
