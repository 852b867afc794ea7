"""What hangs on one person, who could step in, and what random absences do."""

import pytest

from teamform.explain.fragile import depths, if_leaves, single_holders, stress
from teamform.solve.executor import Processes
from tests.explain.asking import case, hoarding, hoarding_case, solved, values
from tests.facts import person, plan, seat


@pytest.fixture(scope="module")
def of():
    return case(plan(
        people=[person("A", fte=0.6), person("B", fte=0.6), person("C", fte=0.6), person("U", "UR", 0.5),
                person("V", "UR", 0.3), person("S", "SD", 0.5)],
        demand=[seat("T1", fte=0.6), seat("T1", "UR", 0.5), seat("T1", "SD", 0.5)],
    ))  # fmt: skip


def test_depth_counts_who_could_do_all_that_the_holder_does(of):
    found = {each.demand_id: each.depth for each in depths(of)}
    assert found["T1/DAT"] == 2
    assert found["T1/SD"] == 0


def test_somebody_with_too_little_time_is_no_stand_in():
    thin = case(plan(people=[person("U", "UR", 0.5), person("V", "UR", 0.3)], demand=[seat("T1", "UR", 0.5)],
                     disciplines=[{"discipline": "UR", "min_chunk": 0.5}]))  # fmt: skip
    (only,) = depths(thin)
    assert only.depth == len(only.reserve)
    assert "V" not in only.reserve


def test_an_ability_that_one_person_holds_is_named(of):
    assert [(found.ability, found.person_id) for found in single_holders(of)] == [("SD", "S")]


def test_somebody_leaving_is_a_decline_solved_again():
    of = hoarding_case()
    for gone in sorted(set(of.proposal.allocation["person_id"])):
        people = hoarding().given["People"]
        by_hand = values(solved(hoarding().changed(People=people[people["person_id"] != gone])))
        found = if_leaves(of, gone)
        assert {s.name: s.after for s in found.shifts[:3]} == pytest.approx(
            {s.name: by_hand[s.name] for s in found.shifts[:3]}
        )


def test_absences_are_drawn_by_a_seed(of):
    assert stress(of, runs=20, absent=0.3, seed=4) == stress(of, runs=20, absent=0.3, seed=4)


def test_runs_in_processes_of_their_own_say_the_same(of):
    told = []
    beside = stress(of, runs=20, absent=0.3, seed=4, executor=Processes(2), tell=lambda *known: told.append(known))
    assert beside == stress(of, runs=20, absent=0.3, seed=4)
    assert told[-1] == (20, 20)


def test_with_nobody_missing_all_is_as_usual_and_with_all_missing_nothing_is_met(of):
    calm, empty = stress(of, runs=3, absent=0.0), stress(of, runs=3, absent=1.0)
    assert calm.half == calm.nine_in_ten == calm.usual == 1
    assert calm.breaks_first == ()
    assert empty.half == 0
    assert {name for name, _ in empty.breaks_first} == {"T1/DAT", "T1/UR", "T1/SD"}


def test_the_seat_that_nobody_else_can_fill_breaks_first(of):
    found = stress(of, runs=60, absent=0.25, seed=2)
    assert found.nine_in_ten <= found.half <= found.usual
    assert found.breaks_first[0][0] != "T1/DAT"
