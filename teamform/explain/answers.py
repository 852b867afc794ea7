"""Answers side by side: the plan in hand and the one that was asked for, with what is certain of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from teamform.explain.moves import Move, moves
from teamform.explain.tiers import Shift, shifts
from teamform.team.program import Program

if TYPE_CHECKING:
    from teamform.explain.case import Case
    from teamform.solve.again import Answer
    from teamform.solve.least import Floors


@dataclass(frozen=True, eq=False)
class Asked:
    """An answer beside the plan in hand, both at their best among the same people."""

    before: Answer
    after: Answer
    case: Case

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """The goals before and after."""
        return shifts(self.before, self.after)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Everyone whose placements change."""
        from teamform.solve import allocation

        rows = self.case.program
        return moves(self.case.plan, allocation(rows, self.case.x), allocation(rows, self.after.x))


def floors_of(program: Program, answer: Answer) -> list[float]:
    """What an answer proves, as floors for others: raw values, up to the first goal that isn't proved.

    What is known of later goals hangs on the value that this one happens to have.
    """
    sure = sum(1 for _ in takewhile(lambda tier: tier.proved, answer.tiers)) + 1
    return [raw_floor(tier.bound, aim.scale) for tier, aim in zip(answer.tiers[:sure], program.aims, strict=False)]


def raw_floor(bound: float, scale: float) -> float:
    """A bound in a goal's unit as the smallest raw value, which is a whole number, that it leaves."""
    return float(np.ceil(bound * scale - 1e-6))


def lowest(program: Program, goals: int) -> list[float]:
    """What each of the first goals can't fall below whatever is decided, in its unit."""
    aims = program.aims[:goals]
    return [aim.in_units(aim.lowest(program.upper)) for aim in aims]


def certain(
    program: Program, answer: Answer, floors: Sequence[float], missions: int = 0, relaxed: Floors | None = None,
    least: Sequence[float] | None = None,
) -> Answer:  # fmt: skip
    """The answer with bounds that hold for the plan as a whole, though only some people were free to change.

    ``floors`` are known already, each for plans that have the earlier goals at theirs. Beyond them
    the first ``missions`` goals get bounds from the relaxation.
    ``least`` is what each goal can't fall below in any plan, raw, where the program's own figures don't say it.
    """
    from teamform.solve.least import MOST

    if answer.whole:
        return answer
    aims = program.aims[: len(answer.raw)]
    found = list((least or [float(aim.lowest(program.upper)) for aim in aims])[: len(aims)])
    for number, (value, floor) in enumerate(zip(answer.raw, floors, strict=False)):
        found[number] = max(found[number], min(floor, value))
        if value > floor:
            break
    above = any(value > low for value, low in zip(answer.raw[:missions], found, strict=False))
    if above and relaxed is not None and len(program.candidates) <= MOST:
        known = relaxed.under(aims[:missions], answer.x)
        found[:missions] = np.maximum(found[:missions], known).tolist()
    tiers = tuple(
        dataclasses.replace(tier, bound=aim.in_units(min(low, value)), proved=value <= low)
        for tier, aim, value, low in zip(answer.tiers, aims, answer.raw, found, strict=True)
    )
    return dataclasses.replace(answer, tiers=tiers, whole=True)
