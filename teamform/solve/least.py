"""The least that goals can come to in any plan, from the relaxation of the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from teamform.solve.bound import Relaxation, cost_of
from teamform.solve.large import step_of
from teamform.solve.shape import Shape
from teamform.team.program import Aim, Program

SMALL = 5_000
"""Up to so many candidates the relaxation holds all of them from the beginning."""


class Floors:
    """Floors of goals in strict order: each holds for plans in which the earlier ones are settled as told."""

    def __init__(self, program: Program) -> None:
        self.program = program
        shape = Shape(program)
        self._relaxation = Relaxation(shape, program.plan.seed)
        self._core = np.arange(shape.count) if shape.count <= SMALL else None

    def least(self, aim: Aim) -> float:
        """The raw value below which no plan can bring an aim (that keeps what is settled)."""
        lowest = int(np.minimum(aim.coefs, 0) @ self.program.upper[aim.cols]) + aim.constant
        self._relaxation.aim_at(cost_of(self._relaxation.shape, [aim], [1.0]))
        bound = self._relaxation.run(self._core).bound
        step = step_of(self.program, aim)
        return float(max(lowest, int(np.ceil((bound - 1e-6) / step)) * step + aim.constant))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (raw)."""
        self._relaxation.settle(aim, most)


def floors(program: Program, aims: Sequence[Aim], values: Sequence[int]) -> Iterator[float]:
    """The floor of each of some goals in strict order, those before it being at their ``values``."""
    of = Floors(program)
    for aim, value in zip(aims, values, strict=True):
        yield of.least(aim)
        of.settle(aim, value)
