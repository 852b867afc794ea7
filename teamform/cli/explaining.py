"""``teamform explain``: reasons in the terminal, each a sentence, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from teamform.explain import Case

app = typer.Typer(
    name="explain", help="Why, why not, what a rule costs, and what would help.", no_args_is_help=True,
    rich_markup_mode=None,
)  # fmt: skip

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
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's identifier.")]
Where = Annotated[str, typer.Argument(metavar="SEAT_OR_TEAM", help="A demand_id, or a team's code.")]
Period = Annotated[str, typer.Option(help="Only in this period.")]


@app.command()
def ladder(workbook: Workbook, discipline: Annotated[str, typer.Argument(help="The discipline's code.")],
           period: Period = "", solved: Solved = None, time: Time = 60.0, json: Json = None) -> None:  # fmt: skip
    """How much of a discipline exists, and which rule loses how much of it on the way to a seat."""
    from teamform.explain import ladder as climbed

    _answer(workbook, solved, time, json, lambda case: [climbed(case, discipline, period)])


@app.command()
def short(workbook: Workbook, seat: Annotated[str, typer.Argument(help="A demand_id; blank: every short seat.")] = "",
          period: Period = "", solved: Solved = None, time: Time = 60.0, json: Json = None) -> None:  # fmt: skip
    """Why a seat, or every seat that lacks FTE, is short."""
    from teamform.explain import short_seats, why_short

    def reasons(case: Case) -> Iterable[Any]:
        seats = [(seat, period)] if seat else short_seats(case)
        return (why_short(case, *each) for each in seats)

    _answer(workbook, solved, time, json, reasons)


@app.command()
def why(workbook: Workbook, person: Person, where: Where, solved: Solved = None, time: Time = 60.0,
        json: Json = None) -> None:  # fmt: skip
    """Why a person is where they are: what the plan would be without them there."""
    from teamform.explain import why as asked

    _answer(workbook, solved, time, json, lambda case: [asked(case, person, where)])


@app.command()
def why_not(workbook: Workbook, person: Person, where: Where, period: Period = "", solved: Solved = None,
            time: Time = 60.0, json: Json = None) -> None:  # fmt: skip
    """Why a person isn't on a seat or team: what turns them away, or what it would cost."""
    from teamform.explain import why_not as asked

    _answer(workbook, solved, time, json, lambda case: [asked(case, person, where, period=period)])


@app.command()
def prices(workbook: Workbook, solved: Solved = None, time: Time = 60.0, json: Json = None) -> None:
    """What missions would gain if each rule were loosened, notch by notch; as the answers come."""
    from teamform.explain import prices as priced

    _answer(workbook, solved, time, json, priced)


@app.command()
def repair(
    workbook: Workbook,
    changed: Annotated[Path, typer.Argument(metavar="CHANGED", help="The workbook after the change.", exists=True,
                                            dir_okay=False, readable=True)],
    solved: Solved = None, time: Time = 60.0, json: Json = None,
) -> None:  # fmt: skip
    """The plan after a change, with as few others disturbed as possible; everyone affected is listed."""
    from teamform import workbook as books
    from teamform.explain import repair as repaired

    def reasons(case: Case) -> Iterable[Any]:
        assert case.proposal is not None
        return [repaired(case.plan, case.proposal, books.read(changed).need_plan())]

    _answer(workbook, solved, time, json, reasons)


def _answer(
    path: Path, solved: Path | None, seconds: float, json: Path | None, ask: Callable[[Case], Iterable[Any]]
) -> None:
    """Read, solve if need be, ask, and show each reason as it comes; the exit code says whether there is an answer."""
    from rich.text import Text

    from teamform import workbook as books
    from teamform.cli.screen import console, plain
    from teamform.errors import TeamformError
    from teamform.explain import Case, as_json
    from teamform.report import write_json

    screen, found = console(), []
    try:
        plan = books.read(path).need_plan()
        for reason in ask(Case.of(plan, _proposal(plan, solved, seconds))):
            found.append(as_json(reason))
            screen.print(Text(plain(reason.sentence, 2000)), soft_wrap=True)
            for part in getattr(reason, "moves", ()):
                screen.print(Text(f"  - {plain(part)}"), soft_wrap=True)
    except TeamformError as error:
        screen.print(Text(plain(error, 2000), style="bold red"), soft_wrap=True)
        raise typer.Exit(1) from None
    if json is not None:
        write_json({"reasons": found}, json)


def _proposal(plan: Any, solved: Path | None, seconds: float) -> Any:
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
