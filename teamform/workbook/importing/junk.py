"""Rows that are no people and no demand: totals, notes, vacancies, leavers, earlier snapshots, pools of posts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any, Final

from teamform.workbook.dates import date_of
from teamform.workbook.grid import NoValue
from teamform.workbook.importing.log import AMBER, GREEN, Log
from teamform.workbook.recognising.matching import ACTIVE, is_inactive
from teamform.workbook.recognising.recognised import Recognised
from teamform.workbook.spellings import squeezed
from teamform.workbook.unusable import Unusable

TOTAL = re.compile(
    r"(grand |sub[- ]?|overall |column |row )?totals?\b.{0,40}|sum|average|mean|count|"
    r"number of (staff|people|posts)\b.*|(all|overall) (staff|people)|.{0,40}\btotal:?", re.IGNORECASE)  # fmt: skip
VACANCY = re.compile(
    r"[(\"'*\s]*(\d+ x )?(vacant|vacancy|vacancies|unfilled|empty post|new post|"
    r"to be (recruited|appointed|filled|confirmed)|tbc|tba|recruiting|in recruitment|"
    r"post vacant|eliminated|deleted)\b.{0,60}",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(\*|†|note|source|key\b|legend|data (as )?at|©|prepared|produced|end of|printed|page \d|---|===|"
    r"for internal|official|confidential|extract|report|generated|filters?\b)",
    re.IGNORECASE,
)
SHORT: Final = 24


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str) else ""


def set_aside(found: Recognised, log: Log) -> None:
    """Take out the rows that are neither people nor demand, and list them."""
    _snapshots(found, log)
    _notes(found, log)
    _totals(found, log)
    if found.sheet == "People" or found.wide:
        _nobody(found, log)
    if found.sheet == "People":
        _vacancies(found, log)
        _leavers(found, log)
    for aside in found.table.asides:
        if aside.kind == "above the headings":
            log.say(GREEN, aside.rows[0], "", aside.glimpse, f"The headings are in row {found.table.head[0]}; what "
                    "stands above them isn't read.", by="title rows")  # fmt: skip
        elif aside.kind in ("headings repeated", "second line of headings"):
            log.left_out(GREEN, aside.rows, "", "", f"It is a row of headings ({aside.kind}), no data.", "",
                         by="repeated headings")  # fmt: skip


def left_out(found: Recognised, log: Log, severity: Any, rows: Iterable[int], field: str, why: str, action: str,
             by: str) -> None:  # fmt: skip
    """Take rows out of a table and list them, at the column of a field."""
    table, match = found.table, found.column(field)
    numbers = [row for row in rows if row in table.rows]
    if not numbers:
        return
    glimpses = {r: " | ".join(str(v) for v in table.rows[r].values())[:80] for r in numbers}
    for row in numbers:
        del table.rows[row]
    log.left_out(severity, numbers, match.heading if match else "", glimpses[numbers[0]], why, action, by, glimpses)


def _notes(found: Recognised, log: Log) -> None:
    """Rows with a single cell of text in a table of three columns or more are notes or section titles."""
    table = found.table
    if len(found.matches) < 3:
        return
    key = found.column("person_id") or found.column("team_id")

    def is_note(cells: dict[int, Any]) -> bool:
        if len(cells) != 1:
            return False
        (column, value), *_ = cells.items()
        text = _text(value)
        code = key is not None and column == key.column and len(text) <= SHORT and any(c.isdigit() for c in text)
        return bool(text) and not code

    notes = [row for row, cells in table.rows.items() if is_note(cells)]
    notes += _closing(table.rows, notes)
    left_out(found, log, GREEN, notes, "", "It is a note or a title between the rows, no data.", "", "notes")


def _closing(rows: dict[int, dict[int, Any]], notes: list[int]) -> list[int]:
    """The rows after a last title, if they are much shorter than those before it: statistics, a legend."""
    if not notes:
        return []
    last = max(row for row in notes)
    after = [row for row in rows if row > last]
    before = [len(cells) for row, cells in rows.items() if row < last]
    if not after or len(before) < 2:
        return []
    return after if max(len(rows[row]) for row in after) <= 0.5 * median(before) else []


def _nobody(found: Recognised, log: Log) -> None:
    """Rows without a name, where nothing else says who it is."""
    number = found.column("person_id", guesses=False)
    if number is not None:
        bare = [row for row, cells in found.table.rows.items() if set(cells) == {number.column}]
        if len(found.matches) > 2:
            left_out(found, log, AMBER, bare, "person_id", "Only a number stands here, nothing of a person; it isn't "
                     "read.", "Fill the row in, if it is somebody.", "nobody")  # fmt: skip
        return
    named = {
        row for f in ("display_name", "last_name", "first_name") for row, v in found.values(f).items() if v is not None
    }
    rows = [row for row in found.table.rows if row not in named] if named else []
    left_out(found, log, AMBER, rows, "display_name", "The row names nobody; it isn't read.",
         "Add the name or number, if it is somebody.", "nobody")  # fmt: skip


def _totals(found: Recognised, log: Log) -> None:
    """Rows of totals: said so by a word, or at the end without a name and equal to the sum of what stands above."""
    names = [m.column for m in found.matches if m.field in ("person_id", "display_name", "last_name", "team_id",
                                                             "organisation", "directorate", "discipline")]  # fmt: skip
    table = found.table
    keys = [m.column for f in ("person_id", "display_name", "last_name", "team_id") if (m := found.column(f))]

    def is_total(cells: dict[int, Any]) -> bool:
        first = min(cells)
        said = [c for c in {first, *names} if TOTAL.fullmatch(_text(cells.get(c)))]
        filled = [c for c in keys if c in cells and not isinstance(cells[c], NoValue)]
        return bool(said) and len(filled) <= sum(c in keys for c in said)

    rows = [row for row, cells in table.rows.items() if cells and is_total(cells)]
    left_out(found, log, GREEN, rows, "", "It is a row of totals, no data.", "", "totals")
    _unnamed_total(found, log, keys)


def _unnamed_total(found: Recognised, log: Log, keys: list[int]) -> None:
    match = found.column("available_fte") or found.column("contract_fte") or found.column("fte_required")
    rows = sorted(found.table.rows)
    if match is None or len(rows) < 3:
        return
    last = found.table.rows[rows[-1]]
    numbers = [v for r in rows[:-1] if isinstance(v := found.table.rows[r].get(match.column), int | float)]
    end = last.get(match.column)
    unnamed = not any(last.get(column) is not None for column in keys)
    if unnamed and isinstance(end, int | float) and numbers and abs(sum(numbers) - end) < 0.01:
        left_out(found, log, GREEN, rows[-1:], match.field, "It is the sum of the rows above, no data.", "", "totals")


def _vacancies(found: Recognised, log: Log) -> None:
    columns = [m.column for f in ("display_name", "last_name", "first_name", "person_id") if (m := found.column(f))]
    rows = [row for row, cells in found.table.rows.items()
            if any(VACANCY.fullmatch(_text(cells.get(column))) for column in columns)]  # fmt: skip
    left_out(found, log, AMBER, rows, "display_name", "It is a vacancy, nobody who could join a team; it isn't read.",
         "Nothing is to be done, unless somebody is in the post.", "vacancies")  # fmt: skip


def _leavers(found: Recognised, log: Log) -> None:
    match = found.column("active_status")
    if match is None:
        return
    turned = squeezed(match.heading) == "leaver"
    said = {row: str(value) for row, value in found.values("active_status").items() if value is not None}
    gone = [row for row, value in said.items()
            if (squeezed(value) in ("yes", "y", "true", "1") if turned else is_inactive(value))]  # fmt: skip
    for row, value in said.items():
        if not turned and row not in gone and squeezed(value) not in ACTIVE and row in found.table.rows:
            log.say(AMBER, row, match.heading, value, "It says neither that the person is active nor that they have "
                    "left; the row is read.", "Check it.", by="status")  # fmt: skip
    left_out(found, log, AMBER, gone, "active_status", "Somebody who has left or isn't active; the row isn't read.",
         "Nothing is to be done, unless that is wrong.", "leavers")  # fmt: skip


def _snapshots(found: Recognised, log: Log) -> None:
    """Of several snapshots of the same posts, the latest is read."""
    days: dict[int, datetime] = {}
    for row, value in found.values("snapshot").items():
        try:
            days[row] = date_of(value).value
        except Unusable:
            continue
    if not days or len(set(days.values())) < 2:
        return
    latest = max(days.values())
    old = [row for row, day in days.items() if day < latest]
    kept = f"{latest:%B %Y}"
    for row in old:
        del found.table.rows[row]
    match = found.column("snapshot")
    log.say(
        AMBER,
        min(old),
        match.heading if match else "",
        f"{len(old):,} rows of {len(set(days.values())) - 1} dates",
        f"The file holds several snapshots; only the latest, {kept}, is read.",
        "Load a file with the snapshot that you want, if that isn't it.",
        by="snapshots",
    )
