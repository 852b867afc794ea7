"""What a planner has pinned stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, when, who
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Pins(Limit):
    """A pinned person is on the team, with the pinned FTE if one is given."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.sheets["Pins"]["kind"] == "pin").any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        pins = plan.sheets["Pins"]
        pins = pins[pins["kind"] == "pin"]
        for special in (False, True):
            for amount in (False, True):
                these = pins[((pins["discipline"] != "") == special) & (pins["fte"].notna() == amount)]
                if len(these):
                    yield self._pins(plan, team, these, special, amount)

    def _pins(self, plan: Plan, team: Vocabulary, pins, special: bool, amount: bool) -> Rows:  # type: ignore[no-untyped-def]
        """The rows of pins that name the same things (a discipline or not, an FTE or not)."""
        names = team.labels.names
        whose = {
            "person": names["person"].get_indexer(pins["person_id"]),
            "team": names["team"].get_indexer(pins["team_id"]),
        }
        if special:
            whose["discipline"] = names["discipline"].get_indexer(pins["discipline"])
        running = np.zeros((len(names["team"]), len(names["period"])), bool)
        running[team.running["team"], team.running["period"]] = True
        named = pins["period"].to_numpy()[:, None]
        when_ = plan.in_force(pins["expires"]) & (
            (running[whose["team"]] & (named == "")) | (named == names["period"].to_numpy()))  # fmt: skip
        row, period = np.nonzero(when_)
        codes = {label: values[row] for label, values in whose.items()} | {"period": period}
        hard = pins["hard"].to_numpy(bool)[row]
        given = (team.fte if amount else team.works).sum(*codes).at(codes)
        if amount:
            step = plan.step
            return (given == pins["fte"].to_numpy(np.int64)[row] // step * step).hard(hard)
        return (given >= 1).hard(hard).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        pins = plan.sheets["Pins"]
        person, its_team = plan.people["person_id"].iloc[codes["person"]], team_name(plan, codes)
        mine = pins[(pins["person_id"] == person) & (pins["team_id"] == its_team) & (pins["kind"] == "pin")]
        amount = mine["fte"].dropna()
        how_much = f" with {fte(amount.iloc[0])} FTE" if len(amount) else ""
        discipline = labels.name("discipline", codes["discipline"]) if "discipline" in codes else ""
        seats = plan.demand[plan.demand["team_id"] == its_team]["discipline"]
        what = f" for {discipline}" if discipline else ""
        in_vain = "" if not discipline or discipline in set(seats) else ", which that team doesn't ask for"
        return f"{who(plan, codes)} is pinned to team {its_team}{what}{in_vain}{how_much}{when(plan, codes)}"
