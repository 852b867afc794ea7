"""Who is near: the candidates that a change to a few people and seats is likely to touch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.candidates import Candidates
from teamform.team.program import Program

ROOM = 12
"""People who use up the same, of whom so many may have to make room."""
SPARE = 6
"""People with time left that are looked at for each seat."""


def near(program: Program, hand: Ints, people: Ints, seats: Ints, sizes: tuple[int, ...]) -> Iterator[Flags]:
    """Growing sets of candidates around some people and seats, one for each of ``sizes`` (numbers of candidates).

    A set holds whole teams: everyone who works on them, all their seats, and people with time left. The
    last one holds everybody if that isn't more than its size.
    """
    ring = _Ring(program, hand, people, seats)
    before = -1
    for size in sizes:
        free = np.ones(ring.count, bool) if ring.count <= size else ring.grown(size)
        if int(free.sum()) > before:
            yield free
        before = int(free.sum())
        if before == ring.count:
            return


def around(block: Candidates, steps: Ints, people: Ints, seats: Ints, size: int) -> Flags:
    """The candidates that sets of up to about ``size``, as `near` gives them, are taken from, and all at work.

    Rows over these alone say of the plan in hand what the rows over all candidates do.
    """
    teams = _Teams(block, steps > 0, people, seats)
    teams.grow(size)
    return teams.at_work | teams.seats[block.demand]


def taken_in(program: Program, hand: Ints, people: Ints, seats: Ints) -> Ints:
    """The seats with which the sets around some people and seats begin."""
    return np.flatnonzero(_Ring(program, hand, people, seats).seats)


class _Teams:
    """Teams around some people and seats, nearest first, among a block of candidates."""

    def __init__(self, block: Candidates, at_work: Flags, people: Ints, seats: Ints) -> None:
        self.block, self.at_work, self.count = block, at_work, len(block)
        plan = block.plan
        self.people, self.seats = np.zeros(len(plan.people), bool), np.zeros(len(plan.demand), bool)
        self.asked = people
        self.people[people] = True
        self.seats[seats] = True
        self.team_of_seat = block.labels.follow({"demand": np.arange(len(plan.demand))}, "team")
        self.teams = np.zeros(len(plan.teams), bool)
        theirs = block.team[at_work & self.people[block.person]]
        self._take_in(np.union1d(self.team_of_seat[seats], theirs))

    def grow(self, size: int) -> None:
        """Take in teams until there are about ``size`` candidates to be chosen from."""
        block, spare = self.block, SPARE * len(self.block.plan.periods)
        while int((self.seats[block.demand] & self.people[block.person]).sum()) + spare * int(self.seats.sum()) < size:
            nearest = self._nearest()
            if nearest is None:
                return
            self._take_in(np.array([nearest]))

    def _take_in(self, teams: Ints) -> None:
        self.teams[teams] = True
        self.seats |= self.teams[self.team_of_seat]
        self.people[self.block.person[self.at_work & self.seats[self.block.demand]]] = True

    def _nearest(self) -> int | None:
        """The team that shares most possible moves with those taken in, for its size."""
        block, n = self.block, len(self.teams)
        theirs = self.people[block.person] & ~self.teams[block.team]
        there = np.zeros(len(self.people), bool)
        links = np.bincount(block.team[theirs], minlength=n).astype(float)
        outside = self.at_work & ~self.teams[block.team]
        home = np.full(len(self.people), -1)
        home[block.person[outside]] = block.team[outside]
        there[block.person[outside]] = True
        could = self.seats[block.demand] & there[block.person]
        links += np.bincount(home[block.person[could]], minlength=n)
        size = np.maximum(np.bincount(block.team[self.at_work], minlength=n), 1)
        closeness = np.where(self.teams, -1, links / size)
        best = int(np.argmax(closeness))
        return best if closeness[best] > 0 else None


class _Ring(_Teams):
    """The candidates of these teams who may change, as the rows of a program leave room for them."""

    def __init__(self, program: Program, hand: Ints, people: Ints, seats: Ints) -> None:
        block = program.candidates
        super().__init__(block, hand[: len(block)] > 0, people, seats)
        self.program, self.hand = program, hand
        self._make_room()

    def grown(self, size: int) -> Flags:
        """Take in teams until there are about ``size`` candidates; return these."""
        while True:
            free = self._inside()
            if int(free.sum()) >= size or self.teams.all():
                return free
            nearest = self._nearest()
            if nearest is None:
                return free
            self._take_in(np.array([nearest]))

    def _make_room(self) -> None:
        """Take in whoever uses up, with their own seats, what the people asked for might need to be there.

        Where many use it up, those on the least important seats are the first who could make room.
        """
        asked = np.isin(self.block.person, self.asked) & self.seats[self.block.demand]
        some = np.flatnonzero(asked)
        left = self.program.bound - self.program.activity(self.hand)
        needs = self._columns[some].multiply(self.program.upper[some][:, None]).tocsr()
        most = needs.max(axis=0).toarray().ravel() if len(some) else np.zeros(len(left), np.int64)
        tight = np.flatnonzero(self._ruled & (most > 0) & (left < most))
        priority = self.program.vocabulary.labels.follow(self.block.codes, "priority")
        for row in tight.tolist():
            cols = self.program.matrix.indices[slice(*self.program.matrix.indptr[row : row + 2])]
            users = cols[cols < self.count]
            users = users[self.at_work[users]]
            users = users[np.argsort(-priority[users], kind="stable")][:ROOM]
            self.people[self.block.person[users]] = True
            self.seats[self.block.demand[users]] = True

    def _inside(self) -> Flags:
        """Candidates of the people and seats taken in, and of people with time left for those seats."""
        seat = self.seats[self.block.demand]
        inside = seat & self.people[self.block.person]
        return inside | self._spare(seat & ~inside, inside)

    def _spare(self, among: Flags, inside: Flags) -> Flags:
        """The most fitting candidates of each seat who have time left, were everyone inside away."""
        program = self.program
        steps = np.where(inside, 0, self.hand[: self.count])
        empty = program.complete(steps)
        left = program.bound - program.activity(empty)
        some = np.flatnonzero(among & (program.upper[: self.count] > 0))
        columns = self._columns[some]
        full = columns.copy()
        full.data = (columns.data > left[columns.indices]) & self._ruled[columns.indices]
        some = some[np.asarray(full.sum(axis=1)).ravel() == 0]
        order = some[np.lexsort([some, *(cost[some] for cost in self._costs[::-1]), self.block.demand[some]])]
        seat = self.block.demand[order]
        begin = np.searchsorted(seat, seat)
        chosen = order[np.arange(len(order)) - begin < SPARE]
        free = np.zeros(self.count, bool)
        free[chosen] = True
        return self._in_every_period(free)

    def _in_every_period(self, free: Flags) -> Flags:
        """Who is looked at for a seat in one period is looked at in all of them."""
        key = self.block.person * len(self.seats) + self.block.demand
        return np.isin(key, np.unique(key[free]))

    @cached_property
    def _columns(self) -> sp.csr_matrix:
        """The rows (columns) in which each candidate's FTE (row) stands."""
        by_candidate: sp.csr_matrix = self.program.matrix[:, : self.count].T.tocsr()
        return by_candidate

    @cached_property
    def _ruled(self) -> Flags:
        """The rows that a rule wrote and that set a most."""
        by_rule = np.array([block.rule != "" for block in self.program.blocks], bool)
        return np.asarray(by_rule[self.program.block_of_row] & self.program.must & ~self.program.equal)

    @cached_property
    def _costs(self) -> list[Ints]:
        """What one step of each candidate costs in each goal that counts FTE itself."""
        costs = []
        for aim in self.program.aims:
            mine = aim.cols < self.count
            if mine.any():
                cost = np.zeros(self.count, np.int64)
                cost[aim.cols[mine]] = aim.coefs[mine]
                costs.append(cost)
        return costs
