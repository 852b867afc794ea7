"""Ties are broken by the published seed alone: no order of a file, no name, no idle hand changes the outcome."""

from __future__ import annotations

import pytest

from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from tests.checker import verify
from tests.facts import person, plan, seat
from tests.random_plans import random_plan
from tests.rich import SHEETS, rich_plan

LIMITS = Limits(seconds=20, workers=1)


def reordered(facts: Plan, ascending: bool) -> Plan:
    """The same plan with every sheet sorted A–Z or Z–A."""
    tables = {name: table.sort_values(list(table.columns), ascending=ascending) for name, table in facts.given.items()}
    return Plan.build({name: table.reset_index(drop=True) for name, table in tables.items()})


@pytest.mark.parametrize("facts", [rich_plan(), random_plan(2), random_plan(9)], ids=["rich", "2", "9"])
def test_sorting_the_sheets_changes_neither_the_figures_nor_the_people(facts):
    up, down = (solve(reordered(facts, ascending), LIMITS) for ascending in (True, False))
    assert [tier.value for tier in up.tiers] == [tier.value for tier in down.tiers]
    assert up.allocation.equals(down.allocation)
    assert up.input_hash == down.input_hash == facts.hash


def test_over_fifty_seeds_each_of_two_twins_is_chosen_now_and_then():
    def winner(seed):
        twins = [person("A Adams", grade="G7"), person("Z Zorro", grade="G7")]
        proposal = solve(plan(people=twins, demand=[seat("T1")], settings={"seed": seed}), LIMITS)
        return proposal.allocation["person_id"].tolist()

    won = [winner(seed) for seed in range(50)]
    assert all(len(names) == 1 for names in won)
    assert 15 <= won.count(["A Adams"]) <= 35


def test_of_ten_alike_no_three_are_always_chosen():
    people = [person(f"P{i}") for i in range(10)]
    demand = [seat(f"T{i}") for i in range(3)]
    chosen = {
        tuple(
            sorted(solve(plan(people=people, demand=demand, settings={"seed": seed}), LIMITS).allocation["person_id"])
        )
        for seed in range(12)
    }
    assert len(chosen) >= 6


def test_ten_idle_people_take_nothing_that_is_not_asked_for():
    facts = rich_plan()
    idle = [person(f"idle{i}", "DAT", 1.0, organisation="DHC") for i in range(10)]
    more = rich_plan(people=[*SHEETS["people"], *idle])
    before, after = solve(facts, LIMITS), solve(more, LIMITS)
    verify(more, after)
    desired = 100 * sum(line.get("fte_desired", line["fte_required"]) for line in SHEETS["demand"]) * 2
    assert after.allocation["fte"].sum() <= desired
    assert len(set(after.allocation["person_id"]) & {p["person_id"] for p in idle}) < 10
    first = [name for name in (tier.name for tier in before.tiers) if name.startswith("unmet_demand")]
    values = [{tier.name: tier.value for tier in proposal.tiers} for proposal in (before, after)]
    assert [values[1][name] for name in first] <= [values[0][name] for name in first]


def test_of_two_alike_the_one_who_asked_for_the_team_is_chosen():
    wishes = [{"person_id": "B", "team_id": "T1", "interest": 2}]
    for seed in range(5):
        facts = plan(
            people=[person("A"), person("B")], demand=[seat("T1")], preferences=wishes, settings={"seed": seed}
        )
        assert solve(facts, LIMITS).allocation["person_id"].tolist() == ["B"]


def test_wishes_never_change_what_is_unmet():
    without = rich_plan(preferences=[])
    for facts in (rich_plan(), without):
        unmet = [tier.value for tier in solve(facts, LIMITS).tiers if tier.name.startswith("unmet_demand")]
        assert unmet == [tier.value for tier in solve(without, LIMITS).tiers if tier.name.startswith("unmet_demand")]


def test_the_same_input_seed_and_limits_give_the_same_answer_on_one_worker():
    for facts in (rich_plan(), random_plan(6)):
        one, other = solve(facts, LIMITS), solve(facts, LIMITS)
        assert one.allocation.equals(other.allocation)
        assert one.tiers == other.tiers


def test_unless_somebody_watches_the_same_seed_and_limits_give_the_identical_plan_on_any_number_of_cores():
    for facts in (rich_plan(), random_plan(6)):
        one, two, three = (solve(facts, Limits(5, workers)) for workers in (1, 2, 2))
        assert one.allocation.equals(two.allocation)
        assert one.allocation.equals(three.allocation)
        assert one.tiers == two.tiers == three.tiers


def test_solving_again_from_what_was_proposed_moves_nobody():
    facts = rich_plan()
    first = solve(facts, LIMITS).allocation
    started = (
        first[first["period"] == "Q1"].groupby(["person_id", "team_id", "discipline"], as_index=False)["fte"].sum()
    )
    later = first[(first["demand_id"] == "T2/BEH") & (first["period"] == "Q2")]
    assert later.empty or "T2" in set(started["team_id"])
    rows = [{**row, "fte": row["fte"] / 100} for row in started.to_dict("records")]
    again = solve(rich_plan(current_allocation=rows), LIMITS)
    moved = {tier.name: tier.value for tier in again.tiers}["disruption"]
    assert moved == 0
