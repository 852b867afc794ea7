"""Runs: solves that wait, run and end, each in a process of its own, and everything that is known of them."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Update, func, insert, select, update

from teamform.store import processes
from teamform.store import tables as t
from teamform.store.database import NotFound
from teamform.store.plans import checked, info, new_id, now
from teamform.store.proposals import Origin, Proposals, insert_proposal, read_proposal
from teamform.store.roles import May, Who
from teamform.store.run import ProgressLine, Run, RunState, death, stale
from teamform.team.proposal import Claim, Proposal


class Runs(Proposals):
    """The part of the store that looks after runs."""

    at_once = int(os.environ.get("TEAMFORM_RUNS_AT_ONCE", "1"))
    """How many runs may run at the same time."""

    def queue(self, plan_id: str, version: int, limits: Mapping[str, Any], who: Who, keep_close_to: str | None = None,
              run_id: str | None = None) -> str:  # fmt: skip
        """Put a run of this version of a plan into the queue; returns its id. `start` or `poll` sets it going.

        With ``keep_close_to`` as little as possible of that proposal changes. A given ``run_id`` is
        queued once only.
        """
        who.must(May.SOLVE)
        new = run_id or new_id()
        with self.write("runs") as connection:
            checked(info(connection, plan_id), version)
            if keep_close_to is not None:
                read_proposal(connection, keep_close_to)
            if connection.scalar(select(t.run.c.id).where(t.run.c.id == new)) is None:
                connection.execute(insert(t.run).values(
                    id=new, plan_id=plan_id, version=version, limits=dict(limits), keep_close_to=keep_close_to,
                    who=who.name, state=RunState.QUEUED, queued_at=now(), message="", claims=[], smallest=False,
                ))  # fmt: skip
        return new

    def start(self, run_id: str) -> Run:
        """Set a queued run going if there is room (it starts by itself later if not); returns where it stands."""
        self.poll()
        return self.run(run_id)

    def poll(self) -> None:
        """Look after all runs: note which have died, and start the next that wait. Any page may call it, often."""
        processes.reap()
        with self.read() as connection:
            if not _busy(connection):
                return
        started = []
        with self.write("runs") as connection:
            for run in _runs(connection, RunState.RUNNING):
                if cause := death(run):
                    connection.execute(_ended(run.id, RunState.DIED, cause))
            free = self.at_once - len(_runs(connection, RunState.RUNNING))
            for run in _runs(connection, RunState.QUEUED)[: max(free, 0)]:
                moment = now()
                connection.execute(_of(run.id).values(state=RunState.RUNNING, started_at=moment, heartbeat=moment,
                                                      host=socket.gethostname()))  # fmt: skip
                started.append(run.id)
        for run_id in started:
            pid = processes.spawn(run_id, self.address)
            with self.write("runs") as connection:
                connection.execute(_of(run_id).values(pid=pid))

    def run(self, run_id: str) -> Run:
        """Where a run stands and what came of it; raises NotFound."""
        with self.read() as connection:
            return _one(connection, run_id)

    def runs(self, plan_id: str | None = None) -> list[Run]:
        """The runs of a plan, or of all plans, newest first."""
        found = select(t.run).order_by(t.run.c.queued_at.desc())
        found = found if plan_id is None else found.where(t.run.c.plan_id == plan_id)
        with self.read() as connection:
            return [_run(each) for each in connection.execute(found)]

    def progress(self, run_id: str, since: int = 0) -> list[ProgressLine]:
        """What a run has told so far, oldest first; only what came after line ``since`` if that is given."""
        here = (t.progress.c.run_id == run_id) & (t.progress.c.n > since)
        columns = [t.progress.c[name] for name in ProgressLine.__dataclass_fields__]
        with self.read() as connection:
            _one(connection, run_id)
            found = connection.execute(select(*columns).where(here).order_by(t.progress.c.n))
            return [ProgressLine(**each._mapping) for each in found]

    def stop(self, run_id: str, who: Who, at_once: bool = False) -> Run:
        """Ask a run to stop and keep the best it has found; ``at_once`` ends its process, and nothing is kept."""
        who.must(May.WATCH)
        with self.write("runs") as connection:
            run = _one(connection, run_id)
            if not run.state.over:
                connection.execute(_of(run_id).values(stop_by=who.name, stop_at=now()))
            if run.state is RunState.QUEUED:
                connection.execute(_ended(run_id, RunState.STOPPED, f"{who.name} stopped it before it began."))
            elif run.state is RunState.RUNNING and at_once:
                said = f"{who.name} stopped it at once; what it had found is not kept."
                connection.execute(_ended(run_id, RunState.STOPPED, said))
        if run.state is RunState.RUNNING and run.pid and run.host == socket.gethostname() and not stale(run):
            processes.end(run.pid, at_once)
        return self.run(run_id)

    # --- for the worker's process

    def begin(self, run_id: str) -> Run | None:
        """Take over a run as its worker; None when it no longer wants one."""
        with self.write("runs") as connection:
            run = _one(connection, run_id)
            if run.state.over or (run.pid not in (None, os.getpid()) and not death(run)):
                return None
            moment = now()
            connection.execute(_of(run_id).values(
                state=RunState.RUNNING, started_at=run.started_at or moment, heartbeat=moment, pid=os.getpid(),
                host=socket.gethostname()))  # fmt: skip
        return self.run(run_id)

    def beat(self, run_id: str, lines: Iterable[Mapping[str, Any]] = ()) -> bool:
        """A worker's sign of life, with what it has to tell; returns whether somebody wants it to stop."""
        with self.write(f"run {run_id}") as connection:
            last = connection.scalar(select(func.max(t.progress.c.n)).where(t.progress.c.run_id == run_id)) or 0
            told = [{"run_id": run_id, "n": last + i, "at": now(), **line} for i, line in enumerate(lines, 1)]
            if told:
                connection.execute(insert(t.progress), told)
            alive = (t.run.c.id == run_id) & t.run.c.state.in_([RunState.RUNNING, RunState.DIED])
            connection.execute(
                update(t.run).where(alive).values(heartbeat=now(), state=RunState.RUNNING, ended_at=None)
            )
            return _one(connection, run_id).stop_at is not None

    def finish(self, run_id: str, state: RunState, message: str = "", proposal: Proposal | None = None,
               claims: Iterable[Claim] = (), smallest: bool = False) -> str | None:  # fmt: skip
        """Write down how a run ended, together with the proposal it found; returns the proposal's id."""
        with self.write("runs") as connection:
            run = _one(connection, run_id)
            if run.state is RunState.STOPPED:
                return None  # somebody ended it at once, and was told that nothing is kept
            kept = None
            if proposal is not None:
                kept = insert_proposal(
                    connection, run.plan_id, run.version, proposal, run.who, Origin.SOLVED, run_id=run_id
                )
            told = [{"rule": c.rule, "sentence": c.sentence, "labels": dict(c.labels)} for c in claims]
            connection.execute(_ended(run_id, state, message).values(claims=told, smallest=smallest, proposal_id=kept))
        return kept


