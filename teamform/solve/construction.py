"""The construction of a first plan, team by team, a few of them searched side by side.

A team is searched as if nobody were on those before it that are still being searched; it is one that wants few of the
same people. Where they turn out not to go together it is searched once more; where many don't, or some teams must be
made together, it isn't done. What is looked at in which order doesn't depend on how many cores there are, so the same
seed and limits give the same plan on any number of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.choice import COUNT, Choice
from teamform.solve.cpsat import Budget, End, Found, Model
from teamform.solve.limits import Stop
from teamform.solve.making import Making
from teamform.solve.piece import Piece, cut, joint, largest, without_stuck
from teamform.team.program import Aim

AT_ONCE = 3
"""Teams that are searched side by side: with two cores one of them waits for its turn, so that none waits for it."""
EFFORT = 0.3
"""Deterministic seconds for one team."""
HURRIED = 0.02
"""The same at least, however little time is left."""
SHARES = 4
"""A team may take so many times an even share of what is left: most need far less."""
AS_THEY_ARE = 5_000
"""From so many candidates on teams are searched as they are: far quicker, and a little worse."""
WALL = 200.0
"""The clock may run so many times the effort: on a busy machine it must not cut a search short, or nothing repeats."""
ROOM = (8, 16, 32, 10_000)
"""So many teams make room for one that can't be made after them; more where that doesn't help."""
FAILURES = 12
"""A first plan is given up after so many teams that couldn't be made."""
MAKING = 0.02
"""Seconds that cutting and reading the piece of a team is counted as."""
TRIES = ((1, 0), (2, 0), (4, 0), (16, 0), (1, 4), (4, 8), (1000, 0))
"""How a team is made: from its best candidates, from so many times as many, with so many teams made again."""
PRICED = ((0.5, 0), *TRIES)
"""The same where prices say who is best: then half as many do, and take half the time."""
MANY = 20_000
"""From so many candidates on time matters: with fewer a plan is soon made, and is a better one to begin with."""
SMALL = 500
"""Up to so many columns a team is searched as the relaxation suggests, where time matters."""
MISFITS, OF = 4, 5
"""Teams are searched side by side until more than so many, and one of so many, didn't go together."""
TRUSTING = ((1, 0), (1000, 0))
"""The same once nothing came of those, counting on later teams to help keep what is kept without them so far."""


@dataclass(frozen=True)
class _Begun:
    """A team that is being searched."""

    team: int
    new: Ints
    """Columns that weren't looked at before."""
    rows: Ints
    """Their rows."""
    effort: float
    beside: bool
    """Whether the team before it was still being searched."""
    piece: Piece
    search: Future[Found]


