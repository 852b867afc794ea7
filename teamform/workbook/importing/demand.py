"""Rows of demand, and the missions and priorities of teams that stand beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from teamform.workbook.draft import AMBER, Source
from teamform.workbook.importing.abilities import Codes, named
from teamform.workbook.importing.making import Made, Making
from teamform.workbook.inert import plain
from teamform.workbook.spellings import clearance_of, grade_of


def demand(making: Making, codes: Codes) -> list[Made]:
    """The cells of Demand that a table makes, and of Teams where missions or priorities stand beside the seats."""
    named(making, codes, "discipline")
    for row, value in making.rows("min_grade").items():
        read = grade_of(plain(str(value))) if not str(value).strip().isdigit() else None
        if read and read.value != value and making.log.repaired(
                row, making.headings["min_grade"], value, read.value, f"Read as {read.value}.", "grade"):  # fmt: skip
            making.put("min_grade", row, read.value)
    for row, value in making.rows("clearance").items():
        found = clearance_of(plain(str(value)))
        if found and found[0] and found[0] != value and making.log.repaired(
                row, making.headings["clearance"], value, found[0], f"Read as {found[0]}.", "clearance"):  # fmt: skip
            making.put("clearance", row, found[0])
    return [making.made("Demand"), *_teams(making)]


def _priority(making: Making, row: int, value: Any) -> Any:
    """A priority from 1 to 3; what comes after the third is third."""
    lower = str(value).strip().removesuffix(".0") in {"4", "5", "6", "7", "8", "9"}
    if lower and making.log.assumed(row, making.headings["team_priority"], value, "3",
                                    "There are three priorities; taken as the third.", "priority"):  # fmt: skip
        return 3
    return value


def _teams(making: Making) -> list[Made]:
    """One row a team: the mission and the priority that stand beside its seats."""
    missions, priorities = _of_teams(making, "team_mission"), _of_teams(making, "team_priority")
    priorities = {team: (row, _priority(making, row, value)) for team, (row, value) in priorities.items()}
    beside = {name: found for name, found in (("mission", missions), ("priority", priorities)) if found}
    if not beside:
        return []
    row_of = {team: row for found in reversed(beside.values()) for team, (row, _) in found.items()}
    data = {name: [found.get(team, (0, None))[1] for team in row_of] for name, found in beside.items()}
    rows = pd.Index(list(row_of.values()), dtype="int64")
    cells = pd.DataFrame({"team_id": list(row_of), **data}, rows, dtype=object)
    headings = {"team_id": making.headings["team_id"], **{name: making.headings[f"team_{name}"] for name in beside}}
    return [Made("Teams", cells, Source(making.log.sheet, making.log.file, headings))]


def _of_teams(making: Making, field: str) -> dict[Any, tuple[int, Any]]:
    """By team the first row of it and what stands there beside the seat; rows that say something else are listed."""
    found: dict[Any, tuple[int, Any]] = {}
    for row, value in making.rows(field).items():
        team = making.columns.get("team_id", {}).get(row)
        if team is None:
            continue
        first, kept = found.setdefault(team, (row, value))
        if value != kept:
            why = f"Row {first} says “{kept}” for “{team}”; that is kept."
            action = "Make the two rows say the same, or give one of them another team."
            making.log.say(AMBER, row, making.headings[field], value, why, action)
    return found
