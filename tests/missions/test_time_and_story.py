"""Inspire long, deliver short."""

from __future__ import annotations

import pandas as pd
import pytest

from teamform.errors import ConflictError
from teamform.report.story import horizon, storyline
from teamform.team.decisions import close_to
from tests.asking import remarks, turned_away_when
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.missions.demo import part, scarce, solved, whole

CHAIN = [{"first_step": "FS1", "team_id": "C2", "next_step": "FS2", "title": "Test", "symbolises": "Warmth first",
          "builds_towards": "Warm homes", "end": "Q1"},
         {"first_step": "FS2", "team_id": "C2", "title": "Roll out", "start": "Q2"}]  # fmt: skip
FOUR = [person(f"P{n}", fte=0.5) for n in range(1, 5)]


def chained(settings=None, **team):
    demand = [
        seat("C2", fte=1, demand_id="now", first_step="FS1"),
        seat("C2", fte=1, demand_id="then", first_step="FS2"),
    ]
    teams = [{"team_id": "C2", "mission": "Energy", **team}]
    return plan(people=FOUR, demand=demand, teams=teams, first_steps=CHAIN, periods=QUARTERS, settings=settings,
                missions=[{"mission": "Energy", "north_star": "Clean power", "horizon_year": 2035}])  # fmt: skip


def test_everything_first_is_remarked_on_until_some_teams_wait():
    """F09: 31.7 of the demo's 51.1 FTE have priority 1; with two teams moved to priority 2 the remark stops."""
    facts = whole()
    (remark,) = remarks(facts, "everything_is_first")
    assert "31.7 of 51.1 FTE" in remark.text
    teams = facts.given["Teams"].copy()
    teams.loc[teams["team_id"].isin(["G1", "N1"]), "priority"] = 2
    assert remarks(facts.changed(Teams=teams), "everything_is_first") == []


def test_a_clearance_to_come_opens_a_seat_from_its_day_and_never_before():
    """F12: with DV expected on 1 October a person may take a DV seat in Q3, never in Q1 or Q2."""
    facts = whole()
    demand = facts.given["Demand"].copy()
    cyber = demand.index[(demand["team_id"] == "S1") & (demand["discipline"] == "DAT")][0]
    demand.loc[cyber, "clearance"] = "DV"
    demand.loc[cyber, ["start", "end"]] = ["2026-27 Q1", "2026-27 Q4"]
    out = {period for who, line, period in turned_away_when(facts.changed(Demand=demand), "clearance")
           if who == "P075" and line == "S1/DAT"}  # fmt: skip
    assert out == {"2026-27 Q1", "2026-27 Q2"}


@pytest.mark.parametrize("committed", ["C2-FS1", "S2-FS1"])
def test_publicly_committed_steps_are_served_first_inside_their_priority(committed):
    """F13: of two steps with too few behavioural scientists the one that is promised in public is short of fewer."""
    demand = [seat(team, "BEH", 0.8, first_step=f"{team}-FS1") for team in ("C2", "S2")]
    steps = [{"first_step": f"{team}-FS1", "team_id": team, "publicly_committed": f"{team}-FS1" == committed}
             for team in ("C2", "S2")]  # fmt: skip
    facts = plan(people=[person("P1", "BEH", 1.0)], demand=demand, first_steps=steps)
    given = solved(facts).allocation.groupby("first_step")["fte"].sum()
    assert given[committed] == 80
    assert given.sum() == 100


@pytest.mark.parametrize(("committed", "other"), [("C2", "S2"), ("S2", "C2")])
def test_in_the_demo_the_unmet_behavioural_science_moves_with_the_public_promise(committed, other):
    """F13: with BEH scarce, C2 and S2 swap who is short of more as the promise moves from one to the other."""
    facts = scarce("BEH")
    demand, people, steps = (facts.given[name] for name in ("Demand", "People", "FirstSteps"))
    facts = facts.changed(
        Demand=demand[demand["team_id"].isin(["C2", "S2"])],
        People=people[(people["primary_discipline"] == "BEH") & people["organisation"].isin(["CAB", "DCF"])],
        FirstSteps=steps.assign(publicly_committed=steps["first_step"] == f"{committed}-FS1"),
    )
    given = solved(facts).allocation.groupby("team_id")["fte"].sum()
    assert given[committed] == 80
    assert given[other] == 30


def test_the_long_term_keeps_its_share_when_first_steps_could_eat_everything():
    """F14: with first-step demand doubled the long term keeps its share of the mission, and a gauge shows it."""
    demand = [seat("T1", fte=4, demand_id="now"), seat("T1", fte=1, demand_id="long", horizon="long_term")]
    facts = plan(people=FOUR, demand=demand, missions=[{"mission": "T1", "min_long_term_share": 0.15}])
    proposal = solved(facts)
    (gauge,) = horizon(facts, proposal.allocation).to_dict("records")
    assert gauge["share"] >= gauge["asked"] == 0.15
    assert gauge["first_step"] + gauge["long_term"] == 2.0
    assert proposal.broken == ()


