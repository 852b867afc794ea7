"""Labelled linear tables, and the rows that come from comparing them.

A `Table` holds, for each of its rows, a linear expression in the program's variables, and labels
that say what the row is about. Tables are added up by label (`Table.sum`), lined up by label
(arithmetic) and compared (``<=``, ``>=``, ``==``), which gives `Rows`. All figures are integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.team.labels import Codes, Labels

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Numbers:
    """Known figures by label: one axis of ``values`` for each name in ``by``."""

    by: tuple[str, ...]
    values: npt.NDArray[Any]

    @classmethod
    def of(cls, *by: str, values: Any) -> Numbers:
        """Figures for each code of ``by``, such as ``Numbers.of("team", values=plan.teams["size_max"])``."""
        array = np.asarray(values)
        if array.dtype == object:
            array = array.astype(np.int64)
        return cls(by, array)

    def at(self, table: Table) -> npt.NDArray[Any]:
        """The figure for each row of ``table``."""
        found: npt.NDArray[Any] = self.values[tuple(table.label(name) for name in self.by)]
        return found


Operand = "Table | Numbers | Ints | int"


@dataclass(frozen=True, eq=False)
class Table:
    """For each row a linear expression: the sum of ``coef * x[col]`` over its entries, plus ``constant``.

    Entries are held as triplets sorted by ``row``; ``codes`` has one code a row for each label.
    """

    labels: Labels
    codes: Mapping[str, Codes]
    row: Ints
    col: Ints
    coef: Ints
    constant: Ints

    __hash__ = None  # type: ignore[assignment]  # == makes rows

    def __len__(self) -> int:
        return len(self.constant)

    @classmethod
    def of_variables(cls, labels: Labels, codes: Mapping[str, Codes], columns: Ints, coef: int = 1) -> Table:
        """A table with one variable a row."""
        n = len(columns)
        same, none = (np.broadcast_to(np.int64(figure), n) for figure in (coef, 0))  # n figures in the bytes of one
        return cls(labels, codes, np.arange(n), columns, same, none)

    @classmethod
    def of_constants(cls, labels: Labels, codes: Mapping[str, Codes], values: Any) -> Table:
        """A table of known figures."""
        none = np.zeros(0, np.int64)
        return cls(labels, codes, none, none, none, np.asarray(values, np.int64))

    @classmethod
    def said(cls, labels: Labels, codes: Mapping[str, Codes], values: Any) -> Table:
        """Figures that a sheet gives for some combinations of codes; a code of -1 (an unknown name) says nothing."""
        known = np.logical_and.reduce([code >= 0 for code in codes.values()])
        return cls.of_constants(labels, {name: code[known] for name, code in codes.items()}, np.asarray(values)[known])

    @classmethod
    def joined(cls, *tables: Table) -> Table:
        """Tables with the same labels below each other."""
        first = np.concatenate([[0], np.cumsum([len(table) for table in tables])])
        codes = {name: np.concatenate([table.codes[name] for table in tables]) for name in tables[0].codes}
        row = np.concatenate([table.row + begin for table, begin in zip(tables, first, strict=False)])
        col, coef, constant = (
            np.concatenate([getattr(table, part) for table in tables]) for part in ("col", "coef", "constant")
        )
        return cls(tables[0].labels, codes, row, col, coef, constant)

    # --- labels

    def label(self, name: str) -> Codes:
        """The codes of a label, one a row; labels that follow from others are worked out."""
        return self.labels.follow(self.codes, name)

    def look(self, by: str, values: Any) -> npt.NDArray[Any]:
        """For each row the entry of ``values`` that belongs to its code of ``by``."""
        return np.asarray(values)[self.label(by)]

    # --- adding up and picking out

    def sum(self, *names: str) -> Table:
        """Add up the rows that agree on the labels ``names``."""
        if not len(self):
            return replace(self, codes={name: np.zeros(0, np.int64) for name in names})
        group, codes = grouped(self.labels, {name: self.label(name) for name in names})
        rows = len(next(iter(codes.values()))) if names else 1
        constant = np.zeros(rows, np.int64)
        np.add.at(constant, group, self.constant)
        return _sorted(self.labels, codes, group[self.row], self.col, self.coef, constant)

    def where(self, keep: Any) -> Table:
        """Only the rows for which ``keep`` is true."""
        keep = np.asarray(keep, bool)
        if keep.all():
            return self
        return self.rows_at(np.flatnonzero(keep), {name: codes[keep] for name, codes in self.codes.items()})

    def given(self, figures: Numbers) -> Table:
        """Only the rows for which ``figures`` has one (isn't nan)."""
        return self.where(~np.isnan(figures.at(self)))

    def filled(self) -> Table:
        """Only the rows with a variable in them."""
        return self.where(np.bincount(self.row, minlength=len(self)) > 0)

    def labelled(self, **codes: Codes) -> Table:
        """The same rows under other labels."""
        return replace(self, codes=codes)

    def rows_at(self, places: Ints, codes: Mapping[str, Codes]) -> Table:
        """The rows at ``places`` (nothing for -1), under new labels."""
        start = np.concatenate([[0], np.cumsum(np.bincount(self.row, minlength=len(self)))])
        found = places >= 0
        first = np.where(found, start[places], 0)
        count = np.where(found, start[places + 1] - start[places], 0) if len(self) else np.zeros_like(places)
        row = np.repeat(np.arange(len(places)), count)
        offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        entry = np.repeat(first, count) + offset
        constant = np.where(found, self.constant[places], 0) if len(self) else np.zeros(len(places), np.int64)
        return Table(self.labels, codes, row, self.col[entry], self.coef[entry], constant)

    def at(self, codes: Mapping[str, Codes]) -> Table:
        """The rows lined up with ``codes`` by their own labels; nought where there is none."""
        names = list(self.codes)
        if set(names) == set(codes) and all(self.codes[name] is codes[name] for name in names):
            return self
        theirs = {name: self.labels.follow(codes, name) for name in names}
        return self.rows_at(places(self.labels, self.codes, theirs), dict(codes))

    # --- arithmetic

    def __mul__(self, factor: Any) -> Table:
        figures = np.broadcast_to(np.asarray(self._figures(factor), np.int64), (len(self),))
        return replace(self, coef=self.coef * figures[self.row], constant=self.constant * figures)

    __rmul__ = __mul__

    def __neg__(self) -> Table:
        return self * -1

    def __add__(self, other: Any) -> Table:
        if isinstance(other, Table):
            other = other.at(self.codes)
            return _sorted(
                self.labels, self.codes, np.concatenate([self.row, other.row]),
                np.concatenate([self.col, other.col]), np.concatenate([self.coef, other.coef]),
                self.constant + other.constant,
            )  # fmt: skip
        return replace(self, constant=self.constant + np.asarray(self._figures(other), np.int64))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Table:
        return self + (-other if isinstance(other, Table) else -np.asarray(self._figures(other), np.int64))

    def _figures(self, other: Any) -> Any:
        return other.at(self) if isinstance(other, Numbers) else other

    # --- comparing

    def __le__(self, other: Any) -> Rows:
        return Rows(self - other)

    def __ge__(self, other: Any) -> Rows:
        return Rows(-(self - other))

    def __eq__(self, other: Any) -> Rows:  # type: ignore[override]
        return Rows(self - other, equal=True)

    # --- reading

    def matrix(self, columns: int) -> sp.csr_matrix:
        """The coefficients as a sparse matrix with ``columns`` columns."""
        return sp.csr_matrix((self.coef, (self.row, self.col)), shape=(len(self), columns), dtype=np.int64)

    def value(self, x: Ints) -> Ints:
        """What each row amounts to when the variables have the values ``x``."""
        total = self.constant.copy()
        np.add.at(total, self.row, self.coef * x[self.col])
        return total


@dataclass(frozen=True, eq=False)
class Rows:
    """Sentences as rows: each row of ``table`` must not exceed nought (or, if ``equal``, must be nought).

    A miss is counted in steps of ``grain`` of a row's left side, each ``worth`` so many hundredths of the
    rule's unit; ``must`` says for each row whether it has to hold (None: as the rule's setting says).
    """

    table: Table
    equal: bool = False
    grain: Ints | int = 1
    worth: int = 1
    must: Flags | None = None

    def measured(self, grain: Any = 1, worth: int = 1) -> Rows:
        """The same rows, with a miss of ``grain`` counted as ``worth`` hundredths of the rule's unit."""
        return replace(self, grain=grain, worth=worth)

    def hard(self, must: Any) -> Rows:
        """The same rows, of which only those marked true have to hold."""
        return replace(self, must=np.asarray(must, bool))


def _sorted(labels: Labels, codes: Mapping[str, Codes], row: Ints, col: Ints, coef: Ints, constant: Ints) -> Table:
    if _ascending(row):
        return Table(labels, codes, row, col, coef, constant)
    order = np.argsort(row, kind="stable")
    return Table(labels, codes, row[order], col[order], coef[order], constant)


def grouped(labels: Labels, codes: Mapping[str, Codes]) -> tuple[Ints, dict[str, Codes]]:
    """Number the distinct combinations of codes: the group of each row, and each group's codes."""
    if not codes:
        raise ValueError("name at least one label")
    key = _key(labels, codes)
    span = int(np.prod([labels.size(name) for name in codes]))
    if span <= 4 * len(key) + 1_000_000:  # a table of flags is quicker than sorting
        seen = np.zeros(span, bool)
        seen[key] = True
        place = np.cumsum(seen) - 1
        unique, group = np.flatnonzero(seen), place[key]
    else:
        unique, group = np.unique(key, return_inverse=True)
    found: dict[str, Codes] = {}
    for name in reversed(list(codes)):
        unique, found[name] = np.divmod(unique, labels.size(name))
    return group, {name: found[name] for name in codes}


def places(labels: Labels, among: Mapping[str, Codes], wanted: Mapping[str, Codes]) -> Ints:
    """Where each combination of codes ``wanted`` stands ``among`` others with the same labels; -1 for nowhere.

    A code of -1 stands for a name that is not known, and is nowhere.
    """
    mine, theirs = _key(labels, among), _key(labels, {name: wanted[name] for name in among})
    if not len(mine):
        return np.full(len(theirs), -1)
    order = None if _ascending(mine) else np.argsort(mine, kind="stable")
    slot = np.minimum(np.searchsorted(mine, theirs, sorter=order), len(mine) - 1)
    found = slot if order is None else order[slot]
    known = np.logical_and.reduce([wanted[name] >= 0 for name in among])
    return np.where(known & (mine[found] == theirs), found, -1)


def matches(left: Codes, right: Codes) -> tuple[Ints, Ints]:
    """Every pair of places, of the left one in order, at which two lists of codes say the same; -1 is like nothing."""
    number = np.bincount(right + 1, minlength=int(left.max(initial=-1)) + 2)
    number[0] = 0
    count, order = number[left + 1], np.argsort(right, kind="stable")[np.count_nonzero(right < 0) :]
    first = np.repeat(np.arange(len(left)), count)
    before = (np.cumsum(number) - number)[left + 1] - np.cumsum(count) + count
    return first, order[np.repeat(before, count) + np.arange(len(first))]


def _ascending(values: Ints) -> bool:
    return bool((values[1:] >= values[:-1]).all())


def _key(labels: Labels, codes: Mapping[str, Codes]) -> Ints:
    """One number for each combination of codes (mixed radix)."""
    length = len(next(iter(codes.values()))) if codes else 0
    key = np.zeros(length, np.int64)
    for name, values in codes.items():
        key = key * labels.size(name) + values
    return key
