"""Where a leadership mode is in force, the disciplines that it needs are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.rules._kinds import BINDING, Limit, setting
from teamform.rules._saying import fte, when
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class ModeDisciplines(Limit):
    """A team has the FTE of each discipline that its leadership mode needs.

    A shortage of people is no conflict of rules, so unless a planner says otherwise a breach is only reported.
    """

    applied: str = setting("should", "Must always hold, should hold (and is reported where it doesn't), or off.",
                           choices=BINDING)  # fmt: skip

    def applies(self, plan: Plan) -> bool:
        return bool((plan.modes >= 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        running, modes = team.running, plan.sheets["LeadershipModes"]["leadership_mode"].to_numpy(str)
        mode = plan.modes[running["team"], running["period"]]
        discipline = team.fte.label("discipline")
        for (name, _), group in _groups(plan):
            asked = (mode >= 0) & (modes[mode] == name)
            code = team.labels.code("discipline", group["discipline"])
            theirs = team.fte.where(np.isin(discipline, code)).sum("team", "period")
            where = {label: codes[asked] for label, codes in running.items()}
            where["discipline"] = code[:1].repeat(asked.sum())
            yield theirs.at(where) >= int(group["fte"].max())

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        name = plan.sheets["LeadershipModes"]["leadership_mode"].iloc[plan.modes[codes["team"], codes["period"]]]
        first = labels.name("discipline", codes["discipline"])
        group = next(g for (mode, _), g in _groups(plan) if mode == name and g["discipline"].iloc[0] == first)
        which, least = " or ".join(group["discipline"]), fte(group["fte"].max())
        return (f"Team {team_name(plan, codes)}, led as {name.replace('_', ' ')}, has at least {least} FTE of"
                f" {which}{when(plan, codes)}")  # fmt: skip


def _groups(plan: Plan) -> Iterable[tuple[tuple[str, str], pd.DataFrame]]:
    """The needed disciplines by mode, those that stand in for each other together."""
    needs = plan.sheets["ModeDisciplines"]
    needs = needs[needs["discipline"].isin(plan.disciplines["discipline"])]
    group = needs["either_or"].where(needs["either_or"] != "", needs["discipline"])
    return list(needs.groupby([needs["leadership_mode"], group]))  # type: ignore[arg-type]
