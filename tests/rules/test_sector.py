"""A seat for a sector is filled by somebody from it."""

import pytest

from tests.asking import applies, broken, turned_away
from tests.facts import person, plan, seat

ORGANISATIONS = [{"organisation": "TUF", "sector": "union"}, {"organisation": "VCS", "sector": "third"}]
PEOPLE = [person("P1", organisation="TUF"), person("P2", organisation="VCS")]


def asked(sector):
    return plan(people=PEOPLE, demand=[seat("T1", sector=sector), seat("T2")], organisations=ORGANISATIONS)


@pytest.mark.edge
def test_only_people_of_the_sector_are_candidates_for_its_seat():
    assert turned_away(asked("union"), "sector") == {("P2", "T1/DAT")}


@pytest.mark.past
def test_somebody_of_another_sector_is_a_breach_that_names_them():
    assert broken(asked("union"), ("P1", "T1/DAT", 0.1)) == {}
    found = broken(asked("union"), ("P2", "T1/DAT", 0.1))
    assert list(found) == ["sector"]
    assert found["sector"].startswith("P2 is from the sector third, not union, as the seat DAT on T1 asks")


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_asks():
    assert not applies(asked(None), "sector")
