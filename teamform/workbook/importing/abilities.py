"""What people can do: lists of skills become rows, and disciplines that hide in titles are suggested."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from teamform.plan import lists
from teamform.workbook.draft import Source
from teamform.workbook.importing.log import AMBER
from teamform.workbook.importing.making import Made, Making, Suggestion
from teamform.workbook.inert import plain
from teamform.workbook.normalise import MISSING
from teamform.workbook.spellings import squeezed, words

Codes = Mapping[str, str]
"""Spellings of disciplines (squeezed) and their codes."""
PART = re.compile(r"(?P<name>.+?)\s*(?:[:=]\s*|\s-\s|\()\s*(?P<level>[^:=()]+?)\s*\)?", re.DOTALL)

ONE = re.compile(r"(?P<before>)(?P<name>.+)", re.DOTALL)
"""The one discipline of a cell."""
SEVERAL = re.compile(r"(?P<before>(?:^|[;,\n])\s*)(?P<name>[^;,\n:=(]*[^;,\n:=(\s])")
"""Each discipline of a cell that lists some, without its level."""


def codes_of(disciplines: pd.DataFrame | None = None) -> dict[str, str]:
    """The disciplines by code and by name: the usual ones, or those that a Disciplines sheet lists."""
    if disciplines is None or disciplines.empty:
        pairs = list(lists.DISCIPLINES.items())
    else:
        pairs = list(zip(disciplines["discipline"], disciplines["name"], strict=True))
    found: dict[str, str] = {}
    for code, name in pairs:
        found |= {squeezed(str(word)): str(code) for word in (name, code) if word}
    return found


def abilities(making: Making, codes: Codes) -> list[Made]:
    """Rows of PersonSkills from a column of lists such as “POL:Practitioner; EVA:Awareness”."""
    rows: list[tuple[int, Any, str, Any]] = []
    for row, value in making.rows("skills").items():
        for name, level in listed(plain(str(value))):
            person = making.columns["person_id"].get(row)
            rows.append((row, person, codes.get(squeezed(name), name), level))
    if not rows:
        return []
    heading = making.headings["skills"]
    cells = pd.DataFrame([r[1:] for r in rows], columns=["person_id", "discipline", "level"], dtype=object,
                         index=pd.RangeIndex(1, len(rows) + 1))  # fmt: skip
    places = {at: row for at, (row, *_) in enumerate(rows, 1)}
    headings = dict.fromkeys(("discipline", "level"), heading) | {"person_id": making.headings["person_id"]}
    return [Made("PersonSkills", cells, Source(making.log.sheet, making.log.file, headings, places))]


def listed(text: str) -> list[tuple[str, str | None]]:
    """The skills of a list, each with its level if it has one."""
    found: list[tuple[str, str | None]] = []
    for part in filter(None, (p.strip() for p in re.split(r"[;|\n]|,(?![^(]*\))", text))):
        match = PART.fullmatch(part)
        level = match and _level(match["level"])
        found.append((match["name"].strip(), level) if match and level else (part, None))
    return found


def _level(text: str) -> str | None:
    """A level as a number, if it is one or the word for one."""
    key = squeezed(text)
    for number, word in lists.LEVELS.items():
        if key in (str(number), word, word[0], f"level{number}", f"l{number}", f"{number}{word}", f"{word}{number}"):
            return str(number)
    return None


def disciplines(making: Making, codes: Codes, confirmed: Mapping[str, str]) -> list[Suggestion]:
    """Main disciplines: from their own column by code or name, from a title that is one, or only suggested.

    ``confirmed`` says by person which discipline somebody has confirmed.
    """
    named(making, codes, "primary_discipline")
    named(making, codes, "other_disciplines", SEVERAL)
    skilled = making.rows("skills")
    suggestions = []
    for row in making.found.table.rows:
        if making.columns.get("primary_discipline", {}).get(row) is not None or row in skilled:
            continue
        person = making.columns["person_id"].get(row)
        told = confirmed.get(str(person))
        found = _from_title(making, codes, row) or _suggested(making, row)
        if told:
            because = found[1] if found else ""
            if making.log.repaired(row, "primary_discipline", because, told, f"{told} was confirmed by a person.",
                                   "confirmed discipline"):  # fmt: skip
                making.put("primary_discipline", row, told)
            continue
        if found is None:
            continue
        code, because, sure = found
        if sure or making.guesses:
            field = "job_title" if sure else "primary_discipline"
            if making.log.assumed(row, making.headings.get(field, "primary_discipline"), because, code,
                                  f"{code} is taken as the main discipline.", "suggested discipline"):  # fmt: skip
                making.put("primary_discipline", row, code, field)
        else:
            suggestions.append(Suggestion(str(person), code, because, making.log.file, row))
    return suggestions


def _from_title(making: Making, codes: Codes, row: int) -> tuple[str, str, bool] | None:
    title = plain(str(making.columns.get("job_title", {}).get(row) or ""))
    code = codes.get(squeezed(title), "")
    return (code, title, True) if code else None


def _suggested(making: Making, row: int) -> tuple[str, str, bool] | None:
    """The first discipline whose words stand in the job title, the skills or the profession."""
    for field in ("job_title", "skills", "other_disciplines", "profession"):
        text = plain(str(making.columns.get(field, {}).get(row) or ""))
        code = by_words(text)
        if code:
            return code, text, False
    return None


@lru_cache(10_000)
def by_words(text: str) -> str:
    """The first discipline whose words stand in a text; blank if none does."""
    spelled = f" {re.sub(r'[^a-z]+', ' ', text.casefold())} "
    return next(
        (code for code, clues in words("disciplines").items() if any(f" {clue}" in spelled for clue in clues)), ""
    )


def named(making: Making, codes: Codes, field: str, disciplines: re.Pattern[str] = ONE) -> None:
    """Disciplines by name are read as their codes; each that isn't known is listed."""
    for row, value in making.rows(field).items():
        text = plain(str(value))
        read = _spelled(text, codes, disciplines)
        known = any(squeezed(match["name"]) in codes for match in disciplines.finditer(text))
        if known and read != value and making.log.repaired(
                row, making.headings[field], value, read, f"By name, read as {read}.", "discipline"):  # fmt: skip
            making.put(field, row, read)
    _unknown(making, codes, field, disciplines)


