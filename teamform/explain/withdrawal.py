"""What hangs on each organisation: what missions would lose if it gave nobody, each plan solved anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.errors import ConflictError, NoPlanInTime
from teamform.explain import elsewhere
from teamform.explain.case import Case
from teamform.explain.fragile import declined_by
from teamform.explain.tiers import Shift, first_worse, side_by_side
from teamform.explain.words import count, figure, small
from teamform.team.proposal import TierResult

if TYPE_CHECKING:
    from teamform.solve.executor import Executor

SECONDS = 10.0
"""What solving the plan anew without an organisation may take, as repeatable limits count it."""
IMPOSSIBLE, NONE_FOUND = "no plan would keep all must-rules", "no plan was found in the time given"


@dataclass(frozen=True)
class Withdrawal:
    """What the best plan found without anybody from one organisation comes to."""

    organisation: str
    people: int
    """How many of its people have a place in the plan."""
    fte: float
    """What they give, over all periods."""
    shifts: tuple[Shift, ...]
    """The goals about missions, before and after; none where there is no plan without it."""
    sentence: str


def withdrawals(case: Case, seconds: float = SECONDS, executor: Executor | None = None) -> Iterator[Withdrawal]:
    """What would be lost if an organisation gave nobody, one after the other; those that give most come first.

    Organisations go through ``executor`` where there is one, with the same results.
    """
    names = case.program.vocabulary.labels.names["organisation"]
    home = names.get_indexer(pd.Index(case.plan.people["organisation"]))
    block = case.program.candidates
    by_person = np.bincount(block.person, case.x[: len(block)] * case.plan.step, len(home))
    given = np.bincount(home, by_person, len(names))
    asked = [code for code in np.argsort(-given, kind="stable").tolist() if given[code] > 0]
    before = case.now(case.mission_goals).tiers
    items = [(str(names[code]), seconds) for code in asked]
    for code, found in zip(asked, elsewhere.each(case, _without, items, executor), strict=True):
        people = int((by_person[home == code] > 0).sum())
        yield _withdrawal(case, str(names[code]), people, float(given[code]) / 100, before, found)


def _without(case: Case, item: tuple[str, float]) -> tuple[TierResult, ...] | str:
    """The goals of the best plan found without an organisation, or why there is none."""
    from teamform.solve import Limits, solve

    organisation, seconds = item
    try:
        return solve(declined_by(case.plan, "organisation", organisation), Limits(seconds, 1)).tiers
    except ConflictError:
        return IMPOSSIBLE
    except NoPlanInTime:
        return NONE_FOUND


def _withdrawal(
    case: Case, organisation: str, people: int, fte: float, before: Sequence[TierResult],
    found: tuple[TierResult, ...] | str,
) -> Withdrawal:  # fmt: skip
    over = " over all periods" if len(case.plan.periods) > 1 else ""
    gives = f"If {organisation} gave nobody ({count(people, 'person', 'people')} with {figure(fte)} FTE{over} today), "
    if isinstance(found, str):
        return Withdrawal(organisation, people, fte, (), f"{gives}{found}.")
    shifts = side_by_side(before, found)
    changed = "; ".join(small(shift.words) for shift in shifts if shift.by)
    if not any(shift.by > 0 for shift in shifts):
        changed = "missions would lose nothing"
    elif first_worse(shifts) is None:
        changed = f"a plan that is better in the strict order of goals was found: {changed}"
    return Withdrawal(organisation, people, fte, shifts, f"{gives}{changed}.")
