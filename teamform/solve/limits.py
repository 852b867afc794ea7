"""How long a solve may take, on how many cores, and what it tells while it runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from teamform.errors import RuleError

PACE = 3.0
"""Seconds that one deterministic second of the solver takes (measured on the demonstration, 2.3 to 3.3)."""

LEAST = 0.1
"""Part of the time that a search has, however long its rows took to write."""


@dataclass(frozen=True)
class Limits:
    """Time and cores for one solve.

    A repeatable solve, and any on one core, counts work instead of time, so that the same input, seed and
    limits give the same answer on any number of cores; on a quiet machine it takes about as long. Another
    counts the clock's seconds.
    """

    seconds: float = 60.0
    workers: int = 0
    """How many cores to use; 0 means all."""
    repeatable: bool | None = None
    """Whether the same seed and limits must give the identical plan; None: unless somebody watches."""

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= 7 * 24 * 3600:
            raise RuleError(f"A time limit of {self.seconds:g} seconds makes no sense: use more than 0, at most a week")
        if not 0 <= self.workers <= 256:
            raise RuleError(f"{self.workers} workers make no sense: use 1 to 256, or 0 for all cores")

    @property
    def cores(self) -> int:
        """How many cores are used."""
        return self.workers or min(os.cpu_count() or 1, 8)

    @property
    def by_the_clock(self) -> bool:
        """Whether time is the clock's; else work is counted, in the solver's deterministic seconds."""
        return self.cores > 1 and not self.repeatable

    @property
    def effort(self) -> float:
        """The time limit in what is counted: the clock's seconds, or deterministic ones."""
        return self.seconds if self.by_the_clock else self.seconds / PACE

    @property
    def together(self) -> int:
        """How many cores one search may use together: several only where nothing has to repeat."""
        return self.cores if self.by_the_clock else 1

    def after(self, seconds: float) -> Limits:
        """What is left of the limits after so many of the clock's seconds, where those count."""
        left = max(self.seconds - seconds, LEAST * self.seconds)
        return replace(self, seconds=left) if self.by_the_clock else self


@dataclass(frozen=True)
class Progress:
    """What is known while a solve runs: the goal being worked on, the best value so far and its bound."""

    tier: int
    tiers: int
    name: str
    title: str
    unit: str
    best: float | None
    bound: float | None
    seconds: float

    @property
    def words(self) -> str:
        """The state in words for people."""
        if self.best is None:
            return f"{self.title}: looking for a first plan"
        if self.bound is None:
            return f"{self.title}: best so far {self.best:,g} {self.unit}"
        gap = max(self.best - self.bound, 0)
        return f"{self.title}: best so far {self.best:,g} {self.unit}, may still improve by at most {gap:,g}"


Watch = Callable[[Progress], None]
Stop = Callable[[], bool]


def since(began: float, watch: Watch | None) -> Watch | None:
    """Who watches hears how many of the clock's seconds have passed since the whole solve began."""
    if watch is None:
        return None
    return lambda progress: watch(replace(progress, seconds=time.monotonic() - began))
