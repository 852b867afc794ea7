"""Whoever is stretched has an expert beside them, and a mission stretches no more people than it dares."""

import numpy as np
import pytest

from teamform.rules import program
from tests.asking import applies, broken, turned_away
from tests.facts import person, plan, seat

PEOPLE = [person("E1", level=4), *(person(f"S{n}", level=2) for n in range(1, 5)), person("N", level=1)]


def bold(appetite="open", settings=None, kind="stretch"):
    demand = [
        seat("T1", demand_id="lead", min_level=3),
        seat("T1", demand_id="learn", fte=3, min_level=3, seat_kind=kind),
    ]
    return plan(people=PEOPLE, demand=demand, teams=[{"team_id": "T1", "mission": "Health"}],
                missions=[{"mission": "Health", "risk_appetite": appetite}], settings=settings)  # fmt: skip


def test_one_level_below_opens_for_a_bold_mission_and_two_levels_never():
    assert {who for who, line in turned_away(bold(), "discipline_and_level") if line == "learn"} == {"N"}
    assert {who for who, line in turned_away(bold("averse"), "discipline_and_level") if line == "learn"} == {
        "S1", "S2", "S3", "S4", "N"}  # fmt: skip


@pytest.mark.edge
def test_as_many_as_the_appetite_allows_each_with_an_expert_are_allowed():
    assert broken(bold(), ("E1", "lead", 0.2), ("S1", "learn", 0.5), ("S2", "learn", 0.5)) == {}


@pytest.mark.past
def test_one_more_is_a_breach_that_names_the_mission():
    placed = [("E1", "lead", 0.2), *((f"S{n}", "learn", 0.5) for n in (1, 2, 3))]
    assert broken(bold(), *placed) == {
        "stretch_seats": "Mission Health has at most 2 stretch placements: missed by 1 person"}  # fmt: skip
    assert broken(bold("eager"), *placed) == {}


def test_without_enough_of_an_expert_beside_them_it_is_a_breach_that_names_the_person():
    found = broken(bold(), ("E1", "lead", 0.1), ("S1", "learn", 0.5))
    assert found["stretch_seats"].startswith(
        "S1, stretched on DAT on T1, has an expert of the discipline with at least 0.2"
    )
    assert broken(bold(settings={"stretch_seats.expert_fte": 10}), ("E1", "lead", 0.1), ("S1", "learn", 0.5)) == {}


def test_a_row_names_the_experts_together_however_many_they_are():
    rows = program(bold())
    (block,) = [block for block in rows.blocks if block.rule == "stretch_seats" and "person" in block.codes]
    assert len(rows.vocabulary.experts.col) == 1
    assert set(np.diff(rows.matrix.indptr)[block.rows]) == {2}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_stretches_anybody():
    assert not applies(bold("averse"), "stretch_seats")
    assert not applies(bold(None), "stretch_seats")
    assert not applies(bold(kind="in_team"), "stretch_seats")
