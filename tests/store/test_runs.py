"""Runs happen in processes of their own; however they end, the store says so, and the next one starts."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from sqlalchemy import update

from teamform import worker
from teamform.errors import NoPlanInTime, RuleError
from teamform.plan.plan import Plan
from teamform.report.shipped import shipped
from teamform.solve import Limits, solve
from teamform.store import NotAllowed, NotFound, Role, Run, RunState, Store, Who, processes, put
from teamform.store import tables as t
from teamform.team.proposal import Status
from teamform.workbook import read
from tests.facts import frame

ONE = {"seconds": 20, "workers": 1}
sqlite_only = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@pytest.fixture
def big(store: Store, ann: Who) -> str:
    """The demo's plan: it takes far longer than any test waits."""
    return store.create_plan("Demo", read(shipped("data/demo.xlsx")).tables, ann)


@pytest.fixture(autouse=True)
def no_worker_is_left_behind() -> Iterator[None]:
    """Wait for the workers of a test to end."""
    yield
    patience = time.monotonic() + 30
    while processes.reap() and time.monotonic() < patience:
        time.sleep(0.05)
    assert not processes.reap()


def until(store: Store, run_id: str, fits: Callable[[Run], bool], seconds: float = 90) -> Run:
    """Look after the runs, as a page does, until a run fits."""
    patience = time.monotonic() + seconds
    while not fits(run := store.run(run_id)):
        assert time.monotonic() < patience, run
        assert not run.state.over, run
        time.sleep(0.1)
        store.poll()
    return run


def over(run: Run) -> bool:
    return run.state.over


def test_a_run_ends_with_the_same_proposal_that_solving_here_gives(
    store: Store, plan: str, tables: dict[str, pd.DataFrame], ann: Who
) -> None:
    run_id = store.queue(plan, 1, ONE, ann)
    store.edit(plan, [put("People", 2, "available_fte", 0)], ann, 1)  # after queueing: the run keeps to version 1
    assert store.start(run_id).state is RunState.RUNNING
    run = until(store, run_id, over)
    assert (run.state, run.message, run.version) == (RunState.DONE, "", 1)
    assert run.queued_at <= run.started_at <= run.ended_at and run.pid != os.getpid()
    kept, here = store.proposal(run.proposal_id), solve(Plan.build(tables), Limits(**ONE))
    pd.testing.assert_frame_equal(kept.proposal.allocation, here.allocation, check_dtype=False)
    assert [(tier.name, tier.value) for tier in kept.tiers] == [(tier.name, tier.value) for tier in here.tiers]
    assert (kept.proposal.input_hash, kept.proposal.rules) == (here.input_hash, here.rules)
    assert (kept.run_id, kept.plan_id, kept.version, kept.who) == (run_id, plan, 1, "Ann")


@sqlite_only
def test_a_conflict_is_kept_with_the_rules_that_cannot_hold_together(store: Store, plan: str, ann: Who) -> None:
    pins = [{"person_id": "P3", "team_id": "C2", "fte": 0.6}, {"person_id": "P3", "team_id": "G1", "fte": 0.6}]
    store.replace(plan, {"Pins": frame("Pins", pins)}, ann, 1)
    run_id = store.queue(plan, 2, ONE, ann)
    store.start(run_id)
    run = until(store, run_id, over)
    assert run.state is RunState.CONFLICT and run.proposal_id is None
    assert any("P3" in claim.sentence for claim in run.claims) and "can't all hold" in run.message


@sqlite_only
def test_a_plan_whose_settings_make_no_sense_is_refused_with_the_reason(store: Store, plan: str, ann: Who) -> None:
    store.replace(plan, {"Settings": frame("Settings", [{"setting": "planning_step", "value": "7"}])}, ann, 1)
    run_id = store.queue(plan, 2, ONE, ann)
    store.start(run_id)
    run = until(store, run_id, over)
    assert run.state is RunState.REFUSED and "planning_step is “7”: use one of" in run.message


def test_what_a_run_should_stay_close_to_must_exist(store: Store, plan: str, ann: Who) -> None:
    with pytest.raises(NotFound, match="no proposal nowhere"):
        store.queue(plan, 1, ONE, ann, keep_close_to="nowhere")