def _of(run_id: str) -> Update:
    return update(t.run).where(t.run.c.id == run_id)


def _ended(run_id: str, state: RunState, message: str) -> Update:
    return _of(run_id).values(state=state, message=message, ended_at=now())


def _busy(connection: Connection) -> bool:
    """Whether any run waits or runs."""
    waits = t.run.c.state.in_([RunState.QUEUED, RunState.RUNNING])
    return bool(connection.scalar(select(func.count()).select_from(t.run).where(waits)))


def _runs(connection: Connection, state: RunState) -> list[Run]:
    """The runs in one state, the one that waited longest first."""
    found = connection.execute(select(t.run).where(t.run.c.state == state).order_by(t.run.c.queued_at))
    return [_run(each) for each in found]


def _one(connection: Connection, run_id: str) -> Run:
    found = connection.execute(select(t.run).where(t.run.c.id == run_id)).one_or_none()
    if found is None:
        raise NotFound(f"There is no run {run_id}: choose one from the plan's list.")
    return _run(found)


def _run(found: Row[tuple[object, ...]]) -> Run:
    row: dict[str, Any] = dict(found._mapping)
    claims = tuple(Claim(**claim) for claim in row.pop("claims"))
    return Run(**row | {"state": RunState(row["state"]), "claims": claims})
