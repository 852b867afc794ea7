"""Why this person and why not that one: the reason, or the cost that forcing them really has."""

import dataclasses

import numpy as np
import pytest

from teamform.errors import InputError
from teamform.explain.case import Case
from teamform.explain.patience import Patience
from teamform.explain.short import short_seats, why_short
from teamform.explain.why import CANNOT, COSTS, EQUAL, PLACED, TURNED_AWAY, why, why_not
from teamform.solve.near import near
from teamform.solve.variants import barring
from tests.explain.asking import case, hoarding_case, solved, values
from tests.facts import frame, person, plan, seat

PEOPLE = [
    person("A", fte=0.6, level=4), person("B", fte=0.6, level=3), person("C", fte=0.6, level=3), person("D", fte=0.6),
    person("E", fte=0.3), person("F", "POL", 1.0),
]  # fmt: skip
DEMAND = [seat("T1", fte=0.6, min_level=3), seat("T2", fte=0.6, min_level=3), seat("T2", "POL", 1.0)]


@pytest.fixture(scope="module")
def asked() -> Case:
    return case(
        plan(people=PEOPLE, demand=DEMAND, teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}])
    )


def forced(of: Case, who: str, team: str, discipline: str):
    """The same placement pinned by hand, and solved from nothing."""
    pin = {"person_id": who, "team_id": team, "discipline": discipline}
    return values(solved(of.plan.changed(Pins=frame("Pins", [pin]))))


def outsiders(of: Case):
    taken = set(zip(of_allocation(of)["person_id"], of_allocation(of)["demand_id"], strict=True))
    return [(who, where) for who in "ABCDE" for where in ("T1/DAT", "T2/DAT") if (who, where) not in taken]


def of_allocation(of: Case):
    from teamform.solve import allocation

    return allocation(of.program, of.x)


def test_every_cost_is_that_of_pinning_and_solving_again(asked):
    for who, where in outsiders(asked):
        answer = why_not(asked, who, where)
        by_hand = forced(asked, who, where.partition("/")[0], "DAT")
        assert {shift.name: shift.after for shift in answer.shifts} == pytest.approx(by_hand), (who, where)


def test_every_answer_fits_its_figures(asked):
    for who, where in outsiders(asked):
        answer = why_not(asked, who, where)
        changed = [shift.by for shift in answer.shifts if shift.by]
        assert answer.answer == (EQUAL if not changed else COSTS)
        assert answer.whole
        assert who in {move.person_id for move in answer.moves}


def test_interchangeable_people_are_an_equal_choice():
    twins = case(plan(people=[person(name, fte=0.6) for name in "ABCD"], demand=[seat("T1", fte=0.6)]))
    chosen = of_allocation(twins)["person_id"].iloc[0]
    for other in set("ABCD") - {chosen}:
        answer = why_not(twins, other, "T1")
        assert answer.answer == EQUAL
        assert "published shuffle" in answer.sentence
    assert why(twins, chosen, "T1/DAT").answer == EQUAL


def test_somebody_without_the_level_is_turned_away_with_the_rule_and_whom_to_ask():
    answer = why_not(hoarding_case(), "B4", "T1/BEH")
    assert answer.answer == TURNED_AWAY
    assert [reason.rule for reason in answer.reasons] == ["discipline_and_level"]
    assert "T1" in answer.reasons[0].owner.who


def test_somebody_without_the_discipline_is_told_so():
    assert "doesn't have BEH" in why_not(hoarding_case(), "D1", "T1/BEH").sentence


def test_a_placement_that_no_rule_allows_names_the_rules_against_it():
    apart = case(plan(
        people=[person("A"), person("B")], demand=[seat("T1", fte=2.0)],
        pins=[{"person_id": "A", "team_id": "T1"}], pair_rules=[{"person_a": "A", "person_b": "B", "rule": "apart",
                                                                 "owner": "HRBP", "reason": "Declared interest"}],
    ))  # fmt: skip
    answer = why_not(apart, "B", "T1")
    assert answer.answer == CANNOT
    assert {reason.rule for reason in answer.reasons} == {"pairs", "pins"}
    assert "HRBP" in {reason.owner.who for reason in answer.reasons}


def test_somebody_who_is_there_is_said_to_be_there(asked):
    first = of_allocation(asked).iloc[0]
    assert why_not(asked, first["person_id"], first["demand_id"]).answer == PLACED


def test_the_worth_of_a_placement_is_that_of_forbidding_it(asked):
    for row in of_allocation(asked).itertuples():
        answer = why(asked, row.person_id, row.demand_id)
        pin = {"person_id": row.person_id, "team_id": row.team_id, "discipline": row.discipline, "kind": "forbid"}
        by_hand = values(solved(asked.plan.changed(Pins=frame("Pins", [pin]))))
        assert {shift.name: shift.after for shift in answer.shifts} == pytest.approx(by_hand)


def test_unknown_names_are_refused(asked):
    for person_id, where in (("Z", "T1"), ("A", "T9")):
        with pytest.raises(InputError):
            why_not(asked, person_id, where)


def test_an_empty_seat_names_what_binds_and_whom_to_ask():
    of = hoarding_case()
    short = why_short(of, *short_seats(of)[0])
    caps = [binding for binding in short.bindings if binding.rule == "release_caps"]
    assert str(caps[0].owner) == "RPS director: Debt campaign"
    assert short.unmet == pytest.approx(0.5)
    assert short.placed + short.unmet == pytest.approx(short.required)


def test_where_more_room_brings_a_large_plan_nothing_the_other_goals_are_looked_at_nearby(monkeypatch):
    monkeypatch.setattr("teamform.explain.case.WHOLE", 0)
    people = [person(name, fte=0.6) for name in "ABCD"]
    of = case(plan(people=people, demand=[seat(team, fte=0.6) for team in ("T1", "T2", "T3")]))
    of = dataclasses.replace(of, floors=(-np.inf,) * len(of.program.aims), patience=Patience(rings=(1, 6)))
    (at, *_) = np.flatnonzero(of.x[: len(of.program.candidates)])
    block = of.program.candidates
    mine = np.arange(len(block)) == at
    asked = (barring(of.program, mine), block.person[[at]], block.demand[[at]])
    nearby, further = near(asked[0], of.x, *asked[1:], of.patience.rings)
    found, free = of.missions(*asked, harder=True)
    assert nearby.sum() < further.sum()
    assert free.tolist() == nearby.tolist()
    assert found.raw == of.missions(*asked, harder=False)[0].raw
