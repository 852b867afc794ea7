"""A seat for a sector is filled by somebody from it."""

from tests.asking import applies, turned_away
from tests.facts import person, plan, seat

ORGANISATIONS = [{"organisation": "TUF", "sector": "union"}, {"organisation": "VCS", "sector": "third"}]
PEOPLE = [person("P1", organisation="TUF"), person("P2", organisation="VCS")]


def asked(sector):
    return plan(people=PEOPLE, demand=[seat("T1", sector=sector), seat("T2")], organisations=ORGANISATIONS)


def test_only_people_of_the_sector_are_candidates_for_its_seat():
    assert turned_away(asked("union"), "sector") == {("P2", "T1/DAT")}


def test_it_has_nothing_to_say_where_no_seat_asks():
    assert not applies(asked(None), "sector")
