"""The least that goals can come to in any plan, from the relaxation of the whole program."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.bound import Relaxation
from teamform.solve.large import step_of
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from teamform.team.program import Aim, Program

SMALL = 5_000
"""Up to so many candidates the relaxation holds all of them from the beginning."""


MOST = 50_000
"""Up to so many candidates a relaxation is quick enough for an answer that somebody waits for."""


class Floors:
    """Floors of goals in strict order: each holds for plans in which the earlier ones are settled as told."""

    def __init__(self, program: Program, x: Ints) -> None:
        """``x`` is a plan that keeps whatever is settled."""
        self.program = program
        shape = Shape(program)
        self._relaxation = Relaxation(shape, program.plan.seed)
        self._core = np.arange(shape.count) if shape.count <= SMALL else None
        self._placed = np.flatnonzero(x[: shape.count])
        self._waiting: list[tuple[Aim, int]] = []
        self._begun = False

    def least(self, aim: Aim) -> float:
        """The raw value below which no plan can bring an aim (that keeps what is settled)."""
        lowest = int(np.minimum(aim.coefs, 0) @ self.program.upper[aim.cols]) + aim.constant
        self._relaxation.aim_at(cost_of(self._relaxation.shape, [aim], [1.0]))
        relaxed = None if self._begun else self._relaxation.run(self._core)
        if self._begun or self._waiting:  # what is settled can be kept only once its plan is in the core
            for earlier in self._waiting:
                self._relaxation.settle(*earlier)
            relaxed = self._relaxation.run(self._placed)
        assert relaxed is not None
        self._begun, self._waiting = True, []
        step = step_of(self.program, aim)
        return float(max(lowest, int(np.ceil((relaxed.bound - 1e-6) / step)) * step + aim.constant))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (raw)."""
        self._waiting.append((aim, most))


def bounds(program: Program, aims: Sequence[Aim], x: Ints, most: int = MOST) -> list[float]:
    """The raw value below which no plan can bring each of some goals that has the earlier ones where ``x`` has them.

    Beyond a goal that ``x`` has above its bound, and for programs of more than ``most`` candidates, only
    what is plain to see is given.
    """
    floors: Floors | None = None
    found: list[float] = []
    known = len(program.candidates) <= most
    for number, aim in enumerate(aims):
        value = aim.raw(x)
        low = float(int(np.minimum(aim.coefs, 0) @ program.upper[aim.cols]) + aim.constant)
        if value > low and known:
            if floors is None:
                floors = Floors(program, x)
                for earlier in aims[:number]:
                    floors.settle(earlier, earlier.raw(x))
            low = floors.least(aim)
        known = known and value <= low
        if floors is not None:
            floors.settle(aim, value)
        found.append(low)
    return found
