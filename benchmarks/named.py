"""Named missions: 100, 500 or 2,000 people for whole seats on missions, as an ordinary plan.

The data and the figures of other tools are those of named_missions/README.md. A seat takes one whole person
of its discipline and at least its grade. ``fill`` is the priority of the unfilled seats; ``soft`` is five for
each pair of people from one department on a mission, and one for each person on a mission they didn't name.
A discipline stands once for each priority, its dial being that priority, so that one goal adds them up.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.team.proposal import Proposal

DATA = Path(__file__).parent / "named_missions"
SIZES = (100, 500, 2000)
PRIORITIES = (1, 2, 3)
SETTINGS = {
    "planning_step": "1.0",
    "match_scores.pair_points": "5",
    **{f"{goal}.applied": "off" for goal in ("unmet_demand", "largest_shortage", "fit", "fragmentation", "cost")},
}


def plan(size: int, folder: Path = DATA) -> Plan:
    """The plan of so many people."""
    people, demand = (pd.read_csv(folder / f"{name}_{size}.csv", dtype="str") for name in ("people", "demand"))
    tables = {
        "People": pd.DataFrame({
            "person_id": people["id"], "organisation": people["department"], "grade": people["grade"],
            "available_fte": 100, "primary_discipline": people["discipline"] + " P1", "level": 2, "max_missions": 1,
        }),
        "PersonSkills": pd.concat([
            pd.DataFrame({"person_id": people["id"], "discipline": people["discipline"] + f" P{p}", "level": 2})
            for p in PRIORITIES
        ]),
        "MatchScores": pd.DataFrame({
            "person_id": people["id"], "team_id": people["prefs"].str.split(";"), "score": 1.0,
        }).explode("team_id"),
        "Teams": pd.DataFrame({"team_id": sorted(set(demand["mission"])), "priority": 1}),
        "Demand": pd.DataFrame({
            "team_id": demand["mission"], "discipline": demand["discipline"] + " P" + demand["priority"],
            "fte_required": demand["seats"].astype(int) * 100, "min_grade": demand["min_grade"], "min_level": 1,
        }),
        "Disciplines": pd.DataFrame([
            {"discipline": f"{name} P{p}", "dial": p} for name in sorted(set(people["discipline"])) for p in PRIORITIES
        ]),
        "Grades": pd.DataFrame({"grade": [str(g) for g in range(1, 8)], "rank": range(1, 8), "annual_cost_gbp": 1}),
        "Settings": pd.DataFrame({"setting": list(SETTINGS), "value": list(SETTINGS.values())}),
    }  # fmt: skip
    return Plan.build({name: SHEETS[name].typed(table.reset_index(drop=True)) for name, table in tables.items()})


def score(size: int, proposal: Proposal, folder: Path = DATA) -> tuple[int, int]:
    """Fill and soft of a proposal, counted afresh from the files: the higher the better, fill first."""
    people, demand = (pd.read_csv(folder / f"{name}_{size}.csv") for name in ("people", "demand"))
    who, seats = people.set_index("id"), demand.set_index(["mission", "discipline"])
    placed = proposal.allocation.assign(
        discipline=proposal.allocation["discipline"].str.rpartition(" ")[0],
        department=proposal.allocation["person_id"].map(who["department"]),
    )
    assert (placed["fte"] == 100).all() and not placed["person_id"].duplicated().any()
    assert (placed["person_id"].map(who["discipline"]) == placed["discipline"]).all()
    filled = placed.groupby(["team_id", "discipline"]).size().reindex(seats.index).fillna(0)
    assert (filled <= seats["seats"]).all()
    needed = seats["min_grade"].loc[list(zip(placed["team_id"], placed["discipline"], strict=True))].to_numpy()
    assert (placed["person_id"].map(who["grade"]).to_numpy() >= needed).all()
    alike = placed.groupby(["team_id", "department"]).size()
    wanted = placed["person_id"].map(who["prefs"].str.split(";"))
    unwanted = sum(team not in named for team, named in zip(placed["team_id"], wanted, strict=True))
    fill = -int(((seats["seats"] - filled) * seats["priority"]).sum())
    return fill, -(5 * int((alike * (alike - 1) // 2).sum()) + unwanted)
