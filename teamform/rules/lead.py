"""A team that asks for a lead has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.lookup import beside
from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when, who
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Lead(Limit):
    """A team has its named lead, and somebody of the grade that it asks for, while it runs.

    Where an organisation outside central government leads the mission, its people need no grade.
    """

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return any((plan.teams[column] != "").any() for column in ("lead_person", "lead_min_grade"))

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        on, running = team.on, team.running
        rank = plan.rank_of(plan.teams["lead_min_grade"])
        senior = plan.grade_rank[on.label("person")] >= on.look("team", rank)
        senior |= plan.outside[on.label("person")] & (on.label("organisation") == on.look("team", _leading(plan, team)))
        seniors = on.where(senior).sum("team", "period")
        asked = rank[running["team"]] > 0
        yield (seniors.at({name: codes[asked] for name, codes in running.items()}) >= 1).measured(worth=100)
        person = team.labels.code("person", plan.teams["lead_person"])[running["team"]]
        named = {name: codes[person >= 0] for name, codes in running.items()} | {"person": person[person >= 0]}
        yield (on.at(named) >= 1).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        row = plan.teams.iloc[codes["team"]]
        if "person" in codes:
            return f"{who(plan, codes)} leads team {team_name(plan, codes)}{when(plan, codes)}"
        return (
            f"Team {team_name(plan, codes)} has somebody of grade {row['lead_min_grade']} or above{when(plan, codes)}"
        )


def _leading(plan: Plan, team: Vocabulary) -> Ints:
    """The organisation that leads each team's mission; -1 where none is named."""
    leads = beside(plan.teams["mission"], plan.sheets["Missions"], "mission", "lead_organisation", "")
    return team.labels.code("organisation", leads)
