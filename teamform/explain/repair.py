"""Repair: the plan after a change, with missions at their best and as few others disturbed as that allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.errors import NoPlanInTime
from teamform.explain.case import WHOLE, Case
from teamform.explain.changed import Changed
from teamform.explain.moves import Move, moves
from teamform.explain.proposed import proposal_of
from teamform.explain.tiers import Shift
from teamform.explain.words import count, listed
from teamform.plan.plan import Ints, Plan
from teamform.team.proposal import Proposal

if TYPE_CHECKING:
    from teamform.solve.again import Answer

TRIES = 2
"""How often the candidates around a change are taken anew, with what has to make room for it."""


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
    after.fingerprint.borrow(old.plan.fingerprint)
    if old.plan.hash == after.hash:
        return _result(old, old, allocation, old.x, None, ())
    changed = Changed(old, after)
    case, answer = _among_some(changed) or _among_all(changed)
    return _result(old, case, allocation, answer.x, answer, changed.forced)


def _among_some(changed: Changed) -> tuple[Case, Answer] | None:
    """The repair among whoever works and the candidates around the change: a few thousand, however many there are.

    None where there are few anyway, and where all candidates might give missions more or prove that nothing does.
    """
    from teamform.solve.again import Impossible, NotFound
    from teamform.solve.least import MOST
    from teamform.solve.near import around, taken_in

    block = changed.block
    relaxed = len(block) <= MOST
    if len(block) <= WHOLE or (relaxed and not changed.harder):
        return None
    people, seats = changed.at_once
    rings = changed.old.patience.rings[: 1 if relaxed else 2]
    for _ in range(TRIES):
        some = around(block, changed.steps, people, seats, rings[-1])
        case = changed.case(some, rings)
        touched = changed.touched(case)
        begins = taken_in(case.program, case.x, *touched)
        if some[np.isin(block.demand, begins)].all():
            break
        people, seats = touched[0], np.union1d(touched[1], begins)
    try:
        best, free = case.missions(case.program, *touched, changed.harder)
    except (Impossible, NotFound):
        return None
    if relaxed and not best.proved:
        return None
    return case, case.nearest(case.program, best, free, changed.harder)


def _among_all(changed: Changed) -> tuple[Case, Answer]:
    """The repair among all candidates."""
    case = changed.case()
    return case, _search(case, *changed.touched(case), changed.harder)


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
