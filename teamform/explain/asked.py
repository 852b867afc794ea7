"""What a question asks of a plan, said as rules, so that it can be searched, checked and named in a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.explain.words import figure, named
from teamform.plan.plan import Plan
from teamform.rules import Limit
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Placed(Limit):
    """Somebody has a place on one of some seats, with so much FTE at least."""

    person: str = ""
    seats: tuple[str, ...] = ()
    fte: int = 1
    """Hundredths."""
    periods: tuple[str, ...] = ()
    """Only in these; empty: in every period in which somebody may place them there."""

    @property
    def name(self) -> str:
        """What a question is called among the rules."""
        return "what was asked"

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        names, block = team.labels.names, team.candidates
        mine = block.person == names["person"].get_indexer(pd.Index([self.person]))[0]
        mine &= np.isin(block.demand, names["demand"].get_indexer(pd.Index(self.seats)))
        if self.periods:
            mine &= np.isin(block.period, names["period"].get_indexer(pd.Index(self.periods)))
        least = max(self.fte, plan.step)
        yield team.fte.where(mine).sum("person", "period") >= least

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        return f"{named(plan, codes['person'])} gives {', '.join(self.seats)} at least {figure(self.fte / 100)} FTE"


@dataclass(frozen=True)
class Filled(Limit):
    """Some seats get all that they require."""

    seats: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """Only in these; empty: in every period."""
    why: str = ""

    @property
    def name(self) -> str:
        """What a question is called among the rules."""
        return "what was asked"

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        names, unmet = team.labels.names, team.unmet
        mine = np.isin(unmet.label("demand"), names["demand"].get_indexer(pd.Index(self.seats)))
        if self.periods:
            mine &= np.isin(unmet.label("period"), names["period"].get_indexer(pd.Index(self.periods)))
        yield unmet.where(mine) <= 0

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        return self.why or f"The seat {labels.name('demand', codes['demand'])} is filled"
