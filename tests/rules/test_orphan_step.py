"""A first step stands for a wider change and builds towards something."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat

WHOLE = {"first_step": "S1", "team_id": "T1", "symbolises": "Warmth, not paperwork", "builds_towards": "Warm homes"}


def steps(*rows):
    return plan(people=[person("P1")], demand=[seat("T1")], first_steps=rows)


@pytest.mark.edge
def test_a_step_that_says_both_is_left_alone():
    assert remarks(steps(WHOLE), "orphan_step") == []


@pytest.mark.past
def test_each_thing_left_blank_is_remarked_on_with_the_step_s_name():
    (remark,) = remarks(steps(WHOLE, {**WHOLE, "first_step": "S2", "symbolises": None}), "orphan_step")
    assert remark.text == "S2 doesn't say what it stands for."
    assert "symbolises" in remark.action
    assert remark.concerns == ("S2",)
    assert len(remarks(steps({"first_step": "S3", "team_id": "T1"}), "orphan_step")) == 2


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_steps():
    assert remarks(steps(), "orphan_step") == []
