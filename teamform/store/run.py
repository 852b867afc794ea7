"""A run: what it solves, where it stands, what it has told so far, and whether its process still lives."""

from __future__ import annotations

import datetime as dt
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from teamform.store import processes
from teamform.store.plans import now
from teamform.team.proposal import Claim

STALE = 30.0
"""Seconds without a sign of life after which a worker counts as dead."""


class RunState(StrEnum):
    """Where a run stands, in words for a list."""

    QUEUED = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CONFLICT = "conflict"
    NO_TIME = "time ran out"
    REFUSED = "could not be solved"
    DIED = "died"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self not in (RunState.QUEUED, RunState.RUNNING)


@dataclass(frozen=True)
class Run:
    """A run: what it solves, where it stands, and what came of it."""

    id: str
    plan_id: str
    version: int
    limits: dict[str, Any]
    """Settings of `solve.Limits`, such as seconds and workers."""
    keep_close_to: str | None
    """The proposal of which as little as possible should change."""
    who: str
    state: RunState
    queued_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    heartbeat: dt.datetime | None
    host: str | None
    pid: int | None
    stop_by: str | None
    stop_at: dt.datetime | None
    message: str
    """What happened, in a sentence; empty while all is well."""
    claims: tuple[Claim, ...]
    """The rules that can't hold together, if the run ended with a conflict."""
    smallest: bool
    """Whether giving up any one of ``claims`` resolves the conflict."""
    proposal_id: str | None


@dataclass(frozen=True)
class ProgressLine:
    """What was known at one moment of a run: the goal being worked on, the best value so far and its bound."""

    n: int
    at: dt.datetime
    tier: int
    tiers: int
    name: str
    title: str
    unit: str
    best: float | None
    bound: float | None
    seconds: float


def stale(run: Run) -> bool:
    """Whether the worker has given no sign of life for too long."""
    return run.heartbeat is None or (now() - run.heartbeat).total_seconds() > STALE


def death(run: Run) -> str:
    """How a running run's process died, in a sentence; empty while it lives."""
    if run.pid is not None and run.host == socket.gethostname() and (ending := processes.ending(run.pid)):
        return f"The solver's process died ({ending}). Nothing else is affected; start the run again."
    if stale(run):
        return f"The solver's process has given no sign of life for {STALE:g} seconds. Start the run again."
    return ""
