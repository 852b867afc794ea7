"""Partners take part in the way that was agreed with them."""

import pytest

from tests.asking import applies, turned_away
from tests.facts import person, plan, seat

DEMAND = [seat("T1"), seat("T2", seat_kind="available_to"), seat("T3", seat_kind="hub"),
          seat("T4", contribution_mode="panel")]  # fmt: skip


def taking_part(engagement, **more):
    return plan(people=[person("P1", engagement=engagement)], demand=DEMAND, **more)


@pytest.mark.edge
@pytest.mark.past
def test_an_adviser_takes_only_seats_that_a_team_calls_on():
    assert turned_away(taking_part("adviser"), "engagement") == {("P1", "T1/DAT"), ("P1", "T4/DAT")}


def test_a_panel_takes_only_seats_for_panels_its_discipline_may_say_so():
    assert turned_away(taking_part("panel"), "engagement") == {("P1", f"T{n}/DAT") for n in (1, 2, 3)}
    panels = [{"discipline": "DAT", "contribution_mode": "panel"}]
    assert turned_away(taking_part("panel", disciplines=panels), "engagement") == set()


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_members_and_co_leads():
    for engagement in (None, "member", "co-lead"):
        assert not applies(taking_part(engagement), "engagement")
