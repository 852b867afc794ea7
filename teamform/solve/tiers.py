"""Goal by goal in strict order: each is made as small as possible before the next is looked at."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from teamform.errors import NoPlanInTime
from teamform.plan.plan import Flags, Ints
from teamform.solve.blocks import Blocks
from teamform.solve.cpsat import WALL, Budget, End, Found, Model
from teamform.solve.joint import Joint, bundles
from teamform.solve.least import Floors
from teamform.solve.limits import PACE, Limits, Progress, Stop, Watch
from teamform.solve.needed import needed
from teamform.team.program import Aim, Program
from teamform.team.proposal import TierResult

RELAXING = 0.1
"""Part of the time limit that bounds may take beside the search."""
IN_BLOCKS, BESIDE = 0.5, 0.25
"""Part of a goal's time for blocks of teams, where a plan was begun that way, before the whole is searched by one
worker, or again by several (of which all but one look at a part of the plan at a time anyway)."""
PATIENCE = 1.0
"""Seconds that a goal gets even when the earlier ones have used up nearly all the time."""
NONE_YET = "Time ran out before any plan was found. That doesn't mean there is none: allow more time."


class CannotHold(Exception):
    """The rows can't hold together (for `solve` to explain)."""


@dataclass(frozen=True)
class Start:
    """A plan to begin with, and what is known of each goal as long as the earlier ones are as good as in it."""

    x: Ints
    bounds: tuple[float, ...]
    """Raw values below which no plan can go."""
    blocks: Blocks
    """Mend what a goal's search as a whole did to later goals."""


