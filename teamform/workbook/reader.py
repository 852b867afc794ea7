"""Reading a workbook: the plan it holds, and everything in it that a person should know about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from teamform.errors import InputError, RuleError
from teamform.plan.issues import Issue, Severity
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.workbook import steps
from teamform.workbook.framing import frames
from teamform.workbook.opening import Watch, open_book
from teamform.workbook.typed import Typed, tables

RED = Severity.RED
ON_A_SCREEN = 15


@dataclass(frozen=True, eq=False)
class Reading:
    """What a workbook holds."""

    name: str
    plan: Plan | None
    """The plan, unless People or Demand can't be used."""
    issues: tuple[Issue, ...] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """The typed tables of which the plan is built."""
    raw: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """The cells as they stand in the file, by sheet of ours; index: row of the spreadsheet."""

    def need_plan(self) -> Plan:
        """The plan; raises InputError, with one screen of reasons, if there is none."""
        if self.plan is None:
            raise InputError(_screen(self.name, self.issues), self.issues)
        return self.plan

    def __iter__(self) -> Iterator[Any]:
        """Unpack as ``plan, issues = read(...)``; raises InputError if there is no plan."""
        return iter((self.need_plan(), self.issues))

    def count(self, severity: Severity) -> int:
        """How many issues are of this severity."""
        return sum(issue.severity == severity for issue in self.issues)


def read(source: str | os.PathLike[str] | bytes, watch: Watch | None = None) -> Reading:
    """Read a workbook.

    ``source`` is a path or the bytes of a file. Raises UnreadableFile, with a sentence, for what
    is no workbook. Everything else ends as issues: the plan is made of what can be used, and is
    None only where People or Demand can't be used at all (`Reading.need_plan` then says why).
    """
    name = "workbook" if isinstance(source, bytes) else Path(source).name
    framed = frames(open_book(source, watch))
    return reading(name, framed.raw, framed.issues)


def reading(name: str, raw: Mapping[str, pd.DataFrame], issues: list[Issue] | None = None) -> Reading:
    """Read raw tables as a workbook of that name (see `tables`)."""
    return reading_of(name, tables(raw), issues or [], raw)


def reading_of(name: str, typed: Typed, issues: list[Issue], raw: Mapping[str, pd.DataFrame] | None = None,
               absent: Severity = RED) -> Reading:  # fmt: skip
    """The plan that typed tables make, with every issue."""
    every = [*issues, *typed.issues]
    there = typed.tables if raw is None else raw
    missing = [sheet.name for sheet in SHEETS.values() if sheet.required and sheet.name not in there]
    every += [Issue(absent, sheet, 0, "", "", "The sheet is needed and isn't there, or is empty.",
                    f"Add a sheet {sheet}: {SHEETS[sheet].help}") for sheet in missing]  # fmt: skip
    kept = dict(typed.tables)
    for sheet in SHEETS.values():
        if sheet.required and sheet.name not in missing and not len(kept.get(sheet.name, ())):
            missing.append(sheet.name)
            every.append(Issue(RED, sheet.name, 0, "", "", "Not one of its rows can be used.", "Put them right."))
    plan = None if missing else _plan(kept, every)
    if plan is not None:
        every += steps.check(plan)
    return Reading(name, plan, tuple(every), kept, dict(raw or {}))


def _plan(kept: dict[str, pd.DataFrame], issues: list[Issue]) -> Plan:
    """The plan; a setting of the plan that makes no sense is left out, and that is listed."""
    while True:
        try:
            return Plan.build(kept)
        except RuleError as error:
            settings = kept["Settings"]
            wrong = settings[[str(error).startswith(f"{name} is") for name in settings["setting"]]]
            if wrong.empty:
                raise
            row = wrong.index[0]
            issues.append(Issue(RED, "Settings", int(row), "value", wrong.loc[row, "value"], f"{error}.",
                                "The setting is left out until then."))  # fmt: skip
            kept["Settings"] = settings.drop(index=row)


def _screen(name: str, issues: tuple[Issue, ...]) -> str:
    """Why there is no plan, in one screen of plain text."""
    red = [issue for issue in issues if issue.severity == RED]
    red.sort(key=lambda issue: (issue.row > 0, issue.sheet))
    lines = [f"“{name}” can't be planned with:"]
    lines += [f"  {issue}" for issue in red[:ON_A_SCREEN]]
    if len(red) > ON_A_SCREEN:
        lines.append(f"  … and {len(red) - ON_A_SCREEN} more")
    return "\n".join(lines)
