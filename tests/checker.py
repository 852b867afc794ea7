"""The independent checker: every must-rule once more, in plain loops.

It shares no code with teamform's rules or vocabulary. `verify` says in plain words why a proposal
isn't allowed, or where the figures it reports aren't so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

from teamform.plan.plan import Plan
from teamform.team.proposal import Proposal
from tests.plain import CLEARANCES, Facts, Placement, Work
from tests.scores import pounds, scores

WHOLE = 10_000


class Fault(NamedTuple):
    """A rule that an allocation breaks: which, what is wrong, by how much (in the rule's unit)."""

    rule: str
    text: str
    amount: float
    must: bool


# --- who may be placed at all: a reason for each placement that may not be


def discipline_and_level(facts: Facts, p: Placement) -> bool:
    seat = facts.demand[p.demand]
    return facts.level.get((p.person, seat["discipline"]), 0) >= seat["min_level"]


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

# --- what must hold for all placements together: (what is wrong, by how much, must it hold)

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
            asked = (pin["team_id"], period) in facts.team_runs if not pin["period"] else pin["period"] == period
            if not asked or not facts.holds(pin["expires"], period):
                continue
            given = sum(p.fte for p in work.where(person=pin["person_id"], team=pin["team_id"], period=period,
                                                  discipline=pin["discipline"]))  # fmt: skip
            what = f"the pin of {pin['person_id']} to {pin['team_id']} isn't kept in {period}"
            if pin["fte"] is None:
                yield what, int(given == 0), pin["hard"]
            else:
                yield what, abs(given - pin["fte"] // facts.step * facts.step) / 100, pin["hard"]


def pairs(facts: Facts, work: Work) -> Findings:
    for pair in facts.sheets["PairRules"]:
        for team, period in facts.team_runs:
            there = work.members.get((team, period), set())
            both = [pair["person_a"] in there, pair["person_b"] in there]
            wrong = all(both) if pair["rule"] == "apart" else both[0] != both[1]
            yield f"{pair['person_a']} and {pair['person_b']} on {team} in {period}", int(wrong), pair["hard"]


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


def budget(facts: Facts, work: Work) -> Findings:
    for row in facts.sheets["Budgets"]:
        spent = sum(pounds(facts, p) for p in work.placements
                    if (work.team(p) == row["team_id"] if row["team_id"]
                        else facts.teams[work.team(p)]["mission"] == row["mission"]))  # fmt: skip
        over = spent - row["budget_gbp"]
        yield f"{row['team_id'] or row['mission']} is over budget", -(-over // 10) / 100, row["hard"]


TOGETHER: dict[str, Callable[[Facts, Work], Findings]] = {
    rule.__name__: rule
    for rule in (availability, no_more_than_asked, missions_per_person, smallest_allocation, people_per_seat,
                 team_size, organisation_share, outside_share, release_caps, pins, pairs, lead, skill_cover, budget,
                 close_share, central_cap, organisations_per_team, sectors_per_team, lead_from, mode_disciplines)
}  # fmt: skip

# --- the whole check


def faults(facts: Facts, work: Work) -> Iterator[Fault]:
    """Everything that is wrong with an allocation, must-rules and should-rules alike."""
    for p in work.placements:
        if p.fte < 0 or p.fte % facts.step:
            yield Fault("planning_step", f"{p} is no whole number of planning steps", abs(p.fte), True)
        if (p.demand, p.period) not in facts.runs:
            yield Fault("runs", f"{p.demand} doesn't run in {p.period}", p.fte / 100, True)
        for rule, may in WHO_MAY.items():
            if facts.applied(rule) != "off" and not may(facts, p):
                yield Fault(rule, f"{p.person} may not be placed on {p.demand} in {p.period}", p.fte / 100, True)
    for rule, findings in TOGETHER.items():
        applied = facts.applied(rule)
        if applied == "off":
            continue
        for text, amount, must in findings(facts, work):
            if amount > 0:
                yield Fault(rule, text, amount, must and applied == "must")


def allowed(facts: Facts, work: Work) -> bool:
    """Whether an allocation keeps every must-rule."""
    return not any(fault.must for fault in faults(facts, work))


def verify(plan: Plan, proposal: Proposal) -> None:
    """Raise AssertionError, with plain reasons, unless the proposal is allowed and its figures are right."""
    facts = Facts.of(plan)
    work = Work.of(facts, proposal.allocation)
    wrong = [*_columns(facts, proposal.allocation), *(f.text for f in faults(facts, work) if f.must)]
    should = [fault for fault in faults(facts, work) if not fault.must]
    wrong += _missed(should, proposal) + _figures(scores(facts, work, should), proposal)
    assert not wrong, "\n".join(wrong)


def _columns(facts: Facts, allocation: pd.DataFrame) -> Iterator[str]:
    """Rows that contradict the demand line they speak of, stand twice, or give nothing."""
    key = ["person_id", "demand_id", "period"]
    for row in allocation[allocation.duplicated(key)].itertuples():
        yield f"{row.person_id} stands twice on {row.demand_id} in {row.period}"
    for row in allocation.itertuples():
        line = facts.demand[row.demand_id]
        if row.fte <= 0:
            yield f"{row.person_id} gives {row.demand_id} nothing, and yet is listed"
        for column in ("team_id", "discipline", "first_step"):
            if getattr(row, column) != line[column]:
                yield f"{row.demand_id} belongs to {line[column]}, not to {getattr(row, column)}"


def _missed(should: list[Fault], proposal: Proposal) -> list[str]:
    """Should-rules that are broken and not reported, or reported and not broken."""
    found, told = Counter(), Counter()
    for fault in should:
        found[fault.rule] += fault.amount
    for breach in proposal.broken:
        told[breach.rule] += breach.amount
    return [
        f"should-rule {rule} is missed by {found[rule]:g}, reported as {told[rule]:g}"
        for rule in {*found, *told}
        if abs(found[rule] - told[rule]) > 1e-6
    ]


def _figures(scored: dict[str, float], proposal: Proposal) -> list[str]:
    """Tiers whose value isn't so, or is better than its own bound."""
    wrong, told = [], {tier.name: tier for tier in proposal.tiers}
    for name, tier in told.items():
        if name in scored and abs(scored[name] - tier.value) > 1e-6:
            wrong.append(f"{name} is {scored[name]:g}, reported as {tier.value:g}")
        if tier.value < tier.bound - 1e-6:
            wrong.append(f"{name} is {tier.value:g}, better than its bound {tier.bound:g}")
        if tier.proved and abs(tier.value - tier.bound) > 1e-6:
            wrong.append(f"{name} is called proved with value {tier.value:g} and bound {tier.bound:g}")
    wrong += [f"{name} isn't reported" for name in ("unmet_demand.P1", "unmet_demand.P2", "unmet_demand.P3")
              if name not in told]  # fmt: skip
    return wrong
