"""A placement that somebody has ruled out is not proposed."""

import pytest

from tests.asking import applies, broken, turned_away_when
from tests.facts import QUARTERS, person, plan, seat

SEATS = [seat("T1", "DAT"), seat("T1", "POL"), seat("T2", "DAT")]
PEOPLE = [person("P1", "DAT", other_disciplines="POL:3"), person("P2", "DAT", other_disciplines="POL:3")]


def forbid(**more):
    pins = [{"person_id": "P1", "team_id": "T1", "kind": "forbid", **more}]
    facts = plan(people=PEOPLE, demand=SEATS, periods=QUARTERS, pins=pins)
    return turned_away_when(facts, "forbidden_pairs")


def test_a_forbidden_team_is_closed_in_every_seat_and_period():
    assert forbid() == {("P1", demand, when) for demand in ("T1/DAT", "T1/POL") for when in ("Q1", "Q2")}


def test_a_discipline_or_a_period_narrows_what_is_forbidden():
    assert forbid(discipline="POL", period="Q2") == {("P1", "T1/POL", "Q2")}


@pytest.mark.edge
@pytest.mark.past
def test_it_holds_to_the_last_day_and_no_longer():
    assert {when for *_, when in forbid(expires="2026-06-30")} == {"Q1"}
    assert {when for *_, when in forbid(expires="2026-07-01")} == {"Q1", "Q2"}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_pin():
    pins = [{"person_id": "P1", "team_id": "T1", "kind": "pin"}]
    assert not applies(plan(people=PEOPLE, demand=SEATS, pins=pins), "forbidden_pairs")


def test_the_sentence_names_person_and_team():
    pins = [{"person_id": "P1", "team_id": "T1", "kind": "forbid"}]
    facts = plan(people=PEOPLE, demand=SEATS, pins=pins)
    assert broken(facts, ("P1", "T1/DAT", 1))["forbidden_pairs"].startswith("P1 on T1 has been ruled out in Pins")
