"""The same person twice: several assignments or files, numbers that lost their zeros, names that are much alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from teamform.workbook.draft import AMBER, APART, GREEN, Draft
from teamform.workbook.importing.staff_numbers import ALIKE, odd_numbers, same_name, usable, zeros

MANY = 5
"""A name that more people than this share is pointed out once."""
IN_A_BLOCK = 400
"""Names are compared with each other in blocks of at most so many."""


def join_people(draft: Draft, assignments: Mapping[int, str]) -> dict[str, str]:
    """Bring several rows of one person together; returns identifiers that were put right, old to new."""
    renamed = zeros(draft)
    _assignments(draft, assignments)
    _files(draft)
    _names(draft)
    odd_numbers(draft)
    return renamed


def _row(draft: Draft, row: int) -> pd.Series:
    return draft.table.loc[[row]].iloc[0]


def _groups(draft: Draft) -> Iterator[list[int]]:
    """Rows that share an identifier."""
    people = usable(draft)["person_id"]
    twice = people[people.duplicated(keep=False)]
    for _, rows in twice.groupby(twice, sort=False):
        yield [int(row) for row in rows.index]


def _assignments(draft: Draft, assignments: Mapping[int, str]) -> None:
    """Several assignments of one person in one file: the largest is kept, with the FTE of all, at most 1."""
    for rows in _groups(draft):
        names = [str(draft.table.at[row, "display_name"]) for row in rows]
        told = [assignments.get(row, "") for row in rows]
        same_file = len({row // APART for row in rows}) == 1
        if not (same_file and all(told) and len(set(told)) == len(told) and all(same_name(names[0], n) for n in names)):
            continue
        fte = draft.table.loc[rows, "contract_fte"].fillna(100)
        primary = int(fte.index[int(fte.to_numpy().argmax())])
        total = min(int(fte.sum()), 100)
        for row in rows:
            if row != primary:
                draft.merged.add(row)
                capped = ", capped at 1" if int(fte.sum()) > 100 else ""
                draft.say(
                    AMBER,
                    row,
                    "person_id",
                    draft.table.at[row, "person_id"],
                    f"A further assignment of the person in {draft.place(primary)}; counted there with the FTE of "
                    f"all, {total / 100:g}{capped}.",
                    "Check it.",
                    by="assignments",
                )
        draft.table.loc[primary, "contract_fte"] = total


def _files(draft: Draft) -> None:
    """One person in several files: the first row is kept, its blanks filled from the others."""
    for rows in _groups(draft):
        first, *others = rows
        for row in others:
            apart = row // APART != first // APART
            if apart and same_name(
                str(draft.table.at[first, "display_name"]), str(draft.table.at[row, "display_name"])
            ):
                _merge(draft, first, row)


def _merge(draft: Draft, first: int, row: int) -> None:
    """Fill the blanks of a row from another, list where they differ, and leave the other out."""
    kept, other = _row(draft, first), _row(draft, row)
    filled, differ = [], []
    for name in draft.table.columns:
        mine, theirs = kept[name], other[name]
        if _blank(theirs) or name == "person_id":
            continue
        if _blank(mine):
            draft.table.at[first, name] = theirs
            filled.append(name)
        elif mine != theirs:
            differ.append(name)
            draft.say(AMBER, row, name, _said(name, theirs), f"{draft.place(first)[0].upper()}{draft.place(first)[1:]} "
                      f"says {_said(name, mine)} of the same person; that is used.", "Put right whichever is wrong.",
                      by="two files")  # fmt: skip
    draft.merged.add(row)
    more = f" Filled from here: {', '.join(filled)}." if filled else ""
    draft.say(GREEN, row, "person_id", kept["person_id"], f"The same person as in {draft.place(first)}; counted once."
              f"{more}", "", by="two files")  # fmt: skip


def _blank(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value == ""


def _said(name: str, value: Any) -> str:
    if name.endswith("_fte"):
        return f"{value / 100:g}"
    return f"{value:%d/%m/%Y}" if isinstance(value, pd.Timestamp) else str(value)


def _names(draft: Draft) -> None:
    """Names in one organisation that are the same or much alike, under different numbers."""
    people = usable(draft)
    named = (people["display_name"] != "") & ~people["display_name"].str.contains(r"\d")
    people = people[named].drop_duplicates("person_id")
    keys = people["display_name"].map(_sorted_name)
    for _, rows in keys.groupby([people["organisation"], keys.str[:3]], sort=False):
        pairs = [(int(row), str(key)) for row, key in zip(rows.index[:IN_A_BLOCK], rows[:IN_A_BLOCK], strict=True)]
        twins: dict[int, tuple[int, bool]] = {}
        for (one, a), (other, b) in combinations(pairs, 2):
            if other not in twins and (a == b or (len(a) > 5 and fuzz.ratio(a, b) >= ALIKE)):
                twins[other] = (one, a == b)
        _say_alike(draft, twins)


def _say_alike(draft: Draft, twins: Mapping[int, tuple[int, bool]]) -> None:
    """Point out the people whose names are like that of an earlier one; a name of very many is said once."""
    after: dict[int, list[int]] = {}
    for other, (one, _) in twins.items():
        after.setdefault(one, []).append(other)
    for one, others in after.items():
        first = f"{draft.table.at[one, 'person_id']!s} in {draft.place(one)}"
        if len(others) > MANY:
            draft.say(AMBER, one, "display_name", draft.table.at[one, "display_name"],
                      f"{len(others) + 1} people of one organisation have this name or nearly so; it may be no name.",
                      "Check that they are different people.", by="alike names")  # fmt: skip
            continue
        for other in others:
            alike = "the same name" if twins[other][1] else "nearly the same name"
            draft.say(AMBER, other, "display_name", draft.table.at[other, "display_name"],
                      f"{first} has {alike} in the same organisation.", "Check that these are two people.",
                      by="alike names")  # fmt: skip


def _sorted_name(name: str) -> str:
    return " ".join(sorted(re.sub(r"[^\w\s]", " ", name.casefold()).split()))
