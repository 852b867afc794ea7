"""A seat for insiders is not filled from outside, nor the other way round."""

import pytest

from tests.asking import applies, broken, turned_away
from tests.facts import person, plan, seat

PEOPLE = [person("in", organisation="CAB"), person("out", organisation="VCS")]
ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]


def asking(sourcing):
    return plan(people=PEOPLE, organisations=ORGANISATIONS, demand=[seat("T1", sourcing=sourcing)])


@pytest.mark.edge
@pytest.mark.past
def test_an_inside_seat_turns_away_partners_and_an_outside_seat_turns_away_insiders():
    assert turned_away(asking("inside"), "sourcing") == {("out", "T1/DAT")}
    assert turned_away(asking("outside"), "sourcing") == {("in", "T1/DAT")}


def test_every_sector_but_central_counts_as_outside():
    sectors = ["central", "ALB", "devolved", "local", "health", "union", "citizen"]
    organisations = [{"organisation": sector, "sector": sector} for sector in sectors]
    people = [person(sector, organisation=sector) for sector in sectors]
    facts = plan(people=people, organisations=organisations, demand=[seat("T1", sourcing="outside")])
    assert turned_away(facts, "sourcing") == {("central", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_every_seat_takes_either():
    assert not applies(asking("either"), "sourcing")


def test_the_sentence_names_person_and_seat():
    sentence = broken(asking("inside"), ("out", "T1/DAT", 1))["sourcing"]
    assert sentence.startswith("out is not from inside central government, as the seat DAT on T1 asks")
