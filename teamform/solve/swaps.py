"""Better plans by swaps: two people change seats, or somebody without a seat takes another's.

Many swaps are looked at together, in a few sparse products over the program's rows, so this works for any rule
that is rows. Those are made that make an aim smaller, or leave it as it is: the latter are the way out of a plan
that no single swap makes better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.effects import Effects, Outcome
from teamform.solve.shape import Shape

FOCUS = 0.25
"""Part of the placements that one round looks for swaps of."""
TRIED = 10
"""Swaps of one placement that are looked at closely in a round: the most promising ones."""
LITTLE = 0.1
"""Part of the attention that is given to placements that cost an aim nothing."""
PATIENCE = 20
"""Swaps end after so many rounds in a row that brought nothing."""
CLOSELY, BRIEFLY, ROUND = 1.5e-5, 2e-7, 1.2e-8
"""Seconds that a swap is counted as that is looked at closely, or briefly; a round takes some for each figure."""
NONE = -1
NOUGHT = 1e-6
"""An aim that is smaller by no more is not smaller."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Swaps, a row each: placements that end, those that begin, and whose FTE these take over (NONE for none)."""

    leave: Ints
    come: Ints
    instead: Ints

    def __len__(self) -> int:
        return len(self.leave)

    def take(self, which: Ints) -> Moves:
        """Some of the swaps."""
        return Moves(self.leave[which], self.come[which], self.instead[which])


