"""Large plans block by block: a first plan team by team, then better ones by freeing a few related teams at a time.

Columns are fixed and the matrix is cut, so this works for any rule that is rows. Each block is solved by
one CP-SAT worker with a deterministic limit, and blocks that are solved at the same time are merged in a
fixed order: the same seed and limits give the same plan on any number of cores.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.bound import Relaxed
from teamform.solve.choice import Choice, Lens
from teamform.solve.construction import MANY, WALL, Construction
from teamform.solve.cpsat import Budget, End, Found, Model
from teamform.solve.piece import Piece, cut, joint, without_stuck
from teamform.solve.shape import Shape
from teamform.solve.swaps import Swaps
from teamform.team.program import Aim

AT_ONCE = 2
"""Blocks that are drawn from the same plan and solved side by side."""
EFFORT = 0.3
"""Deterministic seconds for one block."""
ALL = 2
"""So many times as much for a block of all teams: where it comes to its end nothing is left to do."""
OVERHEAD = 0.1
"""Seconds that cutting and reading a block are counted as."""


@dataclass
class Blocks:
    """A large program, whom its blocks look at, and the effort spent on it."""

    choice: Choice
    seed: int
    cores: int = 1
    spent: float = 0.0
    """Deterministic seconds used so far."""
    lenses: tuple[Lens, ...] = field(default_factory=lambda: (Lens(5, 16), Lens(20, 200, wide=False, all_first=True)))
    """How blocks look, in turn; the last only where somebody is at work in a relaxation."""

    @classmethod
    def of(cls, shape: Shape, relaxed: Relaxed | None, seed: int, cores: int = 1) -> Blocks:
        """Blocks of a program, with the relaxation's prices if there are any."""
        return cls(Choice(shape, relaxed, seed), seed, cores)

    @property
    def shape(self) -> Shape:
        """The program's shape."""
        return self.choice.shape

    def construct(self, stop: Callable[[], bool] | None = None, left: Callable[[], float] | None = None) -> Ints | None:
        """A complete plan, made team by team; None where that can't be done, or when stopped.

        ``left`` tells how many deterministic seconds are left for it.
        """
        return Construction(self.choice, self.seed, self.cores, self._spend).plan(stop, left)

    def _spend(self, seconds: float) -> None:
        self.spent += seconds

    # --- better plans

    def improve(
        self, x: Ints, first: int, seconds: float, *, target: float = float("-inf"),
        stop: Callable[[], bool] | None = None, watch: Callable[[Ints], None] | None = None,
        patience: int | None = None, until: float = math.inf,
    ) -> Ints:  # fmt: skip
        """A plan that is better in the aims from ``first`` on, in strict order, and no worse in the earlier ones.

        Ends when the aim has reached its ``target``, after ``seconds`` of effort, or when ``patience`` blocks
        in a row brought that aim nothing. No block goes on after the clock is at ``until``.
        """
        program, aims = self.shape.program, self.shape.program.aims
        end, turn, wait, idle, rounds = self.spent + seconds, self.spent, 0.0, 0, 0
        lenses = self.lenses if self.choice.used.any() else self.lenses[:1]
        patience = 4 * self.choice.teams if patience is None else patience
        with ThreadPoolExecutor(max(1, min(AT_ONCE, self.cores))) as pool:
            while self.spent < end and idle < patience and aims[first].raw(x) > target:
                if stop is not None and stop():
                    break
                if self.spent >= turn:  # blocks have brought nothing for as long as swaps took
                    x = self.swaps.improve(x, first, (end - self.spent) / 2, target=target, stop=stop, watch=watch)
                    self.spent += self.swaps.spent
                    wait = self.swaps.spent if self.swaps.any else float("inf")
                    turn, activity = self.spent + wait, program.activity(x)
                    continue
                lens, rounds = lenses[rounds % len(lenses)], rounds + 1
                blocks = self.choice.blocks(x, first, AT_ONCE, self.choice.teams if lens.all_first else int(lens.size))
                seeds = self.choice.random.integers(2**31, size=len(blocks)).tolist()
                solve = partial(self._solved, x=x, activity=activity, first=first, wide=lens.wide, until=until)
                better, all_found = x, list(pool.map(solve, blocks, seeds))
                for columns, values, found in all_found:
                    self.spent += (found.spent + OVERHEAD) / AT_ONCE
                    better = self._merged(better, columns, values) if values is not None else better
                gained = aims[first].raw(better) < aims[first].raw(x)
                ends = [found for *_, found in all_found]
                most = max((found.spent for found in ends), default=0.0)
                lens.resize(all(found.end is End.PROVED for found in ends), gained, most / EFFORT)
                idle, turn = (0, self.spent + wait) if gained else (idle + len(blocks), turn)
                if better is not x:
                    x, activity = better, program.activity(better)
                    if watch is not None:
                        watch(x)
        return x

    @cached_property
    def swaps(self) -> Swaps:
        """The swaps between placements."""
        return Swaps(self.shape, self.seed)

    def _solved(
        self, teams: Ints, seed: int, x: Ints, activity: Ints, first: int, wide: bool, until: float
    ) -> tuple[Ints, Ints | None, Found]:
        """A block's free columns, better values for them if any were found, and how the search ended.

        A block that isn't wide is searched for the aim ``first`` alone, which lets it take in far more teams, and for
        the later ones once that has become better; of all teams, which takes longest, once it is at its best.
        """
        columns = self.shape.columns(self.choice.promising(teams, x, activity, wide=wide))
        every = len(teams) == self.choice.teams
        effort = EFFORT * (ALL if every else 1)
        wall = max(min((until - time.monotonic()) / effort, WALL), 0.0)
        piece = without_stuck(cut(self.shape, columns, x, activity), x)
        many = self.shape.count >= MANY  # then there are hundreds of blocks; with fewer, later proofs hang on each
        budget = Budget(effort, 1, seed, cuts=2 if every else 1, wall=wall, cautious=many)
        search = _Search(piece, x[piece.columns], budget)
        for number in range(first):
            search.settle(number)
        alone = not wide and first + 1 < piece.aims.shape[0]
        found = search.smallest(first, first + 1 if alone else None)
        if alone and search.gained(first) and (not every or found.end is End.PROVED):
            search.settle(first)
            found = replace(found, spent=found.spent + search.smallest(first + 1).spent)
        return piece.columns, search.best if (search.best != x[piece.columns]).any() else None, found

    def _merged(self, x: Ints, columns: Ints, values: Ints) -> Ints:
        """The plan with a block's new values, if all rows are kept and no aim suffers for a later one."""
        program, count = self.shape.program, self.shape.count
        new = x[:count].copy()
        placements = columns < count
        new[columns[placements]] = values[placements]
        new = program.complete(new)
        worse = tuple(self.shape.aims @ new) > tuple(self.shape.aims @ x)
        return x if worse or (program.excess(new) > 0).any() else new


class _Search:
    """The search of one piece for values that are better in some aims, and no worse in those that are settled."""

    def __init__(self, piece: Piece, now: Ints, budget: Budget) -> None:
        self.best, self._piece, self._now, self._budget = now, piece, now, budget
        self._model = Model(piece)

    def settle(self, number: int) -> None:
        """From now on an aim may not exceed what it comes to."""
        mine = self._piece.aims[number]
        if mine.nnz:
            aim = Aim("", "", "", 1.0, mine.indices.astype(np.int64), mine.data, 0)
            self._model.settle(aim, aim.raw(self.best))

    def smallest(self, first: int, last: int | None = None) -> Found:
        """Make the aims from ``first`` to before ``last`` (to the end) smaller, in strict order."""
        aims = self._piece.aims[first:last]
        found = self._model.search(joint(aims, aims @ self.best, self._piece.upper)[0], self.best, self._budget)
        self.best = self.best if found.x is None else found.x
        return found

    def gained(self, number: int) -> bool:
        """Whether an aim is smaller than it was."""
        mine = self._piece.aims[number]
        return bool(mine @ self.best < mine @ self._now)
