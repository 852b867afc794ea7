"""A mission or team costs no more than its budget, at grade-average cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Budget(Limit):
    """A mission or a team costs at most its budget over the whole plan, at grade-average cost."""

    sheets: ClassVar[tuple[str, ...]] = ("Budgets",)
    notch: ClassVar[int] = 5_000
    unit: ClassVar[str] = "thousand pounds"

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["Budgets"]) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        budgets = plan.sheets["Budgets"]
        for label, column in (("mission", "mission"), ("team", "team_id")):
            whose = (budgets["team_id"] != "") if label == "team" else (budgets["team_id"] == "")
            budget = np.flatnonzero(whose & (budgets[column] != ""))
            these = budgets.iloc[budget]
            codes = {label: team.labels.code(label, these[column]), "budget": budget}
            rows = team.cost.sum(label).at(codes) - these["budget_gbp"].to_numpy(np.int64) <= 0
            yield rows.hard(these["hard"].to_numpy(bool)).measured(grain=10)  # ten pounds: a hundredth of a thousand

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        row = plan.sheets["Budgets"].iloc[codes["budget"]]
        whose = f"Team {row['team_id']}" if row["team_id"] else f"Mission {row['mission']}"
        return f"{whose} costs at most £{row['budget_gbp']:,}"
