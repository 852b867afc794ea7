"""Checks across sheets: what one sheet names must stand in the other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from teamform.plan import lists
from teamform.plan.columns import Column
from teamform.plan.defaults import WHOLE_PLAN
from teamform.workbook.draft import AMBER, GREEN, Draft

ADDED_BY_DEFAULT = ("Organisations", "Disciplines")
"""Sheets to which codes that others use are added with the defaults."""
KNOWN_BY_USE = {"Teams.team_id": ("Demand", "team_id")}
"""Where a name must stand when its own sheet isn't there."""


def check(drafts: Mapping[str, Draft]) -> None:
    """List references that lead nowhere, beginning with the sheets that others refer to."""
    for name in dict.fromkeys(("People", "Teams", "FirstSteps", "Demand", *drafts)):
        draft = drafts.get(name)
        if draft is not None:
            for column in draft.sheet.columns:
                if column.refers and draft.given(column.name):
                    _check(draft, column, drafts)


def _check(draft: Draft, column: Column, drafts: Mapping[str, Draft]) -> None:
    target = column.refers.partition(".")[0]
    known, lost = _known(column.refers, drafts)
    if known is None:
        return
    values = draft.usable[column.name]
    unknown = values[(values != "") & ~values.isin(list(known))]
    if unknown.empty:
        return
    unknown = _respelled(draft, column, unknown, known)
    if target in ADDED_BY_DEFAULT:
        _added(draft, column, unknown, target)
    elif target == "Grades" and not column.guards and not column.required:
        _unranked(draft, column, unknown)
    elif target == "Periods" and "Periods" not in drafts and not column.guards and not column.required:
        _no_periods(draft, column, unknown)
    else:
        for row, value in unknown.items():
            _dangling(draft, column, int(str(row)), value, target, value in lost)


def _known(refers: str, drafts: Mapping[str, Draft]) -> tuple[set[str] | None, set[str]]:
    """The names that may be referred to (None: any), and those whose rows are left out."""
    sheet, _, name = refers.partition(".")
    if sheet not in drafts and refers in KNOWN_BY_USE:
        sheet, name = KNOWN_BY_USE[refers]
    draft = drafts.get(sheet)
    if draft is None or not len(draft.table):
        empty = {"Grades": set(lists.GRADES), "Periods": {WHOLE_PLAN}}
        return empty.get(sheet), set()
    every, known = set(draft.table[name]) - {""}, set(draft.usable[name]) - {""}
    return known, every - known


def _respelled(draft: Draft, column: Column, unknown: pd.Series, known: set[str]) -> pd.Series:
    """Take names that differ in case only as those that are listed; give back the rest."""
    listed: dict[str, str] = {}
    for name in sorted(known):
        listed[name.casefold()] = "" if name.casefold() in listed else name
    found = unknown.map(lambda value: listed.get(value.casefold(), ""))
    same = found[found != ""]
    for row, was, name in zip(same.index, unknown[same.index], same, strict=True):
        draft.say(GREEN, int(row), column.name, was, f"Read as {name}.", "")
    draft.table.loc[same.index, column.name] = same
    return unknown[found == ""]


def _added(draft: Draft, column: Column, unknown: pd.Series, target: str) -> None:
    for value, rows in unknown.groupby(unknown):
        draft.say(AMBER, int(rows.index[0]), column.name, value,
                  f"It isn't in the {target} sheet (used in {len(rows)} row{'s' * (len(rows) != 1)}); "
                  "it is added there with the defaults.",
                  f"List it in {target}, or put the spelling right.")  # fmt: skip


def _unranked(draft: Draft, column: Column, unknown: pd.Series) -> None:
    """Grades of another scale stay as they are; they are compared with nothing."""
    for value, rows in unknown.groupby(unknown):
        draft.say(
            AMBER,
            int(rows.index[0]),
            column.name,
            value,
            f"It is no grade that is listed (used in {len(rows):,} row{'s' * (len(rows) != 1)}); it stays as it is, "
            "without rank or cost.",
            "List it in Grades with its rank and cost, if it is to be compared.",
            by="other scale",
        )


def _no_periods(draft: Draft, column: Column, unknown: pd.Series) -> None:
    draft.table.loc[unknown.index, column.name] = ""
    draft.say(AMBER, 0, column.name, f"{len(unknown)} rows",
              "Without a Periods sheet the plan is one period; this column isn't looked at.",
              "Add a Periods sheet.")  # fmt: skip


def _dangling(draft: Draft, column: Column, row: int, value: str, target: str, lost: bool) -> None:
    why = f"Its row in {target} is left out." if lost else f"It isn't in the {target} sheet."
    action = f"Put that row of {target} right." if lost else f"Add it to {target}, or put the spelling right."
    if column.required or column.guards:
        draft.lose(row, column.name, value, why, action)
    else:
        draft.say(AMBER, row, column.name, value, why, f"{action} Until then: as if nothing were given.")
        draft.table.loc[row, column.name] = ""
