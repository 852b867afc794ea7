"""The least that goals can come to in any plan, from the relaxation of the whole program."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.bound import Relaxation
from teamform.solve.grain import step_of
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from teamform.team.program import Aim, Program

SMALL = 5_000
"""Up to so many candidates the relaxation holds all of them from the beginning."""


MOST = 50_000
"""Up to so many candidates a relaxation is quick enough for an answer that somebody waits for."""


class Floors:
    """Floors of goals in strict order: each holds for plans in which the earlier ones are settled as told."""

    def __init__(self, program: Program, by_the_clock: bool = False) -> None:
        self.program, self.by_the_clock = program, by_the_clock
        self._reached: list[float] = []
        """The floors of the first goals, which were reached and so are settled."""

    @cached_property
    def relaxation(self) -> Relaxation:
        """The relaxation of the whole program, made when it is first asked for."""
        return Relaxation(Shape(self.program), self.program.plan.seed, self.by_the_clock)

    def least(self, aim: Aim, x: Ints, seconds: float = math.inf) -> float:
        """The raw value below which no plan can bring an aim, as far as it is known after so many ``seconds``.

        ``x`` is a plan that keeps what is settled.
        """
        relaxation, count = self.relaxation, len(self.program.candidates)
        relaxation.aim_at(cost_of(relaxation.shape, [aim], [1.0]))
        core = np.arange(count) if count <= SMALL else np.flatnonzero(x[:count])
        relaxed = relaxation.run(core, seconds=seconds)
        low = float(aim.lowest(self.program.upper))
        if not np.isfinite(relaxed.bound):  # a relaxation that was given up says nothing
            return low
        step = step_of(relaxation.shape, aim)
        return float(max(low, int(np.ceil((relaxed.bound - 1e-6) / step)) * step + aim.constant))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (raw)."""
        self.relaxation.settle(aim, most)

    def under(self, aims: Sequence[Aim], x: Ints) -> list[float]:
        """The raw value below which no plan can bring each goal that has the earlier ones where ``x`` has them.

        Beyond a goal that ``x`` has above its floor only what is plain to see is given. Asked again, of
        the same goals and a better plan, it goes on from what it knows.
        """
        found = list(self._reached)
        for aim in aims[len(found) :]:
            value, low = aim.raw(x), float(aim.lowest(self.program.upper))
            known = len(self._reached) == len(found)
            if known and value > low:
                low = self.least(aim, x)
            if known and value <= low:
                self.settle(aim, value)
                self._reached.append(low)
            found.append(low)
        return found
