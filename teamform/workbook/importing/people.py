"""Rows of people: names, organisation, FTE, grade, clearance and abilities from what HR systems give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from statistics import median
from typing import Any, Final

from teamform.plan import lists
from teamform.plan.sheets import SHEETS
from teamform.workbook.grid import NoValue
from teamform.workbook.importing.log import AMBER, GREEN
from teamform.workbook.importing.making import Made, Making
from teamform.workbook.importing.questions import SHEET_NAME
from teamform.workbook.inert import plain, suspicious
from teamform.workbook.numbers import WEEK_HOURS, Habit, fte, habit_of
from teamform.workbook.spellings import choice_of, clearance_of, grade_of, squeezed
from teamform.workbook.unusable import Read, Unusable

WEEKS: Final = (35.0, 36.0, 36.25, 37.0, 37.5, 38.0, 39.0, 40.0, 41.0, 42.0)
"""Hours of a full-time week that are usual somewhere."""
CONTRACT: Final = SHEETS["People"].by_name["contract_fte"]


def people(making: Making, answers: Mapping[str, Any], known_grades: frozenset[str]) -> Made:
    """The cells of People that a table makes."""
    _suspicious(making)
    _identifiers(making)
    _names(making)
    _organisation(making, answers)
    hours = _fte(making, answers)
    _grades(making, known_grades)
    _clearances(making)
    _capitals(making)
    later = frozenset() if "available_fte" in making.columns else frozenset(("available_fte",))
    assignments = {row: str(value) for row, value in making.rows("assignment_id").items()}
    return making.made("People", week_hours=hours, later=later, assignments=assignments)


def _suspicious(making: Making) -> None:
    """Point out names and numbers that look like formulas or markup, or are far too long; they stay plain text."""
    for field, longest in (("person_id", 60), ("display_name", 120)):
        heading = making.headings.get(field, field)
        if heading == field:
            continue  # our own workbook, where that has been said before
        for row, value in making.rows(field).items():
            if isinstance(value, str) and (why := suspicious(value.strip(), longest)):
                making.log.say(AMBER, row, heading, value, why, "Check it.", by="suspicious text")


def _identifiers(making: Making) -> None:
    """Without a column of numbers, a person is known by the file and the row."""
    if "person_id" in making.columns:
        return
    making.columns["person_id"], making.headings["person_id"] = {}, "person_id"
    if not making.found.table.rows:
        return
    for row in making.found.table.rows:
        making.put("person_id", row, f"{making.stem}-{row}")
    making.log.say(AMBER, 0, "person_id", "", "No column identifies people; each is known by the file and the row.",
                   "Add staff numbers, so that the next export finds the same people.", by="identifiers")  # fmt: skip


def _names(making: Making) -> None:
    """A name in reading order, from one column or two."""
    first, last = making.rows("first_name"), making.rows("last_name")
    if last and not making.rows("display_name"):
        for row in making.found.table.rows:
            whole = " ".join(plain(str(part[row])) for part in (first, last) if row in part)
            making.put("display_name", row, whole or None, "last_name")
        columns = " and ".join(f"“{making.headings[f]}”" for f in ("first_name", "last_name") if f in making.headings)
        making.log.say(GREEN, 0, making.headings["last_name"], "", f"Names are put together from {columns}.",
                       by="names")  # fmt: skip
        return
    heading = making.headings.get("display_name", "display_name")
    for row, value in making.rows("display_name").items():
        name = reading_order(plain(str(value)))
        if not any(letter.isalpha() for letter in name) and not isinstance(value, bool | datetime):
            making.log.say(AMBER, row, heading, value, "A name without a letter.", "Check it.", by="names")
            continue
        if name != plain(str(value)) and making.log.repaired(
                row, heading, value, name, "A name put in reading order.", "names"):  # fmt: skip
            making.put("display_name", row, name)


def reading_order(name: str) -> str:
    """“FLINT, Clover” as “Clover Flint”."""
    last, comma, first = name.partition(",")
    if comma and first.strip() and len(name.split()) <= 6 and not re.search(r"[\d=<>@\[\]{}|\\/:;\"]", name):
        name = f"{first.strip()} {last.strip()}"
    return " ".join(
        word.capitalize() if word.isupper() and word.isalpha() and len(word) > 2 else word for word in name.split(" ")
    )


def _organisation(making: Making, answers: Mapping[str, Any]) -> None:
    """Where no column says it: the one answer for the file."""
    answer = str(answers.get("organisation") or "")
    if not answer or making.rows("organisation"):
        return
    part = re.fullmatch(r"first part of (.+)", answer)
    whole = re.fullmatch(r"column (.+)", answer)
    for row, cells in making.found.table.rows.items():
        value: Any = making.found.table.sheet if answer == SHEET_NAME else answer
        if part or whole:
            name = (part or whole)[1]  # type: ignore[index]
            match = next((m for m in making.found.matches if m.heading == name), None)
            cell = cells.get(match.column) if match else None
            value = re.split(r"\s*-\s*|\s+", str(cell))[0] if part and cell is not None else cell
        making.put("organisation", row, value)
    making.log.say(AMBER, 0, "organisation", answer, "No column says the organisation; as answered for the file.",
                   "Check it.", by="organisation")  # fmt: skip


def _fte(making: Making, answers: Mapping[str, Any]) -> float:
    """Contracted FTE from FTE, hours or the words full time; the hours of a full-time week."""
    hours = {row: number for row, value in making.rows("contract_hours").items() if (number := _hours(value))}
    given = making.rows("contract_fte")
    heading = making.headings.get("contract_fte", "")
    habit = habit_of(CONTRACT, list(given.values()), heading)
    read = {row: value for row, cell in given.items() if (value := _tried(cell, habit)) is not None}
    week = float(answers.get("week_hours") or _week(hours, read))
    if not given and "contract_hours" in making.columns:
        making.columns["contract_fte"] = dict(making.columns["contract_hours"])
        making.headings["contract_fte"] = making.headings["contract_hours"]
        return week
    if not given:
        for row, value in making.rows("full_part_time").items():
            making.put("contract_fte", row, value, "full_part_time")
        return week
    for row, number in hours.items():
        if row in read and abs(read[row] / 100 * week - number) > 0.06 * week:
            making.log.say(AMBER, row, making.headings["contract_hours"], f"{number:g} hours and {given[row]}",
                           f"Hours of a week of {week:g} and FTE don't agree; the FTE is used.", "Put one right.",
                           by="hours")  # fmt: skip
        elif row not in read and row not in given:
            making.put("contract_fte", row, f"{number:g} hours")
    return week


def _hours(value: Any) -> float | None:
    text = re.sub(r"[a-z ]+$", "", str(value).strip().casefold()).replace(",", ".")
    if clock := re.fullmatch(r"(\d{1,3}):(\d\d)(?::\d\d)?", text):
        return int(clock[1]) + int(clock[2]) / 60
    try:
        return float(text)
    except ValueError:
        return None


def _tried(value: Any, habit: Habit) -> int | None:
    if isinstance(value, NoValue):
        return None
    try:
        found: int = fte(CONTRACT, plain(value) if isinstance(value, str) else value, habit).value
    except Unusable:
        return None
    return found if 0 < found <= 100 else None


def _week(hours: Mapping[int, float], read: Mapping[int, int]) -> float:
    """Hours of a full-time week, from people with both figures, or from the longest usual week in the file."""
    both = [hours[row] * 100 / read[row] for row in hours if row in read]
    if both:
        return min(WEEKS, key=lambda week: abs(week - median(both)))
    usual = [week for week in WEEKS if any(abs(week - number) < 0.01 for number in hours.values())]
    return max(usual, default=WEEK_HOURS)


def _grades(making: Making, known: frozenset[str]) -> None:
    """Grades as the civil service writes them; other scales stay as they are."""
    for field in ("grade", "temp_grade"):
        cells = making.rows(field)
        digits = {str(value).strip() for value in cells.values() if str(value).strip().isdigit()}
        plainly = digits <= {"6", "7"}
        for row, value in cells.items():
            text = plain(str(value))
            if text in known or (text.isdigit() and not plainly):
                continue
            _listed(making, field, row, value, grade_of(text))


def _listed(making: Making, field: str, row: int, was: Any, read: Read | None) -> None:
    """Take a reading of a cell, and list it."""
    if read is None or read.value == was:
        return
    heading = making.headings[field]
    why = read.repair or read.check
    tell = making.log.repaired if read.repair else making.log.assumed
    if tell(row, heading, was, str(read.value), f"{why[0].upper()}{why[1:]}.", read.by):
        making.put(field, row, read.value)


def _clearances(making: Making) -> None:
    """What one cell says of a clearance: held, applied for, and when it ends."""
    heading = making.headings.get("clearance", "")
    for row, value in making.rows("clearance").items():
        text = plain(str(value))
        if choice_of("clearance", lists.CLEARANCES, text):
            continue
        found = clearance_of(text)
        if found is None:
            continue
        held, pending, ends = found
        became = held or f"{pending} applied for"
        became += f", until {ends}" if ends else ""
        gone = held == "none"
        tell = making.log.assumed if gone else making.log.repaired
        if tell(row, heading, value, became, f"A clearance in words, read as {became}.", "clearance"):
            making.put("clearance", row, held or None)
            if pending:
                making.put("clearance_pending", row, pending, "clearance")
            if ends:
                making.put("clearance_expiry", row, ends, "clearance")


def _capitals(making: Making) -> None:
    """Places in capitals as they are usually written; managers' names in brackets go."""
    for row, value in making.rows("location").items():
        text = plain(str(value))
        if text.isupper() and len(text) > 3 and text.isalpha() and making.log.repaired(
                row, making.headings["location"], value, text.title(), "A place in capitals.", "capitals"):  # fmt: skip
            making.put("location", row, text.title())
    if making.found.profile != "Workday":
        return
    for row, value in making.rows("directorate").items():
        unit = re.sub(r"\s*\([^)]*\)$", "", plain(str(value)))
        if (
            unit
            and unit != value
            and making.log.repaired(
                row, making.headings["directorate"], value, unit, "A manager in brackets left out.", "brackets"
            )
        ):
            making.put("directorate", row, unit)


def known_code(text: str, codes: Mapping[str, str]) -> str:
    """The discipline that a text is the code or name of; blank if none."""
    return codes.get(squeezed(text), "")
