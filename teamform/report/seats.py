"""Seats that aren't filled, and where the people who could fill them are today."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from teamform.explain.whereabouts import Accounts, Held, Whereabouts
from teamform.rules import Checked
from teamform.team.coverage import shortfall

__all__ = ["Held", "Seat", "Whereabouts", "short_seats"]


@dataclass(frozen=True)
class Seat:
    """A seat in a period with less FTE than its team must have."""

    team: str
    demand_id: str
    discipline: str
    first_step: str
    period: str
    priority: int
    required: float
    allocated: float
    unmet: float
    people: Whereabouts

    @property
    def reason(self) -> str:
        """Why the seat isn't filled, in a sentence."""
        if not self.people.looked_into:
            return f"Where people with {self.discipline} are was not looked into: the plan is too large for that."
        if not self.people.offered:
            return f"Nobody on offer has {self.discipline}."
        return f"{self.people.offered:g} FTE of people with {self.discipline} on offer: {self.people.words}."


def short_seats(checked: Checked, allocation: pd.DataFrame) -> tuple[Seat, ...]:
    """Every seat and period with unmet required demand, the most important and the emptiest first."""
    accounts = Accounts(checked.program, checked.x)
    rows = shortfall(checked.program.plan, allocation).to_dict("records")
    return tuple(
        Seat(
            team=row["team_id"],
            priority=int(row["priority"]),
            people=accounts.people(row["demand_id"], row["period"], row["unmet"]),
            **{name: row[name] for name in ("demand_id", "discipline", "first_step", "period")},
            **{name: row[name] / 100 for name in ("required", "allocated", "unmet")},
        )
        for row in rows
    )
