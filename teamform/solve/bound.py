"""The bound: how good any plan could be at best, and what each row is worth, from the linear relaxation.

A large program is never relaxed as a whole. A core of candidates is solved, the duals price all the others, those
that would help join the core, and so on. What comes out is certified for the whole: the duals are completed for the
rows that the core didn't hold, and added up in integers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Ints
from teamform.solve.certificate import Certificate, certified, lost, proving, reduced_cost
from teamform.solve.linear import WITHOUT_END, Answer, Impossible, LinearProgram
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from teamform.team.program import Aim, least_and_most

FIRST = 8
"""Candidates a seat and period with which the core begins."""
MANY = 1500
"""With more new columns than this the linear program is solved afresh, with fewer it goes on from where it was."""
ROUNDS = 20
CLOSE = 1e-4
"""The core grows until the certified bound is that near to what the core costs, as a part of what is at stake."""
NOUGHT = 1e-6
"""A cost that is higher by no more is not higher."""
LACKING = 1e5
"""Cost of a must-row that the core can't keep yet, as a multiple of the largest cost."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The end of a relaxation."""

    bound: float
    """No plan of the whole program costs less (certified)."""
    proof: Certificate | None
    """What proves it, where that is to be kept and isn't known already."""
    value: float
    """What the core costs in the relaxation."""
    x: np.ndarray
    """By candidate: the planning steps given."""
    reduced: np.ndarray
    """By column: its cost less what its rows are worth."""
    core: Ints
    """The candidates of the core."""
    ended: bool
    """Whether it came to its end in the time given."""


@dataclass(frozen=True, eq=False)
class _Solved:
    """The linear program over the core, solved."""

    x: np.ndarray
    duals: np.ndarray
    """By row of the program: what one more unit of the row's bound changes the cost by (nought or less for <=)."""
    settled: np.ndarray
    """The same for the rows of settled aims."""
    reduced: np.ndarray
    value: float


