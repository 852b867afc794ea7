"""Rows of demand, and the priorities of teams that stand beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from teamform.workbook.draft import Source
from teamform.workbook.importing.abilities import Codes, unknown
from teamform.workbook.importing.making import Made, Making
from teamform.workbook.inert import plain
from teamform.workbook.spellings import clearance_of, grade_of, squeezed


def demand(making: Making, codes: Codes) -> list[Made]:
    """The cells of Demand that a table makes, and of Teams where priorities stand beside the seats."""
    for row, value in making.rows("discipline").items():
        code = codes.get(squeezed(plain(str(value))), "")
        if code and code != value and making.log.repaired(
                row, making.headings["discipline"], value, code, f"A discipline by name, read as {code}.",
                "discipline"):  # fmt: skip
            making.put("discipline", row, code)
    unknown(making, codes, "discipline")
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
    lower = isinstance(value, int | float) and not isinstance(value, bool) and 3 < value <= 9
    if lower and making.log.assumed(row, making.headings["team_priority"], value, "3",
                                    "There are three priorities; taken as the third.", "priority"):  # fmt: skip
        return 3
    return value


def _teams(making: Making) -> list[Made]:
    """One row a team: the priority that stands beside its seats."""
    first: dict[Any, tuple[int, Any]] = {}
    for row, priority in making.rows("team_priority").items():
        team = making.columns.get("team_id", {}).get(row)
        if team is not None and team not in first:
            first[team] = (row, _priority(making, row, priority))
    if not first:
        return []
    cells = pd.DataFrame({"team_id": list(first), "priority": [p for _, p in first.values()]},
                         index=pd.Index([row for row, _ in first.values()], dtype="int64"), dtype=object)  # fmt: skip
    headings = {"team_id": making.headings["team_id"], "priority": making.headings["team_priority"]}
    return [Made("Teams", cells, Source(making.log.sheet, making.log.file, headings))]
