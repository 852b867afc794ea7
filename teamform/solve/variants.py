"""Variants of a program: what a question about a plan asks to be different."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Aim, Block, Program
from teamform.team.table import Rows, Table


def also(program: Program, rule: str, rows: Rows) -> Program:
    """The program with more rows, which must hold."""
    table = rows.table
    block = Block(rule, slice(len(program.bound), len(program.bound) + len(table)), table.codes)
    more = grown(program, table.matrix(len(program.upper)), -table.constant, rows.equal)
    return dataclasses.replace(more, blocks=(*program.blocks, block))


def holding(program: Program, x: Ints, kept: Iterable[Aim]) -> Program:
    """The program in which none of these goals gets worse than it is (so that proved ones keep theirs)."""
    labels = program.vocabulary.labels
    for aim in kept:
        nothing = np.zeros(len(aim.cols), np.int64)
        constant = np.array([aim.constant - aim.raw(x)])
        table = Table(labels, {"period": np.zeros(1, np.int64)}, nothing, aim.cols, aim.coefs, constant)
        program = also(program, "", Rows(table))
    return program


def barring(program: Program, candidates: Flags) -> Program:
    """The program in which the marked candidates get nothing."""
    upper = program.upper.copy()
    upper[: len(candidates)][candidates] = 0
    return dataclasses.replace(program, upper=upper)


def loosened(program: Program, rows: Ints, hundredths: int | None) -> Program:
    """The program in which these rows may be missed by so many hundredths of their rule's unit; None: by any amount.

    A row that asks for equality can't be loosened by an amount: it is given up.
    """
    bound, equal = program.bound.copy(), program.equal.copy()
    most = program.matrix[rows].maximum(0) @ program.upper
    given_up = program.equal[rows] if hundredths is not None else np.ones(len(rows), bool)
    by = (hundredths or 0) * program.grain[rows].astype(np.int64) // program.worth[rows]
    bound[rows] = np.where(given_up, most, bound[rows] + by)
    equal[rows] = False
    return dataclasses.replace(program, bound=bound, equal=equal)


def grown(program: Program, matrix: sp.csr_matrix, bound: Ints, equal: bool = False) -> Program:
    """The program with more rows that must hold (and that nobody has named)."""
    n = len(bound)
    return dataclasses.replace(
        program,
        matrix=sp.vstack([program.matrix, matrix], format="csr", dtype=np.int64),
        bound=np.concatenate([program.bound, bound]),
        equal=np.concatenate([program.equal, np.full(n, equal)]),
        must=np.concatenate([program.must, np.ones(n, bool)]),
        grain=np.concatenate([program.grain, np.ones(n, np.int64)]),
        worth=np.concatenate([program.worth, np.ones(n, np.int64)]),
        missed=np.concatenate([program.missed, np.full(n, -1)]),
    )
