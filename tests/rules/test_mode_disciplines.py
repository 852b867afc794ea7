"""Where a leadership mode is in force, the disciplines that it needs are there."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", "POL"), person("P2", "LEG"), person("P3", "ENG")]
NEEDS = [{"leadership_mode": "convenor", "discipline": "ENG", "fte": 0.4},
         {"leadership_mode": "convenor", "discipline": "POL", "fte": 0.1, "either_or": "unblocker"},
         {"leadership_mode": "convenor", "discipline": "LEG", "fte": 0.1, "either_or": "unblocker"}]  # fmt: skip


def led(demand=("POL", "LEG", "ENG"), settings=None, in_force=("Q2",)):
    return plan(people=PEOPLE, demand=[seat("T1", each) for each in demand], teams=[{"team_id": "T1"}],
                periods=QUARTERS, leadership_modes=[{"leadership_mode": "convenor"}], mode_disciplines=NEEDS,
                mode_by_period=[{"team_id": "T1", "period": p, "leadership_mode": "convenor"} for p in in_force],
                settings=settings)  # fmt: skip


@pytest.mark.edge
def test_exactly_as_much_as_needed_is_enough_and_others_may_stand_in():
    assert broken(led(), ("P3", "T1/ENG", 0.4, "Q2"), ("P2", "T1/LEG", 0.1, "Q2")) == {}
    assert broken(led(), ("P3", "T1/ENG", 0.4, "Q2"), ("P1", "T1/POL", 0.1, "Q2")) == {}


@pytest.mark.past
def test_one_step_less_is_reported_in_words_but_unless_asked_binds_nobody():
    placed = [("P3", "T1/ENG", 0.3, "Q2"), ("P2", "T1/LEG", 0.1, "Q2")]
    (breach,) = breaches(led(), *placed)
    assert str(breach) == "Team T1, led as convenor, has at least 0.4 FTE of ENG in Q2: missed by 0.1 FTE"
    assert not breach.must
    (breach,) = breaches(led(settings={"mode_disciplines.applied": "must"}), *placed)
    assert breach.must


def test_disciplines_that_stand_in_for_each_other_are_named_together():
    found = broken(led(), ("P3", "T1/ENG", 0.4, "Q2"))
    assert "0.1 FTE of LEG or POL in Q2" in found["mode_disciplines"]


def test_a_discipline_that_no_seat_stands_for_becomes_a_seat_in_the_periods_of_the_mode():
    facts = led(demand=["POL"])
    added = facts.demand[facts.demand["asked_by"] == "leadership mode convenor"].iloc[0]
    assert (added["demand_id"], added["fte_required"], added["start"], added["end"]) == (
        "T1/ENG/convenor", 40, "Q2", "Q2")  # fmt: skip
    assert any("T1/ENG/convenor" in str(assumption) for assumption in facts.assumptions)
    assert broken(facts, ("P3", "T1/ENG/convenor", 0.4), ("P1", "T1/POL", 0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_a_mode_in_force():
    assert not applies(led(in_force=()), "mode_disciplines")
    assert len(led(demand=["POL"], in_force=()).demand) == 1
