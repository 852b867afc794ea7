"""What a planner has pinned stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, when, who
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Pins(Limit):
    """A pinned person is on the team, with the pinned FTE if one is given."""

    sheets: ClassVar[tuple[str, ...]] = ("Pins",)

    def applies(self, plan: Plan) -> bool:
        return bool((plan.sheets["Pins"]["kind"] == "pin").any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        pins = plan.sheets["Pins"]
        for special in (False, True):
            for amount in (False, True):
                these = ((pins["discipline"] != "") == special) & (pins["fte"].notna() == amount)
                pin = np.flatnonzero(these & (pins["kind"] == "pin"))
                if len(pin):
                    yield self._pins(plan, team, pin, special, amount)

    def _pins(self, plan: Plan, team: Vocabulary, pin: Ints, special: bool, amount: bool) -> Rows:
        """The rows of pins that name the same things (a discipline or not, an FTE or not)."""
        names, pins = team.labels.names, plan.sheets["Pins"].iloc[pin]
        labels = {"person": "person_id", "team": "team_id"} | ({"discipline": "discipline"} if special else {})
        whose = {label: team.labels.code(label, pins[column]) for label, column in labels.items()}
        named = pins["period"].to_numpy()[:, None]
        when_ = plan.in_force(pins["expires"]) & (
            (_there(plan, pins) & (named == "")) | (named == names["period"].to_numpy()))  # fmt: skip
        row, period = np.nonzero(when_)
        codes = {label: values[row] for label, values in whose.items()} | {"period": period}
        hard = pins["hard"].to_numpy(bool)[row]
        given = (team.fte if amount else team.works).sum(*codes).at({**codes, "pin": pin[row]})
        if amount:
            step = plan.step
            return (given == pins["fte"].to_numpy(np.int64)[row] // step * step).hard(hard)
        return (given >= 1).hard(hard).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        pin, its_team = plan.sheets["Pins"].iloc[codes["pin"]], team_name(plan, codes)
        how_much = "" if pd.isna(pin["fte"]) else f" with {fte(pin['fte'])} FTE"
        seats = plan.demand[plan.demand["team_id"] == its_team]["discipline"]
        what = f" for {pin['discipline']}" if pin["discipline"] else ""
        in_vain = "" if pin["discipline"] in {"", *seats} else ", which that team doesn't ask for"
        return f"{who(plan, codes)} is pinned to team {its_team}{what}{in_vain}{how_much}{when(plan, codes)}"


def _there(plan: Plan, pins: pd.DataFrame) -> Flags:
    """Whether each pin (row) has a seat in each period (column): one of its discipline, if there ever is one."""
    there = np.zeros((len(pins), len(plan.periods)), bool)
    of_team = plan.demand.groupby("team_id").indices
    discipline = plan.demand["discipline"].to_numpy(str)
    for row, pin in enumerate(pins.itertuples()):
        seats = of_team.get(pin.team_id, np.zeros(0, np.int64))
        special = seats[discipline[seats] == pin.discipline]
        there[row] = plan.runs[special if len(special) else seats].any(axis=0)
    return there
