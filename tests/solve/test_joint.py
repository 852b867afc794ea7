"""Several goals in one search: its smallest total is the best in strict order, and its bounds never say too much."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from teamform.solve.joint import Joint, bundles
from teamform.team.program import Aim

COEFS = st.lists(st.integers(-4, 4), min_size=3, max_size=3)


def aim(coefs: list[int], constant: int = 0) -> Aim:
    some = np.flatnonzero(coefs)
    return Aim("", "", "", 1.0, some, np.array(coefs)[some].astype(np.int64), constant)


@st.composite
def tasks(draw):
    """A few aims, and the values of three columns that are possible."""
    upper = np.array(draw(st.lists(st.integers(1, 3), min_size=3, max_size=3)))
    aims = [aim(draw(COEFS), draw(st.integers(-3, 3))) for _ in range(draw(st.integers(1, 4)))]
    every = [np.array(x) for x in product(*(range(top + 1) for top in upper.tolist()))]
    possible = draw(st.lists(st.sampled_from(range(len(every))), min_size=1, max_size=12, unique=True))
    return upper, aims, [every[number] for number in possible]


@given(tasks())
def test_the_smallest_total_is_that_of_the_best_in_strict_order(task):
    upper, aims, possible = task
    joint = Joint.of(aims, upper)
    best = min(possible, key=joint.aim.raw)
    values = [each.raw(best) for each in aims]
    assert values == min([each.raw(x) for each in aims] for x in possible)
    assert joint.aim.raw(best) == joint.value(values)
    assert joint.first(joint.aim.raw(best)) == values[0]
    assert joint.bounds(joint.aim.raw(best), values) == values


@given(tasks(), st.integers(0, 200), st.integers(0, 11))
def test_a_bound_of_the_total_never_says_more_of_a_goal_than_holds_while_earlier_ones_are_best(task, by, which):
    upper, aims, possible = task
    joint = Joint.of(aims, upper)
    hand = [each.raw(possible[which % len(possible)]) for each in aims]
    found = joint.bounds(min(joint.aim.raw(x) for x in possible) - by, hand)
    assert 1 <= len(found) <= len(aims)
    for number, bound in enumerate(found):
        earlier = hand[:number]
        assert earlier == min([each.raw(x) for each in aims[:number]] for x in possible)
        as_good = [x for x in possible if [each.raw(x) for each in aims[:number]] == earlier]
        assert bound <= min(aims[number].raw(x) for x in as_good)


def test_goals_are_bundled_from_the_last_one_on():
    upper = np.array([9, 9, 9])
    wide = [aim([1, 0, 0]), aim([0, 1, 0]), aim([0, 0, 1])]  # ten values each
    assert [len(bundle) for bundle in bundles(wide, upper, 100)] == [1, 2]
    assert [len(bundle) for bundle in bundles(wide, upper, 99)] == [1, 1, 1]
    assert [len(bundle) for bundle in bundles(wide, upper)] == [3]
    assert bundles([], upper) == []


def test_only_the_steps_of_a_goal_count():
    wide = [aim([50, 0, 0]), aim([0, 20, 40])]
    assert [len(bundle) for bundle in bundles(wide, np.array([1, 1, 1]), 8)] == [2]
