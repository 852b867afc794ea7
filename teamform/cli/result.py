"""A run's end in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd
from rich.console import Console, RenderableType
from rich.text import Text

from teamform.cli.screen import figure, fte, heading, more, plain, table
from teamform.plan.issues import Issue
from teamform.plan.plan import Plan
from teamform.plan.shapes import taken_in
from teamform.report import Ending, Outcome, Seat, worst_first
from teamform.team.proposal import Proposal, TierResult

FEW, MANY, CROWD = 12, 30, 40
"""How many lines of remarks, of tables and of teams are shown before a list is cut short."""
ALIKE = 5
"""How many issues of one kind are shown."""
MARKS = {Ending.PROVED: ("✓", "bold green"), Ending.GOOD: ("≈", "bold yellow"), Ending.READY: ("✓", "bold green")}


def show(outcome: Outcome, console: Console) -> None:
    """Print everything about a run that people need to see."""
    mark, style = MARKS.get(outcome.status, ("✗", "bold red"))
    console.print(heading(f"{mark} {_first_line(outcome)}", style))
    for section in _sections(outcome):
        for part in section:
            console.print(part)
        if section:
            console.print()


def _first_line(outcome: Outcome) -> str:
    """The heading; where it goes on to list issues, the table below says that better."""
    return outcome.heading.partition("\n")[0] if outcome.issues else outcome.heading


def _sections(outcome: Outcome) -> Iterator[list[RenderableType]]:
    plan, proposal = outcome.plan, outcome.proposal
    yield list(_conflict(outcome))
    if plan is not None and proposal is not None:
        yield list(_tiers(proposal.tiers))
        yield from _teams(plan, proposal)
        yield list(_shortfall(outcome.shortfall))
        broken = [f"{breach} ({breach.rule.replace('_', ' ')})" for breach in proposal.broken]
        yield list(_listed("Should-rules that are broken", broken))
    yield list(issue_table(outcome.issues))
    yield list(_listed("Remarks", [str(remark) for remark in outcome.remarks]))
    if plan is not None:
        yield list(_listed("Assumptions", [str(assumption) for assumption in plan.assumptions]))
        yield [Text(_origin(outcome), style="dim")]


def _conflict(outcome: Outcome) -> Iterator[RenderableType]:
    if outcome.conflict:
        rows = [(claim.rule.replace("_", " "), claim.sentence) for claim in outcome.conflict]
        yield table(("rule", "what it asks"), rows)


def issue_table(issues: Sequence[Issue], most: int = MANY) -> Iterator[RenderableType]:
    """Issues as a table, worst first; of many alike only the first few."""
    if not issues:
        return
    yield heading(f"{len(issues):,} issue{'s' * (len(issues) != 1)} in the workbook")
    shown = _some_of_each(worst_first(issues))[:most]
    rows = [(str(i.severity), i.sheet, i.row or "", i.column, i.found, i.why, i.action) for i in shown]
    yield table(("severity", "sheet", "row", "column", "found", "why", "what to do"), rows, right=("row",))
    yield from filter(None, [more(len(issues) - len(shown))])


def _some_of_each(issues: Sequence[Issue]) -> list[Issue]:
    """The first few issues of each kind."""
    seen: Counter[tuple[str, ...]] = Counter()
    shown = []
    for issue in issues:
        kind = (str(issue.severity), issue.sheet, issue.column, issue.action)
        seen[kind] += 1
        if seen[kind] <= ALIKE:
            shown.append(issue)
    return shown


def _tiers(tiers: Sequence[TierResult]) -> Iterator[RenderableType]:
    yield heading("Goals, in strict order")
    rows = [(tier.title, figure(tier.value), tier.unit, tier.words) for tier in tiers]
    yield table(("goal", "reached", "unit", "how good"), rows, right=("reached",))


def _teams(plan: Plan, proposal: Proposal) -> Iterator[list[RenderableType]]:
    """Every team with its people, the most important first."""
    placed = proposal.allocation.merge(plan.people[["person_id", "display_name", "organisation"]], on="person_id")
    teams = plan.teams.sort_values(["priority", "team_id"])
    for ident, name, priority in teams[["team_id", "team", "priority"]].head(CROWD).itertuples(index=False):
        of_team = placed[placed["team_id"] == ident]
        people = of_team["person_id"].nunique()
        title = f"{ident} · {name}" if name != ident else ident
        count = "1 person" if people == 1 else f"{people} people"
        yield [heading(f"{title} · priority {priority} · {count}"), _staffing(plan, ident, of_team)]
    yield list(filter(None, [more(len(teams) - CROWD, "--out and --json list all teams")]))


def _staffing(plan: Plan, team: str, placed: pd.DataFrame) -> RenderableType:
    """One team's people with their FTE in each period, and what the team needs."""
    seats = (plan.demand["team_id"] == team).to_numpy()
    runs = plan.runs[seats].any(axis=0)
    counts = seats & taken_in(plan, placed)
    needed = (plan.demand["fte_required"].to_numpy()[counts] @ plan.runs[counts])[runs]
    periods = plan.periods["period"].to_numpy()[runs].tolist()
    who = ["display_name", "person_id", "organisation", "discipline"]
    given = placed.pivot_table(index=who, columns="period", values="fte", aggfunc="sum").reindex(columns=periods)
    rows = [
        (_name(name, ident), organisation, discipline, *map(_fte, figures))
        for (name, ident, organisation, discipline), *figures in given.itertuples()
    ]
    rows += [("all", "", "", *map(_fte, given.sum())), ("needed", "", "", *map(_fte, needed))]
    heads = periods if len(plan.periods) > 1 else ["FTE"] * len(periods)
    return table(("person", "organisation", "discipline", *heads), rows, right=heads)


def _name(name: str, ident: str) -> str:
    return f"{name} ({ident})" if name and name != ident else ident


def _fte(hundredths: float) -> str:
    return fte(hundredths / 100) if hundredths == hundredths and hundredths else ""


def _shortfall(seats: Sequence[Seat]) -> Iterator[RenderableType]:
    if not seats:
        yield Text("Every seat is filled.")
        return
    yield heading(f"Shortfall: {len(seats)} seat{'s' * (len(seats) != 1)} not filled, and where the people are")
    rows = [
        (f"P{s.priority} {s.team}", s.discipline, s.period, fte(s.required), fte(s.allocated), fte(s.unmet),
         s.reason)
        for s in seats[:MANY]
    ]  # fmt: skip
    heads = ("team", "seat", "period", "needed", "there", "missing", "where the people are")
    yield table(heads, rows, right=("needed", "there", "missing"))
    yield from filter(None, [more(len(seats) - MANY)])


def _listed(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield heading(f"{title}")
        yield from (Text(f"- {plain(line)}") for line in lines[:FEW])
        yield from filter(None, [more(len(lines) - FEW)])


def _origin(outcome: Outcome) -> str:
    assert outcome.plan is not None
    parts = [f"tie seed {outcome.plan.seed}", f"input {outcome.plan.hash[:12]}"]
    parts += [f"{outcome.seconds:.1f} s"] if outcome.seconds else []
    parts += [f"limit {outcome.time_limit:g} s"] if outcome.time_limit else []
    parts += [f"{outcome.workers} workers"] if outcome.workers else []
    return ", ".join(parts)