@sqlite_only
def test_too_little_time_ends_with_what_was_found_or_says_so_and_is_never_called_impossible(
    store: Store, big: str, ann: Who
) -> None:
    run_id = store.queue(big, 1, {"seconds": 0.000001, "workers": 1}, ann)
    store.start(run_id)
    run = until(store, run_id, over)
    if run.state is RunState.NO_TIME:
        assert "doesn't mean there is none" in run.message and run.proposal_id is None
    else:
        assert run.state is RunState.DONE and store.proposal(run.proposal_id).status is Status.GOOD


@sqlite_only
@pytest.mark.parametrize(("trouble", "stopped", "state", "said"), [
    (NoPlanInTime("Time ran out."), False, RunState.NO_TIME, "Time ran out."),
    (NoPlanInTime("Time ran out."), True, RunState.STOPPED, "Stopped before any plan was found; there may be one."),
    (RuleError("seed is “x”"), False, RunState.REFUSED, "seed is “x”"),
    (MemoryError(), False, RunState.DIED, "The solver ran out of memory. Plan fewer people or teams at once."),
    (ZeroDivisionError("oh"), False, RunState.DIED, "The solver failed (ZeroDivisionError: oh)."),
])  # fmt: skip
def test_whatever_the_solver_ends_with_is_told_in_words(
    store: Store, plan: str, ann: Who, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, trouble: Exception, stopped: bool, state: RunState, said: str,
) -> None:  # fmt: skip
    def failing(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(worker, "solve", failing)
    run_id, stop = store.queue(plan, 1, ONE, ann), threading.Event()
    if stopped:
        stop.set()
    store.begin(run_id)
    store.finish(run_id, **worker._work(store, store.run(run_id), stop))
    run = store.run(run_id)
    assert (run.state, run.message, run.proposal_id) == (state, said, None)
    unexpected = state is RunState.DIED
    assert ("in failing" in caplog.text) is unexpected, "an unexpected error is logged with where it came from"


@sqlite_only
def test_a_limit_that_does_not_exist_is_refused(store: Store, plan: str, ann: Who) -> None:
    run_id = store.queue(plan, 1, {"hours": 3}, ann)
    store.begin(run_id)
    ending = worker._work(store, store.run(run_id), threading.Event())
    assert ending == {
        "state": RunState.REFUSED,
        "message": "“hours” is no limit of a run: use repeatable, seconds, workers.",
    }


@sqlite_only
def test_a_killed_worker_is_noted_and_the_next_run_starts_by_itself(
    store: Store, big: str, plan: str, ann: Who
) -> None:
    long, short = store.queue(big, 1, {"seconds": 300}, ann), store.queue(plan, 1, ONE, ann)
    store.start(long), store.start(short)
    running = until(store, long, lambda run: run.pid is not None and len(store.progress(run.id)) > 0)
    assert store.run(short).state is RunState.QUEUED, "one at a time"
    assert os.getpgid(running.pid) == running.pid != os.getpgid(0), "in a process group of its own"
    assert os.getpriority(os.PRIO_PROCESS, running.pid) >= 10, "gives way to others"
    os.kill(running.pid, signal.SIGKILL)
    died = until(store, long, over)
    assert died.state is RunState.DIED and "SIGKILL" in died.message and died.proposal_id is None
    assert until(store, short, over).state is RunState.DONE


@sqlite_only
@pytest.mark.parametrize("how", ["by a person", "by the system", "from another machine"])
def test_a_run_that_is_stopped_keeps_the_best_it_has_found(store: Store, big: str, ann: Who, how: str) -> None:
    run_id = store.queue(big, 1, {"seconds": 300}, ann)
    store.start(run_id)
    until(store, run_id, lambda run: any(line.best is not None for line in store.progress(run_id)))
    if how == "by a person":
        store.stop(run_id, Who("Sam", Role.LEADER))
    elif how == "by the system":
        os.kill(store.run(run_id).pid, signal.SIGTERM)
    else:  # another machine can't send signals here: it can only leave word
        with store.write("runs") as connection:
            connection.execute(update(t.run).values(stop_by="Sam", stop_at=dt.datetime.now(dt.UTC)))
    run = until(store, run_id, over)
    assert run.state is RunState.STOPPED
    kept = store.proposal(run.proposal_id)
    assert kept.stopped and len(kept.proposal.allocation) > 0


@sqlite_only
def test_a_run_that_waits_can_be_stopped_and_one_that_runs_can_be_ended_at_once(
    store: Store, big: str, ann: Who
) -> None:
    first, second = (store.queue(big, 1, {"seconds": 300}, ann) for _ in range(2))
    pid = until(store, first, lambda run: run.pid is not None).pid
    store.start(first)
    waiting = store.stop(second, Who("Sam", Role.PERSON))
    assert (waiting.state, waiting.message) == (RunState.STOPPED, "Sam stopped it before it began.")
    ended = store.stop(first, ann, at_once=True)
    store.finish(first, RunState.DONE)  # a worker on another machine can't be ended, only told
    assert ended.state is RunState.STOPPED and "not kept" in ended.message
    for _ in range(100):
        store.poll()
        if not _alive(pid):
            break
        time.sleep(0.05)
    assert not _alive(pid)
    assert store.stop(first, ann).message == ended.message, "what is over stays as it is"


def _alive(pid: int) -> bool:
    return not processes.ending(pid)


def test_a_worker_without_a_sign_of_life_is_noted_as_dead_and_comes_back_if_it_lives(
    store: Store, plan: str, ann: Who
) -> None:
    run_id = store.queue(plan, 1, ONE, ann)
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=60)
    with store.write("runs") as connection:
        connection.execute(
            update(t.run).values(state=RunState.RUNNING, host="another", pid=1, started_at=long_ago, heartbeat=long_ago)
        )
    store.poll()
    assert store.run(run_id).state is RunState.DIED and "no sign of life for 30 seconds" in store.run(run_id).message
    assert store.beat(run_id) is False
    assert store.run(run_id).state is RunState.RUNNING


