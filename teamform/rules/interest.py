"""People work where they would like to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.table import Table
from teamform.team.vocabulary import Vocabulary

WANTED = 2
"""The strongest interest."""


@dataclass(frozen=True)
class Interest(Goal):
    """As little FTE as possible goes to teams that people are not drawn to (0: all very much wanted)."""

    tier: ClassVar[float] = 7
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["Preferences"]) > 0

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        asked = plan.sheets["Preferences"]
        named = {label: team.labels.code(label, asked[f"{label}_id"]) for label in ("person", "team")}
        interest = Table.said(team.labels, named, asked["interest"].to_numpy(np.int64)).at(team.fte.codes).constant
        yield Aim.of("interest", "FTE given without strong interest", "FTE-points", 100 * len(plan.periods),
                     team.fte * (WANTED - interest))  # fmt: skip
