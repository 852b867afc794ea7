"""The program: one matrix, with labels; completing a proposal keeps every definition."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from benchmarks.families import plan as seeded_plan
from teamform.errors import RuleError
from teamform.rules import program
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels
from teamform.team.program import Aim
from teamform.team.table import Table
from tests.facts import person, plan, seat
from tests.random_plans import random_plan
from tests.rich import any_steps, rich_plan


def broken_definitions(made, x):
    """Rows that belong to no rule and don't hold, as text."""
    over = made.excess(x)
    return [f"row {row} {made.row_codes(row)} by {over[row]}" for row in np.flatnonzero(over > 0)
            if not made.row_codes(row)[0]]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_every_definition_holds_once_an_allocation_is_completed_whatever_it_gives(seed):
    made = program(rich_plan())
    x = made.complete(any_steps(made, seed))
    assert broken_definitions(made, x) == []
    assert (x >= 0).all() and (x <= made.upper).all()


@pytest.mark.parametrize("seed", range(40))
def test_every_definition_holds_in_random_plans_too(seed):
    made = program(random_plan(seed))
    for draw in range(3):
        x = made.complete(any_steps(made, draw))
        assert broken_definitions(made, x) == []
        assert (x >= 0).all() and (x <= made.upper).all()


def test_completing_keeps_the_fte_as_it_is():
    made = program(rich_plan())
    steps = any_steps(made, 1)
    assert (made.complete(steps)[: len(steps)] == steps).all()


def test_each_row_knows_its_rule_and_labels():
    made = program(rich_plan())
    rules = {made.row_codes(row)[0] for row in range(len(made.bound))}
    assert rules == {block.rule for block in made.blocks}
    for block in made.blocks:
        first = made.row_codes(block.rows.start)
        assert first == (block.rule, {name: int(codes[0]) for name, codes in block.codes.items()})


def test_rows_that_must_hold_have_no_variable_that_excuses_them():
    made = program(rich_plan())
    assert (made.missed[made.must] == -1).all()
    assert (made.missed[~made.must] >= made.vocabulary.width).all()
    assert len(set(made.missed[~made.must])) == int((~made.must).sum())


def test_a_plan_without_people_or_without_demand_has_a_program_too():
    for facts in (plan(people=[], demand=[seat("T1")]), plan(people=[person("P1")], demand=[]), plan()):
        made = program(facts)
        assert len(made.complete(np.zeros(len(made.candidates), np.int64))) == len(made.upper)


def test_an_aim_adds_up_equal_columns_and_drops_those_that_cancel():
    labels = program(rich_plan()).vocabulary.labels
    table = Table(labels, {"team": np.array([0, 1])}, np.array([0, 0, 1, 1]), np.array([3, 1, 3, 2]),
                  np.array([2, 1, 5, 0]), np.array([4, 6]))  # fmt: skip
    aim = Aim.of("name", "title", "unit", 10, table)
    assert (aim.cols.tolist(), aim.coefs.tolist(), aim.constant) == ([1, 3], [1, 7], 10)
    assert aim.raw(np.array([0, 1, 9, 2])) == 25
    assert aim.in_units(25) == 2.5


def test_figures_too_large_to_be_added_up_exactly_are_refused_in_words():
    grades = [{"grade": "G7", "rank": 5, "annual_cost_gbp": 10**17}]
    facts = plan(people=[person("P1", grade="G7")], demand=[seat("T1")], grades=grades)
    with pytest.raises(RuleError, match="Cost at grade average"):
        program(facts)


def test_making_a_program_takes_little_more_memory_than_what_is_kept_of_it():
    facts = seeded_plan("M", 1)
    program(facts)  # what is worked out once from the facts is not counted
    tracemalloc.start()
    made = program(facts)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 45 * made.matrix.nnz
    assert peak < 65 * made.matrix.nnz


def test_few_wishes_scores_and_today_s_placements_among_many_people_and_teams_take_little_memory():
    many = 1_500
    facts = plan(
        people=[person(f"P{i}", no_move_before="2030-01-01") for i in range(many)],
        demand=[seat(f"T{i}") for i in range(many)],
        preferences=[{"person_id": "P1", "team_id": "T1", "interest": 2}],
        match_scores=[{"person_id": "P1", "team_id": "T1", "score": 0.5}],
        current_allocation=[{"person_id": "P1", "team_id": "T1", "discipline": "DAT", "fte": 0.5}],
    )
    one = np.array([1])
    block = Candidates(facts, Labels.of(facts), one, one, np.array([0]))
    tracemalloc.start()
    try:
        made = program(facts, block=block)
        assert {"interest", "match_scores"} <= {aim.name for aim in made.aims} and len(made.candidates) == 1
        assert tracemalloc.get_traced_memory()[1] < many**2  # one byte a person and team
    finally:
        tracemalloc.stop()
