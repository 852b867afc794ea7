"""Which sheet and which column a heading means, when it is one of ours or an alias of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from teamform.plan.columns import Column, Sheet
from teamform.plan.sheets import SHEETS
from teamform.workbook.spellings import squeezed

REASONS: Final = (
    "SupplyLadder", "WhyShort", "Why", "Choices", "Prices", "StopList", "WaysOut", "Conflict", "DialsThatDoNothing",
    "OneMore", "Fragile", "SingleHolders", "StressTest", "EqualPlans", "Repair", "OwnWords",
)  # fmt: skip
"""Sheets of reasons, one for each kind of answer."""
OUTPUTS: Final = (
    "Summary", "Allocation", "Shortfall", "Tiers", "BrokenRules", "Remarks", "Issues", "Assumptions", "Guide", "Lists",
    "Health", "Suggestions", "Pools", *REASONS,
)  # fmt: skip
"""Sheets that are written for reading only and mean nothing when they come back."""

TEAM_PREFIX: Final = "Team "
_SHEETS: Final = {squeezed(name): sheet for sheet in SHEETS.values() for name in (sheet.name, *sheet.aliases)}
_OUTPUTS: Final = {squeezed(name) for name in OUTPUTS}


def sheet_of(title: str) -> Sheet | None:
    """The sheet that a title names, whatever its case and spaces."""
    return _SHEETS.get(squeezed(title))


def is_output(title: str, teams: Iterable[str]) -> bool:
    """Whether a sheet was written by us for reading only."""
    return squeezed(title) in _OUTPUTS or title in team_titles(teams).values()


def team_titles(teams: Iterable[str]) -> dict[str, str]:
    """The title of each team's own sheet: short enough, without what titles can't hold, and unlike any other."""
    each = sorted(set(teams))
    return dict(zip(each, titles((TEAM_PREFIX + team for team in each), longest=27), strict=True))


def titles(names: Iterable[str], longest: int = 31) -> list[str]:
    """Titles that sheets of one workbook can have: short enough, nothing that titles can't hold, no two alike."""
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        bare = _cut(re.sub(r"[\\[\]:*?/'\x00-\x1f]", "-", name), longest)
        title, again = bare, 1
        while title.casefold() in taken:
            again += 1
            title = f"{_cut(bare, 31 - len(f' ({again})'))} ({again})"
        made.append(title)
        taken.add(title.casefold())
    return made


def _cut(text: str, longest: int) -> str:
    """The text cut to a length as spreadsheets count it: some signs count twice."""
    return text.encode("utf-16-le", "ignore")[: 2 * longest].decode("utf-16-le", "ignore")


def column_of(sheet: Sheet, heading: str) -> Column | None:
    """The column that a heading names; the column's own name goes before the aliases of others."""
    by_key = {squeezed(alias): column for column in sheet.columns for alias in column.aliases}
    by_key |= {squeezed(column.name): column for column in sheet.columns}
    return by_key.get(squeezed(heading))
