"""Teams that depend on each other share somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Limit
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class LinkedTeams(Limit):
    """Two linked teams have somebody on both, where the link asks for it and no liaison is named."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool(_asked(plan).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        link = np.flatnonzero(_asked(plan))
        first = team.labels.code("team", plan.sheets["MissionLinks"]["from_team"].iloc[link])
        codes = {"link": link[first >= 0], "team": first[first >= 0]}
        yield (team.shared.sum("link").at(codes) >= 1).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        link = plan.sheets["MissionLinks"].iloc[codes["link"]]
        return f"Teams {link['from_team']} and {link['to_team']} ({link['kind']}) share at least one person"


def _asked(plan: Plan) -> Flags:
    links = plan.sheets["MissionLinks"]
    return np.asarray(links["shared_person"].to_numpy(bool) & (links["liaison"] == "").to_numpy(bool))
