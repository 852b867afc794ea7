"""The end of a run in a sentence."""

from dataclasses import replace

from teamform.errors import ConflictError, InputError, NoPlanInTime
from teamform.plan.issues import Issue, Severity
from teamform.report import Ending, Outcome, as_json, reasoning
from teamform.report import outcome as outcome_of
from teamform.rules import _check, kinds_of_rule
from teamform.solve import Limits, memory, shortlist, solve
from teamform.team.proposal import Claim, TierResult
from tests.facts import person, plan, seat

RED = Issue(Severity.RED, "People", 2, "fte", "x", "Not a number.", "Write a number.")


def solved():
    facts = plan(people=[person("P1")], demand=[seat("T1")], first_steps=[{"first_step": "S1", "team_id": "T1"}])
    return facts, solve(facts, Limits(5, 1))


def test_a_good_plan_says_by_how_much_it_may_be_improved():
    facts, proposal = solved()
    opened = TierResult("unmet_demand.P2", "Unmet required demand, priority 2", "FTE", 2.6, 2.2, False)
    outcome = Outcome.proposed(facts, replace(proposal, tiers=(proposal.tiers[0], opened)))
    assert outcome.status is Ending.GOOD
    assert "1 of 2 goals" in outcome.heading
    assert "“Unmet required demand, priority 2”, good; may be improved by at most 0.40 FTE" in outcome.heading


def test_a_plan_that_somebody_stopped_says_so():
    facts, proposal = solved()
    opened = TierResult("cost", "Cost", "£", 10.0, 0.0, False)
    outcome = Outcome.proposed(facts, replace(proposal, tiers=(opened,), stopped=True))
    assert "when you stopped it" in outcome.heading


def test_remarks_come_from_the_lints():
    outcome = Outcome.proposed(*solved())
    lints = {rule.__module__.rpartition(".")[2] for rule in kinds_of_rule() if rule.kind == "lint"}
    assert "orphan_step" in {remark.rule for remark in outcome.remarks} <= lints


def test_a_conflict_that_may_not_be_smallest_is_not_called_so():
    claims = [Claim("pins", "P1 is pinned."), Claim("consent", "P1 has declined.")]
    assert "giving up any one of them resolves it" in Outcome.failed(ConflictError(claims)).heading
    unsure = Outcome.failed(ConflictError(claims, smallest=False))
    assert "resolves" not in unsure.heading
    assert not unsure.smallest


def test_issues_of_a_refusal_are_not_listed_twice():
    assert Outcome.failed(InputError("No.", [RED]), issues=[RED]).issues == (RED,)


def test_running_out_of_time_is_its_own_ending():
    outcome = Outcome.failed(NoPlanInTime("Time ran out before any plan was found."))
    assert (outcome.status, outcome.proposal, outcome.shortfall) == (Ending.NO_PLAN_IN_TIME, None, ())


def test_of_a_plan_too_large_to_be_held_as_a_whole_it_is_said_what_was_not_looked_into(monkeypatch):
    people = [person(f"P{i}", fte=0.5) for i in range(40)]
    facts = plan(people=people, demand=[seat("T1", fte=30.0), seat("T2")])
    for module in (memory, _check, outcome_of, reasoning):
        monkeypatch.setattr(module, "MANY", -1)
    monkeypatch.setattr(shortlist, "DRAWN", 2)
    outcome = Outcome.proposed(facts, solve(facts, Limits(5, 1)))
    assert f"{outcome.proposal.looked_at:,} of 80 possible placements were looked at closely" in outcome.heading
    assert {s.reason for s in outcome.shortfall} == {
        "Where people with DAT are was not looked into: the plan is too large for that."
    }
    assert [str(remark) for remark in outcome.remarks] == [
        "No remarks were worked out: the plan is too large for that. Look at parts of it."
    ]
    assert reasoning.ladders(outcome.checked) == {}
    assert as_json(outcome)["possible"] == 80
