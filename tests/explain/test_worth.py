"""What one more is worth is what the plan with one more reaches."""

import pandas as pd
import pytest

from teamform.explain.worth import CONTRACT, RECRUIT, RELEASE, TRAIN, one_more
from teamform.plan.sheets import SHEETS
from tests.explain.asking import hoarding, hoarding_case, solved, values
from tests.facts import frame, person


@pytest.fixture(scope="module")
def found():
    return list(one_more(hoarding_case(), 0.5))


def test_one_more_person_brings_what_solving_with_them_brings(found):
    new = frame("People", [person("X", "BEH", 0.5, organisation="New", clearance="DV", level=2)])
    people = pd.concat([SHEETS["People"].typed(hoarding().given["People"]), new])
    by_hand = values(solved(hoarding().changed(People=people)))
    (recruit,) = [each for each in found if each.option == RECRUIT]
    assert {s.name: s.after for s in recruit.shifts} == pytest.approx({s.name: by_hand[s.name] for s in recruit.shifts})
    assert recruit.gained == pytest.approx(0.5)
    assert recruit.proved


def test_a_release_brings_what_a_higher_cap_brings(found):
    cap = {"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 1.0}
    by_hand = values(solved(hoarding().changed(ReleaseCaps=frame("ReleaseCaps", [cap]))))
    (release,) = [each for each in found if each.option == RELEASE]
    assert {s.name: s.after for s in release.shifts} == pytest.approx({s.name: by_hand[s.name] for s in release.shifts})
    assert "RPS lets go at most 0.5 FTE of BEH: 0.5 FTE more released" in release.sentence


def test_training_brings_what_solving_with_higher_levels_brings(found):
    people = hoarding().given["People"]
    lifted = people.assign(level=people["level"].where(people["person_id"] != "B4", 2))
    by_hand = values(solved(hoarding().changed(People=lifted)))
    (training,) = [each for each in found if each.option == TRAIN]
    assert {s.name: s.after for s in training.shifts} == pytest.approx(
        {s.name: by_hand[s.name] for s in training.shifts}
    )
    assert training.gained == pytest.approx(0.5)


def test_a_contractor_brings_the_same_for_more(found):
    recruit, contract = (next(each for each in found if each.option == option) for option in (RECRUIT, CONTRACT))
    assert contract.shifts == recruit.shifts
    assert contract.cost > recruit.cost


def test_only_what_is_short_is_tried(found):
    assert {each.discipline for each in found} == {"BEH"}
