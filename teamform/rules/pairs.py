"""People who belong together are together, and people who must be apart are apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Rows, Table, grouped, matches
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Pairs(Limit):
    """Two people named in PairRules are always, or never, on a team together."""

    sheets: ClassVar[tuple[str, ...]] = ("PairRules",)
    unit: ClassVar[str] = "teams"

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["PairRules"]) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        rules, on = plan.sheets["PairRules"], team.on
        ends = [team.labels.code("person", rules[column]) for column in ("person_a", "person_b")]
        pair, where = _somebody_there(on, *ends)
        codes = {"pair": pair, **where}
        a, b = (on.at({"person": end[pair], **where}).labelled(**codes) for end in ends)
        hard, together = rules["hard"].to_numpy(bool), (rules["rule"] == "together").to_numpy()
        both = (a + b).filled()
        apart = both.where(~together[both.label("pair")])
        yield (apart <= 1).hard(hard[apart.label("pair")]).measured(worth=100)
        difference = (a - b).filled()
        difference = difference.where(together[difference.label("pair")])
        yield (difference == 0).hard(hard[difference.label("pair")]).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        rule = plan.sheets["PairRules"].iloc[codes["pair"]]
        how = "are on the same teams" if rule["rule"] == "together" else "are never on a team together"
        return f"{rule['person_a']} and {rule['person_b']} {how}: {team_name(plan, codes)}{when(plan, codes)}"


def _somebody_there(on: Table, first: Ints, second: Ints) -> tuple[Ints, dict[str, Ints]]:
    """Every (pair, team, period) in which one of the two could be on the team; pairs apart from where."""
    who, end = matches(on.label("person"), np.concatenate([first, second]))
    where = {name: on.label(name)[who] for name in ("team", "period")}
    _, codes = grouped(on.labels, {"pair": end % max(len(first), 1), **where})
    return codes.pop("pair"), codes
