"""One search with CP-SAT: a program's rows and one aim in, values and a bound out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import scipy.sparse as sp
from ortools.sat.python import cp_model

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Aim, least_and_most

POLL = 0.1
"""Seconds between two looks at whether somebody wants to stop."""
LOWEST = -(2**62)
"""No row amounts to less."""
WALL = 4
"""On one worker the clock may run this many times the deterministic limit before the search is cut off."""
NEARLY = 1e-5
"""The part of its aim by which a search that is content with nearly the best may be off."""
LEANING = "max_lp"
"""What CP-SAT calls a worker that leans on the relaxation of all rows: left to choose, it takes one of some rows."""


class End(Enum):
    """How a search ended."""

    PROVED = "proved"
    FOUND = "found"
    NOTHING = "nothing found in time"
    CONFLICT = "the rows can't hold together"


@dataclass(frozen=True)
class Found:
    """The end of one search; ``bound`` is below every possible value of the aim."""

    end: End
    x: Ints | None
    bound: float
    spent: float
    """Seconds used, as the limit counts them."""


@dataclass(frozen=True)
class Budget:
    """Seconds for one search, on how many workers, with which seed."""

    seconds: float
    workers: int
    seed: int
    cuts: int = 1
    """How much the solver leans on the linear relaxation: 2 proves far sooner in a program of any size. With 0 it
    climbs from the bound by conflicts alone: for what is small and ends at once."""
    wall: float = WALL
    """On one worker the clock may run this many times the seconds."""
    from_below: bool = False
    """Whether to climb from the bound rather than descend from plans: for proofs, once the best is likely known."""
    plain: bool = False
    """Whether the model is searched as it is: making it smaller, or looking for what is alike in it, takes longer than
    a few hundred columns do."""
    any_will_do: bool = False
    """Whether the search ends with the first values that keep all rows."""
    nearly: bool = False
    """Whether it ends as soon as nothing can be better by more than NEARLY. Nobody hears of bounds meanwhile: that
    would make searches wait for each other."""
    as_relaxed: bool = False
    """Whether it first tries what the linear relaxation says of each variable: far sooner where that leaves little
    open, as among a hundred columns; among thousands it may find nothing."""
    cautious: bool = False
    """Whether a model isn't made smaller in ways that lose plans which are as good. One of them, about columns that
    are alike, fails a check of CP-SAT 9.15 in one model of several hundred, and the whole process ends with it: for
    what is searched so often."""


class Rowed(Protocol):
    """Integer variables and rows over them: a program, or a piece of one."""

    @property
    def upper(self) -> Ints: ...
    @property
    def matrix(self) -> sp.csr_matrix: ...
    @property
    def bound(self) -> Ints: ...
    @property
    def equal(self) -> Flags: ...


class _Model(cp_model.CpModel):
    """A model without its older names, which take longer to make than some models take to be solved."""

    def _add_pre_pep8_methods(self) -> None:
        """Nothing."""


class Model:
    """A program's rows as a CP-SAT model, to which aims that are settled are added as rows."""

    def __init__(self, program: Rowed, rows: Flags | None = None) -> None:
        self.program = program
        self._model = _Model()
        keep = _worth_keeping(program) if rows is None else rows & _worth_keeping(program)
        self._model.proto.parse_text_format(_text(program, keep))

    def settle(self, aim: Aim, most: int) -> None:
        """From now on the aim may not exceed ``most`` (in raw units)."""
        self._between(aim, cp_model.INT_MIN, most - aim.constant)

    def known(self, aim: Aim, least: int) -> None:
        """Nothing smaller than ``least`` (in raw units) exists, so that a search which gets there may end."""
        self._between(aim, least - aim.constant, cp_model.INT_MAX)

    def search(self, aim: Aim | None, hint: Ints | None, budget: Budget, *,
               tell: Callable[[float | None, float | None], None] | None = None,
               stop: Callable[[], bool] | None = None) -> Found:  # fmt: skip
        """Make the aim as small as possible; ``tell`` hears raw best and bound, ``stop`` ends it early."""
        model = self._model
        model.clear_objective()
        if aim is not None:
            _say(model.proto.objective, aim)
        if hint is not None:
            model.clear_hints()
            proto = model.proto.solution_hint
            proto.vars.extend(range(len(hint)))
            proto.values.extend(hint.tolist())
        solver = _solver(budget)
        listener = None if budget.nearly else _Listener()
        if listener is not None:
            solver.best_bound_callback = listener.heard_bound
        status = _run(solver, model, listener, tell, stop)
        spent = _spent(solver, budget)
        constant = aim.constant if aim is not None else 0
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            x = np.array(solver.response_proto.solution, np.int64)[: len(self.program.upper)]
            bound = solver.best_objective_bound + constant if aim is not None else float(constant)
            proved = status == cp_model.OPTIMAL and not (
                budget.nearly and solver.best_objective_bound < solver.objective_value
            )
            return Found(End.PROVED if proved else End.FOUND, x, bound, spent)
        if status == cp_model.INFEASIBLE:
            return Found(End.CONFLICT, None, float("inf"), spent)
        if status == cp_model.MODEL_INVALID:
            raise AssertionError(f"invalid model: {model.validate()}")
        bound = listener.bound if listener is not None and listener.bound is not None else float("-inf")
        return Found(End.NOTHING, None, bound + constant, spent)

    def _between(self, aim: Aim, low: int, high: int) -> None:
        """Add a row that keeps an aim, without its constant, between two figures."""
        row = self._model.proto.constraints.add().linear
        _say(row, aim)
        row.domain.extend([low, high])


