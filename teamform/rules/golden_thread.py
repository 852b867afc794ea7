"""Some of the people who carry a first step carry the one that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from teamform.plan.once import once
from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class GoldenThread(Limit):
    """At least a set number of the people on a first step carry on into its next step."""

    unit: ClassVar[str] = "people"
    people: int = setting(2, "Fewest people, for steps that don't give their own.", lowest=0, highest=1000)

    def applies(self, plan: Plan) -> bool:
        return len(_threads(plan)) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        threads = _threads(plan)
        worked_on = plan.demand["first_step"].to_numpy(str)
        both = threads["first_step"].isin(worked_on) & threads["next_step"].isin(worked_on)
        thread = np.flatnonzero(both)
        codes = {"thread": thread, "team": team.labels.code("team", threads["team_id"].iloc[thread])}
        least = Numbers.of("thread", values=self._least(threads))
        yield (team.stays.sum("thread").at(codes) >= least).measured(worth=100)

    def _least(self, threads: pd.DataFrame) -> np.ndarray:
        return threads["keep_people"].fillna(self.people).to_numpy(np.int64)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        threads = _threads(plan)
        step, least = threads.iloc[codes["thread"]], self._least(threads)[codes["thread"]]
        return (f"At least {least} of the people on {step['first_step']} of team {team_name(plan, codes)} carry on into"
                f" {step['next_step']}")  # fmt: skip


@once
def _threads(plan: Plan) -> pd.DataFrame:
    """The first steps that name their next one, in the order of the label."""
    return plan.first_steps[plan.first_steps["next_step"].isin(plan.first_steps["first_step"])]
