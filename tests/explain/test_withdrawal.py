"""What hangs on each organisation, and that many searches come to the same wherever they are made."""

from __future__ import annotations

import dataclasses

import pytest

from teamform.explain import Case, prices, stress, withdrawals
from teamform.explain.withdrawal import _withdrawal
from teamform.solve import Limits, solve
from teamform.solve.executor import Here, Processes
from teamform.team.proposal import TierResult
from tests.facts import person, plan, seat
from tests.random_plans import random_plan


def case(facts) -> Case:
    """A case of plain facts, solved."""
    return Case.of(facts, solve(facts, Limits(5, 1)))


@pytest.fixture(scope="module")
def two():
    """DfT gives half of what is asked for; DBT has somebody idle who could take over most of it."""
    return case(plan(
        people=[person("P1", organisation="DfT", fte=1.0), person("P2", organisation="DBT", fte=1.0),
                person("P3", organisation="DBT", fte=0.6)],
        demand=[seat("T1", fte=1.0), seat("T2", fte=1.0)],
    ))  # fmt: skip


def test_what_would_be_lost_without_an_organisation_is_what_nobody_else_can_do(two):
    found = {each.organisation: each for each in withdrawals(two, 2)}
    assert sum(each.fte for each in found.values()) == pytest.approx(2.0)
    for name, each in found.items():
        others = 1.6 if name == "DfT" else 1.0  # what the other one could give
        unmet = next(shift for shift in each.shifts if shift.name.startswith("unmet_demand"))
        assert (unmet.before, unmet.after) == (0, pytest.approx(2.0 - others))
        assert f"If {name} gave nobody" in each.sentence and f"{2.0 - others:g} FTE" in each.sentence


def test_where_others_can_step_in_nothing_is_lost_and_whoever_gives_nothing_is_not_asked():
    facts = plan(people=[person("P1", organisation="DfT"), person("P2", organisation="DBT")], demand=[seat("T1")])
    (only,) = withdrawals(case(facts), 2)
    assert only.shifts and not any(shift.by for shift in only.shifts)
    assert "missions would lose nothing" in only.sentence


def test_an_organisation_without_which_no_plan_is_possible_is_named_as_that():
    facts = plan(people=[person("P1", organisation="DfT"), person("P2", organisation="DBT")], demand=[seat("T1")],
                 pins=[{"person_id": "P1", "team_id": "T1"}])  # fmt: skip
    (only,) = withdrawals(case(facts), 2)
    assert only.shifts == ()
    assert "no plan" in only.sentence


def test_what_gets_worse_after_something_got_better_is_told_all_the_same(two):
    """The plan in hand may be bettered by chance; nothing that would be lost then goes unsaid."""
    name = "unmet_demand.P1"
    first, second = (TierResult(n, n, "FTE", 1.0, 0.0, False) for n in (name, "unmet_demand.P2"))
    found = (dataclasses.replace(first, value=0.5), dataclasses.replace(second, value=1.5))
    told = _withdrawal(two, "DfT", 1, 1.0, (first, second), found).sentence
    assert "lose nothing" not in told
    assert "rises by 0.5 FTE" in told and "falls by 0.5 FTE" in told


@pytest.fixture(scope="module")
def asked():
    """A random plan with several organisations."""
    return case(random_plan(6))


@pytest.mark.parametrize("executor", [Here(), Processes(2)], ids=["here", "processes"])
def test_withdrawals_prices_and_stress_are_the_same_wherever_they_are_searched(asked, executor):
    assert list(withdrawals(asked, 2, executor)) == list(withdrawals(asked, 2))
    assert list(prices(asked, 2, executor)) == list(prices(asked, 2))
    assert stress(asked, 4, 0.2, executor=executor) == stress(asked, 4, 0.2)


def test_a_case_without_a_proposal_cannot_be_sent_to_several_processes(asked):
    with pytest.raises(Exception, match="proposal that was kept"):
        list(withdrawals(dataclasses.replace(asked, proposal=None), 2, Processes(2)))
