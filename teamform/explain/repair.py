"""Repair: the plan after a change, with missions at their best and as few others disturbed as that allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.errors import NoPlanInTime
from teamform.explain.case import WHOLE, Case
from teamform.explain.moves import Move, moves
from teamform.explain.proposed import proposal_of
from teamform.explain.tiers import Shift
from teamform.explain.words import count, listed
from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules import program, rules_of
from teamform.team.program import Program
from teamform.team.proposal import Proposal

if TYPE_CHECKING:
    from teamform.solve.again import Answer

ONLY_PEOPLE = frozenset({"People", "PersonSkills", "Pins", "PairRules"})
"""Where nothing else changed, a plan may only have become harder."""


@dataclass(frozen=True, eq=False)
class Repair:
    """A plan after a change, beside the one before it."""

    proposal: Proposal
    shifts: tuple[Shift, ...]
    """Every goal before and after."""
    moves: tuple[Move, ...]
    """Everyone whose placements change, before and after."""
    forced: tuple[str, ...]
    """The people who could not stay as they were."""
    sentence: str

    @property
    def others(self) -> tuple[Move, ...]:
        """Those who change although they could have stayed."""
        return tuple(move for move in self.moves if move.person_id not in self.forced)


def repair(old: Case, after: Plan) -> Repair:
    """Repair a case's proposal after its plan has changed: somebody declines or leaves, demand or rules change.

    What missions must have is at its best first; then as few placements as possible change, then as few
    people, then as little FTE; the other goals decide among what is left. A plan that didn't change keeps
    everyone in place. Raises ConflictError where no plan keeps the rules any more, and NoPlanInTime.
    """
    assert old.proposal is not None
    allocation = old.proposal.allocation
    if old.plan.hash == after.hash:
        return _result(old, old, allocation, old.x, None, ())
    rules = rules_of(after)
    rows = program(after, rules)
    steps, forced = _carried(rows, allocation)
    harder = _only_harder(old, after, rows)
    floors = _floors(old, rows) if harder else ()
    case = Case(after, rules, rows, rows.complete(steps), floors, old.patience)
    people, seats = _touched(old, case, forced)
    answer = _search(case, people, seats, harder)
    return _result(old, case, allocation, answer.x, answer, forced)


def _carried(rows: Program, allocation: pd.DataFrame) -> tuple[Ints, tuple[str, ...]]:
    """The old placements in the new program, as far as they can stay; and who can't."""
    labels, block = rows.vocabulary.labels, rows.candidates
    columns = {"person": "person_id", "demand": "demand_id", "period": "period"}
    codes = {name: labels.names[name].get_indexer(pd.Index(allocation[column])) for name, column in columns.items()}
    at = block.places(codes)
    steps = np.zeros(len(block), np.int64)
    fte = allocation["fte"].to_numpy(np.int64) // rows.plan.step
    np.add.at(steps, at[at >= 0], fte[at >= 0])
    kept = np.where(at >= 0, np.minimum(fte, rows.upper[np.maximum(at, 0)]), 0)
    gone = allocation["person_id"][kept < fte]
    return np.minimum(steps, rows.upper[: len(block)]), tuple(sorted(set(gone)))


def _only_harder(old: Case, after: Plan, rows: Program) -> bool:
    """Whether every plan that is possible now was possible before."""
    before = old.plan
    for name, table in after.sheets.items():
        if name not in ONLY_PEOPLE and not table.equals(before.sheets[name]):
            return False
    if not all(_among(before.sheets[name], after.sheets[name]) for name in ("Pins", "PairRules")):
        return False
    who = ["person_id", "organisation", "directorate", "primary_discipline", "max_missions", "grade"]
    if not _among(after.people[who], before.people[who]) or not before.abilities.equals(after.abilities):
        return False
    return _fewer_candidates(old, rows)


def _among(some: pd.DataFrame, others: pd.DataFrame) -> bool:
    """Whether every row of a table is one of another."""
    if some.equals(others):
        return True
    return bool((some.merge(others, how="left", indicator=True)["_merge"] == "both").all())


