"""Change against the plan in hand: placements, people and FTE that differ, as rows and goals of a part."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Ints
from teamform.solve.part import Part
from teamform.solve.variants import grown
from teamform.team.program import Aim


@dataclass(frozen=True, eq=False)
class Counting:
    """A part with variables that count changes: one a placement, one a person, one for each FTE given today."""

    part: Part
    placement: Ints
    """For each FTE column the column that says whether the (person, seat) changes."""
    person: Ints
    """For each of those columns the one that says whether the person is affected."""
    held: Ints
    """The FTE columns above nought today."""
    moved: Ints
    """For each of these the column that says by how much it changes."""

    @classmethod
    def of(cls, part: Part) -> Counting:
        """The part with its counting variables and their rows."""
        block, cand, width = part.whole.candidates, part.candidates, len(part.rows.upper)
        seats = max(len(block.plan.demand), 1)
        placing, number = np.unique(block.person[cand] * seats + block.demand[cand], return_inverse=True)
        people, whose = np.unique(placing // seats, return_inverse=True)
        today = part.hand[cand]
        held = np.flatnonzero(today > 0)
        ends = width + np.cumsum([len(placing), len(people), len(held)])
        made = cls(part, width + number, ends[0] + whose, held, np.arange(ends[1], ends[2]))
        return dataclasses.replace(made, part=dataclasses.replace(part, rows=made._rows(today, int(ends[2]))))

    @property
    def aims(self) -> tuple[Aim, Aim, Aim]:
        """What to make small: changed placements, then people affected, then FTE that changes."""
        plan = self.part.whole.plan
        joining = np.setdiff1d(np.arange(len(self.placement)), self.held)
        fte = np.concatenate([joining, self.moved])
        return (
            _sum("changed_placements", "Placements that change", "placements", 1, np.unique(self.placement), 1),
            _sum("people_affected", "People whose placements change", "people", 1, np.unique(self.person), 1),
            _sum("fte_moved", "FTE that changes", "FTE", 100 * len(plan.periods), fte, plan.step),
        )

    def all_in_one(self, most: int) -> Aim:
        """The three in one, in strict order, where no more than ``most`` placements change (nor then more people)."""
        placements, people, fte = self.aims
        rows, n = self.part.rows, len(self.placement)
        moved = np.zeros(int(self.placement.max(initial=0)) + 1, np.int64)
        np.add.at(moved, self.placement, np.maximum(rows.upper[:n], self.part.hand[self.part.candidates]))
        weight = most * int(moved.max(initial=0)) + 1
        columns = (placements.cols, people.cols, fte.cols)
        coefs = (placements.coefs * (most + 1) * weight, people.coefs * weight, fte.coefs // self.part.whole.plan.step)
        return dataclasses.replace(placements, cols=np.concatenate(columns), coefs=np.concatenate(coefs))

    def at_most(self, most: int) -> Counting:
        """The same with a row more, by which no more than ``most`` placements change."""
        columns = np.unique(self.placement)
        row = np.zeros(len(columns), np.int64)
        matrix = sp.csr_matrix((np.ones(len(columns), np.int64), (row, columns)), shape=(1, len(self.part.rows.upper)))
        rows = grown(self.part.rows, matrix, np.array([most]))
        return dataclasses.replace(self, part=dataclasses.replace(self.part, rows=rows))

    def follow(self, x: Ints) -> Ints:
        """The same values with the counting variables as they follow from them."""
        n = len(self.placement)
        today = self.part.hand[self.part.candidates]
        x = np.concatenate([x, np.zeros(len(self.part.rows.upper) - len(x), np.int64)])
        change = np.abs(x[:n] - today)
        np.maximum.at(x, self.placement, np.minimum(change, 1))
        np.maximum.at(x, self.person, x[np.unique(self.placement)])
        x[self.moved] = change[self.held]
        return x

    def _rows(self, today: Ints, total: int):  # type: ignore[no-untyped-def]
        rows, n = self.part.rows, len(self.placement)
        each, most, held = np.arange(n), self.part.rows.upper[: len(self.placement)], self.held
        up, changed = np.flatnonzero(most > today), np.unique(self.placement)
        pieces: list[tuple[_Entries, _Entries, Ints]] = [
            ((each[up], 1), (self.placement[up], today[up] - most[up]), today[up]),
            ((held, -1), (self.placement[held], -today[held]), -today[held]),
            ((changed, 1), (self.person, -1), np.zeros(len(changed), np.int64)),
            ((held, 1), (self.moved, -1), today[held]),
            ((held, -1), (self.moved, -1), -today[held]),
        ]
        flags = np.ones(total - len(rows.upper) - len(held), np.int64)
        upper = np.concatenate([rows.upper, flags, np.maximum(today[held], most[held])])
        matrix = sp.csr_matrix((rows.matrix.data, rows.matrix.indices, rows.matrix.indptr),
                               shape=(rows.matrix.shape[0], total))  # fmt: skip
        counting = sp.vstack([_pairs(a, b, total) for a, b, _ in pieces], format="csr")
        wider = dataclasses.replace(rows, matrix=matrix, upper=upper)
        return grown(wider, counting, np.concatenate([limit for *_, limit in pieces]))


_Entries = tuple[Ints, int | Ints]
"""Columns, and the coefficient of each."""


def _sum(name: str, title: str, unit: str, scale: float, columns: Ints, coef: int) -> Aim:
    return Aim(name, title, unit, scale, columns, np.full(len(columns), coef, np.int64), 0)


def _pairs(first: _Entries, second: _Entries, width: int) -> sp.csr_matrix:
    """Rows of two entries each."""
    n = len(first[0])
    row = np.tile(np.arange(n), 2)
    col = np.concatenate([first[0], second[0]])
    coef = np.concatenate([np.broadcast_to(np.asarray(c, np.int64), (n,)) for _, c in (first, second)])
    made: sp.csr_matrix = sp.csr_matrix((coef, (row, col)), shape=(n, width), dtype=np.int64)
    return made
