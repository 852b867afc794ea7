"""The program: every rule's rows in one sparse matrix, with labels that say what each row is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.errors import RuleError
from teamform.plan.plan import Flags, Ints, Plan
from teamform.team.candidates import Candidates, Sifted
from teamform.team.labels import Codes
from teamform.team.table import Rows, Table
from teamform.team.vocabulary import Vocabulary

LARGEST = 2**53
"""Sums beyond this are not exact in a solver's floating-point parts, so they are refused."""


@dataclass(frozen=True, eq=False)
class Aim:
    """One thing to make as small as possible, and its place in the order of tiers."""

    name: str
    title: str
    unit: str
    scale: float
    """Value in units = (sum of coefficients x variables + constant) / scale."""
    cols: Ints
    coefs: Ints
    constant: int

    @classmethod
    def of(cls, name: str, title: str, unit: str, scale: float, table: Table) -> Aim:
        """Aim at the smallest total of a table's rows."""
        cols, place = np.unique(table.col, return_inverse=True)
        coefs = np.zeros(len(cols), np.int64)
        np.add.at(coefs, place, table.coef)
        return cls(name, title, unit, scale, cols[coefs != 0], coefs[coefs != 0], int(table.constant.sum()))

    def raw(self, x: Ints) -> int:
        """The total in whole internal units."""
        return int(self.coefs @ x[self.cols]) + self.constant

    def lowest(self, upper: Ints) -> int:
        """The smallest total, in whole internal units, if nothing else mattered."""
        return int(np.minimum(self.coefs, 0) @ upper[self.cols]) + self.constant

    def in_units(self, raw: float) -> float:
        """An internal total in the units that people read."""
        return raw / self.scale


@dataclass(frozen=True, eq=False)
class Block:
    """Consecutive rows of the matrix that one rule (or, with no rule, the vocabulary) wrote at once."""

    rule: str
    rows: slice
    codes: Mapping[str, Codes]


