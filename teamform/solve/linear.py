"""A linear program that grows by columns and rows, and HiGHS, which solves it from where it was."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from highspy._core import _Highs  # the public class prints a banner when it is made

EACH = 6e-9
"""Seconds that a step of the simplex takes for each column."""
LONGEST = 2**31 - 1
"""The most steps of the simplex that can be asked for."""
WITHOUT_END = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
ENDS = (OPTIMAL, highspy.HighsModelStatus.kIterationLimit, highspy.HighsModelStatus.kTimeLimit)
"""How a linear program ends when nothing goes wrong."""
IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
"""How one ends that has no values; none has values without end, for its columns have bounds or a cost."""
OTHER_NUMBERS = 1
"""The random numbers of a second try."""

log = logging.getLogger("teamform.solve")


class Impossible(Exception):
    """No values of the columns keep all rows."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What is known of a linear program after it was solved, or worked on for a while."""

    columns: np.ndarray
    duals: np.ndarray
    """By row: what one more unit of the row's bound changes the cost by."""
    value: float
    ended: bool
    """Whether it was solved to its end."""


class LinearProgram:
    """The cheapest values of columns, from nought up, under rows."""

    def __init__(self, by_the_clock: bool = False) -> None:
        self.by_the_clock = by_the_clock
        self.spent = 0.0
        """Seconds that solving took: the clock's, or deterministic ones."""
        self.width = 0
        self._engine = _Highs()
        self._engine.setOptionValue("output_flag", False)
        self._engine.setOptionValue("threads", 1)

    def add_columns(self, cost: np.ndarray, upper: np.ndarray, part: sp.csc_matrix) -> None:
        """More columns, with what they have in the rows that there are."""
        self.width += len(cost)
        self._engine.addCols(len(cost), cost, np.zeros(len(cost)), upper, part.nnz, part.indptr[:-1].astype(np.int32),
                             part.indices.astype(np.int32), part.data.astype(float))  # fmt: skip

    def add_rows(self, lower: np.ndarray, upper: np.ndarray, part: sp.csr_matrix) -> None:
        """More rows over the columns that there are."""
        self._engine.addRows(len(upper), lower, upper, part.nnz, part.indptr[:-1].astype(np.int32),
                             part.indices.astype(np.int32), part.data.astype(float))  # fmt: skip

    def change_costs(self, places: np.ndarray, costs: np.ndarray) -> None:
        """What columns cost from now on."""
        self._engine.changeColsCost(len(places), places.astype(np.int32), costs)

    def solve(self, fresh: bool, seconds: float) -> Answer | None:
        """The end, afresh or from where it was, or how far it was when so many seconds were over; None: nothing yet.

        HiGHS gives up now and then for reasons of its own, its status is then none, or unknown; begun anew with
        other random numbers it mostly doesn't (its issues 1528 and 1607). What fails twice is as if cut short.
        Raises Impossible when no values keep all rows.
        """
        before = self.spent
        status = self._run(fresh, seconds)
        if status in IMPOSSIBLE:
            raise Impossible
        if status not in ENDS:
            self._engine.setOptionValue("random_seed", OTHER_NUMBERS)
            status = self._run(True, seconds - (self.spent - before))
        if status not in ENDS:
            log.warning("a relaxation was given up, without harm to any plan: HiGHS ended with %s", status)
            return None
        solution = self._engine.getSolution()
        if not solution.dual_valid:
            return None
        return Answer(
            np.array(solution.col_value), np.array(solution.row_dual),
            float(self._engine.getInfo().objective_function_value), status == OPTIMAL,
        )  # fmt: skip

    def _run(self, fresh: bool, seconds: float) -> highspy.HighsModelStatus:
        """Let HiGHS work for so long at most, and how that ended."""
        engine, step, before = self._engine, self.width * EACH, self._engine.getRunTime()
        if self.by_the_clock:
            engine.setOptionValue("time_limit", before + max(seconds, 0.0))  # counted from the engine's first run on
        else:
            engine.setOptionValue("simplex_iteration_limit", int(min(max(seconds / step, 0), LONGEST)))
        engine.setOptionValue("simplex_strategy", 1 if fresh else 4)
        engine.setOptionValue("presolve", "choose" if fresh else "off")
        if fresh:
            engine.clearSolver()
        engine.run()
        counted = engine.getInfo().simplex_iteration_count * step
        self.spent += engine.getRunTime() - before if self.by_the_clock else counted
        return engine.getModelStatus()