def _spelled(text: str, codes: Codes, disciplines: re.Pattern[str]) -> str:
    """A cell with its disciplines by their codes, as far as they are known."""
    return disciplines.sub(lambda m: m["before"] + codes.get(squeezed(m["name"]), m["name"]), text)


def _unknown(making: Making, codes: Codes, field: str, disciplines: re.Pattern[str]) -> None:
    """List each discipline that isn't known once; one whose words suggest a known one is taken so, if guesses are."""
    rows: dict[str, list[int]] = {}
    for row, value in making.rows(field).items():
        for match in disciplines.finditer(plain(str(value))):
            if squeezed(match["name"]) not in codes and match["name"].casefold() not in MISSING:
                rows.setdefault(match["name"], []).append(row)
    for text, some in rows.items():
        code, heading = by_words(text), making.headings[field]
        used = f"(in {len(some):,} row{'s' * (len(some) != 1)})"
        if not (code and making.guesses):
            action = f"Write {code}, if that is meant" if code else "Write the code of one that is known"
            why = f"It is no discipline that is known {used}; it counts as one of its own."
            making.log.say(AMBER, some[0], heading, text, why, f"{action}, or list it in Disciplines.",
                           by="unknown discipline")  # fmt: skip
        elif making.log.assumed(some[0], heading, text, code, f"Taken as {code}, by its words {used}.",
                                "suggested discipline"):  # fmt: skip
            for row in some:
                cell = plain(str(making.columns[field][row]))
                making.put(field, row, _spelled(cell, {squeezed(text): code}, disciplines))
