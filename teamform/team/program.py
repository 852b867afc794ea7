"""The program: every rule's rows in one sparse matrix, with labels that say what each row is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
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
        soft = np.flatnonzero(~self.must)
        over = self.excess(x)[soft]
        x[self.missed[soft]] = np.maximum(-(-over // self.grain[soft]), 0)
        return x

    def excess(self, x: Ints) -> Ints:
        """By how much each row's left side exceeds its bound (either way, for equal rows)."""
        over = self.matrix @ x - self.bound
        return np.where(self.equal, np.abs(over), over)


class Assembly:
    """Collects rows and aims, then makes them one program."""

    def __init__(self, sifted: Sifted, vocabulary: Vocabulary) -> None:
        self.sifted = sifted
        self.vocabulary = vocabulary
        self._written: list[tuple[str, Rows, bool]] = []

    def add(self, rule: str, rows: Rows, must: bool) -> None:
        """Add a rule's rows; ``must`` holds for rows that don't say otherwise themselves."""
        if len(rows.table):
            self._written.append((rule, rows, must))

    @property
    def softens(self) -> bool:
        """Whether any row written so far may be broken."""
        return any(not must or (rows.must is not None and not rows.must.all()) for _, rows, must in self._written)

    def program(self, aims: tuple[Aim, ...], breaks: tuple[str, str, str]) -> Program:
        """Put everything together; ``breaks`` is name, title and unit of the aim that counts broken should-rules.

        Where should-rules were written, that aim stands where ``aims`` has one of that name.
        """
        written = [("", rows, True) for rows in self.vocabulary.definitions if len(rows.table)]
        written += [piece for name, rows, must in self._written for piece in _split(name, rows, must)]
        tables = [rows.table for _, rows, _ in written]
        self.vocabulary.definitions.clear()  # large, and said in the matrix from here on
        lengths = [len(table) for table in tables]
        first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        total = int(first[-1])
        must = np.repeat([hard for *_, hard in written], lengths) if written else np.zeros(0, bool)
        grain, worth = (
            _per_row([getattr(rows, name) for _, rows, _ in written], lengths) for name in ("grain", "worth")
        )
        width = self.vocabulary.width
        soft = np.flatnonzero(~must)
        missed = np.full(total, -1, np.int64)
        missed[soft] = width + np.arange(len(soft))
        matrix = _stacked(tables, lengths, width + len(soft))
        if len(soft):
            misses = sp.csr_matrix((-grain[soft], (soft, missed[soft])), shape=matrix.shape, dtype=np.int64)
            matrix = matrix + misses
        bound = -np.concatenate([t.constant for t in tables] or [np.zeros(0, np.int64)])
        upper = np.concatenate([word.upper for word in self.vocabulary.words])
        upper = np.concatenate([upper, _largest_miss(matrix[soft], upper, bound[soft], grain[soft])])
        aims = tuple(aim if aim.name != breaks[0] else Aim(*breaks, 100, missed[soft], worth[soft], 0) for aim in aims)
        _refuse_absurd_figures(aims, upper)
        blocks = tuple(
            Block(name, slice(int(a), int(b)), rows.table.codes)
            for (name, rows, _), a, b in zip(written, first, first[1:], strict=False)
        )
        return Program(
            self.vocabulary.plan, self.sifted, self.vocabulary, upper, matrix, bound,
            np.repeat([rows.equal for _, rows, _ in written], lengths).astype(bool), must, grain, worth, blocks, aims,
            missed,
        )  # fmt: skip


def _stacked(tables: list[Table], lengths: list[int], width: int) -> sp.csr_matrix:
    """The tables' coefficients below each other; entries are sorted by row already, so that nothing is copied twice."""
    entries = [np.bincount(table.row, minlength=length) for table, length in zip(tables, lengths, strict=True)]
    begin = np.concatenate([[0], *entries]).cumsum().astype(np.int32)
    column = np.concatenate([np.zeros(0, np.int32), *(table.col.astype(np.int32) for table in tables)])
    coef = np.concatenate([np.zeros(0, np.int64), *(table.coef for table in tables)])
    matrix: sp.csr_matrix = sp.csr_matrix((coef, column, begin), shape=(len(begin) - 1, width))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def _per_row(figures: list[Ints | int], lengths: list[int]) -> Ints:
    """One figure a row, from figures that stand for whole tables or for each row of them."""
    spread = [np.broadcast_to(np.asarray(f, np.int64), (n,)) for f, n in zip(figures, lengths, strict=True)]
    return np.concatenate([*spread, np.zeros(0, np.int64)])


def _split(name: str, rows: Rows, must: bool) -> list[tuple[str, Rows, bool]]:
    """Rows that must hold apart from those that should; equal should-rows become two inequalities."""
    hard = np.full(len(rows.table), must) if rows.must is None else rows.must & must
    if hard.all():
        return [(name, rows, True)]
    pieces = []
    if hard.any():
        grain = np.broadcast_to(rows.grain, hard.shape)
        pieces.append((name, Rows(rows.table.where(hard), rows.equal, grain[hard], rows.worth), True))
    if not hard.all():
        grain = np.broadcast_to(rows.grain, hard.shape)[~hard]
        table = rows.table.where(~hard)
        pieces.append((name, Rows(table, grain=grain, worth=rows.worth), False))
        if rows.equal:
            pieces.append((name, Rows(-table, grain=grain, worth=rows.worth), False))
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
