"""How columns and rows hang together, and how few of them are cut out quickly."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.shape import Shape, entries

small = st.integers(-3, 3)


@given(st.lists(st.lists(small, min_size=4, max_size=4), min_size=1, max_size=6), st.data())
def test_the_entries_of_columns_are_those_of_a_slice(figures, data):
    matrix = sp.csr_matrix(np.array(figures))
    columns = np.array(data.draw(st.lists(st.integers(0, 3), max_size=6)), np.int64)
    by_column, cut = entries(matrix.tocsc(), columns), matrix.tocsc()[:, columns]
    assert by_column.rows.tolist() == cut.indices.tolist() and by_column.figures.tolist() == cut.data.tolist()
    assert by_column.sizes.tolist() == np.diff(cut.indptr).tolist()
    rows = np.array(data.draw(st.lists(st.integers(0, len(figures) - 1), max_size=6)), np.int64)
    by_row, cut = entries(matrix, rows), matrix[rows]
    assert by_row.rows.tolist() == cut.indices.tolist() and by_row.figures.tolist() == cut.data.tolist()


@pytest.fixture(scope="module")
def shape():
    return Shape(program(plan("S", 1)))


def test_the_columns_of_candidates_are_those_that_change_when_only_they_work(shape):
    some = np.flatnonzero(shape.program.candidates.team == 2)
    steps = np.zeros(shape.count, np.int64)
    steps[some] = shape.program.upper[some]
    changed = np.flatnonzero(shape.program.complete(steps) != shape.nobody)
    assert len(changed) > len(some)
    assert set(changed.tolist()) <= set(shape.columns(some).tolist())
