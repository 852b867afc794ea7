"""Switches: parts of a program that a question may give up as a whole, and the fewest that it takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.variants import grown
from teamform.team.program import Aim, Program, least_and_most
from teamform.team.table import Table


@dataclass(frozen=True, eq=False)
class Switched(Program):
    """A program with variables of its own, nought or one, for what may be given up.

    A row that hangs on a switch has the switch's variable in it, below nought. A plan completed from
    its FTE has those switches on that its rows need.
    """

    switches: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    """Their columns; a later one may turn on earlier ones."""

    @classmethod
    def of(cls, program: Program, number: int) -> Switched:
        """The program with so many switches that nothing hangs on yet."""
        width = len(program.upper)
        fields = {f.name: getattr(program, f.name) for f in dataclasses.fields(Program)}
        fields["upper"] = np.concatenate([program.upper, np.ones(number, np.int64)])
        fields["matrix"] = _wider(program.matrix, width + number)
        return cls(**fields, switches=width + np.arange(number))

    def complete(self, steps: Ints) -> Ints:
        """All variables that follow from the FTE of a proposal, and the switches that its rows need."""
        x = super().complete(steps)
        by_switch = self.matrix[:, self.switches].tocsc()
        for number in range(len(self.switches) - 1, -1, -1):
            entries = slice(by_switch.indptr[number], by_switch.indptr[number + 1])
            rows = by_switch.indices[entries][by_switch.data[entries] < 0]
            over = self.matrix[rows] @ x - self.bound[rows]
            x[self.switches[number]] = int((over > 0).any())
        return x

    def fewest(self, columns: Ints, weights: Ints | None = None) -> Aim:
        """What to make small: how many of these switches are on, or what they weigh."""
        coefs = np.ones(len(columns), np.int64) if weights is None else weights
        return Aim("given_up", "Given up", "", 1, columns[coefs != 0], coefs[coefs != 0], 0)

    # --- what hangs on a switch

    def emptied(self, switch: int, candidates: Flags) -> Switched:
        """These candidates get nothing once the switch is on."""
        cols = np.flatnonzero(candidates)
        most = int(self.upper[cols].sum())
        entries = np.append(np.ones(len(cols), np.int64), most)
        return self._with(entries, np.append(cols, switch), np.zeros(len(cols) + 1, np.int64), np.array([most]))

    def kept(self, table: Table, most: Ints, switches: Ints) -> Switched:
        """Each row of a table comes to its ``most`` at most, unless its switch (-1: none) is on."""
        highest = table.constant.copy()
        np.add.at(highest, table.row, np.maximum(table.coef, 0) * self.upper[table.col])
        some = np.flatnonzero(switches >= 0)
        more = np.maximum(highest - most, 0)[some]
        return self._with(
            np.concatenate([table.coef, -more]), np.concatenate([table.col, switches[some]]),
            np.concatenate([table.row, some]), most - table.constant,
        )  # fmt: skip

    def loose(self, rows: Ints, switch: int) -> Switched:
        """These rows need not hold once the switch is on."""
        part = self.matrix[rows]
        least, most = least_and_most(part, self.upper)
        give = np.zeros(len(rows), np.int64) + np.maximum(most - self.bound[rows], 0)
        column = sp.csr_matrix((-give, (rows, np.full(len(rows), switch))), shape=self.matrix.shape, dtype=np.int64)
        equal = rows[self.equal[rows]]
        flags = self.equal.copy()
        flags[equal] = False
        wider = dataclasses.replace(self, matrix=(self.matrix + column).tocsr(), equal=flags)
        if not len(equal):
            return wider
        below = np.maximum(self.bound[equal] - least[self.equal[rows]], 0)
        back = -self.matrix[equal] + sp.csr_matrix(
            (-below, (np.arange(len(equal)), np.full(len(equal), switch))), shape=(len(equal), self.matrix.shape[1])
        )
        return grown(wider, back.tocsr(), -self.bound[equal])  # type: ignore[return-value]

    def only_with(self, switch: int, others: Sequence[int]) -> Switched:
        """The switch can only be on when all the others are."""
        n = len(others)
        entries = np.concatenate([np.ones(n, np.int64), -np.ones(n, np.int64)])
        cols = np.concatenate([np.full(n, switch), np.asarray(others, np.int64)])
        return self._with(entries, cols, np.tile(np.arange(n), 2), np.zeros(n, np.int64))

    def _with(self, coefs: Ints, cols: Ints, row: Ints, bound: Ints) -> Switched:
        more = sp.csr_matrix((coefs, (row, cols)), shape=(len(bound), len(self.upper)), dtype=np.int64)
        return grown(self, more, bound)  # type: ignore[return-value]


def _wider(matrix: sp.csr_matrix, width: int) -> sp.csr_matrix:
    return sp.csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], width))
