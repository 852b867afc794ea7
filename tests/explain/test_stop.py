"""A stop list is smallest: if any one of its steps went on, the chosen step would be short or another would lose."""

import itertools

import pytest

from teamform.errors import InputError
from teamform.explain.stop import short_steps, stop_list
from tests.explain.asking import case, solved
from tests.facts import person, plan, seat

PINS = [{"person_id": "A", "team_id": "T2"}, {"person_id": "B", "team_id": "T3"}]


@pytest.fixture(scope="module")
def of():
    """T1 comes first; T2 and T3 keep somebody by a pin; what is left is too little for T4."""
    return case(plan(
        people=[person("A", fte=0.4), person("B", fte=0.4), person("C", fte=0.2)],
        demand=[seat("T1", fte=0.8), seat("T2", fte=0.4), seat("T3", fte=0.4), seat("T4", fte=0.2)],
        teams=[{"team_id": "T1", "priority": 1}, *[{"team_id": f"T{n}", "priority": 2} for n in (2, 3, 4)]],
        pins=PINS,
    ))  # fmt: skip


def by_hand(of, chosen, names):
    """Whether, with some teams' demand gone, the chosen one gets all and each other as much as it has today."""
    today = of.proposal.allocation.groupby("team_id")["fte"].sum()
    demand, pins = of.plan.given["Demand"], of.plan.given["Pins"]
    rest = demand[~demand["team_id"].isin(names)].copy()
    others = rest["team_id"] != chosen
    rest.loc[others, "fte_required"] = rest.loc[others, "team_id"].map(today).fillna(0).astype("Int64")
    changed = solved(of.plan.changed(Demand=rest, Pins=pins[~pins["team_id"].isin(names)]))
    return all(tier.value == 0 for tier in changed.tiers if tier.name.startswith("unmet_demand"))


def test_the_list_helps_and_none_of_its_members_can_be_spared(of):
    found = stop_list(of, "T4")
    names = [pause.step for pause in found.pauses]
    assert found.possible and found.smallest and len(names) == 2
    assert by_hand(of, "T4", names)
    for fewer in itertools.combinations(names, len(names) - 1):
        assert not by_hand(of, "T4", fewer)


def test_no_other_list_of_fewer_steps_would_do(of):
    size = len(stop_list(of, "T4").pauses)
    for fewer in range(size):
        assert not any(by_hand(of, "T4", names) for names in itertools.combinations(["T2", "T3"], fewer))


def test_where_pausing_all_others_does_not_help_that_is_said_with_what_is_left(of):
    found = stop_list(of, "T2")
    assert not found.possible
    assert found.left == pytest.approx(0.2)
    assert "would lack 0.2 FTE" in found.sentence


def test_lower_rank_is_asked_before_the_same_rank():
    hers = case(plan(
        people=[person("A", fte=0.6)], demand=[seat("T1", fte=0.6), seat("T2", fte=0.6)],
        teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}],
        pins=[{"person_id": "A", "team_id": "T2", "fte": 0.3}],
    ))  # fmt: skip
    found = stop_list(hers, "T1")
    assert [pause.step for pause in found.pauses] == ["T2"]
    assert not found.equals
    assert stop_list(of_equals(), "T2").equals


def of_equals():
    return case(plan(people=[person("A", fte=0.6)], demand=[seat("T1", fte=0.6), seat("T2", fte=0.3)],
                     teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 1}],
                     pins=[{"person_id": "A", "team_id": "T1", "fte": 0.4}]))  # fmt: skip


def test_what_is_staffed_needs_no_pause_and_a_stranger_is_refused(of):
    assert "T1" not in short_steps(of)
    assert "nothing needs to pause" in stop_list(of, "T1").sentence
    with pytest.raises(InputError, match="no first step and no team"):
        stop_list(of, "T9")
