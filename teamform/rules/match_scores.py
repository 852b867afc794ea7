"""People work on the teams that they were scored to suit best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lists import DECIMALS
from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Goal, setting
from teamform.team.program import Aim
from teamform.team.table import Numbers
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
        lost, pair = self._lost(plan, team), round(self.pair_points * 10**DECIMALS)
        grain = int(np.gcd.reduce([pair, *np.unique(lost).tolist()])) or 1
        total = (team.fte * Numbers.of("person", "team", values=lost // grain)).sum("period")
        if pair:
            total = total + team.organisation_pairs.sum("period") * (100 * pair // grain)
        title = "Match lost against the highest score" + (", and pairs from one organisation" if pair else "")
        yield Aim.of("match_scores", title, "FTE-points", 100 * len(plan.periods) * 10**DECIMALS / grain, total)

    def _lost(self, plan: Plan, team: Vocabulary) -> Ints:
        """What each person (row) lacks on each team (column) against the highest score, in millionths."""
        table, labels = plan.sheets["MatchScores"], team.labels
        scores = np.zeros((labels.size("person"), labels.size("team")), np.int64)
        person, its_team = labels.code("person", table["person_id"]), labels.code("team", table["team_id"])
        known = (person >= 0) & (its_team >= 0)
        exact = np.rint(table["score"].to_numpy(np.float64) * 10**DECIMALS).astype(np.int64)
        scores[person[known], its_team[known]] = exact[known]
        return np.asarray(scores.max(initial=0) - scores)