class Swaps:
    """The placements (a person on a seat, in all periods) of a program, and swaps between them."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self.shape, self.effects = shape, Effects(shape)
        self.random = np.random.default_rng(seed)
        self.spent = 0.0
        """Seconds that the last improvement took, as work is counted."""
        self.any = False
        """Whether it had any swaps to look at: nobody's leaving makes an aim smaller that is about empty seats."""
        block, plan = shape.program.candidates, shape.program.plan
        self._people, self._seats = len(plan.people), len(plan.demand)
        self._key = np.unique(block.demand * self._people + block.person)
        self.person, self.seat = self._key % self._people, self._key // self._people
        self.places = np.full((len(self._key), len(plan.periods)), NONE)
        """By placement and period: the candidate."""
        self.places[shape.placing, block.period] = np.arange(shape.count)
        self._by_person = np.argsort(self.person, kind="stable")
        self._of_person = np.searchsorted(self.person[self._by_person], np.arange(self._people + 1))
        self._of_seat = np.searchsorted(self.seat, np.arange(self._seats + 1))

    def improve(
        self, x: Ints, first: int, seconds: float, *, target: float = float("-inf"),
        stop: Callable[[], bool] | None = None, watch: Callable[[Ints], None] | None = None,
    ) -> Ints:  # fmt: skip
        """A plan that is better in the aims from ``first`` on, in strict order, and no worse in the earlier ones.

        Ends when the aim has reached its ``target``, after ``seconds``, or when swaps bring nothing any more.
        """
        program, aims = self.shape.program, self.shape.aims
        best, least, idle, self.spent = x, aims @ x, 0, 0.0
        own = self._own_cost(first)
        while self.spent < seconds and idle < PATIENCE and program.aims[first].raw(best) > target:
            if stop is not None and stop():
                break
            x, self.any = self._round(x, first, own)
            if not self.any:
                break
            reached = aims @ x
            better = tuple(reached[: first + 1]) < tuple(least[: first + 1])
            idle = 0 if better else idle + 1
            if better:
                best, least = x, reached
                if watch is not None:
                    watch(best)
        return best

    def _round(self, x: Ints, first: int, own: np.ndarray) -> tuple[Ints, bool]:
        """A plan with some swaps more, and whether any were there to be made."""
        activity = self.shape.program.activity(x)
        self.spent += ROUND * self.shape.program.matrix.nnz
        there = np.unique(self.shape.placing[np.flatnonzero(x[: self.shape.count])])
        saved = self._alone(x, activity, there)[:, first]
        if not (saved < 0).any():
            return x, False
        moves = self._moves(there, self._focus(there, saved))
        moves = moves.take(self._promising(moves, x, there, saved, own))
        if not len(moves):
            return x, False
        outcome = self._outcome(moves, x, activity)
        chosen = self._chosen(outcome, moves.leave[:, 0], first)
        return self._changed(x, outcome.columns[chosen]), True

    # --- which swaps

    def _alone(self, x: Ints, activity: Ints, placements: Ints) -> Ints:
        """By placement: how each aim would change without it."""
        none = np.full((len(placements), 1), NONE)
        return self._outcome(Moves(placements[:, None], none, none), x, activity).aims

    def _focus(self, there: Ints, saved: Ints) -> Ints:
        """Some placements, drawn by how much smaller an aim would be without them."""
        weight = np.maximum(-saved, 0).astype(float)
        weight += LITTLE * weight.sum() / len(there)
        return self.random.choice(there, int(np.ceil(FOCUS * len(there))), replace=False, p=weight / weight.sum())

    def _moves(self, there: Ints, focus: Ints) -> Moves:
        """The swaps of some placements: with others that are there, and with people who have none."""
        at_work, idle = np.zeros(len(self._key), bool), np.ones(self._people, bool)
        at_work[there] = True
        idle[self.person[there]] = False
        one, other, to, back = self._exchanges(there, focus, at_work)
        out, stand_in = _ranges(focus, *self._span(self._of_seat, self.seat[focus]))
        out, stand_in = out[idle[self.person[stand_in]]], stand_in[idle[self.person[stand_in]]]
        none = np.full(len(out), NONE)
        self.spent += BRIEFLY * (len(one) + len(out))
        return Moves(
            np.concatenate([np.stack([one, other], axis=1), np.stack([out, none], axis=1)]),
            np.concatenate([np.stack([to, back], axis=1), np.stack([stand_in, none], axis=1)]),
            np.concatenate([np.stack([other, one], axis=1), np.stack([out, none], axis=1)]),
        )

    def _exchanges(self, there: Ints, focus: Ints, at_work: Flags) -> tuple[Ints, Ints, Ints, Ints]:
        """Pairs of placements whose people could change seats, and the two placements that would come of it."""
        one, at = _ranges(focus, *self._span(self._of_person, self.person[focus]))
        to = self._by_person[at]
        one, to = one[~at_work[to]], to[~at_work[to]]
        of_seat = np.searchsorted(self.seat[there], np.arange(self._seats + 1))
        pair, other = _ranges(np.arange(len(to)), *self._span(of_seat, self.seat[to]))
        one, to, other = one[pair], to[pair], there[other]
        back = self._placement(self.person[other], self.seat[one])
        able = (back != NONE) & ~at_work[back]
        return one[able], other[able], to[able], back[able]

    def _promising(self, moves: Moves, x: Ints, there: Ints, saved: Ints, own: np.ndarray) -> Ints:
        """For each placement the swaps that could make an aim smallest, and not larger.

        Told from what the aim saves without those who leave and what those who come cost it themselves, whatever
        others do. Where people save an aim something by being there that says little, and swaps are drawn.
        """
        now = (self._given(x, there) * own[self.places[there]]).sum(axis=1)
        without = np.zeros(len(self._key) + 1)
        without[there] = saved
        costs = (self._given(x, moves.instead) * own[self.places[moves.come]]).sum(axis=-1)
        least = without[moves.leave].sum(axis=1) + np.where(moves.come == NONE, 0, costs).sum(axis=1)
        if (saved + now > NOUGHT).any():
            least = np.zeros(len(moves))
        some = np.flatnonzero(least <= NOUGHT)
        whose = moves.leave[some, 0]
        order = np.lexsort([self.random.random(len(some)), least[some], whose])
        rank = np.arange(len(order)) - np.searchsorted(whose[order], whose[order])
        return np.sort(some[order[rank < TRIED]])

    def _chosen(self, outcome: Outcome, whose: Ints, first: int) -> Ints:
        """The best swaps that have nothing to do with each other, one of a placement at most."""
        aims = outcome.aims[:, : first + 1]
        sign = np.sign(np.take_along_axis(aims, (aims != 0).argmax(axis=1)[:, None], axis=1)[:, 0])
        good = np.flatnonzero(outcome.kept & (sign <= 0))
        order = good[np.lexsort([self.random.random(len(good)), *aims[good].T[::-1]])]
        taken = [np.zeros(part.shape[1], bool) for part in (outcome.columns, outcome.rows)]
        chosen: list[int] = []
        for swap in order.tolist():
            touched = [_touched(part, swap) for part in (outcome.columns, outcome.rows)]
            if not any(marked[its].any() for marked, its in zip(taken, touched, strict=True)):
                chosen.append(swap)
                for marked, its in zip(taken, touched, strict=True):
                    marked[its] = True
        return np.array(chosen, np.int64)

    # --- what they come to

    def _outcome(self, moves: Moves, x: Ints, activity: Ints) -> Outcome:
        self.spent += CLOSELY * len(moves) * moves.leave.shape[1] / 2
        return self.effects.of(x, activity, self._changes(moves, x))

    def _changes(self, moves: Moves, x: Ints) -> sp.csr_matrix:
        """By how much each swap changes what candidates give; who comes gives no more than is possible."""
        most = np.where(self.places[moves.come] == NONE, 0, self.shape.program.upper[self.places[moves.come]])
        come = np.minimum(self._given(x, moves.instead), most)
        by = np.concatenate([-self._given(x, moves.leave), come], axis=1)
        by[np.concatenate([moves.leave, moves.come], axis=1) == NONE] = 0
        row, *_ = found = np.nonzero(by)
        column = np.concatenate([self.places[moves.leave], self.places[moves.come]], axis=1)[found]
        size = len(moves), self.shape.count
        return sp.csr_matrix((by[found], (row, column)), shape=size, dtype=np.int64)

    def _changed(self, x: Ints, columns: sp.csr_matrix) -> Ints:
        """The plan with some changes, if all rows are kept."""
        program, count = self.shape.program, self.shape.count
        steps = x[:count] + np.asarray(columns.sum(axis=0)).ravel()[:count].astype(np.int64)
        new = program.complete(steps)
        return x if (program.excess(new) > 0).any() else new

    def _own_cost(self, aim: int) -> np.ndarray:
        """By candidate: what each planning step costs an aim through the person's own columns (0 for none)."""
        cost = np.asarray(self.shape.aims[aim].toarray()).ravel()
        return np.append(self.shape.per_step(cost), 0.0)

    def _given(self, x: Ints, placements: Ints) -> Ints:
        """By placement and period: the planning steps given."""
        places = self.places[placements]
        return np.where(places == NONE, 0, x[places])

    def _placement(self, person: Ints, seat: Ints) -> Ints:
        """The placements of people on seats; NONE for who can't be there."""
        key = seat * self._people + person
        at = np.minimum(np.searchsorted(self._key, key), len(self._key) - 1)
        return np.where(self._key[at] == key, at, NONE)

    @staticmethod
    def _span(begin: Ints, of: Ints) -> tuple[Ints, Ints]:
        return begin[of], begin[of + 1]


def _touched(matrix: sp.csr_matrix, row: int) -> Ints:
    """Where a row of a matrix isn't nought."""
    part = slice(*matrix.indptr[row : row + 2])
    found: Ints = matrix.indices[part][matrix.data[part] != 0]
    return found


def _ranges(what: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Each of ``what`` once for each number from its begin to before its end, and these numbers."""
    size = end - begin
    before = np.cumsum(size) - size
    return np.repeat(what, size), np.repeat(begin - before, size) + np.arange(int(size.sum()))
