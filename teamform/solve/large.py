"""Large plans: a first plan at once, prices from the linear relaxation, then goal by goal in blocks of teams.

Each goal is worked on until it reaches its bound, or until its share of the time is used up. Earlier goals
never suffer for later ones. The bounds hold for the whole program, and every plan is checked against all rows.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.beginning import Beginning
from teamform.solve.blocks import Blocks
from teamform.solve.bound import Relaxation, Relaxed
from teamform.solve.grain import step_of
from teamform.solve.limits import PACE, Limits, Progress, Stop, Watch
from teamform.solve.shape import Shape
from teamform.solve.weighed import all_at_once, cost_of
from teamform.team.program import Aim, Program
from teamform.team.proposal import TierResult

LARGE = 5_000
"""From so many candidates on a program is solved in blocks."""
MAKING = 0.5
"""Part of the time in which the first plan should be there; it is made more hastily where it takes longer."""
LATE = 1.0
"""A first plan is waited for so many times as long again as there is time: one that comes late is better than none."""
RELAXING = 0.25
"""Part of the time that is left for the bound of one goal; once one isn't found in it, none is looked for."""
PRICING = 0.1
"""Part of the time that is left for the prices of all goals at once."""
MENDING = 0.1
"""Part of the time that is left for mending what a plan made under prices lacks in the first goal."""
VAIN = 16
"""After so many blocks that brought a goal nothing they look at other people."""
SLIGHTLY = 1e-3
"""What somebody costs beside the goal, at most, where another solution of its relaxation is drawn."""
AGAIN = 4
"""A plan is made anew where there is so many times the time left that this takes."""


class NoFirstPlan(Exception):
    """No plan could be made team by team (which doesn't mean that there is none)."""


