"""Some of the people who carry a first step carry the one that follows it."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(f"P{n}") for n in range(1, 5)]
DEMAND = [seat("T1", demand_id="now", first_step="A", end="Q1", fte=4),
          seat("T1", demand_id="then", first_step="B", start="Q2", fte=4)]  # fmt: skip


def chain(settings=None, demand=DEMAND, **step):
    steps = [{"first_step": "A", "team_id": "T1", "next_step": "B", **step}, {"first_step": "B", "team_id": "T1"}]
    return plan(people=PEOPLE, demand=demand, first_steps=steps, periods=QUARTERS, settings=settings)


@pytest.mark.edge
def test_two_people_who_carry_on_are_enough():
    placed = [("P1", "now", 0.5), ("P2", "now", 0.5), ("P3", "now", 0.5), ("P1", "then", 0.5), ("P2", "then", 0.1)]
    assert broken(chain(), *placed) == {}


@pytest.mark.past
def test_one_of_them_less_is_a_breach_that_names_team_and_steps():
    found = broken(chain(), ("P1", "now", 0.5), ("P2", "now", 0.5), ("P1", "then", 0.5), ("P3", "then", 0.5))
    assert found == {"golden_thread":
                     "At least 2 of the people on A of team T1 carry on into B: missed by 1 person"}  # fmt: skip


def test_a_step_may_ask_for_more_or_fewer_and_a_planner_may_change_the_usual_number():
    placed = [("P1", "now", 0.5), ("P1", "then", 0.5)]
    assert broken(chain(keep_people=1), *placed) == {}
    assert "missed by 2" in broken(chain(keep_people=3), *placed)["golden_thread"]
    assert broken(chain(settings={"golden_thread.people": 1}), *placed) == {}


def test_a_next_step_that_asks_for_nobody_yet_asks_nobody_to_stay():
    assert broken(chain(demand=DEMAND[:1]), ("P1", "now", 0.5)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_steps_that_lead_nowhere():
    assert not applies(chain(next_step=None), "golden_thread")
    assert not applies(chain(next_step="elsewhere"), "golden_thread")
