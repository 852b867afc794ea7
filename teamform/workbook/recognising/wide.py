"""Wide tables: teams against disciplines, people against skills, people against teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from teamform.plan import lists
from teamform.workbook.grid import NoValue
from teamform.workbook.normalise import MISSING
from teamform.workbook.numbers import AMOUNT
from teamform.workbook.recognising.recognised import Recognised
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.words import Vocabulary
from teamform.workbook.spellings import squeezed

NEEDS: Final = (
    "min",
    "minimum",
    "min req",
    "required",
    "requirement",
    "requirements",
    "need",
    "needs",
    "demand",
    "target",
    "asks",
)
_BY_NAME: Final = {name: level for level, name in lists.LEVELS.items()}
_LEVELS: Final = _BY_NAME.keys()
_TOTALS: Final = frozenset(
    map(squeezed, ("total", "totals", "sum", "grand total", "all", "score", "average", "min req"))
)
FEWEST: Final = 2
"""A wide table has at least so many columns of figures."""


@dataclass(frozen=True)
class Wide:
    """How a wide table is turned into rows."""

    sheet: str
    key: int
    """The column that names the rows."""
    across: str
    """Our field of what the headings name."""
    down: str
    """Our field of what the rows name."""
    figure: str
    """Our field of the figures."""
    columns: Mapping[int, str]
    """What each column of figures stands for."""
    sure: bool
    """Whether all of them are known; if not, a person has to confirm."""
    totals: frozenset[int] = frozenset()
    """Columns that hold the sums of the others."""


def wide(found: Recognised, vocabulary: Vocabulary, codes: Mapping[str, str], teams: frozenset[str]) -> Wide | None:
    """How the table is wide, if it is."""
    table = found.table
    if {"team_id", "discipline"} <= {m.field for m in found.matches if not m.guess}:
        return None  # the rows name seats already: the columns must be something else, such as quarters
    every = _figures(table)
    totals = frozenset(c for c in every if squeezed(table.headings[c]) in _TOTALS or _is_sum(table, c, every))
    how = _how(found, vocabulary, codes, teams, {c: h for c, h in every.items() if c not in totals})
    return how and replace(how, totals=totals)


def _how(found: Recognised, vocabulary: Vocabulary, codes: Mapping[str, str], teams: frozenset[str],
         figures: dict[int, str]) -> Wide | None:  # fmt: skip
    """How the table is wide, if it is, given its columns of figures but for totals."""
    table = found.table
    fields = {m.column: m.field for m in found.matches if m.field and m.how != "values"}
    told = {c for c, h in figures.items() if vocabulary.field("Demand", h) == "team_priority"}
    figures = {c: h for c, h in figures.items() if c not in told}
    figures = {c: h for c, h in figures.items() if c not in fields or squeezed(h) in codes or h in teams}
    key = _key(table, figures)
    if key is None or len(figures) < FEWEST:
        return None
    names = {squeezed(h) for h in figures.values()}
    disciplines = {c: codes[squeezed(h)] for c, h in figures.items() if squeezed(h) in codes}
    of_teams = {c: h for c, h in figures.items() if h in teams}
    heading = squeezed(table.headings.get(key, ""))
    who = vocabulary.fields["People"].get(heading, "") in ("person_id", "display_name")
    what = vocabulary.fields["Demand"].get(heading, "") == "team_id" or bool(set(_names(table, key)) & teams)
    if who:
        return _of_people(table, key, figures, of_teams, codes)
    if len(disciplines) >= FEWEST and len(disciplines) >= 0.5 * len(figures):
        return Wide(
            "Demand", key, "discipline", "team_id", "fte_required", disciplines, what and len(names) == len(disciplines)
        )
    if what:
        return Wide("Demand", key, "discipline", "team_id", "fte_required", dict(figures), False)
    if of_teams and len(of_teams) >= FEWEST and heading in vocabulary.fields["Demand"]:
        return Wide("Demand", key, "team_id", "discipline", "fte_required", of_teams, True)
    return None


def _of_people(table: Table, key: int, figures: Mapping[int, str], of_teams: Mapping[int, str],
               codes: Mapping[str, str]) -> Wide | None:  # fmt: skip
    """People against teams or against skills."""
    if len(of_teams) >= FEWEST:
        return Wide("CurrentAllocation", key, "team_id", "person_id", "fte", of_teams, True)
    if not _levels(table, figures):
        return None
    columns = {c: codes.get(squeezed(h), h) for c, h in figures.items()}
    sure = all(squeezed(h) in codes for h in figures.values())
    return Wide("PersonSkills", key, "discipline", "person_id", "level", columns, sure)


def _figures(table: Table) -> dict[int, str]:
    """Columns of figures with a heading; marks of missing values count as blank."""
    found = {}
    for column, heading in table.headings.items():
        values = [v for v in table.values(column) if not _is_blank(v)]
        numbers = [v for v in values if (isinstance(v, int | float) and not isinstance(v, bool)) or _number(v)]
        if values and len(numbers) >= 0.8 * len(values):
            found[column] = heading
    return found


def _is_blank(value: object) -> bool:
    return value is None or isinstance(value, NoValue) or (isinstance(value, str) and value.casefold() in MISSING)


def _number(value: object) -> bool:
    """Whether a text is an amount or a level."""
    return isinstance(value, str) and (AMOUNT.fullmatch(value.strip()) is not None or squeezed(value) in _LEVELS)


def _is_sum(table: Table, column: int, figures: Mapping[int, str]) -> bool:
    """Whether a column is the sum of the others, row by row."""
    others = [c for c in figures if c != column]
    rows = [cells for cells in table.rows.values() if isinstance(cells.get(column), int | float)]

    def total(cells: Mapping[int, object], among: list[int]) -> float:
        return sum(float(v) for c in among if isinstance(v := cells.get(c), int | float))

    if len(others) < 2 or len(rows) < 2:
        return False
    before = [c for c in others if c < column]
    return any(among and all(abs(total(cells, among) - float(cells[column])) < 0.01 for cells in rows)
               for among in (others, before, before[1:]))  # fmt: skip


def _key(table: Table, figures: Mapping[int, str]) -> int | None:
    """The first column of text that differs from row to row."""
    for column in sorted(table.headings):
        values = _names(table, column)
        if (
            column not in figures
            and values
            and len(set(values)) >= 0.9 * len(values)
            and len(values) >= 0.2 * len(table.rows)
        ):
            return column
    return None


def _names(table: Table, column: int) -> list[str]:
    return [str(v) for v in table.values(column) if v is not None]


def _levels(table: Table, figures: Mapping[int, str]) -> bool:
    """Whether all figures are levels from 0 to 4 and some are above 1."""
    values: set[Any] = {_BY_NAME.get(squeezed(v), v) if isinstance(v, str) else v for c in figures
                        for v in table.values(c) if not _is_blank(v)}  # fmt: skip
    return bool(values) and values <= {0, 1, 2, 3, 4} and max(values) > 1
