"""People work on the teams that they were scored to suit best."""

import pytest

from tests.asking import applies, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", organisation="A"), person("P2", organisation="A"), person("P3", organisation="B")]
DEMAND = [seat("T1", fte=2.0), seat("T2")]


def scored(*said, **more):
    rows = [{"person_id": who, "team_id": team, "score": score} for who, team, score in said]
    return plan(people=PEOPLE, demand=DEMAND, match_scores=rows, **more)


def lost(facts, *placements):
    return value(facts, "match_scores", *placements)


@pytest.mark.edge
def test_who_works_where_the_highest_score_is_reached_loses_nothing():
    assert lost(scored(("P1", "T1", 0.75)), ("P1", "T1/DAT", 0.4)) == 0


@pytest.mark.past
def test_one_in_the_sixth_decimal_less_counts_and_finer_ones_are_listed_as_not_counted():
    facts = scored(("P1", "T1", 0.75), ("P2", "T1", 0.749999), ("P3", "T1", 0.7499991))
    assert lost(facts, ("P2", "T1/DAT", 0.5)) == pytest.approx(0.5e-6, abs=1e-12)
    assert lost(facts, ("P3", "T1/DAT", 0.5)) == pytest.approx(0.5e-6, abs=1e-12)
    assert [str(a.sentence) for a in facts.assumptions if a.sheet == "MatchScores"] == [
        "1 scores have more than 6 decimals: counted to 6"
    ]


def test_a_pair_without_a_score_counts_as_nought_and_a_score_may_be_below_it():
    facts = scored(("P1", "T1", 2.5), ("P1", "T2", -1.5))
    assert lost(facts, ("P2", "T1/DAT", 1.0)) == 2.5
    assert lost(facts, ("P1", "T2/DAT", 0.5)) == 2.0
    assert lost(scored(("P1", "T2", -1.5)), ("P1", "T2/DAT", 1.0), ("P2", "T1/DAT", 1.0)) == 1.5


def test_a_pair_from_one_organisation_counts_the_points_it_is_given():
    facts = scored(("P1", "T1", 1), ("P2", "T1", 1), settings={"match_scores.pair_points": 0.5})
    assert lost(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.5)) == 0.5
    assert lost(facts, ("P1", "T1/DAT", 0.5), ("P3", "T1/DAT", 0.5)) == 0.5
    assert lost(facts, ("P1", "T1/DAT", 0.5), ("P2", "T2/DAT", 0.5)) == 0.5


def test_what_is_lost_in_a_part_of_the_plan_counts_for_that_part():
    facts = scored(("P1", "T1", 1), periods=QUARTERS)
    assert lost(facts, ("P2", "T1/DAT", 1.0, "Q1")) == 0.5


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_scores_and_nothing_given_counts_nothing():
    assert lost(scored(("P1", "T1", 1))) == 0
    assert not applies(scored(), "match_scores")