@dataclass
class Search:
    """One run through the goals, and what it knows so far."""

    program: Program
    limits: Limits
    watch: Watch | None = None
    stop: Stop | None = None
    start: Start | None = None
    x: Ints | None = None
    bounds: list[float] = field(default_factory=list)
    stopped: bool = False
    _left: float = 0.0
    _searches: int = 0
    _too_short: float = 0.0
    """Seconds in which a search of the whole doesn't even come to the plan that it was given."""
    _settled: int = 0
    """How many goals are settled in the relaxation."""
    _relaxing: float = 0.0
    """Seconds that bounds from the relaxation took, as the limits count them."""
    _least: dict[int, float] = field(default_factory=dict)
    """Raw bounds of goals that searches found."""
    _last: tuple[Flags, Model, int] | None = None
    """The rows of the last model, the model, and how many goals are settled in it."""
    _began: float = field(default_factory=time.monotonic)

    def run(self) -> tuple[Ints, tuple[TierResult, ...]]:
        """The best plan found and what is known of each goal.

        Raises NoPlanInTime when time ran out before any plan was found, CannotHold when there is none.
        """
        self._left = self.limits.effort
        self.x = self.start.x if self.start is not None else None
        while len(self.bounds) < len(self.program.aims):
            for bound in self._pursue(len(self.bounds)):
                self._tell_end(len(self.bounds), bound)
                self.bounds.append(bound)
        if self.x is None:  # a plan without any goal
            self.x = self._any()
        return self.x, tuple(self._results(self.x))

    def _pursue(self, number: int) -> list[float]:
        """Work on one goal; return the raw bound below which no plan can go, and those of goals proved with it."""
        if self.start is not None and self._goes_on(number) and (self._searches or self.limits.together == 1):
            self._improve(self.start.blocks, number)
        if self._worth_a_search(number) and (proved := self._jointly(number)):
            return proved
        if self._worth_a_search(number):
            self._least[number] = self._searched(number, self.program.aims[number : number + 1]).bound
        aim, bound = self.program.aims[number], self._floor(number)
        if not self._reached(number) and not self.stopped:
            bound = max(bound, self._relaxed(number))
        return [min(bound, float(aim.raw(self._plan)))]

    def _goes_on(self, number: int) -> bool:
        """Whether there is anything left to do for a goal, and time for it."""
        if self.x is None:
            return True
        return self._left >= PATIENCE / 10 and not self._reached(number) and not self._wants_to_stop()

    def _worth_a_search(self, number: int) -> bool:
        return self._goes_on(number) and self._budget(number).seconds > self._too_short

    def _reached(self, number: int) -> bool:
        return self.x is not None and self.program.aims[number].raw(self.x) <= self._floor(number)

    def _jointly(self, number: int) -> list[float]:
        """The bounds of a goal, and of those after it, that one search proves to be at their best; maybe none.

        A goal at which such a search ended is searched by itself.
        """
        bundle = self._bundle(number)
        if len(bundle) == 1 or number in self._least:
            return []
        joint = Joint.of(bundle, self.program.upper)
        found = self._searched(number, bundle, joint)
        values = [aim.raw(self._plan) for aim in bundle]
        bounds = [float(value) for value in values]
        if found.end is not End.PROVED:
            bounds = joint.bounds(found.bound, values)
            if bounds[-1] < values[len(bounds) - 1]:
                self._least[number + len(bounds) - 1] = bounds.pop()
        return bounds

    def _searched(self, number: int, goals: Sequence[Aim], joint: Joint | None = None) -> Found:
        """Search for the smallest of some goals, from the given one on; what is found is kept."""
        aim = goals[0] if joint is None else joint.aim
        budget, teller = self._budget(number, len(goals)), self._teller(number, joint)
        found = self._model(number, len(goals)).search(aim, self.x, budget, tell=teller, stop=self._wants_to_stop)
        self._left -= found.spent
        self._searches += 1
        if found.end is End.CONFLICT:
            raise CannotHold
        if found.x is not None:
            self._take(found.x, goals)
        elif self.x is None:
            raise NoPlanInTime(NONE_YET)
        else:
            self._too_short = budget.seconds
        return found

    def _model(self, number: int, goals: int) -> Model:
        """The rows that matter for some goals and those before them, which may not suffer."""
        rows = needed(self.program, self.program.aims[: number + goals])
        if self._last is None or (rows != self._last[0]).any():
            model = Model(self.program, rows)
            settled = 0
        else:
            _, model, settled = self._last
        for aim in self.program.aims[settled:number]:
            model.settle(aim, aim.raw(self._plan))
        self._last = rows, model, number
        return model

    def _bundle(self, number: int) -> Sequence[Aim]:
        """A goal and those after it that can be searched for with it."""
        end = 0
        for bundle in self._bundles:
            end += len(bundle)
            if end > number:
                break
        return self.program.aims[number:end]

    @cached_property
    def _bundles(self) -> list[Sequence[Aim]]:
        return bundles(self.program.aims, self.program.upper)

    @property
    def _plan(self) -> Ints:
        """The plan in hand, once there is one."""
        assert self.x is not None
        return self.x

    def _improve(self, blocks: Blocks, number: int) -> None:
        """Make the plan in hand better in blocks of teams."""
        seconds = self._budget(number).seconds
        if seconds > self._too_short:
            seconds *= IN_BLOCKS if self.limits.together == 1 else BESIDE
        aim, tell, spent, began = self.program.aims[number], self._teller(number), blocks.spent, time.monotonic()
        self.x = blocks.improve(
            self._plan, number, seconds, target=self._floor(number), stop=self._wants_to_stop,
            watch=None if tell is None else lambda x: tell(float(aim.raw(x) - aim.constant), None),
            until=began + seconds if self.limits.by_the_clock else math.inf,
        )  # fmt: skip
        self._left -= time.monotonic() - began if self.limits.by_the_clock else blocks.spent - spent

    def _relaxed(self, number: int) -> float:
        """A bound from the linear relaxation, with the earlier goals where they are; raw units.

        None is looked for once bounds have taken their part of the time limit, or the search is over.
        """
        seconds = min(self.limits.effort * RELAXING - self._relaxing, self._left + PATIENCE)
        if seconds <= 0:
            return float("-inf")
        began, before, floors = time.monotonic(), self._floors.relaxation.spent, self._floors
        for earlier in self.program.aims[self._settled : number]:
            floors.settle(earlier, earlier.raw(self._plan))
        self._settled = number
        bound = floors.least(self.program.aims[number], self._plan, seconds)
        spent = time.monotonic() - began if self.limits.by_the_clock else floors.relaxation.spent - before
        self._relaxing += spent
        self._left -= spent
        return bound

    @cached_property
    def _floors(self) -> Floors:
        return Floors(self.program, self.limits.by_the_clock)

    def _floor(self, number: int) -> float:
        """The smallest that a goal could be, as far as is known by now; raw units."""
        known = float(np.ceil(self._least.get(number, -math.inf) - 1e-6))
        floor = max(float(self.program.aims[number].lowest(self.program.upper)), known)
        earlier = self.program.aims[:number]
        start, x = self.start, self.x
        if start is None or x is None or any(goal.raw(x) > goal.raw(start.x) for goal in earlier):
            return floor
        return max(floor, start.bounds[number])

    def _any(self) -> Ints:
        found = Model(self.program, needed(self.program, ())).search(
            None, None, self._budget(0), stop=self._wants_to_stop
        )
        if found.end is End.CONFLICT:
            raise CannotHold
        if found.x is None:
            raise NoPlanInTime(NONE_YET)
        return self.program.complete(found.x[: len(self.program.candidates)])

    def _take(self, x: Ints, goals: Sequence[Aim]) -> None:
        """Keep a plan if it passes the rows and is no worse than the one in hand."""
        completed = self.program.complete(x[: len(self.program.candidates)])
        if (self.program.excess(completed) > 0).any():
            raise AssertionError("a plan came back that breaks the rows it was made under")
        if self.x is None or [aim.raw(completed) for aim in goals] <= [aim.raw(self.x) for aim in goals]:
            self.x = completed

    def _budget(self, number: int, goals: int = 1) -> Budget:
        """Goals about unmet demand may use half of what is left, later ones a fair part of it."""
        aims = self.program.aims
        ahead = len(aims) - number
        urgent = ahead > 1 and aims[number].name.startswith(aims[0].name.partition(".")[0])
        part = 0.5 if urgent else min(2 * goals / (ahead + goals), 1.0)
        seconds = max(self._left * part, PATIENCE if self.x is None else PATIENCE / 4)
        return Budget(seconds, self.limits.together, self.program.plan.seed, cuts=2, wall=WALL * PACE)

    def _wants_to_stop(self) -> bool:
        if self.stop is not None and self.stop():
            self.stopped = True
        return self.stopped

    def _teller(self, number: int, joint: Joint | None = None) -> Callable[[float | None, float | None], None] | None:
        """Turns raw figures of a goal, or of several that begin with it, into what people watch."""
        if self.watch is None:
            return None
        watch, aim = self.watch, self.program.aims[number]
        start = Progress(
            number + 1, len(self.program.aims), aim.name, aim.title, aim.unit,
            aim.in_units(aim.raw(self.x)) if self.x is not None else None, None, 0.0,
        )  # fmt: skip

        def in_units(figure: float) -> float:
            return aim.in_units(figure + aim.constant if joint is None else joint.first(figure))

        def tell(best: float | None, bound: float | None) -> None:
            shown = start.best if best is None else in_units(best)
            least = None if bound is None else in_units(bound)
            watch(replace(start, best=shown, bound=least, seconds=time.monotonic() - self._began))

        return tell

    def _tell_end(self, number: int, bound: float) -> None:
        """Who watches hears of each goal that is done, also of those that were proved with another."""
        if (tell := self._teller(number)) is not None:
            tell(None, bound - self.program.aims[number].constant)

    def _results(self, x: Ints) -> Iterator[TierResult]:
        for aim, bound in zip(self.program.aims, self.bounds, strict=True):
            raw = aim.raw(x)
            yield TierResult(aim.name, aim.title, aim.unit, aim.in_units(raw), aim.in_units(bound), raw <= bound)
