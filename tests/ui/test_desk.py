"""The desk: every move of a card is checked, priced and explained, without a browser."""

from __future__ import annotations

import pandas as pd
import pytest

from teamform.ui import figures
from teamform.ui.desk import COLUMNS, UNPLACED, CannotMove, Desk
from teamform.ui.rulebook import Rulebook
from tests.facts import person, plan, seat
from tests.ui import small


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A hand-made allocation: POL and UR filled on A1, BEH short everywhere."""
    seats = {"A1/POL": ("001", 80), "A1/BEH": ("002", 60), "A1/UR": ("005", 60), "B2/DAT": ("007", 30)}
    rows = [
        (who, seat[:2], seat, seat[3:], "A1-FS1" if seat == "A1/POL" else "", period, fte)
        for seat, (who, fte) in seats.items()
        for period in ("Q1", "Q2")
    ]
    start = pd.DataFrame(rows, columns=COLUMNS)
    return Desk(Rulebook.of(small.plan()), start, start)


def test_the_hand_made_allocation_keeps_every_rule(desk):
    assert desk.checked.allowed
    assert desk.effect.price == ()


def test_taking_somebody_off_is_priced_in_unmet_demand(desk):
    after, what = desk.move("007", "B2/DAT", UNPLACED)
    assert what == "Gum Gorse taken off DAT on B2"
    assert {(g, round(b - a, 6)) for g, a, b, _ in desk.trying(after).price} >= {
        ("Unmet required demand, priority 2", 0.3)
    }


def test_a_move_in_one_period_leaves_the_others_alone(desk):
    after, _ = desk.move("007", "B2/DAT", UNPLACED, "Q2")
    assert after.loc[after["person_id"] == "007", "period"].tolist() == ["Q1"]


def test_somebody_without_a_seat_takes_the_one_that_lacks_most(desk):
    after, what = desk.move("003", "", "B2")
    assert what.startswith("Cam Cedar moved to BEH on B2 with 0.8 FTE")
    effect = desk.trying(after)
    assert [b.rule for b in effect.broken if b.must] == ["release_caps", "release_caps"]


def test_of_alternative_shapes_somebody_takes_the_one_that_others_work_on():
    shapes = [seat("T1", demand_id=name, fte=fte, shape_group="numbers") for name, fte in (("more", 2), ("less", 1.4))]
    facts = plan(people=[person("P1"), person("P2")], demand=shapes)
    (period,) = facts.periods["period"]
    start = pd.DataFrame([("P1", "T1", "less", "DAT", "", period, 100)], columns=COLUMNS)
    desk = Desk(Rulebook.of(facts), start, start)
    after, _ = desk.move("P2", "", "T1")
    assert after.loc[after["person_id"] == "P2", "demand_id"].tolist() == ["less"]
    assert "one_shape" not in {breach.rule for breach in desk.trying(after).broken}


def test_a_team_that_asks_for_nothing_they_bring_is_refused_with_the_reason(desk):
    with pytest.raises(CannotMove, match="Team B2 asks for BEH and DAT; Ash Alder brings POL"):
        desk.move("001", "A1/POL", "B2")


def test_who_could_fill_a_seat_keeps_rules_before_it_fills_more(desk):
    found = desk.who_could("B2/BEH", desk.lacks("B2/BEH"))
    assert [one.person for one in found] == ["003"]
    assert set(found[0].fte.values()) == {80}


def test_a_seat_says_what_it_lacks_by_period(desk):
    assert desk.lacks("B2/DAT") == {"Q1": 10, "Q2": 10}
    assert desk.lacks("A1/POL") == {}


def test_figures_of_a_team_add_up(desk):
    teams = figures.by_team(desk.plan, desk.now).set_index("team_id")
    assert teams.loc["A1", ["required", "allocated", "unmet"]].tolist() == [2.0, 2.0, 0.0]
    assert teams.loc["B2", ["required", "allocated", "unmet"]].round(2).tolist() == [1.2, 0.3, 0.9]


def test_differences_of_an_allocation_with_itself_are_none(desk):
    assert figures.differences(desk.plan, desk.now, desk.now).empty
    after, _ = desk.move("007", "B2/DAT", UNPLACED)
    assert figures.differences(desk.plan, desk.now, after)[["person_id", "what"]].to_numpy().tolist() == [
        ["007", "leaves"]
    ]


def test_fte_over_periods_is_said_in_words():
    import numpy as np

    assert figures.spread(np.array([40, 40]), ["Q1", "Q2"]) == "0.4"
    assert figures.spread(np.array([40, 40, 60, 0]), ["Q1", "Q2", "Q3", "Q4"]) == "0.4 in Q1 to Q2, 0.6 in Q3"


def test_following_the_moves_between_two_allocations_leads_from_one_to_the_other(desk):
    from teamform.explain.moves import moves
    from teamform.ui.board_moves import followed

    after, _ = desk.move("007", "B2/DAT", UNPLACED)
    after, _ = desk.with_now(after).move("003", "", "B2")
    reached = followed(desk, moves(desk.plan, desk.now, after))
    key = ["person_id", "demand_id", "period"]
    assert reached.sort_values(key)[COLUMNS].to_numpy().tolist() == after.sort_values(key)[COLUMNS].to_numpy().tolist()


def test_a_swap_puts_somebody_of_the_team_on_the_seat_that_was_left(desk):
    there = desk.with_now(desk.put("003", "B2/BEH", 50, ["Q1", "Q2"]))
    swaps = there._swaps("007", "B2/DAT", ["Q1", "Q2"], ["A1/BEH"])
    assert [what for what, _, _ in swaps] == ["take Cam Cedar off BEH on B2", "Cam Cedar goes to BEH on A1 in exchange"]
    assert set(swaps[1][2].query("person_id == '003'")["demand_id"]) == {"A1/BEH"}
