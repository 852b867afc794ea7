"""What a planner has pinned stays."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", "DAT", other_disciplines="POL:3"), person("P2", "DAT")]
DEMAND = [seat("T1", "DAT"), seat("T1", "POL"), seat("T2", "DAT")]


def pinned(*pins, **more):
    rows = [{"person_id": "P1", "team_id": "T1", **pin} for pin in pins or [{}]]
    return plan(people=PEOPLE, demand=more.pop("demand", DEMAND), pins=rows, **more)


def test_any_amount_on_any_seat_of_the_team_keeps_a_plain_pin():
    assert broken(pinned(), ("P1", "T1/POL", 0.1)) == {}


def test_a_pinned_person_who_is_missing_is_a_breach_that_names_person_and_team():
    found = broken(pinned(), ("P1", "T2/DAT", 0.5), ("P2", "T1/DAT", 0.5))
    assert list(found) == ["pins"]
    assert found["pins"].startswith("P1 is pinned to team T1")


@pytest.mark.edge
@pytest.mark.past
def test_a_pin_with_an_fte_asks_for_exactly_that():
    facts = pinned({"fte": 0.4})
    assert broken(facts, ("P1", "T1/DAT", 0.3), ("P1", "T1/POL", 0.1)) == {}
    for fte in (0.3, 0.5):
        assert "P1 is pinned to team T1 with 0.4 FTE: missed by 0.1" in broken(facts, ("P1", "T1/DAT", fte))["pins"]


def test_a_pin_of_nought_keeps_the_person_off_the_team():
    facts = pinned({"fte": 0})
    assert broken(facts) == {}
    assert "pins" in broken(facts, ("P1", "T1/DAT", 0.1))


def test_a_pin_for_a_discipline_asks_for_a_seat_of_it():
    facts = pinned({"discipline": "POL"})
    assert broken(facts, ("P1", "T1/POL", 0.1)) == {}
    assert "pins" in broken(facts, ("P1", "T1/DAT", 0.1))


def test_a_pin_holds_in_its_period_or_while_the_team_runs():
    one = pinned({"period": "Q2"}, periods=QUARTERS)
    assert broken(one, ("P1", "T1/DAT", 0.1, "Q2")) == {}
    every = pinned(periods=QUARTERS)
    assert broken(every, ("P1", "T1/DAT", 0.1)) == {}
    assert "in Q1" in broken(every, ("P1", "T1/DAT", 0.1, "Q2"))["pins"]
    short = pinned(periods=QUARTERS, demand=[seat("T1", "DAT", end="Q1"), seat("T2", "DAT")])
    assert broken(short, ("P1", "T1/DAT", 0.1)) == {}


def test_a_pin_for_a_discipline_holds_only_while_a_seat_of_it_runs():
    seats = [seat("T1", "POL", end="Q1"), seat("T1", "DAT")]
    facts = pinned({"discipline": "POL"}, periods=QUARTERS, demand=seats)
    assert broken(facts, ("P1", "T1/POL", 0.1)) == {}
    assert "in Q1" in broken(facts, ("P1", "T1/DAT", 0.1, "Q2"))["pins"]
    named = pinned({"discipline": "POL", "period": "Q2"}, periods=QUARTERS, demand=seats)
    assert "in Q2" in broken(named)["pins"]


def test_a_pin_that_names_somebody_or_a_team_unknown_is_left_out_and_said():
    facts = pinned({"person_id": "P9"}, {"team_id": "T9"}, {"kind": "forbid", "person_id": "P8"})
    assert broken(facts) == {}
    assert [str(each.count) + each.column for each in facts.assumptions if each.sheet == "Pins"] == [
        "2person_id", "1team_id"]  # fmt: skip


def test_a_pin_holds_to_its_last_day():
    facts = pinned({"expires": "2026-06-30"}, periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 0.1, "Q1")) == {}


def test_a_pin_that_is_not_hard_is_reported_and_forbids_nothing():
    (breach,) = breaches(pinned({"hard": False}))
    assert (breach.rule, breach.must) == ("pins", False)


def test_a_pin_that_is_not_hard_counts_too_much_and_too_little_alike():
    facts = pinned({"fte": 0.4, "hard": False})
    assert [b.amount for b in breaches(facts, ("P1", "T1/DAT", 0.2))] == [0.2]
    assert [b.amount for b in breaches(facts, ("P1", "T1/DAT", 0.5))] == [0.1]
    assert breaches(facts, ("P1", "T1/DAT", 0.4)) == []


def test_a_pin_can_hold_for_somebody_without_the_discipline_only_if_eligibility_lets_it():
    facts = plan(people=[person("P1", "POL")], demand=[seat("T1", "DAT")],
                 pins=[{"person_id": "P1", "team_id": "T1"}])  # fmt: skip
    assert set(broken(facts, ("P1", "T1/DAT", 0.5))) == {"discipline_and_level", "pins"}


def test_each_pin_has_its_own_figure_in_its_sentence():
    facts = pinned({"discipline": "DAT", "fte": 0.2}, {"discipline": "POL", "fte": 0.6})
    (breach,) = breaches(facts, ("P1", "T1/DAT", 0.2), ("P1", "T1/POL", 0.3))
    assert "0.6 FTE" in breach.sentence


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_pinned():
    assert not applies(plan(people=PEOPLE, demand=DEMAND), "pins")
    assert not applies(pinned({"kind": "forbid"}), "pins")
