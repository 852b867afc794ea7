"""One search of one program: as a whole or in blocks of teams, as its size asks."""

from __future__ import annotations

from dataclasses import replace

from teamform.errors import NoPlanInTime
from teamform.plan.plan import Ints
from teamform.solve.beginning import Beginning
from teamform.solve.large import LARGE, Large, NoFirstPlan
from teamform.solve.limits import Limits, Stop, Watch
from teamform.solve.tiers import NONE_YET, Search, Start
from teamform.team.program import Program
from teamform.team.proposal import TierResult

MIDDLE = 2_000
"""From so many candidates on a search of the whole begins with a plan that is made in blocks."""
BEGINNING, AT_MOST = 0.25, 20.0
"""Part of the time for that plan, and the most seconds."""
Found = tuple[Ints, tuple[TierResult, ...], bool]
"""The best plan, what is known of each goal, and whether somebody stopped the search."""


def searched(
    rows: Program, limits: Limits, watch: Watch | None, stop: Stop | None, begun: Beginning | None = None,
    in_blocks: bool = False,
) -> Found:  # fmt: skip
    """The best plan, what is known of each goal, and whether somebody stopped the search; with a first plan or without.

    A large program is solved in blocks of teams; one for which no first plan can be made that way, like a
    small one, is searched as a whole. One between the two is searched as a whole from a plan made in blocks.
    Raises NoFirstPlan for a large one that is only to be searched ``in_blocks``, and NoPlanInTime.
    """
    start, size = None, len(rows.candidates)
    if size >= MIDDLE:
        counted = limits.effort / limits.seconds
        short = limits if size >= LARGE else replace(limits, seconds=_beginning(limits) * counted)
        large = Large(rows, short, _first_goal(watch, size), stop, begun)
        try:
            x, tiers = large.run()
        except NoFirstPlan:
            if size >= LARGE and large.given_up():
                raise NoPlanInTime(NONE_YET) from None
            if in_blocks and size >= LARGE:
                raise
        else:
            if size >= LARGE or large.stopped:
                return x, tiers, large.stopped
            start = Start(x, tuple(large.bounds), large.blocks)
            limits = replace(limits, seconds=limits.seconds - _beginning(limits))
    search = Search(rows, limits, watch, stop, start)
    return *search.run(), search.stopped


def _beginning(limits: Limits) -> float:
    """Seconds for a plan to begin with."""
    return min(limits.seconds * BEGINNING, AT_MOST)


def _first_goal(watch: Watch | None, size: int) -> Watch | None:
    """Who watches a plan being begun hears of the first goal alone: the others are looked at afterwards."""
    if watch is None or size >= LARGE:
        return watch
    return lambda progress: watch(progress) if progress.tier == 1 else None
