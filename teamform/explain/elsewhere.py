"""Many searches about one case: here, or in processes that make the same case for themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from teamform.errors import InputError
from teamform.explain.case import Case
from teamform.explain.patience import Patience
from teamform.plan.plan import Plan
from teamform.team.proposal import Proposal

if TYPE_CHECKING:
    from teamform.solve.executor import Executor


def each(
    case: Case, task: Callable[[Case, Any], Any], items: Sequence[Any], executor: Executor | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Iterator[Any]:  # fmt: skip
    """What a task finds about a case for each of some items, in their order, as it becomes known.

    They go through ``executor`` where there is one, with the same results; ``tell`` hears how many are done.
    Raises InputError for a case that can't be sent elsewhere.
    """
    from teamform.solve.executor import Here, Job

    if executor is None:
        return Here().each(Job(_itself, task, case), items, tell)
    if case.proposal is None:
        raise InputError("Only a proposal that was kept can be looked into by several processes.")
    return executor.each(Job(_made, task, (case.plan, case.proposal, case.patience)), items, tell)


def _itself(case: Case) -> Case:
    return case


def _made(given: tuple[Plan, Proposal, Patience]) -> Case:
    return Case.of(*given)
