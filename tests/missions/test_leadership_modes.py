"""Five ways to lead, and what a change of mode does to a team."""

from __future__ import annotations

import datetime as dt

import pytest

from teamform.plan.lists import MODES
from teamform.plan.modes import switched
from teamform.report.leads import leads
from teamform.report.mode_adviser import QUESTIONS, advise, overruled
from teamform.report.mode_switch import switch
from teamform.rules import check
from tests.asking import broken
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.missions.demo import part, solved
from tests.plain import Facts

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]


@pytest.fixture(scope="module")
def in_each_mode():
    """N2 planned in each of the five modes."""
    plans = {mode: switched(part("N2"), "N2", mode) for mode in MODES}
    return {mode: (facts, solved(facts, 3)) for mode, facts in plans.items()}


def central_fte(facts, proposal):
    outside = facts.people.set_index("person_id").assign(outside=facts.outside)["outside"]
    on = proposal.allocation
    return int(on.loc[~on["person_id"].map(outside).astype(bool), "fte"].sum()), int(on["fte"].sum())


@pytest.mark.parametrize("mode", MODES)
def test_a_team_obeys_the_bundle_of_its_mode(mode, in_each_mode):
    """F25: size, outside share, central cap, organisations, sectors and lead are as the mode asks."""
    facts, proposal = in_each_mode[mode]
    asks = Facts.of(facts).by("LeadershipModes", "leadership_mode")[mode]
    central, whole = central_fte(facts, proposal)
    on = facts.people.set_index("person_id").loc[sorted(set(proposal.allocation["person_id"])), "organisation"]
    sectors = facts.organisations.set_index("organisation").loc[sorted(set(on)), "sector"]
    assert asks["size_min"] <= len(on) <= asks["size_max"]
    assert (whole - central) * 10_000 >= asks["min_outside_share"] * whole
    assert central <= (asks["max_central_fte"] or whole)
    assert central * 10_000 <= (asks["max_central_share"] or 10_000) * whole
    assert len(set(on)) >= (asks["min_orgs"] or 1)
    assert len(set(sectors)) >= (asks["min_sectors"] or 1)
    (lead,) = leads(facts, proposal.allocation).to_dict("records")
    sector = facts.organisations.set_index("organisation")["sector"].get(lead["organisation"])
    assert asks["lead_from"] == "either" or (sector == "central") == (asks["lead_from"] == "central")
    assert asks["lead_from"] == "either" or lead["person_id"]
    assert check(facts, proposal.allocation).allowed


def test_standing_back_frees_central_people_and_the_difference_names_everyone(in_each_mode):
    """F25: from problem solver to standing back: central FTE at most 1.0, an outside lead, and all who are freed."""
    (before, was), (after, becomes) = in_each_mode["problem_solver"], in_each_mode["standing_back"]
    found = switch(before, was.allocation, after, becomes.allocation, "N2")
    assert central_fte(after, becomes)[0] <= 100
    gone = set(was.allocation["person_id"]) - set(becomes.allocation["person_id"])
    assert {mover.person_id for mover in found.freed} == gone
    assert gone
    assert {m.person_id for m in (*found.joins, *found.stay)} == set(becomes.allocation["person_id"])
    assert found.leads_after


@pytest.mark.parametrize("mode", MODES)
def test_the_difference_names_everyone_whom_a_switch_affects(mode, in_each_mode):
    """F25: into each of the five modes, from the one before it: who is freed, who joins, who stays, who leads."""
    (before, was), (after, becomes) = in_each_mode[MODES[MODES.index(mode) - 1]], in_each_mode[mode]
    found = switch(before, was.allocation, after, becomes.allocation, "N2")
    old, new = (set(proposal.allocation["person_id"]) for proposal in (was, becomes))
    for movers, people in ((found.freed, old - new), (found.joins, new - old), (found.stay, old & new)):
        assert {mover.person_id for mover in movers} == people
    assert set(found.leads_after) <= new
    assert all(mover.name and mover.organisation for mover in (*found.freed, *found.joins, *found.stay))


def test_those_who_are_freed_are_named_with_the_day():
    """F25: a switch in the second period frees people on its first day."""
    people = [person("P1", organisation="CAB"), person("P2", organisation="VCS")]
    facts = plan(people=people, demand=[seat("T1", fte=1.5)], teams=[{"team_id": "T1"}], organisations=ORGANISATIONS,
                 periods=QUARTERS)  # fmt: skip
    was = allocation(facts, ("P1", "T1/DAT", 1.0))
    becomes = allocation(facts, ("P1", "T1/DAT", 1.0, "Q1"), ("P2", "T1/DAT", 0.5, "Q2"))
    found = switch(facts, was, switched(facts, "T1", "standing_back", ["Q2"]), becomes, "T1")
    (joins,) = found.joins
    (stays,) = found.stay
    assert (joins.period, joins.day, joins.after) == ("Q2", dt.date(2026, 7, 1), 0.25)
    assert (stays.before, stays.after, stays.day) == (1.0, 0.5, dt.date(2026, 7, 1))
    assert found.leads_after == ("P1", "P2")


def test_a_mode_that_the_teams_sheet_only_mentions_changes_nothing():
    """F25: modes hold where ModeByPeriod says; the Teams sheet's is information until a planner lets it hold."""
    facts = plan(people=[person("P1")], demand=[seat("T1", "EVA", 0.2), seat("T1")],
                 teams=[{"team_id": "T1", "leadership_mode": "standing_back"}])  # fmt: skip
    assert broken(facts, ("P1", "T1/DAT", 1.0)) == {}
    assert "central_cap" not in broken(facts, ("P1", "T1/DAT", 1.0))
    assert {"outside_share", "lead_from", "team_size"} <= set(
        broken(facts.with_settings(leadership_modes="everywhere"), ("P1", "T1/DAT", 1.0)))  # fmt: skip


def test_the_adviser_suggests_a_mode_with_its_reasons_and_people_may_choose_another():
    """F26: local levers, an unknown answer and money of theirs point to enabler or standing back, and say why."""
    advice = advise({"levers": "local", "answer": "unknown", "money": "theirs"})
    assert {advice.mode, advice.second} <= {"enabler", "standing_back"}
    assert "the money is theirs" in advice.sentence
    line = overruled(advice, "convenor", "The mayor asked for it")
    assert line == "Leadership mode convenor instead of the suggested enabler: The mayor asked for it"
    assert "as suggested" in overruled(advice, advice.mode, "Agreed")


def test_every_mode_can_be_suggested_and_every_answer_speaks_for_one():
    """F26: no mode is out of reach of the five questions."""
    assert len(QUESTIONS) == 5
    for question in QUESTIONS:
        for key, (_, speaks, _) in question.answers.items():
            assert set(speaks) <= set(MODES)
            assert advise({question.name: key}).mode in speaks
    best = {
        "problem_solver": ("central", "central", "known", "ours", "weeks"),
        "convenor": ("shared", "many", "unknown", "shared", "months"),
        "funder": ("central", "", "known", "ours", "years"),
        "enabler": ("local", "local", "unknown", "theirs", "months"),
        "standing_back": ("local", "local", "known", "theirs", "years"),
    }
    names = [question.name for question in QUESTIONS]
    for mode, answers in best.items():
        assert advise(dict(zip(names, answers, strict=True))).mode == mode