def test_progress_can_be_read_from_any_line_on(store: Store, plan: str, ann: Who) -> None:
    run_id = store.queue(plan, 1, ONE, ann)
    line = {"tier": 1, "tiers": 3, "name": "unmet", "title": "Unmet", "unit": "FTE", "bound": None, "seconds": 0.5}
    store.beat(run_id, [line | {"best": None}, line | {"best": 2.5}])
    store.beat(run_id, [line | {"best": 1.5}])
    assert [told.best for told in store.progress(run_id)] == [None, 2.5, 1.5]
    assert [(told.n, told.best) for told in store.progress(run_id, since=2)] == [(3, 1.5)]


def test_a_run_sent_twice_by_its_id_is_queued_once(store: Store, plan: str, ann: Who) -> None:
    assert store.queue(plan, 1, ONE, ann, run_id="r1") == store.queue(plan, 1, ONE, ann, run_id="r1") == "r1"
    assert [run.id for run in store.runs(plan)] == ["r1"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_only_planners_start_runs_but_anybody_with_the_id_may_watch_and_stop(
    store: Store, plan: str, ann: Who, role: Role
) -> None:
    other = Who("Sam", role, ("*",))
    with pytest.raises(NotAllowed, match="may not start a run; the planner may"):
        store.queue(plan, 1, ONE, other)
    run_id = store.queue(plan, 1, ONE, ann)
    assert store.progress(run_id) == [] and store.stop(run_id, other).state is RunState.STOPPED


def test_a_run_of_what_does_not_exist_is_said_in_words(store: Store, plan: str, ann: Who) -> None:
    with pytest.raises(NotFound, match="no version 2"):
        store.queue(plan, 2, ONE, ann)
    with pytest.raises(NotFound, match="no run nowhere"):
        store.progress("nowhere")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no niceness")
def test_a_worker_gives_way_as_a_process_and_as_a_session():
    """Linux may weigh a session as one; without a word of its own a modest worker got half of a processor."""
    say = (
        "import os; from pathlib import Path; from teamform.store.processes import give_way; give_way()\n"
        "known = Path('/proc/self/autogroup'); print(os.nice(0), known.read_text() if known.exists() else 'nice 19')"
    )
    said = subprocess.run(
        [sys.executable, "-c", say], start_new_session=True, capture_output=True, text=True, check=True
    ).stdout.split()
    assert (said[0], said[-1]) == ("19", "19")
