"""Switching how a team is led."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS


def switched(plan: Plan, team_id: str, mode: str, periods: Iterable[str] = ()) -> Plan:
    """The plan with another leadership mode in force for a team, in some periods or in all."""
    whole = pd.Series(list(periods) or list(plan.periods["period"]))
    said = SHEETS["ModeByPeriod"].typed(plan.given.get("ModeByPeriod", SHEETS["ModeByPeriod"].empty()))
    kept = said[~((said["team_id"] == team_id) & said["period"].isin(whole))]
    rows = pd.DataFrame({"team_id": team_id, "period": whole, "leadership_mode": mode})
    new = SHEETS["ModeByPeriod"].typed(rows)
    return plan.changed(ModeByPeriod=pd.concat([t for t in (kept, new) if len(t)], ignore_index=True))
