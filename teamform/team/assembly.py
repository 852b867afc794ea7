"""Putting a program together: rules' rows and the definitions of their words, stacked into one sparse matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.errors import RuleError
from teamform.plan.plan import Ints
from teamform.team.candidates import Sifted
from teamform.team.labels import Codes
from teamform.team.program import Aim, Block, Program, narrow
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary

LARGEST = 2**53
"""Sums beyond this are not exact in a solver's floating-point parts, so they are refused."""


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
        bound, soft, missed = -constant, np.flatnonzero(~must), np.full(len(must), -1, np.int32)
        missed[soft] = self.vocabulary.width + np.arange(len(soft))
        blocks = tuple(
            Block(rows.rule, slice(int(a), int(b)), {label: narrow(codes) for label, codes in rows.codes.items()})
            for rows, a, b in zip(written, first, first[1:], strict=False)
        )
        written = [
            rows if rows.must else rows.missable(int(missed[a])) for rows, a in zip(written, first, strict=False)
        ]
        matrix = _stacked(written, self.vocabulary.width + len(soft))
        upper = np.concatenate([word.upper for word in self.vocabulary.words])
        upper = np.concatenate([upper, _largest_miss(matrix[soft], upper, bound[soft], grain[soft])])
        aims = tuple(
            aim if aim.name != breaks[0] else Aim(*breaks, 100, missed[soft].astype(np.int64), worth[soft], 0)
            for aim in aims
        )
        _refuse_absurd_figures(aims, upper)
        return Program(
            self.vocabulary.plan, self.sifted, self.vocabulary, upper, matrix, bound, equal, must, narrow(grain),
            narrow(worth), blocks, aims, missed,
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
    matrix.data = narrow(matrix.data)  # nothing else takes so many bytes
    return matrix


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
