"""The sheets that are written for reading only: the proposal, its teams, and the notes on the input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from teamform.plan.issues import Assumption, Issue
from teamform.plan.plan import Plan
from teamform.team.coverage import coverage, named, shortfall
from teamform.team.proposal import Proposal
from teamform.workbook.book import Book
from teamform.workbook.headers import team_titles
from teamform.workbook.style import FTE, OUTPUT, Heading, add_sheet

Reasons = Mapping[tuple[str, str], str]


def add_proposal(book: Book, plan: Plan, proposal: Proposal, reasons: Reasons) -> None:
    """Everything about the proposal, the summary first."""
    _summary(book, plan, proposal)
    _allocation(book, plan, proposal)
    _shortfall(book, plan, proposal, reasons)
    _tiers(book, proposal)
    _broken(book, proposal)
    _teams(book, plan, proposal)


def _summary(book: Book, plan: Plan, proposal: Proposal) -> None:
    seats = coverage(plan, proposal.allocation)
    offered = plan.availability.sum(axis=0).max() / 100 if len(plan.people) else 0
    rows: list[tuple[str, Any]] = [
        ("How good it is", "best possible, proved" if proposal.status == "proved" else "good, not all goals proved"),
        ("People placed", proposal.allocation["person_id"].nunique()),
        ("People on offer", len(plan.people)),
        ("FTE on offer in the fullest period", offered),
        *((f"FTE required in {p}", s["required"].sum() / 100) for p, s in seats.groupby("period", sort=False)),
        *((f"FTE missing in {p}", s["unmet"].sum() / 100) for p, s in seats.groupby("period", sort=False)),
        ("Should-rules broken", len(proposal.broken)),
        ("Seed of the shuffle that breaks ties", proposal.seed),
        ("Fingerprint of the input", proposal.input_hash),
        ("Made at", proposal.made_at),
        ("Seconds", round(proposal.seconds, 1)),
        *((f"Version of {name}", version) for name, version in proposal.versions.items()),
    ]
    add_sheet(book, "Summary", [Heading("what"), Heading("value")], rows, OUTPUT)


def _allocation(book: Book, plan: Plan, proposal: Proposal) -> None:
    table = named(plan, proposal.allocation)
    _add(book, "Allocation", table.assign(fte=table["fte"] / 100), {"fte": FTE})


def _shortfall(book: Book, plan: Plan, proposal: Proposal, reasons: Reasons) -> None:
    table = shortfall(plan, proposal.allocation)
    places = zip(table["demand_id"], table["period"], strict=True)
    if reasons:
        table = table.assign(why=[reasons.get(place, "") for place in places])
    fte = ["required", "allocated", "unmet"]
    table[fte] = table[fte].astype("float64") / 100
    _add(book, "Shortfall", table, dict.fromkeys(fte, FTE))


def _tiers(book: Book, proposal: Proposal) -> None:
    headings = [Heading(h) for h in ("goal", "name", "value", "bound", "unit", "proved", "in words")]
    rows = [(t.title, t.name, t.value, t.bound, t.unit, t.proved, t.words) for t in proposal.tiers]
    add_sheet(book, "Tiers", headings, rows, OUTPUT)


def _broken(book: Book, proposal: Proposal) -> None:
    headings = [Heading(h) for h in ("rule", "what it asks", "missed by", "unit")]
    rows = [(b.rule, b.sentence, b.amount, b.unit) for b in proposal.broken]
    add_sheet(book, "BrokenRules", headings, rows, OUTPUT)


def _teams(book: Book, plan: Plan, proposal: Proposal) -> None:
    """A sheet for each team: who is on it, as what, how much in each period; and what is missing."""
    table, seats = named(plan, proposal.allocation), coverage(plan, proposal.allocation)
    periods = list(plan.periods["period"])
    titles = team_titles(plan.teams["team_id"])
    for team in plan.teams.sort_index().itertuples(index=False):
        mine = table[table["team_id"] == team.team_id]
        missing = seats[(seats["team_id"] == team.team_id) & (seats["unmet"] > 0)]
        who = ["person_id", "display_name", "organisation", "grade", "discipline"]
        rows = _by_period(mine, who, "fte", periods)
        rows += [("", "(missing)", "", "", *key, *values) for key, values in _missing(missing, periods)]
        headings = [Heading(name) for name in who] + [Heading(period, FTE) for period in periods]
        size = mine.groupby("period")["person_id"].nunique().max() if len(mine) else 0
        above = [f"{team.team_id}: {team.team}", f"Mission: {team.mission}; priority {team.priority}; "
                 f"{size} people; {missing['unmet'].sum() / 100:g} FTE missing over all periods"]  # fmt: skip
        add_sheet(book, titles[str(team.team_id)], headings, rows, OUTPUT, above=above)


def _by_period(table: pd.DataFrame, keys: list[str], value: str, periods: list[str]) -> list[tuple[Any, ...]]:
    """One row for each key, one FTE column for each period."""
    wide = table.pivot_table(index=keys, columns="period", values=value, aggfunc="sum").reindex(columns=periods)
    return [
        (*(key if isinstance(key, tuple) else (key,)), *(None if v != v or not v else v / 100 for v in values))
        for key, values in zip(wide.index, wide.to_numpy(), strict=True)
    ]


def _missing(seats: pd.DataFrame, periods: list[str]) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    return [((row[0],), row[1:]) for row in _by_period(seats, ["discipline"], "unmet", periods)] if len(seats) else []


def add_tables(book: Book, tables: Mapping[str, pd.DataFrame]) -> None:
    """Tables for reading only, each a sheet."""
    for title, table in tables.items():
        figures = [str(name) for name in table.columns if pd.api.types.is_float_dtype(table[name])]
        _add(book, title, table.astype(object).where(table.notna(), None), dict.fromkeys(figures, FTE))


def add_notes(book: Book, plan: Plan, issues: Sequence[Issue], remarks: Sequence[object]) -> None:
    """What was wrong or changed in the input, what was assumed, and what there is to remark."""
    headings = [Heading(h) for h in ("severity", "sheet", "row", "column", "found", "why", "what to do")]
    rows = [(str(i.severity), i.sheet, i.row or None, i.column, i.found, i.why, i.action) for i in issues]
    add_sheet(book, "Issues", headings, rows, OUTPUT, fill_by=0)
    assumed: Sequence[Assumption] = plan.assumptions
    add_sheet(book, "Assumptions", [Heading("assumption"), Heading("sheet"), Heading("column"), Heading("how often")],
              [(a.sentence, a.sheet, a.column, a.count) for a in assumed], OUTPUT)  # fmt: skip
    if remarks:
        add_sheet(book, "Remarks", [Heading("remark")], [(str(remark),) for remark in remarks], OUTPUT)


def _add(book: Book, title: str, table: pd.DataFrame, formats: Mapping[str, str]) -> None:
    headings = [Heading(str(name), formats.get(str(name), "")) for name in table.columns]
    rows = list(table.astype(object).itertuples(index=False, name=None))
    add_sheet(book, title, headings, rows, OUTPUT)
