"""The command line: a workbook in, a proposal out.

Exit codes: 0 a proposal was made, 1 the input or the rules don't allow one, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import teamform
from teamform.cli.helping import app as explain

app = typer.Typer(
    name="teamform",
    help="Forms mission teams: the best allocation that can be proved, and plain reasons for the rest.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(explain)

DEMO = "The demonstration"
"""What the demonstration is called in the app."""

Workbook = Annotated[
    Path, typer.Argument(metavar="WORKBOOK", help="The workbook (.xlsx); People and Demand suffice.", exists=True,
                         dir_okay=False, readable=True)
]  # fmt: skip
Out = Annotated[Path | None, typer.Option(help="Write the proposal to this workbook (.xlsx).", dir_okay=False)]
Json = Annotated[Path | None, typer.Option("--json", help="Write everything to this JSON file.", dir_okay=False)]
Time = Annotated[float, typer.Option("--time", help="Most seconds to search.", min=0.1, max=604_800)]
Seed = Annotated[
    int | None, typer.Option(help="Seed that breaks ties; otherwise the workbook's.", min=0, max=2**31 - 1)
]
Workers = Annotated[int, typer.Option(help="Cores to use; 0: all. One gives the same answer every time.", min=0,
                                      max=256)]  # fmt: skip
Port = Annotated[int, typer.Option(help="Port of the app.", min=1, max=65_535)]
OpenApp = Annotated[bool, typer.Option("--app/--no-app", help="Open the app afterwards.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"teamform {teamform.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.", callback=_version,
                                          is_eager=True)] = False,
) -> None:  # fmt: skip
    """Forms mission teams: the best allocation that can be proved, and plain reasons for the rest."""


@app.command()
def template(
    path: Annotated[Path, typer.Argument(metavar="[PATH]", help="Where to write it.", dir_okay=False)] = Path(
        "teamform.xlsx"
    ),
) -> None:
    """Write an empty workbook with every sheet, its units, drop-down lists and an example row."""
    from teamform.cli.running import write_template

    raise typer.Exit(write_template(path))


@app.command()
def check(workbook: Workbook, json: Json = None) -> None:
    """Look through a workbook: what is wrong where, what is assumed, what is asked and offered."""
    from teamform.cli.running import check_workbook

    raise typer.Exit(check_workbook(workbook, json))


@app.command()
def solve(workbook: Workbook, out: Out = None, json: Json = None, time: Time = 60.0, seed: Seed = None,
          workers: Workers = 0) -> None:  # fmt: skip
    """Propose teams for a workbook, goal by goal, and say what is proved."""
    from teamform.cli.running import solve_workbook

    raise typer.Exit(solve_workbook(workbook, out, json, time, seed, workers))


@app.command(name="import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILES", help="Workbooks, CSV files, or folders of them.",
                                                exists=True, readable=True)],
    out: Annotated[Path | None, typer.Option(help="Write what came in to this workbook (.xlsx).",
                                             dir_okay=False)] = None,
    mapping: Annotated[Path | None, typer.Option(help="What was settled before (JSON).", exists=True,
                                                 dir_okay=False)] = None,
    accept_guesses: Annotated[bool, typer.Option("--accept-guesses",
                                                 help="Take columns that are only guessed.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write the health of the data to this JSON file.",
                                              dir_okay=False)] = None,
    save_mapping: Annotated[Path | None, typer.Option(help="Write what is settled now to this JSON file.",
                                                      dir_okay=False)] = None,
    flagged: Annotated[Path | None, typer.Option(help="Write a copy of the file with its flagged cells coloured.",
                                                 dir_okay=False)] = None,
) -> None:  # fmt: skip
    """Bring in exports of people and of demand as they are; every change is listed."""
    from teamform.cli.importing import run

    raise typer.Exit(run(files, out, mapping, accept_guesses, json, save_mapping, flagged))


@app.command()
def demo(out: Out = None, json: Json = None, time: Time = 60.0, seed: Seed = None, workers: Workers = 0,
         open_app: OpenApp = False, port: Port = 8501) -> None:  # fmt: skip
    """Propose teams for the demonstration workbook, and open the app with it if asked to."""
    from teamform.cli.running import open_the_app, solve_workbook
    from teamform.report.shipped import shipped

    code = solve_workbook(shipped("data/demo.xlsx"), out, json, time, seed, workers, DEMO if open_app else "")
    raise typer.Exit(open_the_app(port) if open_app and code == 0 else code)


@app.command(name="app")
def app_(port: Port = 8501) -> None:
    """Open the app in a browser, on this machine only."""
    from teamform.cli.running import open_the_app

    raise typer.Exit(open_the_app(port))
