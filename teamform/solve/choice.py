"""Whom and what a block looks at: the promising candidates of a few teams that want the same people."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.bound import Relaxed, best
from teamform.solve.lacking import helping
from teamform.solve.piece import places_of, rows_of
from teamform.solve.shape import Shape, entries
from teamform.solve.weighed import all_at_once

SOME = 1e-6
"""From this share of a planning step on somebody is at work in a relaxation."""
COUNT = 6
"""Candidates a seat that a block looks at, and two more for each FTE asked for; those at work come on top."""
SEVERAL = 4
"""A row with more columns that help to keep it is no row about one person."""
TOGETHER = 3
"""A column that follows from more teams is no reason to make them together."""
QUICK = 0.25
"""A block is solved quickly that takes no more of the effort it may take."""
LIGHT = 1e-3
"""What a candidate costs whatever the others do counts so much beside prices."""
NEXT = 24
"""The team that is searched beside another one is found among so many."""


@dataclass
class Lens:
    """How many teams a block takes in, and whom of their candidates it looks at."""

    size: float
    """Teams in the next block."""
    most: int
    wide: bool = True
    """Whether the best few candidates a seat are looked at, not only those at work here or in the relaxation."""
    fewest: int = 3
    all_first: bool = False
    """Whether the next block takes in all teams: where those at work in a relaxation make up whole plans, that is
    seen at once, and where they don't it isn't tried again."""

    def resize(self, proved: bool, better: bool, effort: float) -> None:
        """Blocks grow once those that are solved to the end bring nothing, and shrink where that takes too long.

        They grow the more the less of the ``effort`` that they may take (1 for all of it) was needed.
        """
        if self.all_first:
            self.all_first = proved and better
            return
        growth = 0.8 if not proved else 1.0 if better else 1.5 if effort < QUICK else 1.1
        self.size = min(max(self.size * growth, self.fewest), self.most)


class Choice:
    """Picks teams and candidates for blocks, by the relaxation's prices where there are any."""

    def __init__(self, shape: Shape, relaxed: Relaxed | None, seed: int) -> None:
        self.shape = shape
        self.random = np.random.default_rng(seed)
        program = shape.program
        plan, block = program.plan, program.candidates
        self.teams = len(plan.teams)
        self.used = np.zeros(shape.count, bool)
        """The candidates at work in the relaxation."""
        self.score = self._scores(relaxed)
        self._demand, self._team, self._person = block.demand, block.team, block.person
        self._priority = plan.teams["priority"].to_numpy(np.int64)
        self._large = 2 * plan.demand["fte_desired"].to_numpy(np.int64) // 100
        self._by_team = np.argsort(self._team, kind="stable")
        self._begin = np.searchsorted(self._team[self._by_team], np.arange(self.teams + 1))
        ones = np.ones(shape.count, bool)
        team = sp.csr_matrix((ones, (self._team, np.arange(shape.count))), shape=(self.teams, shape.count))
        self._of_columns = (team @ shape.follows.T).tocsc()
        teams_of = np.diff(self._of_columns.indptr)
        self.awaited = np.where(np.diff(shape.aims.indptr) > 0, np.minimum(teams_of, 1), teams_of)
        """How many teams each column waits for in a first plan: all that it follows from, unless an aim counts it."""
        good = best(self.score, self._demand, 2 * COUNT)
        self._wanted = sp.csr_matrix(
            (np.ones(len(good)), (self._person[good], self._team[good])), shape=(len(plan.people), self.teams)
        )

    @property
    def order(self) -> Ints:
        """Teams in the order in which a first plan is made: those that need particular people, then important ones.

        Those that must have somebody in common with several others come first as well. Of equally important ones
        those with most choice come first.
        """
        choice = np.bincount(self._team, minlength=self.teams)
        first = self._needs_somebody() | (np.diff(self._ties.indptr) > 1)
        return np.lexsort((-choice, self._priority, ~first))

    def apart(self, teams: list[int], queue: list[int]) -> list[int]:
        """A queue of teams beginning with one that wants few of the people whom some teams want.

        It is among the next few, and as important as the one that was to come next.
        """
        some = [other for other in queue[:NEXT] if self._priority[other] == self._priority[queue[0]]]
        first = some[int(np.argmin(self._both_want[np.ix_(teams, some)].sum(axis=0)))]
        return [first, *(other for other in queue if other != first)]

    @cached_property
    def _both_want(self) -> np.ndarray:
        """How much two teams are after the same people."""
        return np.asarray((self._wanted.T @ self._wanted).toarray())

    @cached_property
    def _mends(self) -> sp.csr_matrix:
        """1 where a column (column) helps to keep a row (row, numbered anew) that isn't kept without anybody."""
        program = self.shape.program
        row = np.flatnonzero(program.excess(self.shape.nobody) > 0)
        part = program.matrix[row]
        found = part.astype(bool).astype(np.int32)
        found.data = ((part.data < 0) | np.repeat(program.equal[row], np.diff(part.indptr))).astype(np.int32)
        found.eliminate_zeros()
        return found

    def _needs_somebody(self) -> Flags:
        """Which teams have a row that must be kept and that one person alone can keep."""
        shape = self.shape
        helping = self._mends[np.flatnonzero(np.diff(self._mends.indptr) <= SEVERAL)] @ shape.follows
        who = sp.csr_matrix((np.ones(shape.count, np.int32), (np.arange(shape.count), self._person)))
        alone = np.flatnonzero(np.diff((helping @ who).tocsr().indptr) == 1)
        found = np.zeros(self.teams, bool)
        found[self._team[helping.tocsr()[alone].indices]] = True
        return found

    @cached_property
    def _ties(self) -> sp.csr_matrix:
        """1 for two teams without which together a row can't be kept: somebody must be on both, say."""
        mends = self._mends
        row = np.repeat(np.arange(mends.shape[0]), np.diff(mends.indptr))
        teams_of = self._of_columns[:, mends.indices]
        count, alone = np.diff(teams_of.indptr), np.zeros(mends.shape[0], bool)
        alone[row[count == 1]] = True
        both = teams_of[:, ~alone[row] & (count <= TOGETHER)]
        found = (both @ both.T).tolil()
        found.setdiag(0)
        return found.tocsr()

    def teams_of_columns(self, among: list[int]) -> Ints:
        """From how many of some teams each column follows."""
        some = np.zeros(self.teams)
        some[among] = 1
        return (some @ self._of_columns).astype(np.int64)

    def tied(self, team: int) -> Ints:
        """The few teams that a team must be made together with."""
        return entries(self._ties, np.array([team])).rows

    @property
    def any_tied(self) -> bool:
        """Whether any team must be made together with others."""
        return bool(self._ties.nnz)

    def candidates_of(self, teams: Ints) -> Ints:
        """All candidates of some teams."""
        pieces = [self._by_team[self._begin[t] : self._begin[t + 1]] for t in teams.tolist()]
        return np.concatenate([np.zeros(0, np.int64), *pieces])

    def promising(
        self, teams: Ints, x: Ints, activity: Ints, wider: float = 1, wide: bool = True, lacking: bool = False
    ) -> Ints:
        """The candidates of some teams that a block looks at: those at work, and the best few others a seat.

        ``wider`` takes so many times as many; with less than one no fewer for large seats. Unless it is ``wide`` the
        others are those at work in the relaxation. Where something is ``lacking`` the best few for each row that
        isn't kept come on top.
        """
        every = self.candidates_of(teams)
        at_work = x[every] > 0
        if not wide:
            return self._with_partners(every[at_work | self.used[every]], teams)
        some = every[self._has_room(every, x, activity) & ~at_work]
        placing, number = np.unique(self.shape.placing[some], return_inverse=True)
        mean = np.bincount(number, self.score[some], len(placing))
        seat = np.zeros(len(placing), np.int64)
        seat[number] = self._demand[some]
        chosen = np.zeros(len(placing), bool)
        chosen[best(mean, seat, int(COUNT * wider) + self._large[seat] * math.ceil(wider))] = True
        if lacking:
            helps = helping(self.shape, some, mean[number], activity, 2 * COUNT * math.ceil(wider))
            chosen[number[helps]] = True
        return self._with_partners(np.union1d(every[at_work], some[chosen[number]]), teams)

    def _with_partners(self, taken: Ints, teams: Ints) -> Ints:
        """Candidates and those of the same teams who work only with them."""
        partners = entries(self.shape.partners, taken).rows
        return np.union1d(taken, partners[np.isin(self._team[partners], teams)])

    def sharing(self, team: int, x: Ints, count: int) -> Ints:
        """The teams that have most people at work who could be on another one."""
        if not count:
            return np.zeros(0, np.int64)
        placed = np.flatnonzero(x[: self.shape.count])
        could = np.zeros(len(self.shape.program.plan.people), bool)
        could[self._person[self.candidates_of(np.array([team]))]] = True
        shared = np.bincount(self._team[placed], could[self._person[placed]], self.teams)
        shared[team] = 0
        nearest = np.argsort(-shared, kind="stable")[:count]
        return nearest[shared[nearest] > 0]

    def blocks(self, x: Ints, aim: int, count: int, teams: int = 5) -> list[Ints]:
        """Some blocks of so many teams without a team in common."""
        near, blame = self._nearness(x), self._blame(x, aim)
        found: list[Ints] = []
        for _ in range(count):
            if (blame > 0).sum() == 0:
                break
            found.append(np.sort(np.fromiter(self._related(near, blame, teams), np.int64)))
            blame[found[-1]] = 0
            near[:, found[-1]] = 0
        return found

    def look_at(self, relaxed: Relaxed | None) -> None:
        """From now on the most promising candidates are those of this relaxation."""
        self.score = self._scores(relaxed)

    def _scores(self, relaxed: Relaxed | None) -> np.ndarray:
        """By candidate: the smaller the more promising; where prices see no difference, what it costs all the same.

        Without prices candidates are drawn: were all teams after the same people, early goals would suffer.
        """
        drawn = self.random.random(self.shape.count)
        if relaxed is None:
            return drawn
        plain = _scaled(self.shape.per_step(all_at_once(self.shape))) + 1e-6 * drawn
        price = _scaled(self.shape.per_step(relaxed.reduced)) + LIGHT * plain
        self.used = relaxed.x > SOME
        return np.where(self.used, price.min(initial=0.0) - 1.0, price)

    def _has_room(self, candidates: Ints, x: Ints, activity: Ints) -> Flags:
        """Which candidates could give a planning step, were all people of the same teams away."""
        shape, program = self.shape, self.shape.program
        takes, columns = entries(shape.takes, candidates), shape.columns(candidates)
        columns = columns[x[columns] > 0]
        theirs = shape.entries(columns)
        rows = rows_of(len(activity), takes.rows, theirs.rows)
        place = places_of(len(activity), rows)
        left = program.bound[rows] - activity[rows]
        np.add.at(left, place[theirs.rows], theirs.figures * np.repeat(x[columns], theirs.sizes))
        short = np.zeros(len(candidates), bool)
        who = np.repeat(np.arange(len(candidates)), takes.sizes)
        short[who[takes.figures > left[place[takes.rows]]]] = True
        return ~short

    def _related(self, near: np.ndarray, blame: np.ndarray, teams: int) -> Iterator[int]:
        """A team drawn by what it adds to the aim, then others drawn near it."""
        chosen = [int(self.random.choice(len(blame), p=blame / blame.sum()))]
        yield chosen[0]
        free = blame > 0
        free[chosen] = False
        for _ in range(min(teams - 1, int(free.sum()))):
            weight = (near[chosen].sum(axis=0) + 1e-3) * free
            chosen.append(int(self.random.choice(len(weight), p=weight / weight.sum())))
            free[chosen[-1]] = False
            yield chosen[-1]

    def _blame(self, x: Ints, number: int) -> np.ndarray:
        """What each team adds to an aim, with a little for every team."""
        aim = self.shape.program.aims[number]
        blame = self._of_columns[:, aim.cols] @ (np.abs(aim.coefs) * x[aim.cols]).astype(float)
        return np.asarray(blame + 0.02 * max(blame.sum(), 1.0) / len(blame))

    def _nearness(self, x: Ints) -> np.ndarray:
        """How many people of one team are promising for another."""
        placed = np.flatnonzero(x[: self.shape.count])
        here = sp.csr_matrix(
            (np.ones(len(placed)), (self._team[placed], self._person[placed])), shape=self._wanted.shape[::-1]
        )
        shared = (here @ self._wanted).toarray()
        np.fill_diagonal(shared, 0)
        return np.asarray(shared + shared.T)


def _scaled(figures: np.ndarray) -> np.ndarray:
    """Figures of which the largest is 1 (or -1)."""
    return figures / (float(np.abs(figures).max(initial=0.0)) or 1.0)
