"""A team brings enough sectors together."""

import pytest

from tests.asking import applies, broken
from tests.facts import person, plan, seat

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "DHC", "sector": "central"},
                 {"organisation": "VCS", "sector": "third"}]  # fmt: skip
PEOPLE = [person("P1", organisation="CAB"), person("P2", organisation="DHC"), person("P3", organisation="VCS")]


def mixed(least, **team):
    teams = [{"team_id": "T1", "min_sectors": least, **team}]
    return plan(people=PEOPLE, demand=[seat("T1", fte=2)], teams=teams, organisations=ORGANISATIONS)


@pytest.mark.edge
def test_exactly_as_many_as_asked_is_enough():
    assert broken(mixed(2), ("P1", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1)) == {}


@pytest.mark.past
def test_two_organisations_of_one_sector_are_one_sector():
    found = broken(mixed(2), ("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1))
    assert found == {"sectors_per_team": "Team T1 has people from at least 2 sectors: missed by 1 sectors"}


def test_it_stands_beside_a_number_of_organisations():
    assert set(broken(mixed(2, min_orgs=2), ("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1))) == {"sectors_per_team"}
    assert broken(mixed(2, min_orgs=2), ("P1", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_asks():
    assert not applies(mixed(None), "sectors_per_team")
