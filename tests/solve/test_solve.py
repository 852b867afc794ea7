"""One solve: what it reports, how it is watched and stopped, and its honest ends."""

from __future__ import annotations

import pytest

from teamform import solve as solving
from teamform.errors import NoPlanInTime, RuleError
from teamform.rules import check
from teamform.solve import Limits, Progress, solve
from teamform.team.proposal import Status
from tests.checker import verify
from tests.facts import QUARTERS, person, plan, seat
from tests.rich import rich_plan

LIMITS = Limits(seconds=20, workers=1)


def values(proposal):
    return {tier.name: tier.value for tier in proposal.tiers}


def test_priority_one_is_served_first_then_two_then_three():
    teams = [{"team_id": f"T{p}", "priority": p} for p in (1, 2, 3)]
    facts = plan(people=[person("P1"), person("P2", fte=0.5)], demand=[seat(f"T{p}", fte=0.8) for p in (3, 2, 1)],
                 teams=teams)  # fmt: skip
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    found = values(proposal)
    assert (found["unmet_demand.P1"], found["unmet_demand.P2"], found["unmet_demand.P3"]) == (0.0, 0.1, 0.8)


def test_a_promised_step_is_served_before_another_of_the_same_priority():
    def unmet(promised):
        steps = [{"first_step": step, "team_id": step, "publicly_committed": step == promised} for step in ("T1", "T2")]
        facts = plan(people=[person("P1", fte=0.6)], demand=[seat("T1", fte=0.6, first_step="T1"),
                     seat("T2", fte=0.6, first_step="T2")], first_steps=steps)  # fmt: skip
        proposal = solve(facts, LIMITS)
        verify(facts, proposal)
        return proposal.allocation["team_id"].tolist()

    assert unmet("T1") == ["T1"]
    assert unmet("T2") == ["T2"]


def test_a_shortage_is_shared_rather_than_borne_by_one_team():
    facts = plan(people=[person("P1"), person("P2")], demand=[seat("T1", fte=1.5), seat("T2", fte=1.5)])
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert values(proposal)["largest_shortage.P1"] == pytest.approx(33.4)


def test_people_come_and_clearances_arrive_in_their_period():
    people = [person("P1", clearance="SC", clearance_pending="DV", clearance_expected="2026-07-01")]
    facts = plan(people=people, demand=[seat("T1", clearance="DV")], periods=QUARTERS)
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert proposal.allocation["period"].tolist() == ["Q2"]


def test_each_tier_reports_value_bound_and_proof():
    facts = rich_plan()
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert proposal.status is Status.PROVED
    for tier in proposal.tiers:
        assert tier.proved and tier.value == pytest.approx(tier.bound)
        assert tier.words == "best possible, proved"


def test_a_proposal_passes_the_check_that_edited_ones_go_through():
    facts = rich_plan()
    proposal = solve(facts, LIMITS)
    checked = check(facts, proposal.allocation)
    assert checked.allowed
    assert {str(breach) for breach in checked.breaches} == {str(breach) for breach in proposal.broken}
    for aim, tier in zip(checked.program.aims, proposal.tiers, strict=True):
        assert aim.in_units(aim.raw(checked.x)) == pytest.approx(tier.value)


def test_a_proposal_says_what_it_was_made_from():
    facts = rich_plan({"seed": 7, "organisation_share.percent": 70})
    proposal = solve(facts, LIMITS)
    assert (proposal.seed, proposal.input_hash, proposal.workers, proposal.time_limit) == (7, facts.hash, 1, 20)
    assert proposal.rules["organisation_share"] == {"applied": "must", "percent": "70"}
    assert {"teamform", "ortools", "python"} <= set(proposal.versions)
    assert proposal.seconds > 0 and not proposal.stopped


def test_a_solve_can_be_watched():
    heard: list[Progress] = []
    proposal = solve(rich_plan(), LIMITS, watch=heard.append)
    assert heard
    assert [p.tier for p in heard] == sorted(p.tier for p in heard)
    assert all(p.tiers == len(proposal.tiers) for p in heard)
    for progress in heard:
        tier = proposal.tiers[progress.tier - 1]
        assert (progress.name, progress.unit) == (tier.name, tier.unit)
        if progress.best is not None:
            assert progress.best >= tier.value - 1e-6
        if progress.bound is not None:
            assert progress.bound <= tier.value + 1e-6
        assert progress.words


def test_the_fingerprint_of_a_plan_is_taken_before_the_search_so_that_an_answer_doesnt_wait_for_it(monkeypatch):
    facts, inner = plan(people=[person("P1")], demand=[seat("T1")]), solving.searched

    def searched(rows, *others):
        assert "hash" in vars(rows.plan)
        return inner(rows, *others)

    monkeypatch.setattr(solving, "searched", searched)
    assert solve(facts, Limits(5, 1)).input_hash == facts.hash


def test_a_solve_that_is_stopped_keeps_the_best_so_far_and_says_so():
    facts = rich_plan()
    reached = [0]
    proposal = solve(facts, LIMITS, watch=lambda p: reached.__setitem__(0, p.tier), stop=lambda: reached[0] >= 2)
    verify(facts, proposal)
    assert proposal.stopped


def test_a_stop_at_once_gives_a_plan_or_says_that_there_was_no_time_and_never_that_there_is_none():
    facts = rich_plan()
    try:
        proposal = solve(facts, LIMITS, stop=lambda: True)
    except NoPlanInTime as error:
        assert "doesn't mean" in str(error)
    else:
        assert proposal.stopped
        verify(facts, proposal)


def test_two_workers_find_the_same_figures_as_one():
    facts = rich_plan()
    one, two = solve(facts, LIMITS), solve(facts, Limits(seconds=20, workers=2))
    verify(facts, two)
    assert [t.value for t in one.tiers] == [t.value for t in two.tiers]


@pytest.mark.parametrize("facts", [plan(), plan(people=[person("P1")]), plan(demand=[seat("T1")])],
                         ids=["nothing", "no demand", "no people"])  # fmt: skip
def test_a_plan_of_nothing_is_proposed_nothing(facts):
    proposal = solve(facts, LIMITS)
    assert len(proposal.allocation) == 0
    assert proposal.status is Status.PROVED


@pytest.mark.parametrize("seconds, workers", [(0, 1), (-1, 1), (float("nan"), 1), (10**9, 1), (1, -1), (1, 1000)])
def test_limits_that_make_no_sense_are_refused(seconds, workers):
    with pytest.raises(RuleError, match="make"):
        Limits(seconds=seconds, workers=workers)


@pytest.mark.parametrize("step", ["0.05", "0.1", "0.2", "0.25", "0.5", "1.0"])
def test_every_planning_step_is_kept(step):
    facts = plan(people=[person("P1"), person("P2", fte=0.85)], demand=[seat("T1", fte=1), seat("T2", fte=0.9)],
                 settings={"planning_step": step})  # fmt: skip
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert not (proposal.allocation["fte"] % round(float(step) * 100)).any()


def test_what_goes_before_a_search_uses_up_time_where_the_clock_counts_and_none_where_work_does():
    assert Limits(10, 2, repeatable=False).after(4).seconds == 6
    assert Limits(10, 2, repeatable=False).after(400).seconds == 1
    assert Limits(10, 2, repeatable=True).after(4).seconds == 10
    assert Limits(10, 1).after(4).seconds == 10