def _fewer_candidates(old: Case, rows: Program) -> bool:
    labels, block = rows.vocabulary.labels, rows.candidates
    known = old.program.vocabulary.labels
    codes = {name: known.names[name].get_indexer(labels.names[name])[values] for name, values in block.codes.items()}
    at = old.program.candidates.places(codes)
    return bool((at >= 0).all() and (rows.upper[: len(block)] <= old.program.upper[at]).all())


def _floors(old: Case, rows: Program) -> tuple[float, ...]:
    known = {aim.name: floor for aim, floor in zip(old.program.aims, old.floors, strict=False)}
    return tuple(known.get(aim.name, -np.inf) for aim in rows.aims)


def _touched(old: Case, case: Case, forced: tuple[str, ...]) -> tuple[Ints, Ints]:
    """The people and seats that the change touches: those who can't stay, what they leave, and rows that break."""
    labels, block = case.program.vocabulary.labels, case.program.candidates
    people: Flags = np.isin(labels.names["person"], forced)
    gone = old.plan.demand["demand_id"].isin(_seats_of(old, forced))
    seats: Flags = np.isin(labels.names["demand"], old.plan.demand["demand_id"][gone])
    seats |= ~case.plan.demand["demand_id"].isin(old.plan.demand["demand_id"]).to_numpy()
    asked = old.plan.demand.set_index("demand_id")["fte_required"]
    before = case.plan.demand["demand_id"].map(asked).fillna(0).to_numpy(np.int64)
    seats |= case.plan.demand["fte_required"].to_numpy(np.int64) != before
    broken = np.flatnonzero(case.program.excess(case.x) > 0)
    columns = case.program.matrix[broken].indices
    inside = columns[columns < len(block)]
    at_work = inside[case.x[inside] > 0]
    people[block.person[at_work]] = True
    seats[block.demand[at_work]] = True
    return np.flatnonzero(people), np.flatnonzero(seats)


def _seats_of(case: Case, people: tuple[str, ...]) -> set[str]:
    block = case.program.candidates
    names = case.program.vocabulary.labels.names
    mine = (case.x[: len(block)] > 0) & np.isin(names["person"], people)[block.person]
    return set(names["demand"][block.demand[mine]])


def _search(case: Case, people: Ints, seats: Ints, harder: bool) -> Answer:
    """Missions at their best first, then least change, then everything else."""
    from teamform.solve.again import Impossible, NotFound
    from teamform.solve.conflict import smallest_conflict
    from teamform.solve.limits import Limits

    try:
        best, free = case.missions(case.program, people, seats, harder)
    except Impossible:
        raise smallest_conflict(case.plan, case.rules, Limits(case.patience.whole, 1)) from None
    except NotFound:
        raise NoPlanInTime("No plan was found in the time given. That doesn't mean there is none.") from None
    if len(free) <= WHOLE:
        free = np.ones(len(free), bool)
    return case.nearest(case.program, best, free, harder)


def _result(
    old: Case, new: Case, allocation: pd.DataFrame, x: Ints, answer: Answer | None, forced: tuple[str, ...]
) -> Repair:
    sure = answer.tiers if answer is not None else ()
    proposal = proposal_of(new, x, sure)
    changed = moves(new.plan, allocation, proposal.allocation, old.plan)
    known = {aim.name: aim.in_units(aim.raw(old.x)) for aim in old.program.aims}
    shifts = tuple(
        Shift(t.name, t.title, t.unit, known.get(t.name, t.value), t.value, t.bound, t.proved) for t in proposal.tiers
    )
    others = [move for move in changed if move.person_id not in forced]
    worse = [shift.words for shift in shifts[: new.mission_goals] if shift.by]
    start = f"{count(len(others), 'other person', 'other people')} would change" if forced else (
        f"{count(len(others), 'person', 'people')} would change" if others else "Nobody would change")  # fmt: skip
    return Repair(proposal, shifts, changed, forced, f"{start}; {listed(worse) or 'missions lose nothing'}.")
