"""What follows from a plan is found once for each plan, and kept no longer than the plan."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from teamform.plan.once import once
from tests.facts import person, plan, seat


def small(fte=1.0):
    return plan(people=[person("P1", fte=fte)], demand=[seat("T1")])


def test_each_plan_is_looked_at_once_and_has_its_own():
    looked = []
    offer = once(lambda facts: looked.append(facts) or facts.people["available_fte"].sum())
    one, other = small(0.4), small(0.7)
    assert [offer(one), offer(other), offer(one)] == [40, 70, 40]
    assert looked == [one, other]


def test_nobody_can_change_what_others_are_given():
    found = once(lambda facts: np.zeros(3))(small())
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


def test_what_is_known_of_a_plan_goes_with_it():
    facts, size = small(), once(lambda facts: len(facts.people))
    assert size(facts) == 1
    gone = weakref.ref(facts)
    del facts
    gc.collect()
    assert gone() is None
