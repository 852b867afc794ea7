"""Dials that do nothing: disciplines for which a higher dial would bring no more people, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from teamform.explain.case import WHOLE, Case
from teamform.explain.climb import ladder
from teamform.explain.ladder import LEFT, Loss
from teamform.explain.words import figure, listed
from teamform.plan.plan import Flags
from teamform.team.program import Aim, Program

if TYPE_CHECKING:
    from teamform.solve.again import Answer

NOTHING_SHORT, RULES, PRIORITY, WORKS, UNKNOWN = "nothing short", "rules", "priority", "works", "not known"
"""Why a dial does nothing: nothing is short, rules bind, or more important work has the people; or that it works."""


@dataclass(frozen=True)
class Dial:
    """What turning up a discipline's dial would do."""

    discipline: str
    dial: int
    unmet: float
    """Unmet required FTE of an average period today."""
    reached: float
    """The least that any dial could bring it to, every priority keeping what it has."""
    least: float
    """The least that any plan could bring it to, whatever that cost others."""
    verdict: str
    proved: bool
    losses: tuple[Loss, ...]
    """What takes people off the discipline's supply ladder, the largest first."""
    sentence: str

    @property
    def works(self) -> bool:
        """Whether turning it up would bring the discipline more."""
        return self.verdict == WORKS


def dials(case: Case) -> Iterator[Dial]:
    """Each discipline that is asked for, those that are short first: would a higher dial bring it more; if not, why?"""
    plan, unmet = case.plan, case.program.vocabulary.unmet
    asked = plan.disciplines[plan.disciplines["discipline"].isin(plan.demand["discipline"])]
    missing = np.zeros(len(case.program.vocabulary.labels.names["discipline"]), np.int64)
    np.add.at(missing, unmet.label("discipline"), unmet.value(case.x))
    codes = [case.code("discipline", name) for name in asked["discipline"]]
    for code, dial in sorted(zip(codes, asked["dial"].astype(int), strict=True), key=lambda d: (-missing[d[0]], d[0])):
        yield _dial(case, code, int(dial), int(missing[code]))


def _dial(case: Case, discipline: int, dial: int, missing: int) -> Dial:
    name = case.program.vocabulary.labels.name("discipline", discipline)
    if not missing:
        says = f"Turning up the dial of {name} does nothing: none of its demand is unmet."
        return Dial(name, dial, 0.0, 0.0, 0.0, NOTHING_SHORT, True, (), says)
    anyhow = _least(case, case.program, discipline)
    reached = anyhow if anyhow == (missing, True) else _least(case, _keeping(case), discipline)
    lost = (loss for rung in ladder(case, name).rungs for loss in rung.losses if loss.rule not in LEFT)
    losses = tuple(sorted(lost, key=lambda loss: -loss.fte))
    now, best, least = (_average(case, value) for value in (missing, reached[0], anyhow[0]))
    if reached[0] < missing:
        verdict, proved = WORKS, True
    elif not reached[1]:
        verdict, proved = UNKNOWN, False
    else:
        verdict, proved = (RULES if anyhow == (missing, True) else PRIORITY), True
    return Dial(
        name, dial, now, best, least, verdict, proved, losses, _sentence(name, now, best, least, verdict, losses)
    )


def _sentence(name: str, now: float, best: float, least: float, verdict: str, losses: Sequence[Loss]) -> str:
    start = f"Turning up the dial of {name} does nothing: {figure(now)} FTE stay unmet"
    if verdict == WORKS:
        return (f"Turning up the dial of {name} can bring its unmet demand from {figure(now)} down to {figure(best)}"
                " FTE; other disciplines of the same priority would bear that much more.")  # fmt: skip
    if verdict == UNKNOWN:
        return f"Whether turning up the dial of {name} would bring it more was not found out in the time given."
    if verdict == PRIORITY:
        return (f"{start}, because more of it would take from a priority as a whole; whatever that cost others,"
                f" {figure(least)} FTE would be unmet.")  # fmt: skip
    what = listed(loss.words for loss in losses[:3])
    why = f"not priority but rules decide: {what}" if losses else "all of it that exists is placed already"
    return f"{start} whatever comes first; {why}."


def _keeping(case: Case) -> Program:
    """The program in which missions keep, priority by priority, what they have."""
    from teamform.solve.variants import holding

    return holding(case.program, case.x, case.program.aims[: case.mission_goals])


def _least(case: Case, program: Program, discipline: int) -> tuple[int, bool]:
    """The smallest unmet demand of a discipline that was found (hundredths, all periods), and whether it is proved."""
    from teamform.solve.least import Floors

    unmet = program.vocabulary.unmet
    mine = unmet.label("discipline") == discipline
    aim = Aim.of("unmet", "Unmet demand of a discipline", "FTE", 100, unmet.where(mine))
    found = _again(case, program, aim, np.unique(unmet.label("demand")[mine]))
    if found.whole and found.proved:
        return found.raw[0], True
    return found.raw[0], found.raw[0] <= Floors(program).least(aim, found.x)


def _again(case: Case, program: Program, aim: Aim, seats: np.ndarray) -> Answer:
    from teamform.solve.again import again
    from teamform.solve.near import near

    free: Flags = np.ones(len(case.program.candidates), bool)
    if len(free) > WHOLE:
        free = list(near(case.program, case.x, np.zeros(0, np.int64), seats, case.patience.rings))[-1]
    return again(program, case.x, [aim], free=free, web=case.web, seconds=case.patience.near + case.patience.whole / 2,
                 workers=case.patience.workers, from_below=True)  # fmt: skip


def _average(case: Case, hundredths: int) -> float:
    return round(hundredths / 100 / len(case.plan.periods), 6)
