"""Linear programs that grow, and what happens when HiGHS gives up on one."""

from __future__ import annotations

import logging

import highspy
import numpy as np
import pytest
import scipy.sparse as sp

from teamform.solve.linear import WITHOUT_END, Impossible, LinearProgram


class GivesUp:
    """An engine that says so many times that it has come to no end, which the real one does about once in weeks."""

    def __init__(self, engine, times: int, status=highspy.HighsModelStatus.kNotset) -> None:
        self._engine, self.times, self.status = engine, times, status

    def __getattr__(self, name: str):
        return getattr(self._engine, name)

    def getModelStatus(self):
        self.times -= 1
        return self.status if self.times >= 0 else self._engine.getModelStatus()


@pytest.fixture
def linear() -> LinearProgram:
    """Two people of at most one full time each, who share what a seat still wants: 1.5."""
    linear = LinearProgram()
    linear.add_columns(np.array([-2.0, -1.0]), np.ones(2), sp.csc_matrix((0, 2)))
    linear.add_rows(np.array([-WITHOUT_END]), np.array([1.5]), sp.csr_matrix(np.ones((1, 2))))
    return linear


def test_the_cheapest_values_come_with_what_a_row_is_worth(linear):
    answer = linear.solve(True, 1.0)
    assert answer.ended and answer.value == pytest.approx(-2.5)
    assert answer.columns == pytest.approx([1.0, 0.5])
    assert answer.duals == pytest.approx([-1.0])


def test_it_grows_by_columns_and_rows_and_takes_new_costs(linear):
    linear.solve(True, 1.0)
    linear.add_columns(np.array([-3.0]), np.ones(1), sp.csc_matrix(np.ones((1, 1))))
    assert linear.solve(False, 1.0).value == pytest.approx(-4.0)
    linear.add_rows(np.array([0.25]), np.array([WITHOUT_END]), sp.csr_matrix(np.array([[0.0, 1.0, 0.0]])))
    assert linear.solve(False, 1.0).columns == pytest.approx([0.25, 0.25, 1.0])
    linear.change_costs(np.array([1, 2]), np.array([-9.0, 0.0]))
    assert linear.solve(False, 1.0).columns == pytest.approx([0.5, 1.0, 0.0])


@pytest.mark.parametrize("status", [highspy.HighsModelStatus.kNotset, highspy.HighsModelStatus.kUnknown])
def test_what_the_engine_gives_up_once_is_begun_anew(linear, status, caplog):
    linear._engine = GivesUp(linear._engine, 1, status)
    assert linear.solve(False, 1.0).value == pytest.approx(-2.5)
    assert not caplog.records


def test_what_it_gives_up_twice_is_as_if_cut_short_and_is_logged(linear, caplog):
    linear._engine = GivesUp(linear._engine, 2)
    with caplog.at_level(logging.WARNING, "teamform.solve"):
        assert linear.solve(True, 1.0) is None
    assert "was given up" in caplog.text
    assert linear.solve(True, 1.0).ended


def test_rows_that_no_values_keep_are_told_apart_from_time_that_ran_out(linear):
    linear.add_rows(np.array([1.75]), np.array([WITHOUT_END]), sp.csr_matrix(np.ones((1, 2))))
    with pytest.raises(Impossible):
        linear.solve(True, 1.0)
    with pytest.raises(Impossible):
        linear.solve(False, 1.0)
