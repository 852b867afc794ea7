"""Where nobody translates between two disciplines, people who could are named."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed

PEOPLE = [person("P1", "POL"), person("P2", "DAT"), person("P3", "POL", other_disciplines="DAT:2")]


def team(people=PEOPLE):
    return plan(people=people, demand=[seat("T1", "POL"), seat("T1", "DAT")])


@pytest.mark.edge
def test_a_bridge_on_the_team_is_enough():
    assert noticed(team(), "missing_bridge", ("P3", "T1/POL", 0.5), ("P2", "T1/DAT", 0.5)) == []


@pytest.mark.past
def test_without_one_the_pair_is_named_with_those_who_could_bridge():
    (remark,) = noticed(team(), "missing_bridge", ("P1", "T1/POL", 0.5), ("P2", "T1/DAT", 0.5))
    assert str(remark) == "Nobody on team T1 is fluent in both DAT and POL. Could bridge: P3."
    assert remark.concerns == ("T1",)


def test_where_nobody_could_it_says_so():
    (remark,) = noticed(team(PEOPLE[:2]), "missing_bridge", ("P1", "T1/POL", 0.5), ("P2", "T1/DAT", 0.5))
    assert remark.action == "Nobody on offer could bridge them."


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_one_discipline_alone_or_before_anyone_is_placed():
    assert noticed(team(), "missing_bridge", ("P1", "T1/POL", 0.5)) == []
    assert remarks(team(), "missing_bridge") == []