class Relaxation:
    """The linear relaxation of a program over a growing core of candidates."""

    def __init__(self, shape: Shape, seed: int, by_the_clock: bool = False) -> None:
        self.shape = shape
        self._proved = 0.0
        """Seconds that certificates took (counted)."""
        program = shape.program
        self._columns = np.zeros(0, np.int64)
        self._rows = np.zeros(0, np.int64)
        self._place = np.full(shape.width, -1, np.int32)
        self._row_place = np.full(len(program.bound), -1, np.int32)
        self._inside = np.zeros(shape.count, bool)
        self._random = np.random.default_rng(seed)
        self._linear = LinearProgram(by_the_clock)
        self._fresh = True
        """Whether the linear program has yet to be solved as it is, so that there is nothing to go on from.

        Where one cost is smallest is mostly near where a next one is: from there it takes a hundredth of the time.
        """
        self._settled: list[tuple[Aim, int]] = []
        """Aims with the most that each may come to; their rows are numbered -1, -2, ... in ``_rows``."""
        self._unkept = np.flatnonzero(program.excess(shape.nobody) > 0)
        """Must-rows that nobody's absence keeps."""
        block = program.candidates
        self._seat = block.demand * len(program.plan.periods) + block.period
        self._cost = np.zeros(shape.width)

    # --- what is asked

    @property
    def spent(self) -> float:
        """Seconds that its linear programs (the clock's, or deterministic ones) and certificates (counted) took."""
        return self._linear.spent + self._proved

    def aim_at(self, cost: np.ndarray) -> None:
        """From now on the smallest total of ``cost`` (one figure a column) is looked for."""
        self._cost = np.asarray(cost, float)
        place, rescue = np.flatnonzero(self._columns >= 0), np.flatnonzero(self._columns < 0)
        self._linear.change_costs(place, self._cost[self._columns[place]])
        self._linear.change_costs(rescue, np.full(len(rescue), self._dear))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (in raw units)."""
        self._settled.append((aim, most - aim.constant))
        inside = self._place[aim.cols] >= 0
        place, coefs = self._place[aim.cols][inside], aim.coefs[inside]
        row = sp.csr_matrix((coefs, (np.zeros(len(place), np.int64), place)), shape=(1, len(self._columns)))
        self._linear.add_rows(np.array([-WITHOUT_END]), np.array([float(most - aim.constant)]), row)
        self._rows = np.append(self._rows, -len(self._settled))

    def run(
        self, core: Ints | None = None, stop: Callable[[], bool] | None = None, seconds: float = math.inf,
        prove: bool = True, least: float = -math.inf, keep: bool = False,
    ) -> Relaxed:  # fmt: skip
        """Solve, price and grow until no candidate outside the core would help, or ``seconds`` are spent.

        What was solved by then is known; the bound holds all the same (none without time for its certificate).
        Whoever only wants prices needs no bound that is ``prove``d; what proves it is large and given only to ``keep``.
        ``least`` is a bound that is known already: a core that costs no more says all that there is to say.
        """
        end = self.spent + seconds - (proving(self.shape.program) if prove else 0.0)
        prove = prove and end >= self.spent
        if not self._inside.any():
            self._grow(self._beginning() if core is None else np.union1d(core, self._beginning()))
        elif core is not None:
            self._grow(core[~self._inside[core]])
        proof, solved, cut, known = None, self._unsolved(), None, -math.inf
        for _ in range(ROUNDS):
            found, ended = self._solve(end - self.spent)
            if not ended:
                cut = found
                break
            solved, proof = found, None
            if solved.value <= least + NOUGHT:
                known, prove = least, False
                break
            more = self._helpful(solved.reduced)
            if not len(more) and prove:
                proof = self._certificate(solved, complete=not self._inside.all())
                stake = abs(float(self._cost @ self.shape.nobody) - solved.value)
                near = solved.value - proof.bound <= CLOSE * max(stake, 1.0)
                more = more if near else self._costly(proof)
            if not len(more) or (stop is not None and stop()):
                break
            self._fresh = len(more) > MANY
            self._grow(more)
        proofs = [proof or self._certificate(solved)] if prove and (cut is None or solved.x.any()) else []
        proofs += [self._certificate(cut)] if prove and cut is not None and cut.duals.any() else []
        proof = max(proofs, key=lambda some: some.bound, default=None)
        bound = known if proof is None else proof.bound
        steps, core = solved.x[: self.shape.count].copy(), np.flatnonzero(self._inside)
        return Relaxed(bound, proof if keep else None, solved.value, steps, solved.reduced, core, cut is None)

    def _certificate(self, solved: _Solved, complete: bool = True) -> Certificate:
        """The bound that the duals prove, completed unless all rows were solved for."""
        self._proved += proving(self.shape.program)
        cost = self._cost - self._of_settled(solved.settled)
        found = certified(self.shape.program, self.shape.private, cost, solved.duals, complete)
        more = float(sum(d * most for d, (_, most) in zip(solved.settled, self._settled, strict=True)))
        return found._replace(bound=found.bound + more, settled=solved.settled)

    def _costly(self, proof: Certificate) -> Ints:
        """The candidates, outside the core, whose absence costs the certificate something."""
        losses = lost(self.shape.program, self._cost - self._of_settled(proof.settled), proof.duals)
        of_candidate = self.shape.follows.T @ np.where(self.shape.private, losses, 0.0)
        of_candidate[self._inside] = 0
        return np.flatnonzero(of_candidate < -1e-9)

    # --- the core

    @property
    def _dear(self) -> float:
        """What it costs to miss a must-row: far more than anything else."""
        return LACKING * max(1.0, float(np.abs(self._cost).max()))

    def _beginning(self) -> Ints:
        """Half of the first core is cheap, half drawn."""
        cheap = self.shape.at_most(self._cost)
        drawn = self._random.random(self.shape.count)
        return np.union1d(best(cheap + 1e-9 * drawn, self._seat, FIRST // 2), best(drawn, self._seat, FIRST // 2))

    def _helpful(self, reduced: np.ndarray) -> Ints:
        """The best few candidates a seat, outside the core, that would lower the cost."""
        price = np.minimum(self.shape.at_most(reduced), self.shape.least @ reduced)
        price[self._inside] = 0
        some = np.flatnonzero(price < -1e-6 * max(1.0, np.abs(self._cost).max()))
        return some[best(price[some], self._seat[some], FIRST)]

    def _grow(self, candidates: Ints) -> None:
        """Take candidates, and all columns and rows that come with them, into the linear program."""
        shape, program = self.shape, self.shape.program
        self._inside[candidates] = True
        wanted = np.zeros(shape.width, bool)
        wanted[shape.columns(candidates)] = True
        if not len(self._columns):
            wanted |= ~shape.private
        columns = np.flatnonzero(wanted & (self._place < 0))
        part = shape.by_column[:, columns].astype(float)
        old = self._of_old_rows(part, columns)
        self._place[columns] = len(self._columns) + np.arange(len(columns))
        self._columns = np.concatenate([self._columns, columns])
        self._linear.add_columns(self._cost[columns], program.upper[columns].astype(float), old.tocsc())
        rows = np.union1d(part.indices, self._unkept)
        rows = rows[self._row_place[rows] < 0]
        real = self._columns[self._columns >= 0]
        new = program.matrix[rows][:, real].astype(float)
        binding = _binding(new, program.upper[real], program.bound[rows], program.equal[rows])
        rows, new = rows[binding], new[binding]
        new.indices = self._place[real].astype(new.indices.dtype)[new.indices]
        new = sp.csr_matrix((new.data, new.indices, new.indptr), shape=(len(rows), len(self._columns)))
        self._row_place[rows] = len(self._rows) + np.arange(len(rows))
        self._rows = np.concatenate([self._rows, rows])
        upper = program.bound[rows].astype(float)
        self._linear.add_rows(np.where(program.equal[rows], upper, -WITHOUT_END), upper, new)

    def _of_old_rows(self, part: sp.csc_matrix, columns: Ints) -> sp.csc_matrix:
        """What new columns have in the rows that the linear program holds already."""
        pieces = [part.tocsr()[self._rows[self._rows >= 0]]]
        where = [np.flatnonzero(self._rows >= 0)]
        for number, (aim, _) in enumerate(self._settled):
            row = np.zeros(self.shape.width)
            row[aim.cols] = aim.coefs
            pieces.append(sp.csr_matrix(row[columns]))
            where.append(np.flatnonzero(self._rows == -1 - number))
        return sp.vstack(pieces)[np.argsort(np.concatenate(where))].tocsc()

    def _rescue(self) -> None:
        """Let must-rows that nobody's absence keeps be missed at a high cost, so that any core has an answer.

        Only where it has none: beside such a cost all others are small, and each solve takes three times as long.
        """
        rows = self._unkept
        part = sp.csc_matrix(
            (-np.ones(len(rows)), (self._row_place[rows], np.arange(len(rows)))), shape=(len(self._rows), len(rows))
        )
        cost = np.full(len(rows), self._dear)
        self._columns = np.concatenate([self._columns, np.full(len(rows), -1)])
        self._linear.add_columns(cost, np.full(len(rows), WITHOUT_END), part)

    def _unsolved(self) -> _Solved:
        """What is known before anything was solved: rows are worth nothing, nobody works."""
        duals, settled = np.zeros(len(self.shape.program.bound)), np.zeros(len(self._settled))
        return _Solved(np.zeros(self.shape.width), duals, settled, self._cost, float(self._cost @ self.shape.nobody))

    def _solve(self, seconds: float) -> tuple[_Solved, bool]:
        """The linear program's end, or how far it was when so many seconds were over, and which of the two it is."""
        answer = self._answer(seconds)
        if answer is None:
            return self._unsolved(), False
        self._fresh &= not answer.ended
        x, duals = np.zeros(self.shape.width), np.zeros(len(self.shape.program.bound))
        real, own = self._columns >= 0, self._rows >= 0
        x[self._columns[real]] = answer.columns[real]
        duals[self._rows[own]] = answer.duals[own]
        settled = np.minimum(answer.duals[~own], 0.0)
        reduced = reduced_cost(self.shape.program, self._cost - self._of_settled(settled), duals)
        return _Solved(x, duals, settled, reduced, answer.value), answer.ended

    def _answer(self, seconds: float) -> Answer | None:
        """What the linear program comes to; None where it came to nothing in time, or a settled aim can't be kept."""
        try:
            return self._linear.solve(self._fresh, seconds)
        except Impossible:
            if (self._columns < 0).any():
                return None
        self._rescue()
        try:
            return self._linear.solve(True, seconds)
        except Impossible:
            return None

    def _of_settled(self, duals: np.ndarray) -> np.ndarray:
        """By column what the rows of settled aims are worth."""
        return cost_of(self.shape, [aim for aim, _ in self._settled], duals.tolist())


def best(score: np.ndarray, group: Ints, count: Ints | int) -> Ints:
    """Places of the ``count`` smallest scores in each group (one count for all, or one for each place's group)."""
    order = np.lexsort((score, group))
    ordered = group[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(order)]
    begin = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    most = count if isinstance(count, int) else count[order]
    return order[np.arange(len(order)) - begin < most]


def _binding(part: sp.csr_matrix, upper: Ints, bound: Ints, equal: np.ndarray) -> np.ndarray:
    least, most = least_and_most(part, upper)
    return np.asarray(np.where(equal, (most > bound) | (least < bound), most > bound))
