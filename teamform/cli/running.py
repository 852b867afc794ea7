"""What the commands do: read, solve, write, show, and answer with an exit code."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import typer
from rich.console import Console
from rich.text import Text

from teamform import workbook
from teamform.cli.result import show
from teamform.cli.screen import console, plain
from teamform.cli.watching import Stopping, progress_lines, showing
from teamform.errors import NoPlanInTime, TeamformError
from teamform.plan.issues import Issue
from teamform.plan.plan import Plan
from teamform.report import Ending, Outcome, as_json, write_json
from teamform.team.candidates import on_seats
from teamform.team.labels import Labels
from teamform.team.reach import MANY, places

PROPOSED, REFUSED = 0, 1


def solve_workbook(path: Path, out: Path | None, json: Path | None, seconds: float, seed: int | None,
                   workers: int, keep_as: str = "") -> int:  # fmt: skip
    """Propose teams for a workbook; write and show what it came to, and keep it for the app if it is given a name."""
    _writable(out, "--out", path, suffix=".xlsx")
    _writable(json, "--json", path)
    outcome = _solved(path, seconds, seed, workers)
    code = _finish(outcome, out, json)
    if keep_as:
        from teamform.cli.keeping import keep

        keep(keep_as, outcome)
    return code


def _solved(path: Path, seconds: float, seed: int | None, workers: int) -> Outcome:
    """Read and solve; every way in which that can end is an outcome."""
    from teamform.solve import Limits, solve

    began = time.monotonic()
    plan: Plan | None = None
    issues: tuple[Issue, ...] = ()
    stopping = Stopping()
    try:
        with showing(console(stderr=True)) as shown:
            shown(Text("Reading the workbook …"))
            plan, issues = workbook.read(path)
            plan = plan if seed is None else plan.with_settings(seed=seed)
            shown(Text("Preparing …"))
            with stopping.listening():
                proposal = solve(
                    plan,
                    Limits(seconds, workers, repeatable=not console(stderr=True).is_terminal),
                    lambda p: shown(progress_lines(p, stopping())),
                    stopping,
                )
    except TeamformError as error:
        if isinstance(error, NoPlanInTime) and stopping():
            error = NoPlanInTime("You stopped it before any plan was found. That doesn't mean there is none.")
        return Outcome.failed(error, plan=plan, issues=issues, seconds=time.monotonic() - began,
                              time_limit=seconds, workers=workers)  # fmt: skip
    return Outcome.proposed(plan, proposal, issues)


def check_workbook(path: Path, json: Path | None) -> int:
    """Look through a workbook without solving it; show what was found."""
    from teamform.rules import program

    _writable(json, "--json", path)
    plan: Plan | None = None
    issues: tuple[Issue, ...] = ()
    try:
        plan, issues = workbook.read(path)
        none = np.zeros(0, np.int64)
        some = None if places(plan) <= MANY else on_seats(plan, Labels.of(plan), none, none)
        program(plan, block=some)  # finds settings that make no sense; whoever is on offer doesn't matter for that
        outcome = Outcome(Ending.READY, _contents(plan), plan=plan, issues=issues)
    except TeamformError as error:
        outcome = Outcome.failed(error, plan=plan, issues=issues)
    return _finish(outcome, None, json)


def _contents(plan: Plan) -> str:
    """What a plan holds, in a sentence."""
    offered, seats = plan.people["available_fte"].sum() / 100, plan.needed[:, plan.busiest] > 0
    asked = plan.needed[:, plan.busiest].sum() / 100
    when = f", at most, in {plan.periods['period'].iloc[plan.busiest]}" if len(plan.periods) > 1 else ""
    return (f"On offer: {offered:,.1f} FTE of {len(plan.people):,} people. Asked for: {asked:,.1f} FTE in"
            f" {int(seats.sum()):,} seats of {len(plan.teams):,} teams{when}. This can be planned with.")  # fmt: skip


def write_template(path: Path) -> int:
    """Write the template; an existing file is left alone."""
    if path.exists():
        raise typer.BadParameter(f"{path} is there already: name another file.", param_hint="PATH")
    _writable(path, "PATH", None, suffix=".xlsx")
    workbook.template(path)
    console().print(Text(f"Written: {plain(path)}"), soft_wrap=True)
    return PROPOSED


def open_the_app(port: int) -> int:
    """Serve the app until somebody stops it."""
    from teamform.cli.serving import serve

    return serve(port)


def _finish(outcome: Outcome, out: Path | None, json: Path | None) -> int:
    """Write the files that were asked for, show the rest, and give the exit code."""
    from teamform.report.reasoning import ladders

    written = []
    if json is not None:
        write_json(as_json(outcome), json)
        written.append(json)
    if out is not None and outcome.plan is not None and outcome.proposal is not None:
        reasons = {(seat.demand_id, seat.period): seat.reason for seat in outcome.shortfall}
        ladder = ladders(outcome.checked)
        workbook.write(out, outcome.plan, outcome.proposal, outcome.issues, outcome.remarks, reasons, ladder)
        written.append(out)
    good = outcome.status in (Ending.PROVED, Ending.GOOD, Ending.READY)
    screen: Console = console(stderr=not good)
    show(outcome, screen)
    for path in written:
        screen.print(Text(f"Written: {plain(path)}"), soft_wrap=True)
    return PROPOSED if good else REFUSED


def _writable(path: Path | None, option: str, source: Path | None, suffix: str = "") -> None:
    """Refuse a place that can't be written before anything is solved."""
    if path is None:
        return
    if suffix and path.suffix.lower() != suffix:
        raise typer.BadParameter(f"{path} should end in {suffix}.", param_hint=option)
    if source is not None and path.exists() and path.samefile(source):
        raise typer.BadParameter(f"{path} is the workbook itself: name another file.", param_hint=option)
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise typer.BadParameter(f"nothing can be written in the folder {path.parent}.", param_hint=option)
