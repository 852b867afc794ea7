"""Swaps: people change seats or take another's, whatever the rules; no plan ever gets worse by it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks import named
from benchmarks.families import plan
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.rules import program
from teamform.solve.blocks import Blocks
from teamform.solve.shape import Shape
from teamform.solve.swaps import Swaps

PLANS = {
    "several periods": lambda: plan("M", 1, periods=2, current=True),
    "with missions": lambda: plan("M", 2, missions=True),
    "pairs from one organisation": lambda: named.plan(100),
}


def three_people(*likes: tuple[str, str]) -> Shape:
    """Two seats for three people, who like some of the teams."""
    sheets = {
        "People": pd.DataFrame({"person_id": ["A", "B", "C"], "organisation": "O", "available_fte": 100,
                                "primary_discipline": "POL", "level": 2, "max_missions": 1}),
        "MatchScores": pd.DataFrame([{"person_id": who, "team_id": team, "score": 1.0} for who, team in likes]),
        "Teams": pd.DataFrame({"team_id": ["T1", "T2"], "priority": 1}),
        "Demand": pd.DataFrame({"team_id": ["T1", "T2"], "discipline": "POL", "fte_required": 100, "min_level": 1}),
        "Disciplines": pd.DataFrame({"discipline": ["POL"]}),
        "Settings": pd.DataFrame([{"setting": f"{goal}.applied", "value": "off"} for goal in ("fit", "cost")]),
    }  # fmt: skip
    return Shape(program(Plan.build({name: SHEETS[name].typed(sheet) for name, sheet in sheets.items()})))


def placed(shape: Shape, **where: str) -> np.ndarray:
    """The plan in which people work on teams for all of their time."""
    block, plan = shape.program.candidates, shape.program.plan
    people, teams = plan.people["person_id"].to_numpy(), plan.teams["team_id"].to_numpy()
    there = [where.get(person) == team for person, team in zip(people[block.person], teams[block.team], strict=True)]
    return shape.program.complete(np.where(there, shape.program.upper[: shape.count], 0))


def number_of(shape: Shape, aim: str) -> int:
    return [each.name for each in shape.program.aims].index(aim)


def better(shape: Shape, x: np.ndarray, aim: str) -> np.ndarray:
    return Swaps(shape, 1).improve(x, number_of(shape, aim), 1.0)


def test_two_people_who_like_each_others_team_change_seats():
    shape = three_people(("A", "T2"), ("B", "T1"))
    found = better(shape, placed(shape, A="T1", B="T2"), "match_scores")
    assert (found == placed(shape, A="T2", B="T1")).all()


def test_somebody_without_a_seat_takes_that_of_a_person_who_does_not_like_it():
    shape = three_people(("A", "T1"), ("C", "T2"))
    found = better(shape, placed(shape, A="T1", B="T2"), "match_scores")
    assert (found == placed(shape, A="T1", C="T2")).all()


def test_nobody_is_moved_where_nothing_would_be_better():
    shape = three_people(("A", "T1"), ("B", "T2"))
    x = placed(shape, A="T1", B="T2")
    assert better(shape, x, "match_scores") is x


@pytest.fixture(scope="module", params=PLANS)
def begun(request):
    """A program's shape, and a first plan."""
    shape = Shape(program(PLANS[request.param]()))
    return shape, Blocks.of(shape, None, 1).construct()


def test_an_aim_gets_better_all_rows_are_kept_and_no_earlier_aim_suffers(begun):
    shape, x = begun
    aim = len(shape.program.aims) - 1
    found = Swaps(shape, 1).improve(x, aim, 0.5)
    assert (shape.program.excess(found) <= 0).all()
    assert (found == shape.program.complete(found[: shape.count])).all()
    assert tuple(shape.aims @ found) < tuple(shape.aims @ x)


def test_the_same_seed_gives_the_same_plan(begun):
    shape, x = begun
    aim = len(shape.program.aims) - 1
    once, again, other = (Swaps(shape, seed).improve(x, aim, 0.3) for seed in (1, 1, 2))
    assert (once == again).all()
    assert (once != other).any()


def test_who_stops_keeps_the_plan_in_hand(begun):
    shape, x = begun
    assert Swaps(shape, 1).improve(x, 0, 0.3, stop=lambda: True) is x
