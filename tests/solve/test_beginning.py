"""A first plan at once: made among few, it keeps the rules among all, and is what the search goes on from."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan as plan_of
from benchmarks.families import sized
from teamform.rules import program, rules_of
from teamform.solve import Limits, beginning, construction, memory, shortlist, solve
from teamform.solve.beginning import Beginning
from teamform.solve.large import Large
from teamform.solve.shortlist import Shortlist
from tests.checker import verify
from tests.facts import person, plan, seat

LIMITS = Limits(seconds=10, workers=2, repeatable=True)
SOON = Limits(seconds=3, workers=2, repeatable=True)


@pytest.fixture
def any_size(monkeypatch):
    """Every plan is large enough to be begun among few."""
    monkeypatch.setattr(beginning, "FROM", 0)


@pytest.fixture(scope="module")
def middle():
    """A plan of two periods with a current allocation."""
    return plan_of("M", 1, periods=2, current=True)


@pytest.fixture(scope="module")
def rows(middle):
    """Its program."""
    return program(middle)


@pytest.fixture(scope="module")
def found(middle):
    """Its first plan, begun among few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beginning, "FROM", 0)
        return begun(middle)


def begun(facts, limits=LIMITS, watch=None) -> Beginning | None:
    return beginning.first_plan(facts, rules_of(facts), limits, watch)


def test_a_first_plan_made_among_few_keeps_every_row_of_the_program_of_all(middle, rows, found):
    x = found.among(rows)
    assert (rows.excess(x) <= 0).all()
    assert x[: len(rows.candidates)].sum() == found.steps.sum() > 0


def test_few_people_are_looked_at_for_a_seat_however_many_there_are():
    many = plan_of(sized(2_000), 1)
    few, every = Shortlist(many, rules_of(many), drawn=beginning.FEW).program.candidates, program(many).candidates
    assert len(few) < len(every) / 2
    here, there = (np.bincount(some.demand, minlength=len(many.demand)) for some in (few, every))
    assert (here >= np.minimum(there, beginning.FEW)).all()
    assert np.median(here) <= 2 * beginning.FEW


def test_where_a_team_lacks_somebody_among_few_everybody_is_looked_at_for_it(any_size, monkeypatch):
    monkeypatch.setattr(beginning, "FEW", 2)
    people = [person(f"P{i:03d}", grade="G6" if i == 77 else "HEO") for i in range(200)]
    facts = plan(people=people, demand=[seat("T1", fte=2.0)], teams=[{"team_id": "T1", "lead_min_grade": "G7"}])
    there = Shortlist(facts, rules_of(facts), drawn=2)
    assert "P077" not in set(there._drawn().of_person("person_id"))
    assert "P077" in set(begun(facts).placed.of_person("person_id"))


def test_it_is_the_same_on_one_core_and_on_two(any_size, middle, found):
    one, two = begun(middle, Limits(10, 1, repeatable=True)), found
    assert LIMITS.cores == 2
    assert np.array_equal(one.steps, two.steps)
    assert all(np.array_equal(one.placed.codes[name], two.placed.codes[name]) for name in one.placed.codes)


def test_the_search_goes_on_from_it_and_counts_what_it_took(rows, found):
    search = Large(rows, LIMITS, begun=found)
    x = search._first_plan()
    assert np.array_equal(x, found.among(search.program))
    assert search._left() == pytest.approx(LIMITS.seconds - found.took) and found.took > 0


def test_who_stops_gets_one_that_is_made_in_haste(any_size, middle, given):
    stopped = beginning.first_plan(middle, rules_of(middle), LIMITS, None, stop=lambda: len(given) > 3)
    assert stopped is not None
    assert min(given[:2]) > construction.HURRIED  # three teams are under way when somebody stops
    assert np.median(given[8:]) == construction.HURRIED


def test_it_is_told_of_at_once_in_seconds_since_the_solve_began(any_size, middle):
    told = []
    proposal = solve(middle, SOON, told.append)
    verify(middle, proposal)
    assert told[0].tier == 1 and told[0].best is not None and told[0].bound is None
    assert [line.seconds for line in told] == sorted(line.seconds for line in told)
    assert told[-1].seconds <= proposal.seconds


def test_a_plan_of_usual_size_is_not_begun_so(middle):
    assert begun(middle) is None


def test_where_none_is_found_among_few_the_search_among_all_begins_anew(any_size, middle, monkeypatch):
    monkeypatch.setattr(beginning, "LONGEST", -1.0)
    assert begun(middle) is None
    verify(middle, solve(middle, SOON))


def test_one_that_breaks_a_row_among_all_is_not_taken(any_size):
    facts = plan(people=[person("P1"), person("P2")], demand=[seat("T1", fte=1.0)])
    rows = program(facts)
    assert Beginning(rows.candidates, rows.upper[: len(rows.candidates)], 0.0).among(rows) is None


def test_those_at_work_in_it_are_on_the_shortlist_of_a_plan_too_large_to_be_held(any_size, monkeypatch):
    for name, value in {"DRAWN": 2, "KEPT": 2, "FOR_FTE": 0, "HELPING": 1, "SEATS": 4}.items():
        monkeypatch.setattr(shortlist, name, value)
    monkeypatch.setattr(memory, "MANY", -1)
    facts = plan_of("S", 1)
    found = begun(facts)
    kept = Shortlist(facts, rules_of(facts), placed=found.placed).program
    assert found.among(kept) is not None
    verify(facts, solve(facts, LIMITS))
