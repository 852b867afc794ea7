"""How much memory a solve is likely to take, and whether there is so much: said before anything large is made."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import numpy as np

from teamform.errors import NotEnoughMemory
from teamform.plan.plan import Plan
from teamform.rules import Rule, sift
from teamform.solve.shortlist import AT_ONCE, DRAWN
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels
from teamform.team.reach import MANY, places

BASE = 200e6
"""Bytes that the program and its libraries take."""
LOOKED_AT = 120.0
"""Bytes for each (person, seat, period) that has the discipline, while eligibility is looked at."""
ELIGIBLE, RULE = 900.0, 40.0
"""Bytes for each candidate that is eligible, and for each rule in force as well: its variables, its part of the
rows, and the search (measured on L in four periods, with 31 rules in force and with 70)."""
PERSON = 1_500.0
"""Bytes for each person of a plan that is solved over a shortlist."""
A_SEAT = 65
"""Candidates of a shortlist for each seat and period."""
SAMPLE = 20_000
"""(Person, seat, period) that are looked at to find the share of those who are eligible."""
PART = 0.9
"""A solve is refused where it would take more than this part of the memory that is free."""

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""What glibc's malloc.h calls the two settings below."""
APART = 2_000_000
"""A table of so many bytes is given memory of its own, which goes back when it is freed."""
ARENAS = 2
"""Stocks of memory that threads share."""


def needed_memory(plan: Plan, rules: tuple[Rule, ...]) -> tuple[int, float]:
    """The likely number of eligible candidates of a plan, and bytes that solving it takes."""
    able = plan.levels > 0
    ability = plan.of_seats
    seats = able.sum(axis=0)[ability] * plan.runs.sum(axis=1)
    everyone = int(seats.sum())
    share = _eligible_share(plan, rules, able, ability, seats) if everyone > SAMPLE else 1.0
    return round(everyone * share), _whole(plan, rules, everyone, share)


def _whole(plan: Plan, rules: tuple[Rule, ...], everyone: int, share: float) -> float:
    """Bytes for so many places, of which this share is eligible, looked at as a whole."""
    return BASE + everyone * (LOOKED_AT + share * _each(plan, rules))


def _each(plan: Plan, rules: tuple[Rule, ...]) -> float:
    """Bytes for each candidate that is eligible."""
    return ELIGIBLE + RULE * sum(not rule.off and rule.applies(plan) for rule in rules)


def shortlist_memory(plan: Plan, rules: tuple[Rule, ...]) -> float:
    """Bytes that solving a plan over a shortlist takes."""
    seats, each = int(plan.runs.sum()), _each(plan, rules)
    return BASE + len(plan.people) * PERSON + seats * (DRAWN * LOOKED_AT + A_SEAT * each) + AT_ONCE * each


def fits_as_a_whole(plan: Plan, rules: tuple[Rule, ...], free: float | None = None) -> bool:
    """Whether a plan is looked at as a whole; over a shortlist, where it is too large for that.

    Raises NotEnoughMemory, with the estimate, where there is too little memory even for a shortlist.
    """
    free = free_memory() if free is None else free
    if places(plan) <= MANY and _whole(plan, rules, places(plan), 1.0) <= PART * free:
        return True  # and so it does however few of them are eligible, which takes a while to say
    candidates, whole = needed_memory(plan, rules) if places(plan) <= MANY else (places(plan), float("inf"))
    if whole <= PART * free:
        return True
    wanted = min(whole, shortlist_memory(plan, rules))
    if wanted > PART * free:
        raise NotEnoughMemory(
            f"Solving this plan takes about {wanted / 1e9:,.1f} GB of memory ({candidates:,} possible placements); "
            f"{free / 1e9:,.1f} GB are free. Plan fewer teams or people at once, ask for higher levels, or use a "
            "machine with more memory."
        )
    return False


def give_back_what_is_freed() -> None:
    """Let large tables go back to the system as soon as they are freed, where the C library keeps them otherwise.

    Left to itself glibc keeps most of them for later: of a large plan some 150 MB.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, APART)
        mallopt(M_ARENA_MAX, ARENAS)


def free_memory() -> float:
    """Bytes of memory that are free; without end where the system doesn't say."""
    found = float("inf")
    file = Path("/proc/meminfo")
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.startswith("MemAvailable"):
            found = float(line.split()[1]) * 1024
    limit, used = (Path(f"/sys/fs/cgroup/memory.{name}") for name in ("max", "current"))
    if limit.exists() and limit.read_text().strip().isdigit():
        found = min(found, float(limit.read_text()) - float(used.read_text()))
    return found


def _eligible_share(plan: Plan, rules: tuple[Rule, ...], able: np.ndarray, ability: np.ndarray,
                    seats: np.ndarray) -> float:  # fmt: skip
    """The share of eligible candidates among some that are drawn: seats by how many could fill them, then a person."""
    draw = np.random.default_rng(plan.seed)
    seat = np.sort(draw.choice(len(seats), SAMPLE, p=seats / seats.sum()))
    person, period = np.zeros(SAMPLE, np.int64), np.zeros(SAMPLE, np.int64)
    for one in np.unique(seat).tolist():
        mine = np.flatnonzero(seat == one)
        person[mine] = draw.choice(np.flatnonzero(able[:, ability[one]]), len(mine))
        period[mine] = draw.choice(np.flatnonzero(plan.runs[one]), len(mine))
    block = Candidates(plan, Labels.of(plan), person, seat, period)
    return len(sift(plan, rules, block).eligible) / SAMPLE
