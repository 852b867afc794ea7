"""Owners: who may grant what a rule doesn't allow, and why the rule is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from teamform.explain.case import Case
from teamform.rules import Eligibility, Rule

COLUMNS = {
    "person": ("person_id",), "team": ("team_id",), "organisation": ("organisation",), "discipline": ("discipline",),
    "mission": ("mission",), "period": ("period",), "directorate": ("directorate",),
}  # fmt: skip
"""The columns in which the sheets of rules name what a row is about."""


@dataclass(frozen=True)
class Owner:
    """Who can grant more, and what is known of the rule's reason."""

    who: str
    reason: str = ""
    expires: str = ""

    def __str__(self) -> str:
        until = f" (until {self.expires})" if self.expires else ""
        return f"{self.who}{f': {self.reason}' if self.reason else ''}{until}"


def owner(case: Case, rule: str, codes: Mapping[str, int]) -> Owner:
    """Who owns the sentence that a rule says about these codes.

    That is the owner named in the rule's own sheet, or beside its setting; failing that, whoever the
    sentence is about.
    """
    known = case.by_name.get(rule)
    row = _row(case, known, codes) if known is not None else None
    if row is not None and (row["owner"] or row.get("reason", "")):
        day = row.get("expires")
        expires = f"{day:%d/%m/%Y}" if day is not None and day == day else ""
        return Owner(row["owner"] or _about(case, known, codes), row.get("reason", ""), expires)
    return Owner(_about(case, known, codes))


def _row(case: Case, rule: Rule, codes: Mapping[str, int]) -> pd.Series | None:
    """The row of a sheet that says this sentence, or sets what it says."""
    for name in rule.sheets:
        table = case.plan.sheets[name]
        if "owner" in table.columns:
            found = table.iloc[[codes["pair"]]] if "pair" in codes else _matching(case, table, codes)
            if len(found):
                return found.iloc[0]
    settings = case.plan.sheets["Settings"]
    mine = settings[settings["setting"].str.startswith(f"{rule.name}.")]
    mine = mine[(mine["owner"] != "") | (mine["reason"] != "")]
    return mine.iloc[0] if len(mine) else None


def _matching(case: Case, table: pd.DataFrame, codes: Mapping[str, int]) -> pd.DataFrame:
    """The rows of a rule's sheet that speak of the codes: the same names, or blank where anything goes."""
    labels = case.program.vocabulary.labels
    names = {label: labels.name(label, code) for label, code in codes.items() if code >= 0}
    if "directorate" in names:
        names["organisation"], _, names["directorate"] = names["directorate"].partition(" / ")
    for label, columns in COLUMNS.items():
        for column in columns:
            if column in table.columns:
                blank = table[column] == ""
                same = table[column] == names[label] if label in names else blank
                table = table[same | (blank if label in ("period", "discipline") else False)]
    return table


def _about(case: Case, rule: Rule | None, codes: Mapping[str, int]) -> str:
    """Whoever a sentence is about."""
    labels = case.program.vocabulary.labels
    if isinstance(rule, Eligibility) and rule.chosen_by_person:
        return "the person, whose choice it is"
    for label in ("organisation", "directorate"):
        if label in codes:
            return labels.name(label, codes[label])
    if "team" in codes or "demand" in codes or "need" in codes:
        team = codes.get("team")
        if team is None and "demand" in codes:
            team = int(labels.parents["team"][1][codes["demand"]])
        return f"whoever answers for team {labels.name('team', team)}" if team is not None else "the team"
    if "person" in codes:
        return "the person and their home organisation"
    return "the planner"