@dataclass(frozen=True, eq=False)
class Program:
    """Integer variables from 0 to ``upper``; rows ``matrix @ x <= bound`` (``==`` where ``equal``); aims in order.

    ``must`` is false for the rows of should-rules: those carry a variable of their own that counts, in
    ``grain`` of the row, by how much they are missed; each is ``worth`` so many hundredths of the rule's unit.
    """

    plan: Plan
    sifted: Sifted
    vocabulary: Vocabulary
    upper: Ints
    matrix: sp.csr_matrix
    bound: Ints
    equal: Flags
    must: Flags
    grain: Ints
    worth: Ints
    blocks: tuple[Block, ...]
    aims: tuple[Aim, ...]
    missed: Ints
    """For each row the column of its miss variable; -1 for rows that must hold."""

    @property
    def candidates(self) -> Candidates:
        """The eligible candidates, one an FTE variable, in the same order."""
        return self.sifted.eligible

    @cached_property
    def block_of_row(self) -> Ints:
        """The block to which each row belongs."""
        return np.repeat(np.arange(len(self.blocks)), [b.rows.stop - b.rows.start for b in self.blocks])

    def row_codes(self, row: int) -> tuple[str, dict[str, int]]:
        """The rule that wrote a row, and the codes that say what the row is about."""
        block = self.blocks[self.block_of_row[row]]
        return block.rule, {name: int(codes[row - block.rows.start]) for name, codes in block.codes.items()}

    def complete(self, steps: Ints) -> Ints:
        """All variables that follow from the FTE of a proposal (planning steps, one a candidate)."""
        x = np.zeros(len(self.upper), np.int64)
        x[: len(steps)] = steps
        for word in self.vocabulary.words:
            if word.follows is not None:
                x[word.columns] = word.follows(x)
        soft, matrix = self._should
        over = matrix @ x - self.bound[soft]  # none of them is equal
        x[self.missed[soft]] = np.maximum(-(-over // self.grain[soft]), 0)
        return x

    @cached_property
    def _should(self) -> tuple[Ints, sp.csr_matrix]:
        """The rows that should hold, and their figures."""
        soft = np.flatnonzero(~self.must)
        return soft, self.matrix[soft]

    def excess(self, x: Ints) -> Ints:
        """By how much each row's left side exceeds its bound (either way, for equal rows)."""
        over = self.matrix @ x - self.bound
        return np.where(self.equal, np.abs(over), over)


def least_and_most(matrix: sp.csr_matrix, upper: Ints) -> tuple[Ints, Ints]:
    """The smallest and the largest that each row can amount to, variables being between nought and ``upper``."""
    falling = sp.csr_matrix((np.minimum(matrix.data, 0), matrix.indices, matrix.indptr), shape=matrix.shape)
    least = falling @ upper
    return least, matrix @ upper - least


@dataclass(frozen=True, eq=False)
class _Written:
    """Rows as they wait for the others: their figures in as few bytes as will do."""

    rule: str
    codes: Mapping[str, Codes]
    entries: npt.NDArray[Any]
    """How many figures each row has."""
    col: npt.NDArray[Any]
    coef: npt.NDArray[Any]
    constant: Ints
    equal: bool
    must: bool
    grain: Ints
    worth: int

    @classmethod
    def of(cls, rule: str, rows: Rows, must: bool) -> _Written:
        """A rule's rows, all of which must hold or none."""
        table, n = rows.table, len(rows.table)
        entries = np.bincount(table.row, minlength=n).astype(np.int32)
        grain = np.broadcast_to(np.asarray(rows.grain, np.int64), (n,))
        return cls(rule, table.codes, entries, table.col.astype(np.int32), narrow(table.coef), table.constant,
                   rows.equal, must, grain, rows.worth)  # fmt: skip

    def __len__(self) -> int:
        return len(self.constant)

    def missable(self, first: int) -> _Written:
        """The same rows, each with a variable of its own, from column ``first`` on, for what it is missed by."""
        end = np.cumsum(self.entries)
        col = np.insert(self.col, end, first + np.arange(len(end)))
        return replace(
            self, entries=self.entries + 1, col=col, coef=np.insert(self.coef.astype(np.int64), end, -self.grain)
        )


class Assembly:
    """Collects rows and aims, then makes them one program."""

    def __init__(self, sifted: Sifted, vocabulary: Vocabulary) -> None:
        self.sifted = sifted
        self.vocabulary = vocabulary
        self._defined: list[_Written] = []
        self._written: list[_Written] = []

    def add(self, rule: str, rows: Rows, must: bool) -> None:
        """Add a rule's rows; ``must`` holds for rows that don't say otherwise themselves."""
        self._define()
        if len(rows.table):
            self._written += _split(rule, rows, must)

    def _define(self) -> None:
        """Take the definitions of all words that were made since the last time."""
        made = self.vocabulary.definitions
        self._defined += [_Written.of("", rows, True) for rows in made if len(rows.table)]
        made.clear()  # large, and said in the matrix from here on

    @property
    def softens(self) -> bool:
        """Whether any row written so far may be broken."""
        return not all(written.must for written in self._written)

    def program(self, aims: tuple[Aim, ...], breaks: tuple[str, str, str]) -> Program:
        """Put everything together; ``breaks`` is name, title and unit of the aim that counts broken should-rules.

        Where should-rules were written, that aim stands where ``aims`` has one of that name.
        """
        self._define()
        written, self._defined, self._written = self._defined + self._written, [], []
        lengths = [len(rows) for rows in written]
        first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        must, equal = (np.repeat([getattr(rows, name) for rows in written], lengths).astype(bool)
                       for name in ("must", "equal"))  # fmt: skip
        none = [np.zeros(0, np.int64)]
        worth = np.repeat([rows.worth for rows in written], lengths).astype(np.int64)
        grain, constant = (
            np.concatenate([getattr(rows, name) for rows in written] + none) for name in ("grain", "constant")
        )
        bound, soft, missed = -constant, np.flatnonzero(~must), np.full(len(must), -1, np.int64)
        missed[soft] = self.vocabulary.width + np.arange(len(soft))
        blocks = tuple(
            Block(rows.rule, slice(int(a), int(b)), rows.codes)
            for rows, a, b in zip(written, first, first[1:], strict=False)
        )
        written = [
            rows if rows.must else rows.missable(int(missed[a])) for rows, a in zip(written, first, strict=False)
        ]
        matrix = _stacked(written, self.vocabulary.width + len(soft))
        upper = np.concatenate([word.upper for word in self.vocabulary.words])
        upper = np.concatenate([upper, _largest_miss(matrix[soft], upper, bound[soft], grain[soft])])
        aims = tuple(aim if aim.name != breaks[0] else Aim(*breaks, 100, missed[soft], worth[soft], 0) for aim in aims)
        _refuse_absurd_figures(aims, upper)
        return Program(
            self.vocabulary.plan, self.sifted, self.vocabulary, upper, matrix, bound, equal, must, grain, worth, blocks,
            aims, missed,
        )  # fmt: skip


def _stacked(written: list[_Written], width: int) -> sp.csr_matrix:
    """The rows' figures below each other. What was written is let go bit by bit, so that nothing is held twice."""
    begin = np.concatenate([[0], *(rows.entries for rows in written)]).cumsum().astype(np.int32)
    column, coef = np.empty(begin[-1], np.int32), np.empty(begin[-1], np.int64)
    end = begin[-1]
    while written:
        rows = written.pop()
        part = slice(end - len(rows.col), end)
        column[part], coef[part], end = rows.col, rows.coef, part.start
    matrix: sp.csr_matrix = sp.csr_matrix((coef, column, begin), shape=(len(begin) - 1, width))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def narrow(figures: Ints) -> npt.NDArray[Any]:
    """Figures in as few bytes as hold them all."""
    most = int(np.abs(figures).max(initial=0))
    kind = next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max)
    return figures.astype(kind)


def _split(name: str, rows: Rows, must: bool) -> list[_Written]:
    """Rows that must hold apart from those that should; equal should-rows become two inequalities."""
    hard = np.full(len(rows.table), must) if rows.must is None else rows.must & must
    if hard.all():
        return [_Written.of(name, rows, True)]
    pieces = []
    grain = np.broadcast_to(rows.grain, hard.shape)
    if hard.any():
        pieces.append(_Written.of(name, Rows(rows.table.where(hard), rows.equal, grain[hard], rows.worth), True))
    table, soft = rows.table.where(~hard), grain[~hard]
    pieces += [_Written.of(name, Rows(side, grain=soft, worth=rows.worth), False)
               for side in ([table, -table] if rows.equal else [table])]  # fmt: skip
    return pieces


def _largest_miss(matrix: sp.csr_matrix, upper: Ints, bound: Ints, grain: Ints) -> Ints:
    """The most by which each should-row could be missed, in grains."""
    most = matrix[:, : len(upper)].maximum(0) @ upper - bound
    return np.maximum(-(-most // np.maximum(grain, 1)), 0).astype(np.int64)


def _refuse_absurd_figures(aims: tuple[Aim, ...], upper: Ints) -> None:
    for aim in aims:
        if float(np.abs(aim.coefs.astype(float)) @ upper[aim.cols]) > LARGEST:
            raise RuleError(f"The figures behind “{aim.title}” are too large to be added up exactly: "
                            "check costs, budgets and settings for a slip of many noughts.")  # fmt: skip
