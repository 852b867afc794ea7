"""The tour counts its figures from the facts, so that they are right for any plan and change with it."""

from __future__ import annotations

import pytest

from teamform.plan.plan import Plan
from teamform.report.tour import stops
from tests.facts import person, plan, seat
from tests.missions.demo import whole


@pytest.fixture(scope="module")
def told():
    return {stop.title: stop for stop in stops(whole())}


def figures(stop):
    return {name: value for name, value, _ in stop.figures}


def test_the_demo_tells_nine_lines_with_the_published_figures(told):
    """5.4: enough behavioural science, one body, the price of its cap, dials, scarcity, spreading, part-timer, wish."""
    assert len(told) == 9
    assert figures(told["There is enough behavioural science"]) == {"Asked for": "3.6 FTE", "On offer": "4.2 FTE"}
    assert figures(told["One body holds it"]) == {"Held by RPS": "2.7 FTE", "Let go": "0.5 FTE"}
    assert told["What the cap costs"].table.iloc[0].tolist() == ["0.5 FTE", "1.6 FTE"]
    assert figures(told["Of user research there is too little"])["Short"] == "0.7 FTE"
    assert "P051" in told["The part-timer"].lines[0]
    assert told["A wish that can't come true"].table.iloc[:, 1].tolist() == ["1", "2", "2", "5"]
    assert figures(told["Who goes short is a choice"])["Must be missing"] == "0.7 FTE"


def test_a_looser_cap_changes_what_the_tour_says():
    """5.4: the figures are counted, not written down."""
    caps = whole().given["ReleaseCaps"].assign(release_cap_fte=150)
    looser = {stop.title: stop for stop in stops(whole().changed(ReleaseCaps=caps))}
    assert figures(looser["What the cap costs"])["Missing for certain"] == "0.6 FTE"


def test_people_who_have_the_discipline_beside_their_own_count_as_supply():
    """Nothing is called missing for certain that somebody could fill."""
    people = [person("P1", "BEH", organisation="RPS"), person("P2", "POL", other_disciplines="BEH:2")]
    cap = [{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 0.5}]
    facts = plan(people=people, demand=[seat("T1", "BEH", 2.0, min_level=2)], release_caps=cap)
    told = {stop.title: stop for stop in stops(facts)}
    assert figures(told["What the cap costs"])["Missing for certain"] == "0.5 FTE"


def test_a_plan_without_a_cap_that_binds_has_no_tour():
    facts: Plan = plan(people=[person("P1")], demand=[seat("T1")])
    assert stops(facts) == ()
