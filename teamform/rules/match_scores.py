"""People work on the teams that they were scored to suit best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lists import DECIMALS
from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal, setting
from teamform.team.labels import Labels
from teamform.team.program import Aim
from teamform.team.table import Table
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class MatchScores(Goal):
    """As little as possible is lost against everybody working where the highest of all MatchScores is reached."""

    tier: ClassVar[float] = 5.8
    from_nought: ClassVar[bool] = True
    pair_points: float = setting(0.0, "What a pair of people from one organisation on a team counts in this goal, in "
                                 "points.", lowest=0, highest=1000, unit="points")  # fmt: skip

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["MatchScores"]) > 0

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        scores, pair = self._scores(plan, team.labels), round(self.pair_points * 10**DECIMALS)
        highest = int(scores.constant.max(initial=0))
        grain = int(np.gcd.reduce([pair, highest, *np.unique(scores.constant).tolist()])) or 1
        lost = (highest - scores.at(team.fte.codes).constant) // grain
        total = (team.fte * lost).sum("period")
        if pair:
            total = total + team.organisation_pairs.sum("period") * (100 * pair // grain)
        title = "Match lost against the highest score" + (", and pairs from one organisation" if pair else "")
        yield Aim.of("match_scores", title, "FTE-points", 100 * len(plan.periods) * 10**DECIMALS / grain, total)

    def _scores(self, plan: Plan, labels: Labels) -> Table:
        """The scores in millionths, by person, team; who has none on a team has nought there."""
        table = plan.sheets["MatchScores"]
        named = {label: labels.code(label, table[f"{label}_id"]) for label in ("person", "team")}
        exact = np.rint(table["score"].to_numpy(np.float64) * 10**DECIMALS).astype(np.int64)
        return Table.said(labels, named, exact)
