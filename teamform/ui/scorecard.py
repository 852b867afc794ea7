"""Ways of working, today and in the proposal: the scorecard on the screen."""

from __future__ import annotations

import pandas as pd

from teamform.report.scorecard import ALL, scorecard
from teamform.ui import answers, look, words

LINES = (
    ("people", "People", "{:.0f}"), ("fte", "FTE", "{:.1f}"), ("disciplines", "Disciplines", "{:.0f}"),
    ("organisations", "Organisations", "{:.0f}"), ("outside_share", "From outside central government", "%"),
    ("largest_organisation_share", "Largest organisation", "%"),
    ("underused_share", "Often forgotten disciplines", "%"),
    ("loop_closed", "Policy, delivery and research together", ""),
    ("translator_coverage", "Needed pairs of disciplines with somebody fluent in both", "%"),
    ("token_roles", "Embedded disciplines under 0.4 FTE", "{:.0f}"),
)  # fmt: skip
"""Figure, its name, and how it is written (%: a share in per cent)."""


@answers.once
def card(found: answers.Answer) -> pd.DataFrame:
    """The scorecard of a proposal by team and moment (today, proposed); see `teamform.report.scorecard`."""
    return scorecard(found.plan, found.allocation).set_index(["team_id", "moment"])


def whole(found: answers.Answer) -> pd.Series:
    """The figures of all teams together in the proposal."""
    return card(found).loc[(ALL, "proposed")]


def show(found: answers.Answer, team: str = "") -> None:
    """The scorecard of a team beside that of all teams, today and proposed."""
    who = {team: team, ALL: "All teams"} if team else {ALL: "All teams"}
    heads = [f"{name}, {moment}" for name in who.values() for moment in ("today", "proposed")]
    shown = [card(found).loc[(key, moment)] for key in who for moment in ("today", "proposed")]
    rows = [[name, *(_written(row, column, how) for row in shown)] for column, name, how in LINES]
    look.table("Ways of working", ["", *heads], rows, heads)


def _written(row: pd.Series, column: str, how: str) -> str:
    if not row["people"]:
        return "–"
    if how == "%":
        return words.percent(row[column])
    return how.format(row[column]) if how else ("yes" if row[column] else "no")
