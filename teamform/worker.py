"""The worker: solves one run in a process of its own, and writes down honestly how that ended.

    python -m teamform.worker RUN_ID

The store is the one named by TEAMFORM_DB. The process gives way to others, says what it knows as it
goes, and on SIGTERM stops and keeps the best plan it has found.
"""

from __future__ import annotations

import logging
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from teamform.errors import ConflictError, NoPlanInTime, RuleError, TeamformError
from teamform.plan.plan import Plan
from teamform.rules import check
from teamform.solve import Limits, Progress, solve
from teamform.store import CannotSave, Run, RunState, Store
from teamform.store.processes import give_way
from teamform.team.decisions import close_to
from teamform.team.proposal import Proposal

BEAT = 0.5
"""Seconds between two signs of life."""

Ending = dict[str, Any]
"""What `Store.finish` is told."""


def main() -> int:
    """Solve the run named on the command line."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    give_way()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with Store() as store:
        run = store.begin(sys.argv[1])
        if run is not None:
            _keep(lambda: store.finish(run.id, **_work(store, run, stop)))
    return 0


def _work(store: Store, run: Run, stop: threading.Event) -> Ending:
    """Solve in a thread, so that this one can listen to signals and to the store meanwhile."""
    told: queue.SimpleQueue[Progress] = queue.SimpleQueue()
    ending: Ending = {}
    solving = threading.Thread(target=lambda: ending.update(_ending(store, run, told.put, stop)), daemon=True)
    solving.start()
    while solving.is_alive():
        solving.join(BEAT)
        try:
            if store.beat(run.id, _thinned(told)):
                stop.set()
        except CannotSave:
            continue  # the store is busy or full for the moment; what counts is saved at the end
    return ending


def _ending(store: Store, run: Run, watch: Callable[[Progress], None], stop: threading.Event) -> Ending:
    """How the solve ended: with a proposal, a conflict, or the reason for neither."""
    try:
        plan = _plan(store, run)
        proposal = solve(plan, _limits(run), watch, stop.is_set)
        return _checked(plan, proposal)
    except ConflictError as conflict:
        return {"state": RunState.CONFLICT, "message": str(conflict), "claims": conflict.claims,
                "smallest": conflict.smallest}  # fmt: skip
    except NoPlanInTime as none:
        stopped = {"state": RunState.STOPPED, "message": "Stopped before any plan was found; there may be one."}
        return stopped if stop.is_set() else {"state": RunState.NO_TIME, "message": str(none)}
    except TeamformError as error:
        return {"state": RunState.REFUSED, "message": str(error)}
    except Exception as error:  # whatever it is, the planner is told
        logging.getLogger(__name__).exception("a run could not be solved")
        memory = "The solver ran out of memory. Plan fewer people or teams at once."
        other = f"The solver failed ({type(error).__name__}: {error})."
        return {"state": RunState.DIED, "message": memory if isinstance(error, MemoryError) else other}


def _limits(run: Run) -> Limits:
    known = {field.name for field in fields(Limits)}
    if unknown := set(run.limits) - known:
        raise RuleError(f"“{unknown.pop()}” is no limit of a run: use {', '.join(sorted(known))}.")
    return Limits(**run.limits)


def _plan(store: Store, run: Run) -> Plan:
    """The plan at the version that was queued."""
    tables = store.tables(run.plan_id, run.version)
    if run.keep_close_to:
        tables = dict(close_to(tables, store.proposal(run.keep_close_to).proposal.allocation))
    return Plan.build(tables)


def _checked(plan: Plan, proposal: Proposal) -> Ending:
    """No proposal is kept that the check doesn't pass."""
    broken = [breach for breach in check(plan, proposal.allocation).breaches if breach.must]
    if broken:
        return {"state": RunState.DIED, "message": f"The solver's answer broke a rule and isn't kept: {broken[0]}."}
    state = RunState.STOPPED if proposal.stopped else RunState.DONE
    return {"state": state, "proposal": proposal}


def _thinned(told: queue.SimpleQueue[Progress]) -> list[dict[str, Any]]:
    """What was told since the last beat: the last word on each goal."""
    last: dict[int, Progress] = {}
    while not told.empty():
        progress = told.get()
        last[progress.tier] = progress
    return [asdict(progress) for progress in last.values()]


def _keep(save: Callable[[], object], tries: int = 5) -> None:
    """Save, trying again for a while when the store is busy or full."""
    for left in reversed(range(tries)):
        try:
            save()
        except CannotSave:
            if not left:
                raise
            time.sleep(2)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
