"""A test says what it tries out, when it stops, and when it is decided on."""

import pytest

from tests.asking import applies, remarks
from tests.facts import person, plan, seat

WHOLE = {"hypothesis": "A call beats a letter", "stop_rule": "Under 50 replies", "decide_by": "2026-09-30"}


def trial(kind="test", **step):
    steps = [{"first_step": "A", "team_id": "T1", "kind": kind, **step}]
    return plan(people=[person("P1")], demand=[seat("T1", first_step="A")], first_steps=steps)


@pytest.mark.edge
def test_a_test_with_all_three_is_complete():
    assert remarks(trial(**WHOLE), "incomplete_test") == []


@pytest.mark.past
def test_each_that_is_missing_is_named():
    for column, what in (("hypothesis", "what it tries out"), ("stop_rule", "when it stops early"),
                         ("decide_by", "when it is decided on")):  # fmt: skip
        (remark,) = remarks(trial(**{**WHOLE, column: None}), "incomplete_test")
        assert remark.text == f"A is a test and doesn't say {what}."
        assert remark.concerns == ("A",)


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_steps_that_deliver():
    assert not applies(trial("deliver"), "incomplete_test")
