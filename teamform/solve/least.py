"""The least that goals can come to in any plan, from the relaxation of the whole program."""

from __future__ import annotations

import math
from collections.abc import MutableMapping, Sequence
from functools import cached_property

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.bound import Relaxation
from teamform.solve.grain import step_of
from teamform.solve.known import Proof
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from teamform.team.program import Aim, Program

SMALL = 5_000
"""Up to so many candidates the relaxation holds all of them from the beginning."""


MOST = 50_000
"""Up to so many candidates a relaxation is quick enough for an answer that somebody waits for."""


class Floors:
    """Floors of goals in strict order: each holds for plans in which the earlier ones are settled as told.

    ``proofs``, where there are any to go on from and to be added to, are what proved goals of programs a little
    different, by the goals' names: they are tried before a relaxation is solved.
    """

    def __init__(
        self, program: Program, by_the_clock: bool = False, proofs: MutableMapping[str, Proof] | None = None
    ) -> None:
        self.program, self.by_the_clock = program, by_the_clock
        self._proofs = proofs
        self._settled: list[tuple[Aim, int]] = []
        self._reached: list[float] = []
        """The floors of the first goals, which were reached and so are settled."""

    @cached_property
    def shape(self) -> Shape:
        """How the program hangs together."""
        return Shape(self.program)

    @cached_property
    def relaxation(self) -> Relaxation:
        """The relaxation of the whole program, made when it is first asked for."""
        made = Relaxation(self.shape, self.program.plan.seed, self.by_the_clock)
        for aim, most in self._settled:
            made.settle(aim, most)
        return made

    def least(self, aim: Aim, x: Ints, seconds: float = math.inf) -> float:
        """The raw value below which no plan can bring an aim, as far as it is known after so many ``seconds``.

        ``x`` is a plan that keeps what is settled.
        """
        known = None if self._proofs is None else self._proofs.get(aim.name)
        if known is not None:
            low = self._raised(aim, known.bound(self.shape, aim, self._settled))
            if low >= aim.raw(x):
                return low
        count = len(self.program.candidates)
        self.relaxation.aim_at(cost_of(self.shape, [aim], [1.0]))
        core = np.arange(count) if count <= SMALL else np.flatnonzero(x[:count])
        relaxed = self.relaxation.run(core, seconds=seconds, keep=self._proofs is not None)
        if self._proofs is not None and relaxed.proof is not None:
            self._proofs[aim.name] = Proof.of(self.program, relaxed.proof, self._settled)
        return self._raised(aim, relaxed.bound)

    def _raised(self, aim: Aim, bound: float) -> float:
        """What a bound without the aim's constant says of its raw values, which aren't any figures at all."""
        low = float(aim.lowest(self.program.upper))
        if not np.isfinite(bound):  # a relaxation that was given up says nothing
            return low
        step = step_of(self.shape, aim)
        return float(max(low, int(np.ceil((bound - 1e-6) / step)) * step + aim.constant))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (raw)."""
        self._settled.append((aim, most))
        if "relaxation" in vars(self):
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
