"""No organisation, or part of it, lets go more than it has agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class ReleaseCaps(Limit):
    """An organisation lets go no more FTE than its release cap, as a whole or by directorate and discipline.

    A cap on a discipline counts the organisation's own specialists, whatever seat they take, and
    anyone of the organisation who takes a seat of that discipline.
    """

    sheets: ClassVar[tuple[str, ...]] = ("ReleaseCaps",)

    def applies(self, plan: Plan) -> bool:
        return bool(plan.organisations["release_cap_fte"].notna().any()) or len(plan.sheets["ReleaseCaps"]) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        given = plan.organisations["release_cap_fte"].notna().to_numpy()
        whole = team.fte.where(team.fte.look("organisation", given)).sum("organisation", "period")
        yield whole <= Numbers.of(
            "organisation", values=plan.organisations["release_cap_fte"].fillna(0).to_numpy(np.int64)
        )
        caps = plan.sheets["ReleaseCaps"]
        in_force = plan.in_force(caps["expires"])
        in_force &= (caps["period"].to_numpy()[:, None] == plan.periods["period"].to_numpy()) | (
            caps["period"] == "").to_numpy()[:, None]  # fmt: skip
        for part in (False, True):
            for special in (False, True):
                these = ((caps["directorate"] != "") == part) & ((caps["discipline"] != "") == special)
                cap, period = np.nonzero(in_force & these.to_numpy()[:, None])
                if len(cap):
                    yield self._caps(plan, team, cap, period, part, special)

    def _caps(self, plan: Plan, team: Vocabulary, cap: Ints, period: Ints, part: bool, special: bool) -> Rows:
        """The rows of caps that name the same things (a directorate or not, a discipline or not)."""
        names, caps = team.labels.names, plan.sheets["ReleaseCaps"].iloc[cap]
        body = "directorate" if part else "organisation"
        named = caps["organisation"] + " / " + caps["directorate"] if part else caps["organisation"]
        codes = {body: team.labels.code(body, named), "period": period, "cap": cap}
        if not special:
            given = team.fte.sum(body, "period").at(codes)
        else:
            codes["discipline"] = team.labels.code("discipline", caps["discipline"])
            own = team.fte.where(team.fte.label("home_discipline") < len(names["discipline"]))
            own = own.sum(body, "home_discipline", "period")
            own = own.labelled(**{body: own.codes[body], "discipline": own.codes["home_discipline"],
                                  "period": own.codes["period"]})  # fmt: skip
            lent = team.fte.where(team.fte.label("home_discipline") != team.fte.label("discipline"))
            given = own.at(codes) + lent.sum(body, "discipline", "period").at(codes)
        most = caps["release_cap_fte"].to_numpy(np.int64)
        return (given - most <= 0).hard(caps["hard"].to_numpy(bool))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        if "cap" not in codes:
            body = plan.organisations.iloc[codes["organisation"]]
            return f"{body['organisation']} lets go at most {fte(body['release_cap_fte'])} FTE{when(plan, codes)}"
        cap = plan.sheets["ReleaseCaps"].iloc[codes["cap"]]
        part = f" ({cap['directorate']})" if cap["directorate"] else ""
        of = f" of {cap['discipline']}" if cap["discipline"] else ""
        return f"{cap['organisation']}{part} lets go at most {fte(cap['release_cap_fte'])} FTE{of}{when(plan, codes)}"
