"""A first step has the disciplines that its way of working normally needs."""

import pytest

from tests.asking import applies, remarks
from tests.facts import person, plan, seat

ALL = ("BEH", "COM", "UR", "EVA", "ENG")


def campaign(*disciplines, instrument="behaviour change campaign", **step):
    steps = [{"first_step": "A", "team_id": "T1", "instrument": instrument, **step},
             {"first_step": "B", "team_id": "T1"}]  # fmt: skip
    demand = [seat("T1", each, first_step="A") for each in disciplines]
    return plan(people=[person("P1")], demand=demand or [seat("T2")], first_steps=steps)


@pytest.mark.edge
def test_a_step_with_its_whole_recipe_is_complete():
    assert remarks(campaign(*ALL), "missing_discipline") == []


@pytest.mark.past
def test_a_discipline_less_is_named_with_the_step():
    (remark,) = remarks(campaign(*ALL[1:]), "missing_discipline")
    assert remark.text == "A is a behaviour change campaign without Behavioural science (BEH)."
    assert remark.concerns == ("A",)


def test_a_reason_to_go_without_is_enough_a_bare_code_is_not():
    assert remarks(campaign(*ALL[1:], goes_without="BEH: trial already done"), "missing_discipline") == []
    assert len(remarks(campaign(*ALL[1:], goes_without="BEH"), "missing_discipline")) == 1


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_step_has_an_instrument():
    assert not applies(campaign(*ALL, instrument=None), "missing_discipline")
