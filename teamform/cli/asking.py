"""How a reason is asked for in the terminal: read, solve if need be, ask, show each sentence as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from teamform.errors import ConflictError
    from teamform.explain import Case
    from teamform.plan.plan import Plan
    from teamform.team.proposal import Proposal

Workbook = Annotated[
    Path, typer.Argument(metavar="WORKBOOK", help="The workbook (.xlsx).", exists=True, dir_okay=False, readable=True)
]
Solved = Annotated[
    Path | None,
    typer.Option("--solved", help="What `teamform solve --json` wrote for this workbook; otherwise it is solved now.",
                 exists=True, dir_okay=False),
]  # fmt: skip
Time = Annotated[float, typer.Option("--time", help="Most seconds to solve the plan first.", min=0.1, max=604_800)]
Json = Annotated[Path | None, typer.Option("--json", help="Write the reasons to this JSON file.", dir_okay=False)]
Out = Annotated[
    Path | None,
    typer.Option(help="Write the proposal with these reasons to this workbook (.xlsx).", dir_okay=False),
]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's identifier.")]
Where = Annotated[str, typer.Argument(metavar="SEAT_OR_TEAM", help="A demand_id, or a team's code.")]
Period = Annotated[str, typer.Option(help="Only in this period.")]


Ask = Callable[["Case"], Iterable[Any]]
Instead = Callable[["Plan", "ConflictError"], Iterable[Any]]


def answer(path: Path, solved: Path | None, seconds: float, json: Path | None, out: Path | None, ask: Ask,
           instead: Instead | None = None) -> None:  # fmt: skip
    """Read, solve if need be, ask, and show each reason as it comes; the exit code says whether there is an answer.

    ``instead`` is asked where no plan is possible.
    """
    from rich.text import Text

    from teamform import workbook as books
    from teamform.cli.screen import console, plain
    from teamform.errors import TeamformError
    from teamform.explain import as_json, standing
    from teamform.report import write_json

    screen, found = console(), []
    try:
        plan = books.read(path).need_plan()
        proposal, reasons = _reasons(plan, solved, seconds, ask, instead)
        for reason in reasons:
            found.append(reason)
            screen.print(Text(plain(reason.sentence, 4000)), soft_wrap=True)
            for part in _parts(reason):
                screen.print(Text(f"  - {plain(part, 2000)}"), soft_wrap=True)
    except TeamformError as error:
        screen.print(Text(plain(error, 2000), style="bold red"), soft_wrap=True)
        raise typer.Exit(1) from None
    found = standing(found)
    if json is not None:
        write_json({"reasons": [as_json(reason) for reason in found]}, json)
    if out is not None:
        from teamform.report.reasoning import sheets

        books.write(out, plan, proposal, more=sheets(found))


def _reasons(
    plan: Plan, solved: Path | None, seconds: float, ask: Ask, instead: Instead | None
) -> tuple[Proposal | None, Iterable[Any]]:
    """The proposal, and what was asked of it; without one, what is asked where no plan is possible."""
    from teamform.errors import ConflictError
    from teamform.explain import Case

    try:
        proposal = _proposal(plan, solved, seconds)
    except ConflictError as conflict:
        if instead is None:
            raise
        return None, instead(plan, conflict)
    return proposal, ask(Case.of(plan, proposal))


def _parts(reason: Any) -> Iterable[object]:
    """What is listed below a reason: choices each with its sentence, or everyone who moves."""
    return [choice.sentence for choice in getattr(reason, "choices", ())] or getattr(reason, "moves", ())


def _proposal(plan: Plan, solved: Path | None, seconds: float) -> Proposal:
    """The proposal that was kept, or a new one."""
    import json

    from teamform.errors import InputError

    if solved is None:
        from teamform.solve import Limits, solve

        return solve(plan, Limits(seconds))
    from teamform.explain.kept import proposal_from

    try:
        record = json.loads(solved.read_text(encoding="utf-8"))
        return proposal_from(plan, record)
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{solved} isn't what `teamform solve --json` writes") from None
