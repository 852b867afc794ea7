"""Who gains: the seats of which more, or less, is filled than before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teamform.explain.answers import Asked
from teamform.explain.case import Case
from teamform.explain.words import figure
from teamform.plan.plan import Ints


@dataclass(frozen=True)
class Gain:
    """One seat's required demand that is met in addition (below nought: lost), in FTE of a period's average."""

    demand_id: str
    team_id: str
    discipline: str
    first_step: str
    priority: int
    fte: float

    def __str__(self) -> str:
        step = f" for {self.first_step}" if self.first_step else ""
        return f"{self.discipline} on {self.team_id}{step} {'+' if self.fte > 0 else '−'}{figure(abs(self.fte))}"


def gains(case: Case, asked: Asked) -> tuple[Gain, ...]:
    """The seats that gain or lose, the most important and the largest first."""
    before, after = _unmet(case, case.x), _unmet(case, asked.after.x)
    change = (before - after) / 100 / len(case.plan.periods)
    seats = np.flatnonzero(change)
    demand = case.plan.demand
    priority = case.program.vocabulary.labels.follow({"demand": np.arange(len(demand))}, "priority") + 1
    order = sorted(seats.tolist(), key=lambda seat: (priority[seat], -change[seat], seat))
    columns = ("demand_id", "team_id", "discipline", "first_step")
    named = {seat: [str(demand[column].iloc[seat]) for column in columns] for seat in order}
    return tuple(Gain(a, b, c, d, int(priority[seat]), float(change[seat])) for seat, (a, b, c, d) in named.items())


def _unmet(case: Case, x: Ints) -> Ints:
    """Hundredths of required FTE that are unmet, by seat, over all periods."""
    unmet = case.program.vocabulary.unmet
    total = np.zeros(len(case.plan.demand), np.int64)
    np.add.at(total, unmet.label("demand"), unmet.value(x))
    return total
