"""Rules that can't hold together: a smallest set of them is named, in words, with those concerned."""

from __future__ import annotations

import pytest

from teamform.errors import ConflictError
from teamform.solve import Limits, solve
from tests.facts import QUARTERS, person, plan, seat
from tests.solve.test_random_plans import assert_smallest

LIMITS = Limits(seconds=20, workers=1)
IN, OUT = {"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}


def conflict(**sheets):
    """The conflict of a plan; it is checked to be real and smallest."""
    facts = plan(**sheets)
    with pytest.raises(ConflictError) as raised:
        solve(facts, LIMITS)
    assert raised.value.smallest
    assert_smallest(facts, raised.value.claims)
    for claim in raised.value.claims:
        assert claim.sentence in str(raised.value)
    return raised.value


def test_a_pin_against_a_clearance_names_exactly_the_two():
    found = conflict(
        people=[person("P1", clearance="BPSS"), person("P2", clearance="DV")],
        demand=[seat("T1", clearance="DV"), seat("T2")],
        pins=[{"person_id": "P1", "team_id": "T1"}],
    )
    assert {claim.rule for claim in found.claims} == {"pins", "clearance"}
    assert all("P1" in claim.sentence for claim in found.claims)


def test_a_least_outside_share_with_no_outsider_released_names_share_team_and_cap():
    found = conflict(
        people=[person("P1", organisation="CAB", grade="G7"), person("P2", organisation="VCS")],
        demand=[seat("T1")],
        organisations=[IN, {**OUT, "release_cap_fte": 0}],
        teams=[{"team_id": "T1", "min_outside_share": 0.5, "size_min": 1}],
    )
    assert {claim.rule for claim in found.claims} == {"outside_share", "release_caps", "team_size"}


def test_a_lead_who_is_forbidden_on_the_team():
    found = conflict(
        people=[person("P1"), person("P2")],
        demand=[seat("T1"), seat("T2")],
        teams=[{"team_id": "T1", "lead_person": "P1"}, {"team_id": "T2"}],
        pins=[{"person_id": "P1", "team_id": "T1", "kind": "forbid"}],
    )
    assert {claim.rule for claim in found.claims} == {"lead", "forbidden_pairs"}


def test_two_pins_on_more_teams_than_a_person_may_serve():
    found = conflict(
        people=[person("P1", max_missions=1)],
        demand=[seat("T1", fte=0.5), seat("T2", fte=0.5), seat("T3", fte=0.5)],
        pins=[{"person_id": "P1", "team_id": "T1"}, {"person_id": "P1", "team_id": "T2"}],
    )
    assert sorted(claim.rule for claim in found.claims) == ["missions_per_person", "pins", "pins"]


def test_people_pinned_together_who_must_be_apart():
    found = conflict(
        people=[person("P1"), person("P2"), person("P3")],
        demand=[seat("T1")],
        pins=[{"person_id": "P1", "team_id": "T1"}, {"person_id": "P2", "team_id": "T1"}],
        pair_rules=[{"person_a": "P1", "person_b": "P2", "rule": "apart"}],
    )
    assert sorted(claim.rule for claim in found.claims) == ["pairs", "pins", "pins"]


def test_a_pin_of_more_than_a_person_offers():
    found = conflict(
        people=[person("P1", fte=0.4)], demand=[seat("T1")], pins=[{"person_id": "P1", "team_id": "T1", "fte": 0.6}]
    )
    assert "pins" in {claim.rule for claim in found.claims}
    assert all("P1" in claim.sentence for claim in found.claims)


def test_a_team_that_is_too_small_for_its_least_number_of_people():
    found = conflict(people=[person("P1")], demand=[seat("T1")], teams=[{"team_id": "T1", "size_min": 2}])
    (claim,) = found.claims
    assert claim.sentence.startswith("Team T1 has at least 2 people")
    assert claim.labels["team"] == "T1"


def test_the_period_concerned_is_named():
    found = conflict(
        people=[person("P1", available_from="2026-07-01")],
        demand=[seat("T1")],
        periods=QUARTERS,
        pins=[{"person_id": "P1", "team_id": "T1", "period": "Q1"}],
    )
    assert {claim.rule for claim in found.claims} == {"pins", "availability_dates"}
    assert all("Q1" in claim.sentence for claim in found.claims)


def test_other_rules_that_play_no_part_are_not_named():
    found = conflict(
        people=[person(f"P{i}", organisation="CAB") for i in range(6)],
        demand=[seat("T1"), seat("T2", clearance="DV")],
        organisations=[{**IN, "release_cap_fte": 1}],
        teams=[{"team_id": "T1", "size_max": 2}, {"team_id": "T2"}],
        pins=[{"person_id": "P3", "team_id": "T2"}],
    )
    assert {claim.rule for claim in found.claims} == {"pins", "clearance"}


def test_giving_up_any_one_of_them_is_a_way_out():
    people, demand = [person("P1", clearance="BPSS")], [seat("T1", clearance="DV")]
    pins = [{"person_id": "P1", "team_id": "T1"}]
    for settings in ({"pins.applied": "should"}, {"pins.applied": "off"}, {"clearance.applied": "off"}):
        solve(plan(people=people, demand=demand, pins=pins, settings=settings), LIMITS)
    solve(plan(people=people, demand=demand, pins=[{**pins[0], "hard": False}]), LIMITS)


def test_a_softened_rule_that_is_broken_is_reported_with_those_concerned():
    facts = plan(
        people=[person("P1", clearance="BPSS")],
        demand=[seat("T1", clearance="DV")],
        pins=[{"person_id": "P1", "team_id": "T1"}],
        settings={"pins.applied": "should"},
    )
    (breach,) = solve(facts, LIMITS).broken
    assert (breach.rule, breach.must, breach.labels["person"]) == ("pins", False, "P1")
