"""The supply ladder adds up and names the rule on each rung."""

import pytest

from teamform.errors import InputError
from teamform.explain.climb import ladder
from tests.explain.asking import case, hoarding_case
from tests.facts import QUARTERS, person, plan, seat


def rungs(climbed):
    return {rung.name: rung.fte for rung in climbed.rungs}


def losses(climbed):
    return {loss.rule: loss.fte for rung in climbed.rungs for loss in rung.losses}


def test_a_cap_and_a_level_take_what_they_take():
    climbed = ladder(hoarding_case(), "BEH")
    assert losses(climbed) == pytest.approx({"discipline_and_level": 0.5, "release_caps": 0.9})
    assert rungs(climbed)["exists"] == pytest.approx(2.3)
    assert rungs(climbed)["right level"] == pytest.approx(1.8)
    assert rungs(climbed)["released"] == rungs(climbed)["placed"] == pytest.approx(0.9)
    assert (climbed.required, climbed.unmet) == pytest.approx((1.4, 0.5))


def test_the_sentence_says_what_the_cap_says():
    assert "RPS lets go at most 0.5 FTE of BEH" in ladder(hoarding_case(), "BEH").sentence


def test_people_who_have_declined_or_lack_a_clearance_are_lost_on_their_rungs():
    climbed = ladder(case(plan(
        people=[person("A", fte=0.4), person("B", fte=0.5, consent="declined"), person("C", fte=0.6, clearance="none"),
                person("D", fte=0.3, clearance="SC")],
        demand=[seat("T1", fte=1.0, clearance="SC")],
    )), "DAT")  # fmt: skip
    assert rungs(climbed)["offered"] == pytest.approx(1.3)
    assert rungs(climbed)["cleared"] == rungs(climbed)["placed"] == pytest.approx(0.3)


def test_steps_add_up_exactly_over_several_periods():
    facts = plan(
        people=[person("A", fte=0.47, available_from="2026-05-15"), person("B", fte=0.6, critical_until="2026-08-01")],
        demand=[seat("T1", fte=0.9)], periods=QUARTERS,
    )  # fmt: skip
    climbed = ladder(case(facts), "DAT")
    left = climbed.rungs[0].fte
    for rung in climbed.rungs:
        left -= rung.lost
        assert rung.fte == pytest.approx(left)
    assert climbed.rungs[-1].fte + climbed.joined + climbed.unmet == pytest.approx(climbed.required)


def test_the_shape_of_a_seat_that_isn_t_taken_is_not_missing():
    sizes = {"more": 1.0, "less": 0.4}
    shapes = [seat("T1", demand_id=name, fte=fte, shape_group="numbers") for name, fte in sizes.items()]
    climbed = ladder(case(plan(people=[person("A", fte=0.4)], demand=shapes)), "DAT")
    assert (climbed.required, climbed.unmet) == pytest.approx((0.4, 0.0))


def test_an_unknown_discipline_is_refused_with_its_name():
    with pytest.raises(InputError, match="XYZ"):
        ladder(hoarding_case(), "XYZ")
