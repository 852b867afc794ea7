"""Whom the relaxation would move: those in a chain of moves that helps, and hardly anybody where nothing helps."""

import numpy as np

from teamform.rules import program, rules_of
from teamform.solve.bound import Relaxation
from teamform.solve.movers import would_move
from teamform.solve.shape import Shape
from tests.facts import person, plan, seat


def _in_hand(facts, *placed):
    """The plan's program, and the values when these (person, team) work there."""
    rows = program(facts, rules_of(facts))
    some = rows.candidates
    mine = [pair in placed for pair in zip(some.of_person("person_id"), some.of_demand("team_id"), strict=True)]
    return rows, rows.complete(np.where(mine, rows.upper[: len(some)], 0))


def _names(rows, moved):
    some = rows.candidates.take(np.flatnonzero(moved))
    return set(zip(some.of_person("person_id"), some.of_demand("team_id"), strict=True))


def test_a_chain_of_moves_is_named_from_end_to_end():
    people = [person("B", "POL", other_disciplines="DAT:3"), person("C", "POL"), person("D", "UR")]
    facts = plan(people=people, demand=[seat("T1", "DAT"), seat("T2", "POL"), seat("T3", "UR")])
    rows, hand = _in_hand(facts, ("B", "T2"), ("D", "T3"))
    moved = _names(rows, would_move(Relaxation(Shape(rows), 1), hand, rows.aims[:3]))
    assert moved == {("B", "T1"), ("B", "T2"), ("C", "T2")}


def test_nobody_moves_where_nothing_would_be_gained():
    facts = plan(people=[person(name) for name in "ABCDEF"], demand=[seat("T1"), seat("T2"), seat("T3")])
    rows, hand = _in_hand(facts, ("A", "T1"), ("B", "T2"), ("C", "T3"))
    assert not would_move(Relaxation(Shape(rows), 1), hand, rows.aims[:3]).any()
