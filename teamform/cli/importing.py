"""The import command: any sensible files in, a clean workbook and the health of the data out."""

from __future__ import annotations

import json as json_
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from teamform.cli.screen import console, heading, more, plain, table
from teamform.errors import InputError
from teamform.plan.issues import Issue, Severity
from teamform.workbook import Imported, import_files
from teamform.workbook.importing.health import health, summary
from teamform.workbook.importing.output import write_clean, write_flagged

CAME_IN, NOTHING = 0, 1
SHOWN = 15


def run(files: Sequence[Path], out: Path | None, mapping: Path | None, accept_guesses: bool, json: Path | None,
        save_mapping: Path | None, flagged: Path | None) -> int:  # fmt: skip
    """Import files, write what was asked for, show the rest, and give the exit code."""
    if out is not None and out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{out} should end in .xlsx.", param_hint="--out")
    if flagged is not None and (len(files) != 1 or files[0].is_dir()):
        raise typer.BadParameter("a flagged copy is made of a single file.", param_hint="--flagged")
    progress = _Progress(console(stderr=True))
    try:
        imported = import_files(files, mapping, accept_guesses, watch=progress.told)
    except InputError as error:
        console(stderr=True).print(Text(plain(error)))
        return NOTHING
    document = health(imported)
    written = []
    if json is not None:
        json.write_text(json_.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        written.append(json)
    if save_mapping is not None:
        save_mapping.write_text(json_.dumps(document["mapping"], ensure_ascii=False, indent=1), encoding="utf-8")
        written.append(save_mapping)
    came = document["result"] == "imported"
    if out is not None and came:
        write_clean(out, imported)
        written.append(out)
    if flagged is not None and not imported.refused:
        write_flagged(flagged, imported, imported.files[0])
        written.append(flagged)
    screen = console(stderr=not came)
    show(imported, screen)
    for path in written:
        screen.print(Text(f"Written: {plain(path)}"))
    return CAME_IN if came else NOTHING


class _Progress:
    """Says how far the reading of a large file has come, on a terminal only."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen

    def told(self, sheet: str, rows: int) -> None:
        """Say it of every ten thousand rows."""
        if self._screen.is_terminal and rows >= 10_000:
            self._screen.print(Text(f"{plain(sheet)}: {rows:,} rows read", style="dim"))


def show(imported: Imported, screen: Console) -> None:
    """What came in, what was taken for what, what was dropped, what is asked, and what is wrong."""
    screen.print(heading(summary(imported)))
    if imported.read:
        rows = [(t.file, t.sheet, t.table or "(not read)", f"{t.rows:,}", t.profile or t.why) for t in imported.read]
        screen.print(table(("file", "sheet", "read as", "rows", ""), rows, right=("rows",)))
    for column in imported.dropped:
        screen.print(Text(f"- {plain(column.heading)} of {plain(column.file)}: {plain(column.why)}"))
    _asked(imported, screen)
    _issues(imported.issues, screen)


def _asked(imported: Imported, screen: Console) -> None:
    waiting = [guess for guess in imported.guesses if not guess.used]
    if imported.questions or waiting:
        screen.print(heading("To be answered or confirmed"))
    for question in imported.questions:
        meanwhile = "" if question.answered else f" Meanwhile: {plain(question.answer) or 'not given'}."
        screen.print(Text(f"- {plain(question.file)}: {plain(question.text)}{meanwhile}"))
    for guess in waiting[:SHOWN]:
        screen.print(Text(f"- {plain(guess.file)}, “{plain(guess.heading)}” (first: {plain(guess.first)}) may be "
                          f"{guess.field}: {plain(guess.why)}."))  # fmt: skip
    if imported.suggestions:
        screen.print(Text(f"- {len(imported.suggestions):,} main disciplines are suggested by titles and professions; "
                          "a person confirms them."))  # fmt: skip
    _assumed(imported, screen)


def _assumed(imported: Imported, screen: Console) -> None:
    if imported.assumptions:
        screen.print(heading("Assumed; --mapping says otherwise"))
    for assumed in imported.assumptions:
        screen.print(Text(f"- {plain(assumed.text)} {'Answered' if assumed.answered else 'Assumed'}: "
                          f"{plain(assumed.answer)} ({assumed.name})."))  # fmt: skip


def _issues(issues: Sequence[Issue], screen: Console) -> None:
    counts = {severity: [i for i in issues if i.severity is severity] for severity in Severity}
    parts = ", ".join(f"{len(found):,} {severity}" for severity, found in counts.items())
    screen.print(heading(f"Health of the data: {parts}"))
    worst = [*counts[Severity.RED], *counts[Severity.AMBER]]
    for issue in worst[:SHOWN]:
        screen.print(Text(f"- {issue.severity}: {plain(issue)}"))
    left = more(len(worst) - SHOWN)
    if left is not None:
        screen.print(left)
