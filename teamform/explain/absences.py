"""What is still met when some people are missing: the plan without them, repaired by a search of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from teamform.explain.case import Case
from teamform.explain.elsewhere import each
from teamform.plan.plan import Flags, Ints

if TYPE_CHECKING:
    from teamform.solve.executor import Executor


def unmet_without(
    case: Case, missing: Sequence[Flags], executor: Executor | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Iterator[Ints]:  # fmt: skip
    """Unmet demand by seat, of each of some sets of people who drop out.

    They go through ``executor`` where there is one, with the same results; ``tell`` hears how many are done.
    """
    return each(case, _after, missing, executor, tell)


def unmet_by_seat(case: Case, x: Ints) -> Ints:
    """Hundredths of required FTE that a plan leaves unmet on each seat, over all periods."""
    unmet = case.program.vocabulary.unmet
    total = np.zeros(len(case.plan.demand), np.int64)
    np.add.at(total, unmet.label("demand"), unmet.value(x))
    return total


def _after(case: Case, gone: Flags) -> Ints:
    """Unmet demand by seat after the people marked have dropped out and the plan has been repaired."""
    from teamform.solve.again import Impossible, NotFound
    from teamform.solve.variants import barring

    block = case.program.candidates
    barred = gone[block.person]
    left = np.where(barred, 0, case.x[: len(block)])
    people = np.flatnonzero(gone)
    seats = np.unique(block.demand[barred & (case.x[: len(block)] > 0)])
    if not len(seats):
        return unmet_by_seat(case, case.x)
    try:
        found, _ = case.missions(barring(case.program, barred), people, seats, harder=True, whole=False)
    except (Impossible, NotFound):  # nobody steps in: what is left of the plan stands
        return unmet_by_seat(case, case.program.complete(left))
    return unmet_by_seat(case, found.x)