@dataclass
class Large:
    """One run through the goals of a large program, and what it knows so far."""

    program: Program
    limits: Limits
    watch: Watch | None = None
    stop: Stop | None = None
    begun: Beginning | None = None
    """A first plan that was made among few, if there is one."""
    stopped: bool = False
    bounds: list[float] = field(default_factory=list)
    _spent: float = 0.0
    """Effort of the blocks that were in use before."""
    _first: Ints | None = None
    """The first plan, where another took its place."""
    _making: float = 0.0
    """Seconds that the first plan took."""
    _prices: Relaxed | None = None
    """The relaxation of all goals at once."""
    _in_vain: bool = False
    """Whether time ran out on the bound of a goal."""
    _began: float = field(default_factory=time.monotonic)

    def run(self) -> tuple[Ints, tuple[TierResult, ...]]:
        """The best plan found and what is known of each goal; raises NoFirstPlan when there is none to begin with."""
        x = self._first_plan()
        aims = self.program.aims
        for number, aim in enumerate(aims):
            self._tell(number, x, None)
            bound, relaxed = self._bound(number, aim, x)
            if number == 0:
                x = self._under_prices(x)
            if aim.raw(x) > bound and (prices := relaxed or self._prices) is not None:
                self.blocks.choice.look_at(prices)
            self._tell(number, x, bound)
            x = self._no_worse(self._improved(x, number, bound, relaxed is not None), number)
            self.bounds.append(min(bound, float(aim.raw(x))))
            self._relaxation.settle(aim, aim.raw(x))
        return x, tuple(self._results(x))

    # --- the parts of a run

    @cached_property
    def blocks(self) -> Blocks:
        """The blocks in use: without prices at first, then under the newest ones."""
        return Blocks.of(self._shape, None, self.program.plan.seed, self.limits.cores)

    @cached_property
    def _shape(self) -> Shape:
        return Shape(self.program)

    @cached_property
    def _relaxation(self) -> Relaxation:
        return Relaxation(self._shape, self.program.plan.seed, self.limits.by_the_clock)

    def _first_plan(self) -> Ints:
        if self.begun is not None and (x := self.begun.among(self.program)) is not None:
            self._making = self.blocks.spent = self.begun.took
            return x
        x = self.blocks.construct(self.given_up, self._for_first_plan)
        if x is None:
            raise NoFirstPlan
        self._making = self.limits.seconds - self._left()
        return x

    def _under_prices(self, x: Ints) -> Ints:
        """A plan that is made anew under the relaxation's prices, where time allows and the first goal doesn't suffer.

        Prices know all goals, so blocks soon make up what it lacks in one of them; a first plan, made without, is
        far behind in the later ones.
        """
        if self._ended():
            return x
        self._prices = self._relaxed(all_at_once(self._shape), x, PRICING, prove=False)
        self._spent += self.blocks.spent
        self.blocks = Blocks.of(self._shape, self._prices, self.program.plan.seed, self.limits.cores)
        if self._making * AGAIN > self._left():
            return x
        other = self.blocks.construct(self._ended)
        if other is None:
            return x
        first = self.program.aims[0]
        other = self._mended(other, first.raw(x))
        if first.raw(other) > first.raw(x):
            return x
        self._first = x
        return other

    def _mended(self, x: Ints, target: int) -> Ints:
        """A plan whose first goal is made better in blocks, in a small part of the time, until it is at a target."""
        seconds = MENDING * self._left()
        return self.blocks.improve(
            x, 0, seconds, target=target, stop=self._stopper(seconds), until=self._until(seconds)
        )  # fmt: skip

    def _improved(self, x: Ints, number: int, bound: float, again: bool) -> Ints:
        """A plan that is better in a goal, made in blocks of teams in the goal's share of the time.

        That is half of what is left, of the last goals more: the last but one has two thirds of it.
        Once blocks bring nothing they look, if they may ``again``, at those at work in another of the many solutions
        that the goal's relaxation has.
        """
        aims = self.program.aims
        aim, end = aims[number], self._left() * (1 - max(0.5, 2 / (1 + len(aims) - number)))
        while aim.raw(x) > bound and not self._ended() and self._left() > end:
            seconds, before = self._left() - end, self._left()
            x = self.blocks.improve(
                x, number, seconds, target=bound, stop=self._stopper(seconds), patience=VAIN if again else None,
                watch=partial(self._tell, number, bound=bound), until=self._until(seconds),
            )  # fmt: skip
            if aim.raw(x) > bound and again and self._left() > end and (another := self._another(aim, x, end)).ended:
                self.blocks.choice.look_at(another)
            if self._left() >= before:
                break
        return x

    def _another(self, aim: Aim, x: Ints, end: float) -> Relaxed:
        """Another solution of a goal's relaxation that is as good, or nearly so."""
        cost, count = cost_of(self._shape, [aim], [1.0]), self._shape.count
        slightly = SLIGHTLY * np.abs(aim.coefs).min()
        cost[:count] += slightly * self.blocks.choice.random.random(count) / np.maximum(self.program.upper[:count], 1)
        return self._relaxed(cost, x, max(self._left() - end, 0.0) / self._left(), prove=False)

    def _no_worse(self, x: Ints, number: int) -> Ints:
        """The plan in hand, or the first one where that is better in the goals up to this one."""
        aims = self._shape.aims[: number + 1]
        return x if self._first is None or tuple(aims @ x) <= tuple(aims @ self._first) else self._first

    def _relaxed(self, cost: np.ndarray, x: Ints, part: float, prove: bool = True, least: float = -math.inf) -> Relaxed:
        """The relaxation of a cost, in a part of the time that is left.

        The plan in hand is in its core, so that what is settled can be kept there.
        """
        self._relaxation.aim_at(cost)
        placed = np.flatnonzero(x[: self._shape.count])
        seconds = part * self._left()
        return self._relaxation.run(placed, self._stopper(seconds), seconds, prove, least)

    def _bound(self, number: int, aim: Aim, x: Ints) -> tuple[float, Relaxed | None]:
        """The raw value below which no plan can go that is as good in the earlier goals, and where it comes from."""
        floor = aim.lowest(self.program.upper)
        if aim.raw(x) <= floor or self._ended() or self._in_vain:
            return float(floor), None
        relaxed = self._relaxed(cost_of(self._shape, [aim], [1.0]), x, RELAXING, least=float(floor - aim.constant))
        self._in_vain = not relaxed.ended
        step, bound = step_of(self._shape, aim), float(floor)
        if np.isfinite(relaxed.bound):  # there may have been no time for its certificate
            bound = float(max(floor, int(np.ceil((relaxed.bound - 1e-6) / step)) * step + aim.constant))
        return bound, relaxed if relaxed.x.any() else None  # nobody at work: nothing was solved in time

    # --- time

    def _for_first_plan(self) -> float:
        """Deterministic seconds left for the first plan; none for who wants to stop."""
        if self._wants_to_stop():
            return 0.0
        left = self._left() - (1 - MAKING) * self.limits.seconds
        return left / PACE if self.limits.by_the_clock else left

    def _left(self) -> float:
        """Seconds left, as the limits count them."""
        if not self.limits.by_the_clock:
            return self.limits.seconds - self._spent - self.blocks.spent - self._relaxation.spent
        return self.limits.seconds - (time.monotonic() - self._began)

    def given_up(self) -> bool:
        """Whether a first plan isn't waited for any longer (who stops gets one that can be had in time)."""
        return self._left() <= -LATE * self.limits.seconds

    def _ended(self) -> bool:
        return self._left() <= 0 or self._wants_to_stop()

    def _until(self, seconds: float) -> float:
        """Where the clock will be after some seconds; never, where it doesn't count."""
        return time.monotonic() + seconds if self.limits.by_the_clock else math.inf

    def _stopper(self, seconds: float) -> Stop:
        """Whether to leave a goal that has been given some seconds."""
        end = self._until(seconds)
        return lambda: time.monotonic() > end or self._wants_to_stop()

    def _wants_to_stop(self) -> bool:
        if self.stop is not None and self.stop():
            self.stopped = True
        return self.stopped

    # --- telling

    def _tell(self, number: int, x: Ints, bound: float | None) -> None:
        if self.watch is not None:
            aim = self.program.aims[number]
            self.watch(Progress(
                number + 1, len(self.program.aims), aim.name, aim.title, aim.unit, aim.in_units(aim.raw(x)),
                None if bound is None else aim.in_units(bound), time.monotonic() - self._began,
            ))  # fmt: skip

    def _results(self, x: Ints) -> Iterator[TierResult]:
        for aim, bound in zip(self.program.aims, self.bounds, strict=True):
            raw = aim.raw(x)
            yield TierResult(aim.name, aim.title, aim.unit, aim.in_units(raw), aim.in_units(bound), raw <= bound)
