"""The headings that are known: our own, their aliases, and those of HR systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import Final

from teamform.plan.columns import Kind
from teamform.plan.sheets import SHEETS
from teamform.workbook.spellings import squeezed, words

SOURCE_FIELDS: Final = (
    "first_name", "last_name", "contract_hours", "full_part_time", "job_title", "active_status", "assignment_id",
    "skills", "snapshot", "seniority", "pool_fte", "team_mission", "team_priority",
)  # fmt: skip
"""What files give that is no column of ours, and of which columns of ours are made."""

_RENAMED: Final = {"manager_id": "line_manager_id", "email": ""}
"""Fields of synonyms.json that are named differently here, or dropped."""


WHO: Final = ("person_id", "display_name", "last_name", "pool_fte")
ABOUT: Final = (
    "contract_fte", "available_fte", "contract_hours", "full_part_time", "grade", "organisation", "directorate",
    "profession", "primary_discipline", "other_disciplines", "clearance", "skills", "employment_type", "pool_fte",
    "work_pattern", "consent",
)  # fmt: skip
"""What makes a table with names a table of people."""


def enough(sheet: str, fields: Set[str]) -> bool:
    """Whether these fields are enough to be that sheet."""
    if sheet == "People":
        return bool(fields & set(WHO)) and bool(fields & set(ABOUT))
    required = {column.name for column in SHEETS[sheet].columns if column.required}
    return len(fields) >= 2 and required <= fields


class Vocabulary:
    """Which field of which sheet a heading names exactly."""

    def __init__(self, extra: Mapping[str, Iterable[str]] | None = None) -> None:
        """``extra`` adds a planner's own headings of people: field to headings."""
        self.fields: dict[str, dict[str, str]] = {name: {} for name in SHEETS}
        self.titles: dict[str, str] = {}
        self._own()
        self._of_systems()
        self._other()
        for name, headings in (extra or {}).items():
            self._add("People", name, headings, over=True)
        self.every = {heading for known in self.fields.values() for heading in known}

    def _add(self, sheet: str, name: str, headings: Iterable[str], over: bool = False) -> None:
        headings = list(headings)
        column = SHEETS[sheet].by_name.get(name)
        if column is not None and column.kind is Kind.FTE:
            headings += [f"{heading} FTE" for heading in headings]
        for heading in [*headings, *(heading.replace("FTE", "WTE") for heading in headings)]:  # as health services say
            key = squeezed(heading)
            if over or key not in self.fields[sheet]:
                self.fields[sheet][key] = name

    def _own(self) -> None:
        for sheet in SHEETS.values():
            for title in (sheet.name, *sheet.aliases):
                self.titles[squeezed(title)] = sheet.name
            for column in sheet.columns:
                self._add(sheet.name, column.name, [column.name])
            for column in sheet.columns:
                self._add(sheet.name, column.name, column.aliases)

    def _of_systems(self) -> None:
        for name, seen in words("synonyms").items():
            field = _RENAMED.get(name, name)
            if field and not name.startswith("_"):
                self._add("People", field, [*seen["v"], *seen["m"]])

    def _other(self) -> None:
        for sheet, fields in words("headings").items():
            for name, headings in fields.items():
                if name == "titles":
                    self.titles |= {squeezed(title): sheet for title in headings if squeezed(title) not in self.titles}
                else:
                    self._add(sheet, name, headings)

    def field(self, sheet: str, heading: str) -> str:
        """The field that a heading names exactly; blank if none."""
        return self.fields[sheet].get(squeezed(heading), "")

    def whole_tables(self, headings: Set[str]) -> set[str]:
        """The sheets of ours that these headings, squeezed, are enough for."""
        fields = {name: {known[h] for h in headings if h in known} for name, known in self.fields.items()}
        return {name for name, found in fields.items() if enough(name, found)}

    def knows(self, heading: str) -> bool:
        """Whether a heading is one of any sheet."""
        return squeezed(heading) in self.every


@cache
def usual() -> Vocabulary:
    """The vocabulary that comes with teamform."""
    return Vocabulary()
