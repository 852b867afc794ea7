"""A discipline that is to be embedded is more than a token."""

import pytest

from tests.asking import applies, remarks
from tests.facts import QUARTERS, person, plan, seat
from tests.proposing import noticed


def research(mode="embedded", **more):
    return plan(people=[person("P1", "UR"), person("P2", "UR")], demand=[seat("T1", "UR")],
                disciplines=[{"discipline": "UR", "contribution_mode": mode, "min_chunk": 0.1}], **more)  # fmt: skip


@pytest.mark.edge
def test_the_least_that_is_more_than_a_token_may_be_shared():
    assert noticed(research(), "token_role", ("P1", "T1/UR", 0.2), ("P2", "T1/UR", 0.2)) == []


@pytest.mark.past
def test_one_step_less_is_remarked_on():
    (remark,) = noticed(research(), "token_role", ("P1", "T1/UR", 0.3))
    assert remark.text == "Team T1 has 0.3 FTE of UR: a token role."
    assert remark.concerns == ("T1",)


def test_the_thinnest_period_counts():
    placed = [("P1", "T1/UR", 0.6, "Q1"), ("P1", "T1/UR", 0.2, "Q2")]
    assert len(noticed(research(periods=QUARTERS), "token_role", *placed)) == 1


def test_a_planner_may_draw_the_line_elsewhere():
    assert noticed(research(settings={"token_role.fte": 30}), "token_role", ("P1", "T1/UR", 0.3)) == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_other_disciplines_or_before_anyone_is_placed():
    assert not applies(research("advise"), "token_role")
    assert remarks(research(), "token_role") == []
