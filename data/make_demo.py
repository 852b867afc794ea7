"""Make data/demo.xlsx and data/template.xlsx: ``python data/make_demo.py``.

The people, teams and demand of demo_source.xlsx stay as they are for the first half-year; data/demo_later.py
adds what follows in the second, and the sheets that the source lacks stand here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from demo_later import later

from teamform.plan.plan import Plan
from teamform.plan.usual import usual
from teamform.workbook import read, tables, template, write

HERE = Path(__file__).parent

MISSIONS = [
    ("Growth", "Good work and rising living standards in every part of the country", 2035, "DGT",
     "Sorrel Granite", "Permanent Secretary, DGT", "cautious"),
    ("Clean energy superpower", "Clean power at a fair price for everyone", 2035, "DEN",
     "Heath Garnet", "Permanent Secretary, DEN", "open"),
    ("NHS fit for the future", "Care on time and close to home", 2036, "DHC",
     "Juniper Slate", "Permanent Secretary, DHC", "minimal"),
    ("Safer streets", "Streets where everyone feels safe, and confidence in policing restored", 2034, "DJH",
     "Aspen Flintlock", "Permanent Secretary, DJH", "averse"),
    ("Opportunity for all", "Where a child is born doesn't decide where they end up", 2040, "CBC",
     "Bryony Marble", "Permanent Secretary, DCF", "open"),
]  # fmt: skip

ADDED: dict[str, pd.DataFrame] = {
    "Missions": pd.DataFrame(
        MISSIONS, columns=["mission", "north_star", "horizon_year", "lead_organisation", "sro_name",
                           "lead_accounting_officer", "risk_appetite"],
    ).assign(ready_to_staff="yes", min_long_term_share=0.05),
    "SkillNeeds": pd.DataFrame(
        [("C2", "EVA", 3, 1, "no"), ("N2", "DAT", 2, 1, "no"), ("S2", "LEX", 2, 1, "no"), ("O1", "ENG", 3, 1, "no")],
        columns=["team_id", "skill", "min_level", "min_people", "hard"]),
    "MissionLinks": pd.DataFrame(
        [("O1", "N2", "same households", "strong"), ("C1", "C3", "same suppliers", "weak"),
         ("S1", "S2", "shares data", "strong"), ("G1", "C1", "must go first", "weak")],
        columns=["from_team", "to_team", "kind", "strength"]),
    "Lessons": pd.DataFrame(
        [("C2-FS1", "UR", "Two rounds of research with households", "One round, too late to change the offer",
          "UR>=0.6"),
         ("N1-FS1", "DEL", "Delivery joins in the second quarter", "The design couldn't be run", "DEL from the start")],
        columns=["first_step", "discipline", "expected", "happened", "rule_to_try"]),
    "Pins": pd.DataFrame(
        [("P117", "C3", "forbid", "yes", "Works for a likely bidder for the prize", "Propriety team")],
        columns=["person_id", "team_id", "kind", "hard", "reason", "owner"]),
    "Budgets": pd.DataFrame(
        [("Growth", 900_000), ("Clean energy superpower", 1_400_000), ("NHS fit for the future", 1_200_000),
         ("Safer streets", 1_000_000), ("Opportunity for all", 1_100_000)],
        columns=["mission", "budget_gbp"]).assign(hard="yes", owner="Lead accounting officer"),
    "ModeByPeriod": pd.DataFrame(
        [("N2", "2026-27 Q1", "enabler"), ("N2", "2026-27 Q2", "enabler"), ("N2", "2026-27 Q3", "standing_back"),
         ("N2", "2026-27 Q4", "standing_back")],
        columns=["team_id", "period", "leadership_mode"]),
    "Settings": pd.DataFrame(
        [("planning_step", "0.1", "Planner", "Half a day a week"),
         ("seed", "1", "Planner", "Published before the people were loaded")],
        columns=["setting", "value", "owner", "reason"]),
}  # fmt: skip


def demo(source: Path = HERE / "demo_source.xlsx") -> Plan:
    """The demonstration plan: what the source holds, and the sheets that it lacks."""
    raw = later(read(source).raw)
    typed = tables({**raw, **{name: table.astype(object) for name, table in ADDED.items()}})
    assert not typed.issues, typed.issues
    modes = {sheet: usual(sheet) for sheet in ("LeadershipModes", "ModeDisciplines")}
    return Plan.build({**typed.tables, **modes})


if __name__ == "__main__":
    write(HERE / "demo.xlsx", demo())
    template(HERE / "template.xlsx")
