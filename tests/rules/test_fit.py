"""People do what they are best at, at their level, near where they are."""

import pytest

from tests.asking import value
from tests.facts import QUARTERS, person, plan, seat


def fit(who, where, team=None, periods=(), fte=0.5):
    facts = plan(people=[who], demand=[where], teams=[{"team_id": "T1", **(team or {})}], periods=periods)
    return value(facts, "fit", ("P1", f"T1/{where['discipline']}", fte))


@pytest.mark.edge
def test_a_person_at_the_level_asked_for_in_the_main_discipline_fits():
    assert fit(person("P1", level=3), seat("T1", min_level=3)) == 0


@pytest.mark.past
def test_each_level_above_the_one_asked_for_counts():
    assert fit(person("P1", level=4), seat("T1", min_level=2)) == 1.0


def test_a_seat_outside_the_main_discipline_counts():
    assert fit(person("P1", "POL", other_disciplines="DAT:2"), seat("T1", "DAT", min_level=2)) == 0.5


def test_being_away_from_the_team_s_place_counts_unless_the_person_is_remote():
    leeds = {"place": "Leeds"}
    where = seat("T1", min_level=3)
    assert fit(person("P1", location="York"), where, leeds) == 0.5
    assert fit(person("P1", location="Leeds"), where, leeds) == 0
    assert fit(person("P1", location="York", work_pattern="remote"), where, leeds) == 0


def test_the_figure_is_the_average_of_the_periods():
    assert fit(person("P1", level=4), seat("T1", min_level=3), periods=QUARTERS) == 0.5


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_misfit_who_gives_nothing():
    assert value(plan(people=[person("P1", level=4)], demand=[seat("T1")]), "fit") == 0
