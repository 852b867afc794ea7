"""Nobody is split into slivers, and no part-timer is shut out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.once import once
from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import fte, seat, when, who
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class SmallestAllocation(Limit):
    """A person on a seat gives at least its smallest useful FTE, or all that they or the seat have."""

    notch: ClassVar[int] = 10
    fte: int = setting(0, "Smallest FTE in hundredths, where neither seat nor discipline says.", lowest=0, highest=100,
                       unit="hundredths of FTE")  # fmt: skip
    part_timer_safe: bool = setting(True, "Let people who offer less than the smallest FTE give all they have.")

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        works = team.works
        least = self._least(plan)[works.label("demand")]
        most = team.candidates.most
        if self.part_timer_safe:
            least = np.minimum(least, most)
        else:
            seat_alone = plan.demand["fte_desired"].to_numpy(np.int64) // plan.step * plan.step
            least = np.minimum(least, seat_alone[works.label("demand")])
        binding = least > plan.step  # one planning step is given by being there at all
        yield works.where(binding) * least[binding] <= team.fte.where(binding)

    def _least(self, plan: Plan) -> np.ndarray:
        """The smallest useful FTE (hundredths) of each seat: its own, its discipline's, or the setting."""
        said = _said(plan)
        return np.where(said < 0, self.fte, said)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        least = fte(self._least(plan)[codes["demand"]])
        or_all = ", or all they or the seat have" if self.part_timer_safe else ""
        return f"{who(plan, codes)} gives the seat {seat(plan, codes)} at least {least} FTE{or_all}{when(plan, codes)}"


@once
def _said(plan: Plan) -> np.ndarray:
    """The smallest useful FTE (hundredths) that each seat or its discipline gives; below nought where neither does."""
    of_discipline = beside(plan.demand["discipline"], plan.disciplines, "discipline", "min_chunk", 0)
    own = plan.demand["min_chunk"].to_numpy(np.int64, na_value=-1)
    return np.where(own >= 0, own, np.where(of_discipline > 0, of_discipline, -1))
