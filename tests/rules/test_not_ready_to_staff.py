"""People aren't asked for before somebody owns the problem."""

import pytest

from tests.asking import applies, remarks
from tests.facts import person, plan, seat


def asking(ready, team="T1", **mission):
    teams = [{"team_id": "T1", "mission": "Health"}, {"team_id": "T2"}]
    return plan(people=[person("P1")], demand=[seat(team)], teams=teams,
                missions=[{"mission": "Health", "ready_to_staff": ready, **mission}])  # fmt: skip


@pytest.mark.past
def test_a_mission_that_isn_t_ready_and_asks_for_people_is_named():
    (remark,) = remarks(asking(False), "not_ready_to_staff")
    assert remark.text == "Health asks for people but isn't ready to be staffed and has no senior responsible owner."
    assert remark.concerns == ("Health",)
    (remark,) = remarks(asking(False, sro_name="H. Garnet"), "not_ready_to_staff")
    assert "(H. Garnet answers for it)" in remark.text


@pytest.mark.edge
def test_a_mission_that_asks_for_nobody_may_wait():
    assert remarks(asking(False, team="T2"), "not_ready_to_staff") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_all_are_ready_or_nothing_is_said():
    assert not applies(asking(True), "not_ready_to_staff")
    assert not applies(asking(None), "not_ready_to_staff")
