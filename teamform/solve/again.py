"""Searching again from a plan in hand: other rows, chosen goals only, as little change as wanted.

A question about a plan is a variant of its program: a row more, a row loosened, a candidate barred.
The plan in hand is the hint; bounds that are known already end a search as soon as they are reached.
"""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from teamform.plan.plan import Flags, Ints
from teamform.solve.change import Counting
from teamform.solve.cpsat import WALL, Budget, End, Found, Model
from teamform.solve.joint import Joint, bundles
from teamform.solve.limits import PACE
from teamform.solve.part import Part, Web
from teamform.team.program import Aim, Program
from teamform.team.proposal import TierResult

PLAIN = 1_000
"""Parts of up to so many columns are searched as they are, which takes half as long as making them smaller first."""

AT_ONCE = 0.02
"""Seconds (deterministic) that such a search may take without the linear relaxation, which hardly any needs."""


@dataclass(frozen=True, eq=False)
class Answer:
    """The plan nearest to the goals that was found, and what is known of each goal that was asked for."""

    x: Ints
    tiers: tuple[TierResult, ...]
    raw: tuple[int, ...]
    """The goals' values in whole internal units."""
    changes: tuple[int, ...]
    """Placements, people and hundredths of FTE changed against the plan in hand, where that was asked for."""
    fewest: bool
    """Whether it is proved that the goals before them can't be had with fewer of these changes."""
    whole: bool
    """Whether what is proved holds for the plan as a whole: every candidate was free to change, or the bounds do."""
    seconds: float

    @property
    def proved(self) -> bool:
        """Whether every goal asked for is proved to be at its best."""
        return all(tier.proved for tier in self.tiers)


class Impossible(Exception):
    """The rows asked for can't hold together with the rest (of the part that was free to change)."""

    def __init__(self, whole: bool) -> None:
        super().__init__()
        self.whole = whole


class NotFound(Exception):
    """Nothing was found in the time given; nobody knows whether there is anything."""


