"""The Government Digital and Data Profession Capability Framework: which skills a role needs, at which level."""

from __future__ import annotations

import os

import pandas as pd

from teamform.errors import UnreadableFile
from teamform.plan import lists
from teamform.workbook.grid import Grid
from teamform.workbook.inert import plain
from teamform.workbook.opening import open_book
from teamform.workbook.spellings import squeezed

COLUMNS = {"rolefamily": "family", "role": "role", "rolelevel": "role_level", "skillname": "skill",
           "skilllevel": "level"}  # fmt: skip
NOT_IN_USE = "notinuse"


def framework(source: str | os.PathLike[str] | bytes) -> pd.DataFrame:
    """The skills of every role: family, role, role_level, skill, level (1 awareness to 4 expert).

    ``source`` is the published CSV file of roles. Rows marked as not in use, and rows without a
    level, are left out. Raises UnreadableFile for a file that isn't that table.
    """
    grid = open_book(source)[0]
    head, places = _heading(grid)
    levels = {name: number for number, name in lists.LEVELS.items()}
    rows = []
    for number, cells in grid.rows.items():
        texts = {name: plain(str(cells.get(column) or "")) for column, name in places.items()}
        level = levels.get(texts["level"].casefold())
        unused = any(NOT_IN_USE in squeezed(text) for text in texts.values())
        if number > head and level and texts["role"] and texts["skill"] and not unused:
            rows.append({**texts, "level": level})
    return pd.DataFrame(rows, columns=list(COLUMNS.values())).drop_duplicates(ignore_index=True)


def _heading(grid: Grid) -> tuple[int, dict[int, str]]:
    for row, cells in grid.rows.items():
        places = {c: COLUMNS[key] for c, v in cells.items() if (key := squeezed(str(v))) in COLUMNS}
        if set(places.values()) >= {"role", "role_level", "skill", "level"}:
            return row, places
    raise UnreadableFile(
        "It isn't the table of roles of the capability framework: it needs the columns Role, Role Level, "
        "Skill Name and Skill Level."
    )


def skill_needs(table: pd.DataFrame, role: str, role_level: str, team_id: str) -> pd.DataFrame:
    """Rows of SkillNeeds that a role proposes for a team; a person confirms them."""
    mine = table[(table["role"].map(squeezed) == squeezed(role))
                 & (table["role_level"].map(squeezed) == squeezed(role_level))]  # fmt: skip
    best = mine.sort_values("level", ascending=False).drop_duplicates("skill").sort_values("skill")
    return pd.DataFrame({"team_id": team_id, "skill": best["skill"], "min_level": best["level"], "min_people": 1,
                         "hard": False}).reset_index(drop=True)  # fmt: skip
