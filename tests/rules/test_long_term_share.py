"""First steps don't eat up the long term."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(f"P{n}") for n in range(1, 6)]


def split(long=1.0, share=None, settings=None, **more):
    demand = [seat("T1", demand_id="now", fte=2.0), seat("T1", demand_id="long", fte=long, horizon="long_term")]
    teams = [{"team_id": "T1", "mission": "Health"}]
    missions = [{"mission": "Health", "min_long_term_share": share}]
    return plan(people=PEOPLE, demand=demand, teams=teams, missions=missions, settings=settings, **more)


@pytest.mark.edge
def test_exactly_the_share_is_enough():
    assert broken(split(share=0.25), ("P1", "now", 0.6), ("P2", "long", 0.2)) == {}


@pytest.mark.past
def test_one_planning_step_less_is_reported_in_fte_and_binds_nobody_unless_asked():
    placed = [("P1", "now", 0.6), ("P2", "long", 0.1)]
    (breach,) = breaches(split(share=0.25), *placed)
    assert str(breach) == "Mission Health keeps at least 25 % of its FTE for the long term: missed by 0.08 FTE"
    assert not breach.must
    (breach,) = breaches(split(share=0.25, settings={"long_term_share.applied": "must"}), *placed)
    assert breach.must


def test_a_long_term_that_asks_for_less_is_asked_for_no_more_than_that():
    assert broken(split(long=0.2, share=0.5), ("P1", "now", 1.0), ("P3", "now", 0.8), ("P2", "long", 0.2)) == {}


def test_the_setting_stands_in_where_a_mission_doesn_t_say():
    assert "15 %" in broken(split(), ("P1", "now", 0.9), ("P2", "long", 0.1))["long_term_share"]
    assert broken(split(settings={"long_term_share.percent": 10}), ("P1", "now", 0.9), ("P2", "long", 0.1)) == {}


def test_each_period_counts_by_itself():
    found = broken(split(periods=QUARTERS), ("P1", "now", 0.5, "Q1"), ("P2", "long", 0.5, "Q2"))
    assert "in Q1" in found["long_term_share"]


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_is_for_the_long_term():
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")]), "long_term_share")


def test_of_alternative_shapes_only_the_largest_says_how_much_of_the_demand_is_for_the_long_term():
    """Two long-term shapes of one need of 0.3 FTE aren't 0.6."""
    shapes = [seat("T1", demand_id=f"long{n}", fte=0.3, horizon="long_term", shape_group="what lasts") for n in (1, 2)]
    missions = [{"mission": "Health", "min_long_term_share": 0.5}]
    facts = plan(people=PEOPLE, demand=[seat("T1", demand_id="now", fte=2.7), *shapes], missions=missions,
                 teams=[{"team_id": "T1", "mission": "Health"}])  # fmt: skip
    assert broken(facts, ("P1", "now", 0.9), ("P2", "long1", 0.1)) == {}
