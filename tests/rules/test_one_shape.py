"""Of alternative shapes of a seat a team takes one."""

import pytest

from teamform.solve import Limits, solve
from teamform.team.coverage import shortfall
from tests.asking import applies, broken, value
from tests.facts import allocation, person, plan, seat

UR = seat("T1", "UR", 1.0, demand_id="UR", shape_group="research")
DAT = seat("T1", "DAT", 0.6, demand_id="DAT", shape_group="research")
PEOPLE = [person("P1", "UR", 1.0), person("P2", "DAT", 0.6), person("P3", "UR", 0.4)]


def shaped(*people, demand=(UR, DAT), **more):
    return plan(people=list(people or PEOPLE), demand=list(demand), **more)


@pytest.mark.edge
def test_people_on_one_shape_are_allowed():
    assert broken(shaped(), ("P1", "UR", 0.6), ("P3", "UR", 0.4)) == {}
    assert broken(shaped(), ("P2", "DAT", 0.6)) == {}


@pytest.mark.past
def test_somebody_on_another_shape_is_a_breach_that_names_them():
    found = broken(shaped(), ("P1", "UR", 0.1), ("P2", "DAT", 0.1))
    said = "P2 works as DAT on T1 only if that is the shape of “research” that is taken"
    assert found == {"one_shape": f"{said}: missed by 1 person"}


def test_only_the_shape_that_is_taken_can_be_short():
    facts = shaped()
    assert value(facts, "unmet_demand.P1", ("P2", "DAT", 0.6)) == 0
    assert value(facts, "unmet_demand.P1", ("P1", "UR", 0.9)) == 0.1
    assert value(facts, "unmet_demand.P1") == 0.6
    assert shortfall(facts, allocation(facts, ("P1", "UR", 0.9)))["demand_id"].tolist() == ["UR"]
    assert shortfall(facts, allocation(facts))["demand_id"].tolist() == ["DAT"]


def test_the_shape_that_can_be_filled_is_taken():
    """F27: a need in two shapes is met by whoever there is."""
    for people, shape in ((PEOPLE[:1], "UR"), (PEOPLE[1:2], "DAT")):
        proposal = solve(shaped(*people), Limits(seconds=10, workers=1))
        assert set(proposal.allocation["demand_id"]) == {shape}
        assert proposal.tiers[0].value == 0


def test_the_same_name_on_another_team_is_another_need():
    other = {**DAT, "team_id": "T2"}
    assert not applies(shaped(demand=(UR, other)), "one_shape")


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_every_seat_stands_alone():
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")]), "one_shape")
