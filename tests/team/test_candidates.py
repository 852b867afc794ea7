"""Candidates: who could fill which seat in which period, and who could not."""

import numpy as np

from teamform.rules import program
from teamform.team.candidates import everyone_with_the_discipline
from teamform.team.labels import Labels
from tests.facts import QUARTERS, person, plan, seat
from tests.rich import rich_plan

DEMAND = [seat("T1", "DAT", start="Q2"), seat("T1", "POL")]


def candidates(facts):
    block = everyone_with_the_discipline(facts, Labels.of(facts))
    names = block.labels.frame(block.codes)
    return set(zip(names["person"], names["demand"], names["period"], strict=True))


def test_whoever_has_the_discipline_at_any_level_is_considered_while_the_seat_runs():
    people = [person("P1", "DAT", level=1), person("P2", "POL", other_disciplines="DAT:2"), person("P3", "LEG")]
    assert candidates(plan(people=people, demand=DEMAND, periods=QUARTERS)) == {
        ("P1", "T1/DAT", "Q2"), ("P2", "T1/DAT", "Q2"), ("P2", "T1/POL", "Q1"), ("P2", "T1/POL", "Q2"),
    }  # fmt: skip


def test_a_pinned_person_is_considered_whatever_they_can_do():
    pins = [{"person_id": "P3", "team_id": "T1", "discipline": "DAT"}]
    assert candidates(plan(people=[person("P3", "LEG")], demand=DEMAND, periods=QUARTERS, pins=pins)) == {
        ("P3", "T1/DAT", "Q2")
    }


def test_nobody_is_lost_between_the_eligible_and_the_excluded():
    facts = rich_plan()
    sifted = program(facts).sifted
    both = [*_keys(sifted.eligible), *_keys(sifted.excluded)]
    assert sorted(both) == sorted(_keys(everyone_with_the_discipline(facts, Labels.of(facts))))
    assert len(set(both)) == len(both)
    assert np.logical_or.reduce(list(sifted.reasons.values())).all(), "each who is excluded has a reason"


def _keys(block):
    return list(zip(*(codes.tolist() for codes in block.codes.values()), strict=True))


def test_nobody_could_give_more_than_they_offer_or_the_seat_desires():
    facts = plan(people=[person("P1", fte=0.45), person("P2", fte=1)], demand=[seat("T1", fte=0.6, fte_desired=0.75)])
    block = everyone_with_the_discipline(facts, Labels.of(facts))
    most = dict(zip(block.of_person("person_id"), block.most.tolist(), strict=True))
    assert most == {"P1": 40, "P2": 70}


def test_each_candidate_is_found_at_its_place_and_others_are_nowhere():
    block = program(rich_plan()).candidates
    assert (block.places(block.codes) == np.arange(len(block))).all()
    some = block.take(np.arange(0, len(block), 2))
    found = some.places(block.codes)
    assert (found[::2] == np.arange(len(some))).all() and (found[1::2] == -1).all()
