"""Checks of the rows of one sheet: what is required, what may stand there once, what must fit together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from teamform.plan.filling import is_blank
from teamform.workbook.draft import AMBER, APART, RED, Draft

_IN_ORDER = {
    "People": (("available_from", "available_to"),),
    "Periods": (("start", "end"),),
    "Teams": (("size_min", "size_max"),),
    "LeadershipModes": (("size_min", "size_max"),),
}
"""Pairs of columns of which the second must not be smaller than the first."""


def check(draft: Draft) -> None:
    """List what is wrong with the rows of a sheet."""
    _required(draft)
    _once(draft)
    _in_order(draft)
    if draft.sheet.name == "People":
        _no_more_than_contracted(draft)
    if draft.sheet.name == "Demand":
        _desired_above_required(draft)


def count(draft: Draft) -> None:
    """Say how many rows are left out."""
    for number, source in enumerate(draft.sources):
        lost = {row for row in draft.lost if row // APART == number}
        if lost:
            every = int((draft.table.index // APART == number).sum())
            rows = sorted({source.place(row % APART, "")[0] for row in lost})
            named = ", ".join(map(str, rows[:20])) + (", …" if len(rows) > 20 else "")
            draft.say(RED, number * APART, "", f"{len(lost)} of {every} rows",
                      f"They can't be used and are left out of the plan: row {named}.",
                      "Put them right and load the workbook again.")  # fmt: skip


def _required(draft: Draft) -> None:
    already = set(draft.lost)
    for column in draft.sheet.columns:
        if column.required and draft.given(column.name):
            blank = draft.table.index[is_blank(draft.table[column.name])]
            for row in blank:
                if row not in already:
                    draft.lose(int(row), column.name, None, "It is blank and must be filled.",
                               f"Fill it in: {column.help}")  # fmt: skip


def _once(draft: Draft) -> None:
    """No two rows may share a key: the first is used."""
    key = list(draft.sheet.key)
    usable = draft.usable
    if not key or not len(usable):
        return
    named = usable[~is_blank(usable[key[0]])]
    first = pd.Series(named.index, index=named.index).groupby([named[k] for k in key], dropna=False).transform("first")
    again = first[first != first.index]
    for row, earlier in zip(again.index, again, strict=True):
        found = ", ".join(str(v) for v in named.loc[[row], key].iloc[0] if str(v))
        if named.loc[[row]].iloc[0].equals(named.loc[[earlier]].iloc[0]):
            draft.merged.add(int(row))
            draft.say(AMBER, int(row), key[0], found, f"The same stands in {draft.place(earlier)}; it counts once.",
                      "Delete one of them.")  # fmt: skip
        else:
            draft.lose(int(row), key[0], found,
                       f"R{draft.place(earlier)[1:]} has the same {' and '.join(key)}; that one is used.",
                       "Keep one of them, or give this one a name of its own.")  # fmt: skip


def _in_order(draft: Draft) -> None:
    for first, second in _IN_ORDER.get(draft.sheet.name, ()):
        wrong = (draft.table[second] < draft.table[first]).fillna(False)
        for row in draft.table.index[wrong]:
            draft.lose(int(row), second, _cell(draft, row, second),
                       f"It comes before {first}, which is {_cell(draft, row, first)}.",
                       "Put one of them right.")  # fmt: skip


def _cell(draft: Draft, row: object, column: str) -> str:
    value: Any = draft.table.loc[[row], column].iloc[0]
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime) else str(value)


def _no_more_than_contracted(draft: Draft) -> None:
    """Nobody offers more than the contract: the contract is used."""
    people = draft.table
    contract = people["contract_fte"].fillna(100)
    over = (people["available_fte"] > contract).fillna(False)
    for row in people.index[over & people["contract_fte"].notna()]:
        draft.say(AMBER, int(row), "available_fte", f"{people.loc[row, 'available_fte'] / 100:g}",
                  f"More is offered than the contract of {contract.loc[row] / 100:g} FTE: the contract is used.",
                  "Put right whichever is wrong.")  # fmt: skip
    draft.table = people.assign(available_fte=people["available_fte"].where(~over, contract))


def _desired_above_required(draft: Draft) -> None:
    demand = draft.table
    below = (demand["fte_desired"] < demand["fte_required"]).fillna(False)
    for row in demand.index[below]:
        draft.say(AMBER, int(row), "fte_desired", f"{demand.loc[row, 'fte_desired'] / 100:g}",
                  "Less is desired than required: taken as what is required.",
                  "Put right whichever is wrong.")  # fmt: skip
