"""Where more is welcome than must be, it is given if nothing more important suffers."""

import pytest

from tests.asking import aims, applies, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1"), person("P2")]


@pytest.mark.edge
@pytest.mark.past
def test_what_is_desired_and_missing_counts_down_to_nought():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.4, fte_desired=0.8)])
    assert value(facts, "desired_demand", ("P1", "T1/DAT", 0.7)) == 0.1
    assert value(facts, "desired_demand", ("P1", "T1/DAT", 0.8)) == 0


def test_seats_that_desire_no_more_than_they_require_don_t_count():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.4, fte_desired=0.8), seat("T2", fte=1)])
    assert value(facts, "desired_demand", ("P1", "T1/DAT", 0.8)) == 0


def test_the_figure_is_the_average_of_the_periods():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.4, fte_desired=0.8)], periods=QUARTERS)
    assert value(facts, "desired_demand", ("P1", "T1/DAT", 0.8, "Q1")) == 0.4


def test_it_comes_after_required_demand_and_before_fit():
    order = aims(plan(people=PEOPLE, demand=[seat("T1", fte=0.4, fte_desired=0.8)]))
    assert order.index("unmet_demand.P3") < order.index("desired_demand") < order.index("fit")


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nothing_more_is_desired():
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")]), "desired_demand")