class Construction:
    """One construction of a first plan; ``spend`` is told of all effort, in deterministic seconds."""

    def __init__(self, choice: Choice, seed: int, cores: int, spend: Callable[[float], None]) -> None:
        self.choice, self.shape, self.seed, self.spend = choice, choice.shape, seed, spend
        self._pool = ThreadPoolExecutor(max(1, min(AT_ONCE, cores)))
        half = self.shape.count >= MANY and choice.used.any()
        self._tries = PRICED if half else TRIES
        self._independent = self.shape.count >= MANY and not choice.any_tied
        self._misfits = 0

    def plan(self, stop: Stop | None = None, left: Callable[[], float] | None = None) -> Ints | None:
        """A complete plan; None where that can't be done, or when stopped.

        For a team that can't be made after the others, those that are after the same people make room and come
        next. ``left`` tells how many deterministic seconds are left for it: teams are searched more briefly once
        those are few.
        """
        with self._pool:
            making = self._made_of_all(stop, left)
        if making is None:
            return None
        x = self.shape.program.complete(making.x[: self.shape.count])
        return x if (self.shape.program.excess(x) <= 0).all() else None

    def _made_of_all(self, stop: Stop | None, left: Callable[[], float] | None) -> Making | None:
        choice, order = self.choice, self.choice.order.tolist()
        making, queue, failed = Making(choice), order, Counter[int]()
        begun: list[_Begun] = []
        while queue or begun:
            if stop is not None and stop():
                return None
            while queue and len(begun) < self._at_once(making):
                team, *queue = choice.apart([other.team for other in begun], queue)
                begun.append(self._begin(making, team, _effort(left, len(queue)), beside=bool(begun)))
            first, *begun = begun
            if self._ended(making, first, begun, stop):
                continue
            for other in begun:
                self.spend(other.search.result().spent)
            team, begun, queue = first.team, [], [*(other.team for other in begun), *queue]
            room = np.union1d(choice.sharing(team, making.x, ROOM[failed[team]]), choice.tied(team))
            room = room[np.isin(room, making.made)]
            failed[team] += 1
            if not len(room) or failed[team] == len(ROOM) or failed.total() > FAILURES:
                return None
            making = making.without(np.append(room, team))
            queue = [team, *sorted(room.tolist(), key=order.index), *queue]
        return making

    def _at_once(self, making: Making) -> int:
        """How many teams are searched side by side."""
        return AT_ONCE if self._independent and self._misfits <= MISFITS + len(making.made) / OF else 1

    # --- side by side

    def _begin(self, making: Making, team: int, effort: float, beside: bool) -> _Begun:
        """Look at one more team and begin to search its best start, as things are."""
        new, rows = making.open_up(team)
        piece = self._piece(making, self._together(making, team), rows, making.so_far.held, *self._tries[0])
        search = self._pool.submit(self._searched, piece, self._aim(making, piece), self._budget(effort, piece))
        return _Begun(team, new, rows, effort, beside, piece, search)

    def _ended(self, making: Making, begun: _Begun, ahead: Sequence[_Begun], stop: Stop | None) -> bool:
        """Whether a team was made: as its search found, or else in another way, without looking at those ahead."""
        found = begun.search.result()
        self.spend(found.spent + MAKING)
        if self._fits(making, begun, found):
            return True
        self._misfits += 1
        for other in reversed(ahead):
            making.shut(other.new)
        if not (ahead and self._fits(making, begun, found)) and not self._add(making, begun, stop):
            return False
        for other in ahead:
            making.open_up(other.team)
        return True

    @staticmethod
    def _fits(making: Making, begun: _Begun, found: Found) -> bool:
        """Take what a search has found, if it keeps all rows beside what has come since it was begun."""
        columns = begun.piece.columns
        if found.x is None or not making.keeps(columns, found.x, begun.rows):
            return False
        making.fill(columns, found.x)
        return True

    # --- one team

    def _add(self, making: Making, begun: _Begun, stop: Stop | None) -> bool:
        """Whether a team that is looked at could be made in any way."""
        together, so_far = self._together(making, begun.team), making.so_far
        untried = self._tries if begun.beside else self._tries[1:]
        ways = [(so_far.held, *how) for how in untried] + [(so_far.open, *how) for how in TRUSTING]
        for open_, wider, again in ways:
            if stop is not None and stop():
                return False
            piece = self._piece(making, together, begun.rows, open_, wider, again)
            budget = self._budget(begun.effort * (1 + again / 2), piece)
            found = self._searched(piece, self._aim(making, piece), budget)
            self.spend(found.spent + MAKING)
            if found.x is not None:
                making.fill(piece.columns, found.x)
                return True
        return False

    def _together(self, making: Making, team: int) -> Ints:
        """The team, and those made that it must be made together with."""
        tied = self.choice.tied(team)
        return np.append(tied[np.isin(tied, making.made)], team)

    def _piece(self, making: Making, together: Ints, rows: Ints, open_: Ints, wider: float, again: int) -> Piece:
        """A team's candidates, with teams that it can't do without; so many others are made again with it."""
        x, activity = making.x, making.so_far.activity
        teams = np.union1d(self.choice.sharing(together[-1], x, again), together)
        columns = self.shape.columns(self.choice.promising(teams, x, activity, wider, lacking=True))
        return without_stuck(cut(self.shape, columns, x, activity, open_, rows), x)

    def _aim(self, making: Making, piece: Piece) -> Aim:
        """All goals as one."""
        usual = largest(piece.aims, piece.upper) // COUNT  # what later aims may come to
        return joint(piece.aims, np.maximum(piece.aims @ making.x[piece.columns], usual), piece.upper)[0]

    def _budget(self, effort: float, piece: Piece) -> Budget:
        plain, nearly = self.shape.count >= AS_THEY_ARE, self.shape.count >= MANY
        as_relaxed = nearly and len(piece.columns) <= SMALL
        return Budget(effort, 1, self.seed, wall=WALL, plain=plain, nearly=nearly, as_relaxed=as_relaxed)

    @staticmethod
    def _searched(piece: Piece, aim: Aim, budget: Budget) -> Found:
        """The best start; once time is short any, rather than none."""
        model = Model(piece)
        found = model.search(aim, None, budget)
        if found.end is not End.NOTHING or budget.seconds >= EFFORT:
            return found
        late = model.search(aim, None, replace(budget, seconds=EFFORT, any_will_do=True))
        return replace(late, spent=found.spent + late.spent)


def _effort(left: Callable[[], float] | None, waiting: int) -> float:
    """Deterministic seconds for one team, while so many others wait."""
    return EFFORT if left is None else min(EFFORT, max(HURRIED, SHARES * left() / (1 + waiting)))
