"""Empty seats: everyone with the discipline is accounted for."""

import pytest

from teamform.explain import Case, short_seats, whereabouts, why_short
from teamform.report import Outcome
from teamform.solve import Limits, solve
from tests.facts import QUARTERS, person, plan, seat


def short(facts):
    """The short seats of a solved plan."""
    return Outcome.proposed(facts, solve(facts, Limits(10, 1))).shortfall


def adds_up(one):
    people = one.people
    parts = [*people.turned_away.values(), people.here, people.elsewhere, *(h.fte for h in people.held), people.free]
    return sum(parts) == pytest.approx(people.offered)


def test_a_plan_that_meets_all_demand_has_no_short_seat():
    assert short(plan(people=[person("P1")], demand=[seat("T1")])) == ()


def test_nobody_with_the_discipline_is_said_plainly():
    (one,) = short(plan(people=[person("P1", "UR")], demand=[seat("T1", "BEH", 0.5)]))
    assert (one.required, one.allocated, one.unmet) == (0.5, 0.0, 0.5)
    assert one.reason == "Nobody on offer has BEH."


def test_people_who_are_turned_away_are_counted_by_the_rule_that_does_it():
    facts = plan(
        people=[person("P1", fte=0.7, consent="declined"), person("P2", fte=0.5, level=1)],
        demand=[seat("T1", fte=1.0, min_level=2)],
    )
    (one,) = short(facts)
    assert one.people.turned_away == {"consent": 0.7, "discipline_and_level": 0.5}
    assert adds_up(one)
    assert "1.2 turned away (consent 0.7, discipline and level 0.5)" in one.reason


def test_somebody_turned_away_by_two_rules_is_counted_once():
    facts = plan(people=[person("P1", consent="declined", level=1)], demand=[seat("T1", min_level=2)])
    (one,) = short(facts)
    assert one.people.turned_away == {"consent and discipline_and_level": 1.0}


def test_the_limit_that_holds_people_back_is_named_in_its_own_words():
    facts = plan(
        people=[person("P1", organisation="RPS")],
        demand=[seat("T1", fte=1.0)],
        release_caps=[{"organisation": "RPS", "discipline": "DAT", "release_cap_fte": 0.4}],
    )
    (one,) = short(facts)
    assert one.people.held == (whereabouts.Held("release_caps", "RPS lets go at most 0.4 FTE of DAT", 0.6),)
    assert "0.6 held back (0.6: RPS lets go at most 0.4 FTE of DAT)" in one.reason
    assert (one.people.here, adds_up(one)) == (0.4, True)


def test_people_on_other_seats_are_told_apart_from_people_held_back():
    facts = plan(
        people=[person("P1", fte=0.6), person("P2", fte=0.3)],
        demand=[seat("T1", fte=0.6), seat("T2", fte=0.9)],
        disciplines=[{"discipline": "DAT", "max_teams": 1}],
    )
    ones = short(facts)
    assert all(map(adds_up, ones))
    assert sum(one.unmet for one in ones) == pytest.approx(0.6)


def test_each_period_has_its_own_account():
    facts = plan(people=[person("P1", available_from="2026-07-01")], demand=[seat("T1")], periods=QUARTERS)
    (one,) = short(facts)
    assert (one.period, one.unmet, one.people.offered) == ("Q1", 1.0, 0.0)


def test_first_priorities_and_large_holes_come_first():
    facts = plan(
        people=[person("P1", "UR")],
        demand=[seat("T1", fte=0.5), seat("T2", fte=0.2), seat("T2", "BEH", 0.9)],
        teams=[{"team_id": "T1", "priority": 2}, {"team_id": "T2", "priority": 1}],
    )
    assert [(one.team, one.unmet) for one in short(facts)] == [("T2", 0.9), ("T2", 0.2), ("T1", 0.5)]


def test_a_proved_plan_leaves_nobody_free_who_could_fill_a_seat():
    facts = plan(
        people=[person(f"P{i}", fte=0.7, organisation="AB"[i % 2]) for i in range(6)],
        demand=[seat(f"T{i}", fte=1.3) for i in range(4)],
        organisations=[{"organisation": "A", "release_cap_fte": 1.1}, {"organisation": "B"}],
    )
    assert [one.people.free for one in short(facts)] == [0.0] * len(short(facts))


def test_beyond_what_trying_out_is_worth_people_only_count_as_held_back(monkeypatch):
    monkeypatch.setattr(whereabouts, "broken_by", lambda *_: pytest.fail("tried"))
    facts = plan(
        people=[person("P1", organisation="RPS")], demand=[seat("T1")],
        release_caps=[{"organisation": "RPS", "release_cap_fte": 0.4}],
    )  # fmt: skip
    outcome = Outcome.proposed(facts, solve(facts, Limits(5, 1)))
    accounts = whereabouts.Accounts(outcome.checked.program, outcome.checked.x)
    accounts.trials = 0
    (held,) = accounts.people("T1/DAT", "whole plan", 60).held
    assert (held.fte, (held.rule, held.sentence)) == (0.6, whereabouts.NOT_TRIED)


def test_where_one_rule_holds_many_back_one_of_them_stands_for_all():
    facts = plan(
        people=[person(f"P{i}", fte=1.0) for i in range(3)],
        demand=[seat("T1", fte=0.7), seat("T2", fte=0.7), seat("T3", fte=0.7), seat("T4", fte=0.9)],
        disciplines=[{"discipline": "DAT", "max_teams": 1}],
    )
    (one,) = short(facts)
    assert (one.unmet, sum(held.fte for held in one.people.held)) == (0.7, pytest.approx(0.7))
    assert one.reason.count("is on at most 1 team") == 1
    assert "by missions per person, such as: P" in one.reason


def test_the_planners_reason_and_the_report_give_the_same_account():
    facts = plan(
        people=[person("P1", organisation="RPS"), person("P2", organisation="RPS", level=1)], demand=[seat("T1")],
        release_caps=[{"organisation": "RPS", "release_cap_fte": 0.4}],
    )  # fmt: skip
    proposal = solve(facts, Limits(5, 1))
    case = Case.of(facts, proposal)
    reported = Outcome.proposed(facts, proposal).shortfall
    asked = [why_short(case, *each) for each in short_seats(case)]
    assert [(one.demand_id, one.unmet, one.people) for one in asked] == [
        (one.demand_id, one.unmet, one.people) for one in reported
    ]
