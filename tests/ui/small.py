"""A small plan for pages: seven people, two teams, two periods, one cap, and something missing."""

from __future__ import annotations

import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS

PEOPLE = [
    ("001", "Ash Alder", "DHC", "POL", 3, 100),
    ("002", "Bay Beech", "DHC", "BEH", 3, 60),
    ("003", "Cam Cedar", "RPS", "BEH", 4, 80),
    ("004", "Dee Dogwood", "RPS", "UR", 2, 50),
    ("005", "Elm Elder", "CBC", "UR", 3, 100),
    ("006", "Fir Fern", "CBC", "POL", 2, 40),
    ("007", "Gum Gorse", "UNI", "DAT", 3, 30),
]


def tables() -> dict[str, pd.DataFrame]:
    """The typed tables of the small plan."""
    given = {
        "People": pd.DataFrame(
            PEOPLE,
            columns=["person_id", "display_name", "organisation", "primary_discipline", "level", "available_fte"],
        ).assign(contract_fte=100),
        "Demand": pd.DataFrame(
            {
                "team_id": ["A1", "A1", "A1", "B2", "B2"],
                "discipline": ["POL", "BEH", "UR", "BEH", "DAT"],
                "fte_required": [80, 60, 60, 80, 40],
                "min_level": [2, 3, 2, 3, 2],
                "first_step": ["A1-FS1", "", "", "", ""],
            }
        ),
        "Teams": pd.DataFrame(
            {
                "team_id": ["A1", "B2"],
                "team": ["Warm homes", "Safe streets"],
                "priority": [1, 2],
                "mission": ["Clean energy", "Safer streets"],
                "size_max": [5, 4],
            }
        ),
        "FirstSteps": pd.DataFrame(
            {
                "first_step": ["A1-FS1"],
                "team_id": ["A1"],
                "title": ["Three offers tested"],
                "symbolises": ["Warmth, not paperwork"],
                "publicly_committed": [True],
            }
        ),
        "Missions": pd.DataFrame(
            {"mission": ["Clean energy", "Safer streets"], "north_star": ["Clean power for all", ""]}
        ),
        "Organisations": pd.DataFrame(
            {"organisation": ["DHC", "RPS", "CBC", "UNI"], "sector": ["central", "central", "local", "academia"]}
        ),
        "ReleaseCaps": pd.DataFrame(
            {
                "organisation": ["RPS"],
                "discipline": ["BEH"],
                "release_cap_fte": [50],
                "reason": ["Campaign"],
                "hard": [True],
            }
        ),
        "Periods": pd.DataFrame(
            {
                "period": ["Q1", "Q2"],
                "start": pd.to_datetime(["2026-04-01", "2026-07-01"]),
                "end": pd.to_datetime(["2026-06-30", "2026-09-30"]),
            }
        ),
        "CurrentAllocation": pd.DataFrame(
            {"person_id": ["001"], "team_id": ["A1"], "discipline": ["POL"], "fte": [80]}
        ),
    }
    typed = {name: SHEETS[name].typed(table) for name, table in given.items()}
    for table in typed.values():
        table.index = pd.RangeIndex(2, len(table) + 2)
    return typed


def plan() -> Plan:
    """The small plan."""
    return Plan.build(tables())