def again(
    program: Program, hand: Ints, aims: Sequence[Aim] | None = None, *,
    free: Flags | None = None, web: Web | None = None, hint: Ints | None = None,
    floors: Sequence[float] = (), least_change_after: int | None = None, seconds: float = 10.0, workers: int = 1,
    from_below: bool = False, tidy: float = math.inf, within: int | None = None, partly: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Answer:  # fmt: skip
    """Pursue ``aims`` (default: all of the program's) in strict order, beginning with the plan in hand.

    ``free`` marks the candidates that may change (default: all); ``hint`` is a plan, alike but for them,
    that is likely better than the one in hand. ``floors`` are raw values of the aims
    below which no plan can go that has the earlier aims at theirs. After so many aims as
    ``least_change_after`` says come, before the others, the fewest changed placements, then people, then
    FTE, for which there are ``tidy`` seconds at most. ``from_below`` suits proofs, where the plan in hand is
    likely the best; ``within`` so many placements that change against it a better one is found much sooner.
    ``partly`` says that the program isn't of all candidates, so that nothing is proved of the plan as a whole.
    Raises Impossible or NotFound.
    """
    began = time.monotonic()
    aims = tuple(program.aims if aims is None else aims)
    n = len(program.candidates)
    start = program.complete(np.minimum(hand[:n], program.upper[:n]))
    part = Part.of(program, web or Web(program), start, np.ones(n, bool) if free is None else free)
    if not part.mendable:
        raise Impossible(whole=False)
    plain = len(part.columns) <= PLAIN and free is not None and not free.all()
    budget = Budget(seconds, workers, program.plan.seed, 2, WALL * PACE, from_below, plain, as_relaxed=plain)
    counting = None if least_change_after is None and within is None else Counting.of(part)
    if counting is not None and within is not None:
        counting = counting.at_most(within)
    whole = within is None and not partly and bool(free is None or free.all())
    search = _Search(part, start if hint is None else hint, budget, stop, counting, whole)
    before = len(aims) if least_change_after is None else least_change_after
    bounds = search.pursue([part.aim(aim) for aim in aims[:before]], floors)
    fewest = False
    if least_change_after is not None:
        left, search.left = search.left, min(search.left, tidy)
        fewest = search.pursue_fewest()
        search.left = left
        bounds += search.pursue([part.aim(aim) for aim in aims[before:]], ())
    x = program.complete(part.spread(search.values()))
    if (program.excess(x) > 0).any():
        raise AssertionError("an answer came back that breaks the rows it was asked under")
    raw = tuple(aim.raw(x) for aim in aims)
    tiers = tuple(
        TierResult(aim.name, aim.title, aim.unit, aim.in_units(value), aim.in_units(bound), value <= bound)
        for aim, value, bound in zip(aims, raw, bounds, strict=True)
    )
    changes: tuple[int, ...] = ()
    if counting is not None:
        followed = counting.follow(search.values()[: len(part.columns)])
        changes = tuple(aim.raw(followed) for aim in counting.aims)
    return Answer(x, tiers, raw, changes, fewest and whole, whole, time.monotonic() - began)


class _Search:
    """One run over a part of a program: goals in strict order, each settled before the next."""

    def __init__(
        self, part: Part, hint: Ints, budget: Budget, stop: Callable[[], bool] | None, counting: Counting | None,
        whole: bool,
    ) -> None:  # fmt: skip
        self.counting, self.whole = counting, whole
        self.part = counting.part if counting else part
        self.rows = self.part.rows
        self.model = Model(self.rows)
        start = hint[part.columns]
        self.hint = counting.follow(start) if counting else start
        self.x: Ints | None = None if (self.rows.excess(self.hint) > 0).any() else self.hint
        self.budget, self.left, self.stop = budget, budget.seconds, stop
        self.at_once = budget.plain and budget.workers == 1

    def values(self) -> Ints:
        """The values found so far, one a column of the part."""
        if self.x is None:
            self._find(None, self.hint)
        assert self.x is not None
        return self.x

    def pursue_fewest(self) -> bool:
        """Pursue the fewest changes; return whether there are proved to be no fewer.

        It is a search less where a plan to begin with says how few there are at most.
        """
        assert self.counting is not None
        aims: tuple[Aim, ...] = self.counting.aims
        if self.x is not None:
            most = aims[0].raw(self.x)
            self.model.settle(aims[0], most)
            aims = (self.counting.all_in_one(most),)
        bounds = self.pursue(aims, ())
        return all(aim.raw(self.values()) <= bound for aim, bound in zip(aims, bounds, strict=True))

    def pursue(self, aims: Sequence[Aim], floors: Sequence[float]) -> list[float]:
        """Pursue aims in order; return the bound of each, in raw units."""
        bounds: list[float] = []
        for bundle in bundles(aims, self.rows.upper):
            known = floors[len(bounds) : len(bounds) + len(bundle)]
            least = [aim.lowest(self.rows.upper) for aim in bundle]
            lowest = [_higher(low, floor) for low, floor in zip_longest(least, known, fillvalue=-math.inf)]
            new = self._pursue(bundle, lowest)
            bounds += new
            if any(aim.raw(self.values()) > low for aim, low in zip(bundle, lowest, strict=True)):
                floors = ()  # what is known of later goals holds only while earlier ones are at their best
        return bounds

    def _pursue(self, bundle: Sequence[Aim], lowest: list[int]) -> list[float]:
        bounds = [float(low) for low in lowest]
        if self.x is None or any(aim.raw(self.x) > low for aim, low in zip(bundle, lowest, strict=True)):
            joint = Joint.of(bundle, self.rows.upper)
            self.model.known(joint.aim, joint.value(lowest))
            found = self._find(joint.aim, self.hint if self.x is None else self.x)
            values = [aim.raw(self.values()) for aim in bundle]
            if found.end is End.PROVED:
                bounds = [float(value) for value in values]
            else:
                bounds = _unproved(joint, found.bound, values, lowest, self.rows.upper)
        for aim in bundle:
            self.model.settle(aim, aim.raw(self.values()))
        return bounds

    def _find(self, aim: Aim | None, hint: Ints) -> Found:
        """Search and take what is found: first, where that is likely to end at once, without the relaxation."""
        sought = aim if aim is not None and len(aim.cols) else None
        budget = self._budget()
        if self.at_once:
            quick = dataclasses.replace(
                budget, cuts=0, from_below=False, as_relaxed=False, seconds=min(AT_ONCE, budget.seconds)
            )
            found = self.model.search(sought, hint, quick, stop=self.stop)
            self._take(found, aim)
            if found.end is End.PROVED:
                return found
            self.at_once = False  # the later goals of such a part take no less
            hint, budget = hint if self.x is None else self.x, self._budget()
        found = self.model.search(sought, hint, budget, stop=self.stop)
        self._take(found, aim)
        if self.x is None:
            raise NotFound
        return found

    def _take(self, found: Found, aim: Aim | None) -> None:
        """Keep what was found, unless what is in hand is as good: that may be better in what comes later."""
        self.left -= found.spent
        if found.end is End.CONFLICT:
            raise Impossible(self.whole)
        if found.x is not None and (self.x is None or aim is None or aim.raw(found.x) < aim.raw(self.x)):
            self.x = found.x

    def _budget(self) -> Budget:
        """Half of the time left, so that later goals get theirs."""
        return dataclasses.replace(self.budget, seconds=max(self.left / 2, 0.05))


def _unproved(joint: Joint, total: float, values: Sequence[int], lowest: Sequence[int], upper: Ints) -> list[float]:
    """The bounds of several goals after a search that proved no more than a bound of their total.

    What is known of a goal holds only while the earlier ones are where they are known to be at their best.
    """
    known, bounds = True, [float(aim.lowest(upper)) for aim in joint.bundle]
    for number, bound in enumerate(joint.bounds(total, values)):
        low = lowest[number] if known else bounds[number]
        bounds[number] = float(min(max(bound, low), values[number]))
        known &= values[number] <= lowest[number]
    return bounds


def _higher(low: float, floor: float) -> int:
    """The higher of two floors, as a whole number."""
    return int(max(low, math.ceil(floor - 1e-6))) if math.isfinite(floor) else int(low)