def test_a_long_term_that_nobody_can_do_is_reported_in_fte():
    """F14: where the share can't be kept the shortfall is told in FTE."""
    demand = [seat("T1", fte=2, demand_id="now"), seat("T1", "EVA", fte=1, horizon="long_term")]
    proposal = solved(plan(people=FOUR, demand=demand))
    (breach,) = proposal.broken
    assert (breach.rule, breach.unit, breach.amount) == ("long_term_share", "FTE", 0.3)


def test_an_orphan_step_is_named_with_what_is_missing():
    """F15: a step that doesn't say what it stands for is named."""
    facts = whole()
    steps = facts.given["FirstSteps"].copy()
    steps.loc[steps["first_step"] == "O2-FS1", "symbolises"] = ""
    (remark,) = remarks(facts.changed(FirstSteps=steps), "orphan_step")
    assert remark.concerns == ("O2-FS1",)
    assert "what it stands for" in remark.text


def test_the_golden_thread_keeps_two_people_across_consecutive_steps():
    """F16: at least two of the same people are on both steps, and the storyline names them."""
    facts = chained()
    (story,) = storyline(facts, solved(facts).allocation)
    first, second = story.chapters
    assert (story.north_star, story.horizon_year) == ("Clean power", 2035)
    assert (first.first_step, first.next_step, second.start) == ("FS1", "FS2", "Q2")
    assert len(first.carry_on) >= 2
    assert set(first.carry_on) <= set(first.people) & set(second.people)


def test_in_the_demo_two_people_of_the_first_step_carry_the_second():
    """F16: C2-FS1 leads to C2-FS2 two quarters later, and at least two people who end the one begin the other."""
    facts = part("C2", periods=True)
    placed = solved(facts, 1).allocation
    chapters = {chapter.first_step: chapter for story in storyline(facts, placed) for chapter in story.chapters}
    assert chapters["C2-FS1"].next_step == "C2-FS2"
    on = {step: set(placed.loc[placed["first_step"] == step, "person_id"]) for step in ("C2-FS1", "C2-FS2")}
    assert len(on["C2-FS1"] & on["C2-FS2"]) >= 2
    assert set(chapters["C2-FS1"].carry_on) <= on["C2-FS1"] & on["C2-FS2"]
    assert len(chapters["C2-FS1"].carry_on) >= 2


def test_a_thread_longer_than_the_team_is_told_clearly():
    """F16: more people to keep than the team may have gives a clear message, no crash."""
    with pytest.raises(ConflictError) as error:
        solved(chained(settings={"golden_thread.people": 3}, size_max=2))
    told = str(error.value)
    assert "At least 3 of the people on FS1 of team C2 carry on into FS2" in told
    assert "Team C2 has at most 2 people" in told


def test_solving_unchanged_facts_again_moves_nobody():
    """F18: against its own proposal a plan moves nobody; one changed demand row moves only who fills it."""
    facts = part("O3", "C3")
    before = solved(facts).allocation
    again = type(facts).build(close_to(facts.given, before))
    after = solved(again).allocation
    assert moves(before, after) == set()
    demand = again.given["Demand"].copy()
    demand.loc[(demand["team_id"] == "C3") & (demand["discipline"] == "PRO"), "fte_required"] = 0
    fewer = solved(again.changed(Demand=demand)).allocation
    left = {(person, team) for person, team in moves(before, fewer)}
    assert {team for _, team in left} <= {"C3"}
    assert left <= set(
        zip(*before.loc[before["discipline"] == "PRO", ["person_id", "team_id"]].T.to_numpy(), strict=True)
    )


def moves(before: pd.DataFrame, after: pd.DataFrame) -> set[tuple[str, str]]:
    """Who left or joined which team."""
    pairs = [set(zip(t["person_id"], t["team_id"], strict=True)) for t in (before, after)]
    return pairs[0] ^ pairs[1]


def test_nobody_is_swapped_between_periods_without_need():
    """F18: two people who could each do either half of the work do the same work in both periods."""
    facts = plan(people=FOUR[:2], demand=[seat("T1", fte=0.5), seat("T2", fte=0.5)], periods=QUARTERS)
    proposal = solved(facts)
    assert {tier.name: tier.value for tier in proposal.tiers}["continuity"] == 0
    assert len(set(zip(proposal.allocation["person_id"], proposal.allocation["team_id"], strict=True))) == 2


def test_a_storyline_holds_without_any_allocation():
    """F16: before anyone is placed the story is there, with nobody to carry it."""
    facts = chained()
    (story,) = storyline(facts, allocation(facts))
    assert [chapter.people for chapter in story.chapters] == [(), ()]
    told = {
        chapter.first_step: chapter.title for s in storyline(whole(), allocation(whole())) for chapter in s.chapters
    }
    assert told["C2-FS1"] == "Test three offers with 3,000 households"
