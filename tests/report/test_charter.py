"""A charter for every team, on one page, with nobody on it who isn't proposed."""

from __future__ import annotations

import pytest

from teamform.report.charter import charter
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.missions.demo import part, solved


@pytest.fixture(scope="module")
def made():
    facts = part("C3", "O3")
    return facts, solved(facts).allocation


def test_every_team_has_one_and_every_name_on_it_is_proposed(made):
    """F17: generated for every team; every name on it is in the allocation."""
    facts, placed = made
    names = dict(zip(facts.people["person_id"], facts.people["display_name"], strict=True))
    for team in ("C3", "O3"):
        page = charter(facts, placed, team)
        on = {names[person] for person in placed.loc[placed["team_id"] == team, "person_id"]}
        assert {name for name in names.values() if f"<td>{name}<" in page} == on
        for part_of_it in ("First steps", "Who, and why each", "The first 30 days", "When we next learn"):
            assert f"<h2>{part_of_it}</h2>" in page


def test_what_nobody_has_said_is_asked_for():
    """F15, F17: without what it stands for, the charter says so."""
    steps = [{"first_step": "A", "team_id": "T1", "title": "Begin"}]
    facts = plan(people=[person("P1")], demand=[seat("T1", first_step="A")], first_steps=steps, periods=QUARTERS)
    page = charter(facts, allocation(facts, ("P1", "T1/DAT", 0.5)), "T1")
    assert "Say what this step stands for." in page
    assert "Nobody has written down the goal" in page
    assert "1 person begins on 01/04/2026." in page
    assert "Still to be found: 0.5 FTE of DAT." in page


def test_it_says_how_to_use_each_discipline_well():
    """F31: the line comes from the contribution mode and may be changed there."""
    known = [{"discipline": "UR", "contribution_mode": "embedded"}]
    facts = plan(people=[person("P1", "UR")], demand=[seat("T1", "UR")], disciplines=known)
    assert "not for a report at the end" in charter(facts, allocation(facts, ("P1", "T1/UR", 0.6)), "T1")


def test_citizens_are_on_it_as_sessions_and_not_by_name():
    """F24: a panel's 0.1 FTE over half a year are 22 half-day sessions of the panel."""
    bodies = [{"organisation": "CIT", "name": "Citizens' Panel", "sector": "citizen"}]
    people = [person("P1", "LEX", 0.2, organisation="CIT", display_name="Sage Nickel"), person("P2", "LEX")]
    facts = plan(people=people, demand=[seat("T1", "LEX", 0.6)], organisations=bodies, periods=QUARTERS)
    page = charter(facts, allocation(facts, ("P1", "T1/LEX", 0.1), ("P2", "T1/LEX", 0.5)), "T1")
    assert "Citizens&#x27; Panel</td>" in page
    assert "22 half-day sessions" in page
    assert "Sage Nickel" not in page


def test_names_are_text_and_never_markup():
    facts = plan(people=[person("P1", display_name="<script>x</script>")], demand=[seat("T1")])
    page = charter(facts, allocation(facts, ("P1", "T1/DAT", 1.0)), "T1")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
