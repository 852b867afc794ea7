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

    unit: ClassVar[str] = "thousand pounds"

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["Budgets"]) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        budgets = plan.sheets["Budgets"]
        for label, column in (("mission", "mission"), ("team", "team_id")):
            whose = (budgets["team_id"] != "") if label == "team" else (budgets["team_id"] == "")
            these = budgets[whose & (budgets[column] != "")]
            codes = {label: team.labels.names[label].get_indexer(these[column])}
            spent = team.cost.sum(label).at(codes)
            rows = spent - these["budget_gbp"].to_numpy(np.int64) <= 0
            yield rows.hard(these["hard"].to_numpy(bool)).measured(grain=10)  # ten pounds: a hundredth of a thousand

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        label = "team" if "team" in codes else "mission"
        name = labels.name(label, codes[label])
        budgets = plan.sheets["Budgets"]
        column = {"team": "team_id", "mission": "mission"}[label]
        most = budgets[(budgets[column] == name) & ((budgets["team_id"] != "") == (label == "team"))][
            "budget_gbp"
        ].min()
        return f"{label.capitalize()} {name} costs at most £{most:,}"
