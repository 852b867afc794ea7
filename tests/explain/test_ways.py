"""Ways out of a wish or a conflict: each works when it is tried by hand, and what is said to be impossible is."""

import dataclasses

import pytest

from teamform.errors import ConflictError
from teamform.explain.conflicts import ways_out_of
from teamform.explain.ways import ways_out
from teamform.explain.wish import Wish, wishes, with_seat
from tests.explain.asking import case, solved
from tests.facts import QUARTERS, frame, person, plan, seat

WISH = Wish("S1", "DAT", people=2, fte=0.6, level=4, clearance="DV", different_orgs=True, by="Q1", asked_by="SRO, S1")


@pytest.fixture(scope="module")
def of():
    """Only Amber could: Zircon's clearance comes in July, others lack a level, or time."""
    return case(plan(
        people=[person("Amber", fte=0.8, level=4, clearance="DV", organisation="X"),
                person("Zircon", fte=0.6, level=4, clearance="SC", clearance_pending="DV",
                       clearance_expected="2026-07-01", organisation="Y"),
                person("Agate", fte=1.0, level=3, clearance="SC", organisation="Y"),
                person("Coal", fte=0.9, level=3, clearance="SC", organisation="Z"),
                person("Flint", fte=0.4, level=4, clearance="DV", organisation="Z")],
        demand=[seat("S1", fte=1.2, min_level=3, clearance="SC"), seat("T2", fte=0.8)],
        teams=[{"team_id": "S1", "priority": 2}, {"team_id": "T2", "priority": 1}], periods=QUARTERS,
        wishes=[{"team_id": "S1", "discipline": "DAT", "people": 2, "min_fte_each": 0.6, "min_level": 4,
                 "clearance": "DV", "different_orgs": True, "by": "Q1", "asked_by": "SRO, S1"}],
    ))  # fmt: skip


@pytest.fixture(scope="module")
def answer(of):
    return ways_out(of, WISH)


def granted_by_hand(of, wish, people):
    """The wish's people pinned by hand to the team that has a seat for it."""
    pins = [{"person_id": name, "team_id": "S1", "discipline": "DAT", "fte": wish.fte, "period": period}
            for name in people for period in ("Q1", "Q2") if period >= wish.by]  # fmt: skip
    return solved(with_seat(of.plan, wish).plan.changed(Pins=frame("Pins", pins)))


def test_wishes_come_from_their_sheet(of):
    assert wishes(of.plan) == (WISH,)


def test_an_impossible_wish_names_who_could_and_who_is_nearest(answer):
    assert (answer.possible, answer.known, answer.could) == (False, True, ("Amber",))
    says = {reason.rule: reason.sentence for reason in answer.reasons}
    assert "Zircon holds clearance SC (DV expected on 01/07/2026)" in says["clearance"]


def test_each_rule_named_is_needed_for_the_wish_to_be_impossible(of, answer):
    people = of.plan.given["People"]
    without = {
        "clearance": of.plan.with_settings(clearance__applied="off"),
        "availability": of.plan.changed(People=people.assign(available_fte=people["available_fte"].clip(lower=60))),
    }
    assert {reason.rule for reason in answer.reasons} == set(without)
    for freed in without.values():
        assert ways_out(case(freed), WISH, most=1).possible


def test_every_kind_of_way_is_found_and_says_who_may_grant_it(answer):
    singles = {way.kinds[0] for way in answer.ways if len(way.kinds) == 1}
    assert singles >= {"date", "clearance", "FTE", "number of people"}
    assert all("SRO, S1" in way.sentence for way in answer.ways)
    assert ("level", "clearance") in {way.kinds for way in answer.ways}


def test_each_way_is_granted_when_it_is_done_by_hand_with_the_same_cost(of, answer):
    for way in answer.ways:
        proposal = granted_by_hand(of, way.wish, way.people)
        values = {tier.name: tier.value for tier in proposal.tiers}
        shown = {shift.name: shift.after for shift in way.shifts}
        assert shown == pytest.approx({name: values[name] for name in shown})


def test_no_smaller_step_of_a_single_way_would_do(of, answer):
    (fte,) = [way.wish.fte for way in answer.ways if way.kinds == ("FTE",)]
    stricter = dataclasses.replace(WISH, fte=round(fte + 0.1, 2))
    assert not ways_out(of, stricter, most=0).possible


FIELDS = {"date": "by", "level": "level", "clearance": "clearance", "FTE": "fte", "number of people": "people",
          "organisations": "different_orgs"}  # fmt: skip


def test_of_two_changes_both_are_needed_or_one_alone_is_listed_and_leaves_half_the_choice(of, answer):
    double = [way for way in answer.ways if len(way.kinds) == 2]
    listed = {way.wish: len(way.could) for way in answer.ways if len(way.kinds) == 1}
    for way in double:
        for kind in way.kinds:
            alone = dataclasses.replace(way.wish, **{FIELDS[kind]: getattr(WISH, FIELDS[kind])})
            if ways_out(of, alone, most=0).possible:
                assert 2 * listed[alone] <= len(way.could)
    assert double


def capped(fte):
    caps = [{"organisation": "X", "release_cap_fte": fte, "owner": "Director of X"}]
    return case(plan(people=[person("A", fte=1.0, organisation="X"), person("B", fte=0.3, organisation="Y")],
                     demand=[seat("T1", fte=1.0)], release_caps=caps))  # fmt: skip


def test_a_wish_against_a_cap_is_granted_when_that_is_loosened_by_so_much_and_no_notch_less():
    wish = Wish("T1", "DAT", people=1, fte=0.8)
    found = ways_out(capped(0.1), wish, most=0)
    assert not found.possible and "X lets go at most 0.1 FTE" in found.sentence
    (way,) = [way for way in found.ways if way.kinds == ("cap",)]
    assert "loosened by 1 FTE" in way.changes[0] and "Director of X" in way.sentence
    assert not ways_out(capped(0.6), wish, most=0).possible
    assert ways_out(capped(1.1), wish, most=0).possible
    assert [reason.rule for reason in found.reasons] == ["release_caps"]  # without it there is nothing in the way


def test_a_wish_that_can_be_granted_says_at_what_cost(of):
    found = ways_out(of, dataclasses.replace(WISH, people=1, clearance="SC"))
    assert found.possible and len(found.ways) == 1


def clashing():
    return plan(
        people=[person("A", fte=0.6), person("B", fte=0.6)], demand=[seat("T1", fte=1.2), seat("T2")],
        teams=[{"team_id": "T1", "size_max": 1}, {"team_id": "T2"}],
        pins=[{"person_id": "A", "team_id": "T1"}, {"person_id": "B", "team_id": "T1"}],
    )  # fmt: skip


def test_a_conflict_is_resolved_by_any_one_of_its_ways_out():
    with pytest.raises(ConflictError):
        solved(clashing())
    found = ways_out_of(clashing())
    assert found.smallest and len(found.reasons) == len(found.ways) == 3
    assert all(way.tried for way in found.ways)
    one_pin = [frame("Pins", [{"person_id": name, "team_id": "T1"}]) for name in "AB"]
    bigger = frame("Teams", [{"team_id": "T1", "size_max": 2}, {"team_id": "T2"}])
    for changed in (*(clashing().changed(Pins=pins) for pins in one_pin), clashing().changed(Teams=bigger)):
        assert ways_out_of(changed) is None
        assert solved(changed).allocation["fte"].sum() > 0