def _say(sum_of: Any, aim: Aim) -> None:
    """Write an aim's figures into a model's row or objective: as lists, for calls take longer than some searches."""
    sum_of.vars.extend(aim.cols.tolist())
    sum_of.coeffs.extend(aim.coefs.tolist())


class _Listener(cp_model.CpSolverSolutionCallback):
    """Keeps the best value and bound that the solver has told of."""

    def __init__(self) -> None:
        super().__init__()
        self.best: float | None = None
        self.bound: float | None = None

    def on_solution_callback(self) -> None:
        self.best = self.objective_value
        self.heard_bound(self.best_objective_bound)

    def heard_bound(self, bound: float) -> None:
        self.bound = bound if self.bound is None else max(self.bound, bound)


def _solver(budget: Budget) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = budget.workers
    parameters.random_seed = budget.seed % 2**31
    parameters.linearization_level = budget.cuts
    parameters.optimize_with_lb_tree_search = budget.from_below
    parameters.use_objective_lb_search = budget.cuts == 0
    parameters.cp_model_presolve = not budget.plain
    parameters.keep_all_feasible_solutions_in_presolve = budget.cautious
    parameters.stop_after_first_solution = budget.any_will_do
    parameters.catch_sigint_signal = False
    if budget.nearly:
        parameters.relative_gap_limit = NEARLY
    if budget.plain:
        parameters.symmetry_level = parameters.cp_model_probing_level = 0
    if budget.as_relaxed:
        parameters.search_branching = cp_model.LP_SEARCH
    if budget.cuts == 2 and budget.workers > 1:
        parameters.extra_subsolvers.append(LEANING)
    if budget.workers == 1:
        parameters.max_deterministic_time = budget.seconds
        parameters.max_time_in_seconds = budget.seconds * budget.wall
    else:
        parameters.max_time_in_seconds = budget.seconds
    return solver


def _spent(solver: cp_model.CpSolver, budget: Budget) -> float:
    response = solver.response_proto
    return float(response.deterministic_time if budget.workers == 1 else response.wall_time)


def _run(solver: cp_model.CpSolver, model: cp_model.CpModel, listener: _Listener | None,
         tell: Callable[[float | None, float | None], None] | None,
         stop: Callable[[], bool] | None) -> cp_model.CpSolverStatus:  # fmt: skip
    """Solve in a thread of its own, so that this one can listen, tell and stop; where it needn't, right here."""
    if tell is None and stop is None and threading.current_thread() is not threading.main_thread():
        return solver.solve(model, listener)  # Ctrl-C reaches the main thread only
    ended: list[cp_model.CpSolverStatus] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            ended.append(solver.solve(model, listener))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    told: tuple[float | None, float | None, int] | None = None
    try:
        while thread.is_alive():
            thread.join(POLL)
            if stop is not None and stop():
                solver.stop_search()
            if tell is None or listener is None:
                continue
            now = (listener.best, listener.bound, int(time.monotonic()))
            if now != told:
                tell(listener.best, listener.bound)
                told = now
    except BaseException:
        solver.stop_search()
        thread.join()
        raise
    if failed:
        raise failed[0]
    return ended[0]


def _worth_keeping(program: Rowed) -> Flags:
    """Rows that some values of the variables could break; the others say nothing."""
    least, most = least_and_most(program.matrix, program.upper)
    return np.where(program.equal, (most > program.bound) | (least < program.bound), most > program.bound)


def _text(program: Rowed, keep: Flags) -> str:
    """The model in the solver's text format, which is read four times faster than calls are made."""
    lines = [f"variables{{domain:[0,{top}]}}" for top in program.upper.tolist()]
    size = np.diff(program.matrix.indptr)
    lines += ["constraints{bool_or{}}"] * int((keep & (size == 0)).sum())  # no variable and yet broken
    rows = np.flatnonzero(keep & (size > 0))
    some: sp.csr_matrix = program.matrix if len(rows) == len(keep) else program.matrix[rows]
    if not len(rows):
        return "\n".join(lines)
    divisor, begin = np.abs(np.gcd.reduceat(some.data, some.indptr[:-1])), some.indptr.tolist()
    bound, equal = program.bound[rows], program.equal[rows]
    variables = list(map(str, some.indices.tolist()))
    coeffs = list(map(str, (some.data // np.repeat(divisor, np.diff(some.indptr))).tolist()))
    top = bound // divisor
    low = np.where(equal, top, LOWEST).tolist()
    broken = (equal & (bound % divisor != 0)).tolist()
    for row, (first, last) in enumerate(pairwise(begin)):
        if broken[row]:
            lines.append("constraints{bool_or{}}")
            continue
        lines.append(
            f"constraints{{linear{{vars:[{','.join(variables[first:last])}] coeffs:[{','.join(coeffs[first:last])}] "
            f"domain:[{low[row]},{top[row]}]}}}}"
        )
    return "\n".join(lines)
