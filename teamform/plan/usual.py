"""What is usual: the tables that stand in where a workbook doesn't bring its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import pandas as pd

from teamform.plan import lists
from teamform.plan.sheets import SHEETS

Row = Mapping[str, Any]

GRADES: Final = tuple(
    {"grade": grade, "rank": rank, "annual_cost_gbp": cost} for grade, (rank, cost) in lists.GRADES.items()
)

LEADERSHIP_MODES: Final[tuple[Row, ...]] = (
    {"leadership_mode": "problem_solver", "lead_from": "either", "min_outside_share": 1000, "size_min": 6,
     "size_max": 12, "cadence_weeks": 2, "approver": "SRO"},
    {"leadership_mode": "convenor", "lead_from": "central", "min_outside_share": 2500, "min_orgs": 4, "min_sectors": 3,
     "size_min": 6, "size_max": 13, "max_central_share": 7500, "cadence_weeks": 4, "approver": "SRO"},
    {"leadership_mode": "funder", "lead_from": "central", "min_outside_share": 1000, "size_min": 3, "size_max": 7,
     "cadence_weeks": 6, "approver": "SRO and accounting officer"},
    {"leadership_mode": "enabler", "lead_from": "outside", "min_outside_share": 3500, "size_min": 4, "size_max": 12,
     "max_central_share": 6500, "cadence_weeks": 2, "approver": "outside lead and SRO"},
    {"leadership_mode": "standing_back", "lead_from": "outside", "min_outside_share": 6000, "size_min": 2,
     "size_max": 6, "max_central_fte": 100, "cadence_weeks": 12, "approver": "outside lead; SRO noted"},
)  # fmt: skip
"""The five leadership modes (shares in hundredths of a per cent, FTE in hundredths)."""

MODE_DISCIPLINES: Final[tuple[Row, ...]] = tuple(
    {"leadership_mode": mode, "discipline": discipline, "fte": fte, "either_or": group}
    for mode, discipline, fte, group in (
        *(("problem_solver", discipline, 10, "") for discipline in ("UR", "DAT", "PRO", "DEL", "POL")),
        ("convenor", "ENG", 40, ""), ("convenor", "POL", 10, ""),
        ("funder", "CGF", 40, ""), ("funder", "EVA", 30, ""),
        ("enabler", "POL", 10, "unblocker"), ("enabler", "LEG", 10, "unblocker"),
        ("enabler", "UR", 10, "lent"), ("enabler", "SD", 10, "lent"),
        ("standing_back", "EVA", 20, ""),
    )
)  # fmt: skip
"""The disciplines that must be there in each leadership mode (FTE in hundredths)."""

CONTRIBUTION_MODES: Final[tuple[Row, ...]] = tuple(
    {"contribution_mode": mode, "min_chunk": chunk, "max_teams": teams, "used_well": used_well}
    for mode, chunk, teams, used_well in (
        ("embedded", 60, 1, "In the team for most of the week; not for a report at the end"),
        ("core", 40, 2, "At every decision, with time to prepare it"),
        ("pulse", 20, 2, "In short bursts, asked before the design is fixed"),
        ("advise", 10, 3, "With a clear question and the papers a week before"),
        ("panel", 10, 4, "In sessions that are paid, and told what came of them"),
        ("upskill", 20, 2, "Teaching beside the work, so that others can go on alone"),
    )
)  # fmt: skip
"""How people work well in each contribution mode (FTE in hundredths)."""

_USUAL_NEEDS: Final = {
    "policy change": "POL:80 EVA:40 LEG:20 UR:60 DAT:30 COM:20",
    "regulation": "POL:80 LEG:50 EVA:40 OPS:30 ENG:20",
    "service redesign": "SD:60 UR:60 PRO:60 DEL:60 POL:40 DAT:30 OPS:50",
    "behaviour change campaign": "BEH:50 COM:50 UR:60 EVA:30 ENG:40",
    "challenge prize": "CGF:60 EVA:40 PRO:40 POL:30 COM:20",
    "place pilot": "ENG:50 DEL:60 OPS:50 EVA:30 UR:60 LEX:20",
    "investment/grant": "CGF:80 EVA:40 LEG:20 DEL:30",
    "data sharing": "DAT:80 LEG:40 PRO:50 POL:30 DEL:30",
    "convening": "ENG:50 POL:40 COM:20 DEL:20",
    "discovery": "UR:60 SD:60 POL:30 DAT:20 DEL:40",
    "alpha": "UR:60 SD:60 PRO:80 DEL:60 POL:30",
    "beta": "UR:60 SD:40 PRO:100 DEL:80 OPS:40 DAT:40",
    "live": "OPS:80 PRO:60 DAT:40 DEL:40 UR:60",
}
RECIPES: Final[tuple[Row, ...]] = tuple(
    {"instrument": instrument, "discipline": need.partition(":")[0], "fte": int(need.partition(":")[2]),
     "seat_kind": "available_to" if need.startswith("LEG") else "in_team"}
    for instrument, needs in _USUAL_NEEDS.items() for need in needs.split()
)  # fmt: skip
"""The disciplines that each instrument, and each phase of a service, normally needs (FTE in hundredths)."""

BRIDGES: Final[tuple[Row, ...]] = tuple(
    {"discipline_a": a, "discipline_b": b} for a, b in (("DAT", "POL"), ("POL", "UR"), ("DEL", "POL"))
)
"""The pairs of disciplines that usually need somebody fluent in both."""

TABLES: Final[Mapping[str, tuple[Row, ...]]] = {
    "Grades": GRADES,
    "ContributionModes": CONTRIBUTION_MODES,
    "Bridges": BRIDGES,
    "Recipes": RECIPES,
    "LeadershipModes": LEADERSHIP_MODES,
    "ModeDisciplines": MODE_DISCIPLINES,
}
"""The usual rows of each sheet that has some, in stored units."""


def usual(sheet: str) -> pd.DataFrame:
    """The usual table of a sheet."""
    return _typed(sheet).copy(deep=False)


def stand_in(sheet: str) -> pd.DataFrame:
    """The usual table of a sheet as a plan has it: with the defaults of its columns, and in order."""
    return _completed(sheet).copy(deep=False)


@cache
def _completed(sheet: str) -> pd.DataFrame:
    defaults = {column.name: column.default for column in SHEETS[sheet].columns if column.default is not None}
    rows = [{**defaults, **row} for row in TABLES[sheet]]
    return SHEETS[sheet].typed(pd.DataFrame(rows)).sort_values(list(SHEETS[sheet].key), kind="stable")


@cache
def _typed(sheet: str) -> pd.DataFrame:
    return SHEETS[sheet].typed(pd.DataFrame(list(TABLES[sheet])))
