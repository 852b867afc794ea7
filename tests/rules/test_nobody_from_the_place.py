"""Work for a place is done with people from the place."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed

ORGANISATIONS = [{"organisation": "ICB", "sector": "health", "place": "Riverside"},
                 {"organisation": "DHC", "sector": "central", "place": "Leeds"}]  # fmt: skip


def placed(*people, place="Riverside"):
    everyone = [person("P1", organisation="DHC", location="London"), *people]
    return plan(people=everyone, demand=[seat("N2", fte=4.4)], teams=[{"team_id": "N2", "place": place}],
                organisations=ORGANISATIONS)  # fmt: skip


@pytest.mark.past
def test_a_team_without_anybody_from_its_place_is_named_with_what_it_asks_for():
    (remark,) = noticed(placed(), "nobody_from_the_place", ("P1", "N2/DAT", 0.5))
    assert remark.text == "Nobody from Riverside is on team N2: 0.0 of 4.4 FTE asked for."


@pytest.mark.edge
def test_an_organisation_of_the_place_or_somebody_based_there_is_enough():
    for more in ({"organisation": "ICB"}, {"organisation": "DHC", "location": "Riverside"}):
        assert noticed(placed(person("P2", **more)), "nobody_from_the_place", ("P2", "N2/DAT", 0.1)) == []


def test_it_is_said_before_anyone_is_placed_when_nobody_could_be():
    (remark,) = remarks(placed(), "nobody_from_the_place")
    assert "could be" in remark.text
    assert remarks(placed(person("P2", organisation="ICB")), "nobody_from_the_place") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_team_without_a_place():
    assert noticed(placed(place=None), "nobody_from_the_place", ("P1", "N2/DAT", 0.5)) == []
