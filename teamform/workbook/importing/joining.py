"""The same person twice: several assignments or files, numbers that lost their zeros, names that are much alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from teamform.workbook.draft import AMBER, APART, GREEN, Draft

ALIKE = 90
"""From this likeness (of 100) on two names count as one person's."""
IN_A_BLOCK = 400
"""Names are compared with each other in blocks of at most so many."""


def join_people(draft: Draft, assignments: Mapping[int, str]) -> dict[str, str]:
    """Bring several rows of one person together; returns identifiers that were put right, old to new."""
    renamed = _zeros(draft)
    _assignments(draft, assignments)
    _files(draft)
    _names(draft)
    return renamed


def _row(draft: Draft, row: int) -> pd.Series:
    return draft.table.loc[[row]].iloc[0]


def _same_name(one: str, other: str) -> bool:
    return not one or not other or fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= ALIKE


def _usable(draft: Draft) -> pd.DataFrame:
    return draft.usable[draft.usable["person_id"] != ""]


def _groups(draft: Draft) -> Iterator[list[int]]:
    """Rows that share an identifier."""
    people = _usable(draft)["person_id"]
    twice = people[people.duplicated(keep=False)]
    for _, rows in twice.groupby(twice, sort=False):
        yield [int(row) for row in rows.index]


def _assignments(draft: Draft, assignments: Mapping[int, str]) -> None:
    """Several assignments of one person in one file: the largest is kept, with the FTE of all, at most 1."""
    for rows in _groups(draft):
        names = [str(draft.table.at[row, "display_name"]) for row in rows]
        told = [assignments.get(row, "") for row in rows]
        same_file = len({row // APART for row in rows}) == 1
        if not (
            same_file and all(told) and len(set(told)) == len(told) and all(_same_name(names[0], n) for n in names)
        ):
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
            if apart and _same_name(
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


def _zeros(draft: Draft) -> dict[str, str]:
    """Numbers that differ in leading zeros alone: one person, if the names agree."""
    people = _usable(draft)
    digits = people[people["person_id"].str.fullmatch(r"\d+")]
    bare = digits["person_id"].str.lstrip("0")
    bare = bare[bare.duplicated(keep=False)]
    renamed: dict[str, str] = {}
    for _, rows in bare.groupby(bare, sort=False):
        ids = sorted(set(digits.loc[rows.index, "person_id"]), key=len)
        if len(ids) < 2:
            continue
        longest = ids[-1]
        owner = digits.loc[rows.index]
        name = owner.loc[owner["person_id"] == longest, "display_name"].iloc[0]
        for row in rows.index[(owner["person_id"] != longest).to_numpy()]:
            mine = str(draft.table.at[row, "person_id"])
            if _same_name(str(name), str(draft.table.at[row, "display_name"])):
                renamed[mine] = longest
                draft.table.at[row, "person_id"] = longest
                draft.say(
                    AMBER,
                    int(row),
                    "person_id",
                    mine,
                    f"A number that lost its zeros: the same person as {longest}.",
                    "Check it.",
                    became=longest,
                    by="zeros",
                )
            else:
                draft.say(
                    AMBER,
                    int(row),
                    "person_id",
                    mine,
                    f"It differs from {longest} in leading zeros alone, but the names differ.",
                    "Check that these are two people.",
                    by="zeros",
                )
    return renamed


def _names(draft: Draft) -> None:
    """Names in one organisation that are the same or much alike, under different numbers."""
    people = _usable(draft)
    named = (people["display_name"] != "") & ~people["display_name"].str.contains(r"\d")
    people = people[named].drop_duplicates("person_id")
    keys = people["display_name"].map(_sorted_name)
    for _, rows in keys.groupby([people["organisation"], keys.str[:3]], sort=False):
        pairs = [(int(row), str(key)) for row, key in zip(rows.index[:IN_A_BLOCK], rows[:IN_A_BLOCK], strict=True)]
        for (one, a), (other, b) in combinations(pairs, 2):
            if a == b or (len(a) > 5 and fuzz.ratio(a, b) >= ALIKE):
                alike = "the same name" if a == b else "nearly the same name"
                twin = str(draft.table.at[one, "person_id"])
                draft.say(
                    AMBER,
                    other,
                    "display_name",
                    draft.table.at[other, "display_name"],
                    f"{twin} in {draft.place(one)} has {alike} in the same organisation.",
                    "Check that these are two people.",
                    by="alike names",
                )


def _sorted_name(name: str) -> str:
    return " ".join(sorted(re.sub(r"[^\w\s]", " ", name.casefold()).split()))
