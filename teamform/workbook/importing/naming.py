"""People who are only named: in allocations without a table of people, or by name where a number is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from teamform.plan.sheets import SHEETS
from teamform.workbook.draft import AMBER, GREEN, Draft

PERSON_COLUMNS = {name: [c.name for c in sheet.columns if c.refers == "People.person_id"]
                  for name, sheet in SHEETS.items()}  # fmt: skip
NAMING = ("CurrentAllocation", "PersonSkills", "Preferences")
"""Sheets whose people may stand for a table of people."""


def cells(drafts: Mapping[str, Draft]) -> Iterator[tuple[Draft, str]]:
    """Every column that holds people's identifiers, but for that of People itself."""
    for name, draft in drafts.items():
        for column in PERSON_COLUMNS[name]:
            yield draft, column


def by_name(drafts: Mapping[str, Draft]) -> None:
    """Take names that stand where a number is expected as the person of that name, if there is only one."""
    people = drafts["People"].usable
    ids = set(people["person_id"])
    counts = Counter(people["display_name"].str.casefold())
    known = {name.casefold(): person for name, person in zip(people["display_name"], people["person_id"], strict=True)
             if name and counts[name.casefold()] == 1}  # fmt: skip
    for draft, column in cells(drafts):
        values = draft.table[column]
        named = values[~values.isin(list(ids)) & values.str.casefold().isin(list(known))]
        for row, name in zip(named.index, named, strict=True):
            person = known[name.casefold()]
            draft.table.at[row, column] = person
            draft.say(GREEN, int(row), column, name, f"A name, read as {person}, the only person of that name.", "",
                      became=person, by="person by name")  # fmt: skip


def from_others(drafts: Mapping[str, Draft], accept: bool) -> Draft | None:
    """A table of people from those whom another table names; only as an accepted guess."""
    source = next((drafts[name] for name in NAMING if name in drafts), None)
    if source is None or not len(source.usable):
        return None
    first = source.usable.drop_duplicates("person_id")
    if not accept:
        source.say(
            AMBER,
            0,
            "person_id",
            f"{len(first)} people",
            "There is no table of people; those who are named here could be taken.",
            "Accept the guess, or add a table of people.",
            by="guess",
        )
        return None
    stem = (source.sources[0].file.rpartition(".")[0] or source.sheet.name)[:16]
    ids = [f"{stem}-{source.place(int(row)).split()[1]}" if " " in name else name
           for row, name in zip(first.index, first["person_id"], strict=True)]  # fmt: skip
    names = [name if " " in name else "" for name in first["person_id"]]
    table = pd.DataFrame({"person_id": ids, "display_name": names, "contract_fte": 100, "available_fte": 100},
                         index=first.index)  # fmt: skip
    made = Draft(SHEETS["People"], source.sources, SHEETS["People"].typed(table))
    made.say(
        AMBER,
        0,
        "person_id",
        f"{len(first)} people",
        f"There is no table of people; those whom {source.sheet.name} names are taken, each with a full contract.",
        "Add a table of people.",
        by="people from others",
    )
    return made


def spell_alike(people: Draft) -> None:
    """Organisations that differ in capitals alone are one: the most usual spelling is taken."""
    values = people.usable["organisation"]
    values = values[values != ""]
    for _, rows in values.groupby(values.str.casefold()):
        counts = rows.value_counts()
        best = str(counts.index[0])
        for other in counts.index[1:]:
            where = rows.index[rows == other]
            people.table.loc[where, "organisation"] = best
            people.say(GREEN, int(where[0]), "organisation", other, f"Spelled as {best}, as most are (in {len(where)} "
                       f"row{'s' * (len(where) != 1)}).", "", became=best, by="spelling")  # fmt: skip
