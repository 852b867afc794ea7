"""Searching again from a plan in hand: as little changes as it takes, and that is proved."""

import numpy as np
import pytest

from teamform.explain.groups import rows_of
from teamform.rules import program
from teamform.solve.again import Impossible, _unproved, again
from teamform.solve.joint import Joint
from teamform.solve.part import Web
from teamform.solve.variants import loosened
from teamform.team.program import Aim
from tests.explain.asking import case
from tests.facts import person, plan, seat


@pytest.fixture(scope="module")
def freed():
    """A plan whose body lets nobody go, the same without its cap, and what missions ask for."""
    of = case(plan(people=[person("A", fte=0.6, organisation="X"), person("B", fte=0.6, organisation="X")],
                   demand=[seat("T1", fte=0.6), seat("T2", fte=0.4)],
                   release_caps=[{"organisation": "X", "release_cap_fte": 0}]))  # fmt: skip
    variant = loosened(of.program, rows_of(of, "release_caps"), None)
    return of, variant, variant.aims[: of.mission_goals]


def test_the_fewest_changes_are_proved_and_with_one_placement_fewer_missions_have_less(freed):
    of, variant, aims = freed
    best = again(variant, of.x, aims, least_change_after=len(aims))
    assert best.proved and best.fewest and best.changes[0] > 1
    fewer = again(variant, of.x, aims, within=best.changes[0] - 1)
    assert fewer.proved
    assert fewer.raw > best.raw
    assert again(variant, of.x, aims, within=best.changes[0]).raw == best.raw


def test_within_so_many_changes_no_more_placements_differ_and_nothing_is_said_of_plans_beyond(freed):
    of, variant, aims = freed
    found = again(variant, of.x, aims, within=1)
    n = len(variant.candidates)
    assert (found.x[:n] != of.x[:n]).sum() == found.changes[0] == 1
    assert not found.whole


def test_a_plan_to_begin_with_makes_no_difference_to_what_changes_least(freed):
    of, variant, aims = freed
    far = again(variant, of.x * 0, aims).x
    begun = again(variant, of.x, aims, hint=far, least_change_after=len(aims))
    alone = again(variant, of.x, aims, least_change_after=len(aims))
    assert (begun.raw, begun.changes) == (alone.raw, alone.changes)


def test_a_row_that_the_plan_in_hand_breaks_out_of_reach_of_what_may_change_is_no_answer_and_no_conflict_of_all():
    rows = program(plan(people=[person("A", grade="G7"), person("B", grade="G7")],
                        demand=[seat("T1", fte=0.6), seat("T2", fte=0.6)],
                        teams=[{"team_id": "T1"}, {"team_id": "T2", "lead_min_grade": "G7"}]))  # fmt: skip
    nobody = rows.complete(np.zeros(len(rows.candidates), np.int64))
    assert (rows.excess(nobody) > 0).any(), "T2 has no lead"
    names = rows.vocabulary.labels.names["team"][rows.candidates.team]
    with pytest.raises(Impossible) as impossible:
        again(rows, nobody, free=np.asarray(names == "T1"))
    assert not impossible.value.whole
    assert (rows.excess(again(rows, nobody, free=np.asarray(names == "T2")).x) <= 0).all()


def test_where_nobody_may_change_the_plan_in_hand_is_the_answer(freed):
    of, variant, aims = freed
    nobody = np.zeros(len(variant.candidates), bool)
    assert not Web(variant).follows(nobody).any()
    found = again(variant, of.x, aims, free=nobody)
    assert (found.x == variant.complete(of.x[: len(nobody)])).all()


def test_what_is_known_of_a_later_goal_is_not_claimed_once_an_earlier_one_is_not_where_it_was_known_to_be():
    upper = np.array([9, 9])
    one, other = (Aim("", "", "", 1.0, np.array([col]), np.array([1]), 0) for col in (0, 1))
    joint = Joint.of([one, other], upper)
    nothing_new = float("-inf")
    assert _unproved(joint, nothing_new, [5, 4], [3, 4], upper) == [3.0, 0.0]
    assert _unproved(joint, joint.value([5, 2]), [5, 4], [3, 4], upper) == [5.0, 2.0]
    assert _unproved(joint, joint.value([3, 1]), [3, 6], [3, 4], upper) == [3.0, 4.0]
