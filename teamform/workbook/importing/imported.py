"""Importing files: from any sensible files to the tables of a plan, with everything listed on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from teamform.errors import InputError, UnreadableFile
from teamform.plan.issues import Issue, Severity
from teamform.plan.plan import Plan
from teamform.workbook.draft import Undone
from teamform.workbook.grid import Grid
from teamform.workbook.importing.building import Built, build
from teamform.workbook.importing.making import Suggestion
from teamform.workbook.importing.mapping import Settled, settled
from teamform.workbook.importing.pools import Pool
from teamform.workbook.importing.questions import Question
from teamform.workbook.importing.survey import Surveyed, survey
from teamform.workbook.opening import Watch, open_book
from teamform.workbook.reader import Reading, reading_of
from teamform.workbook.recognising.recognised import Dropped

MOST_FILES = 200
"""Most files of a folder."""
Source = str | os.PathLike[str] | tuple[str, bytes]
"""A path of a file or of a folder of files, or the name and the bytes of a file."""


@dataclass(frozen=True)
class ColumnRead:
    """A column of a file: what it was taken for and how that is known."""

    file: str
    sheet: str
    heading: str
    letter: str
    field: str
    """Our name for it; blank: it isn't read."""
    how: str
    """exact, told, near (spelling), values, or not read."""
    used: bool
    first: str
    why: str


@dataclass(frozen=True)
class TableRead:
    """A table of a file: what it was taken for."""

    file: str
    sheet: str
    table: str
    """Our name for it; blank: it isn't read."""
    rows: int
    head: int
    profile: str
    fingerprint: str
    guess: bool
    why: str
    columns: tuple[ColumnRead, ...]


@dataclass(frozen=True, eq=False)
class Imported:
    """What files came to."""

    files: tuple[str, ...]
    refused: Mapping[str, str]
    """Files that can't be opened, and why."""
    reading: Reading
    """The plan, its tables and the issues, as for a workbook that was read."""
    read: tuple[TableRead, ...] = ()
    questions: tuple[Question, ...] = ()
    """What is asked: at most one thing a file."""
    assumptions: tuple[Question, ...] = ()
    """What was assumed of all files, where somebody may know better."""
    suggestions: tuple[Suggestion, ...] = ()
    """Disciplines that titles suggest; a person confirms them."""
    dropped: tuple[Dropped, ...] = ()
    """Columns that were dropped at the door."""
    pools: tuple[Pool, ...] = ()
    mapping: Mapping[str, Any] = field(default_factory=dict)
    """What was settled, to be given again with the next files of this kind."""
    grids: Mapping[str, tuple[Grid, ...]] = field(default_factory=dict, repr=False)
    """The cells of the files, without what was dropped."""
    _options: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def plan(self) -> Plan | None:
        """The plan, unless People or Demand are missing or can't be used."""
        return self.reading.plan

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The typed tables by sheet."""
        return self.reading.tables

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything that is wrong, was assumed, or was repaired."""
        return self.reading.issues

    @property
    def repairs(self) -> tuple[Issue, ...]:
        """What was repaired: was, became, by which kind of repair."""
        return tuple(issue for issue in self.issues if issue.became)

    @property
    def guesses(self) -> tuple[ColumnRead, ...]:
        """Columns that are only guessed and need a person's tick; ``used`` says whether they were taken."""
        return tuple(c for table in self.read for c in table.columns if c.how in ("near", "values"))

    def again(self, mapping: Mapping[str, Any] | None = None, accept_guesses: bool | None = None,
              undo: Undone | None = None) -> Imported:  # fmt: skip
        """The same files once more, with other answers, or with repairs undone; nothing is opened again."""
        old = self._options
        return _imported(
            self.files,
            self.refused,
            self.grids,
            settled(mapping) if mapping is not None else old["settled"],
            old["accept"] if accept_guesses is None else accept_guesses,
            old["undone"] if undo is None else undo,
            self.dropped,
        )


def import_files(
    sources: Sequence[Source],
    mapping: Mapping[str, Any] | str | os.PathLike[str] | None = None,
    accept_guesses: bool = False,
    undo: Undone | None = None,
    watch: Watch | None = None,
) -> Imported:
    """Import files of people and of demand.

    ``sources`` are paths of files or folders, or pairs of a name and bytes; ``mapping`` is what was settled before (see
    `Imported.mapping`), a document or its file. Without ``accept_guesses`` no column that is only
    nearly or by its values known is used. Raises InputError for a mapping that makes no sense; a
    file that can't be opened is listed in `Imported.refused` and as a red issue.
    """
    known = settled(mapping)
    grids: dict[str, tuple[Grid, ...]] = {}
    refused: dict[str, str] = {}
    for source in _files(sources):
        name = _unique(source[0] if isinstance(source, tuple) else Path(source).name, {*grids, *refused})
        try:
            content = source[1] if isinstance(source, tuple) else source
            found = open_book(content, watch, name)
        except UnreadableFile as error:
            refused[name] = str(error)
            continue
        grids[name] = tuple(replace(g, name=g.name or Path(name).stem) for g in found)
    if not (grids or refused):
        raise InputError("No file was given.")
    return _imported((*grids, *refused), refused, grids, known, accept_guesses, undo or Undone(), ())


def _files(sources: Sequence[Source]) -> Iterator[Source]:
    """The files that were given, and those in the folders that were given."""
    for source in sources:
        if isinstance(source, tuple) or not Path(source).is_dir():
            yield source
            continue
        inside = sorted(
            path for path in Path(source).iterdir() if path.is_file() and not path.name.startswith((".", "~$"))
        )
        if len(inside) > MOST_FILES:
            raise InputError(
                f"“{Path(source).name}” holds {len(inside):,} files; at most {MOST_FILES} are read at once."
            )
        yield from inside


def _unique(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _imported(files: Sequence[str], refused: Mapping[str, str], grids: Mapping[str, tuple[Grid, ...]], known: Settled,
              accept: bool, undone: Undone, dropped: Sequence[Dropped]) -> Imported:  # fmt: skip
    surveyed = survey(grids, known, accept)
    built = build(surveyed, known, accept, undone)
    issues = [Issue(Severity.RED, "", 0, "", "", why, "Leave it out, or save it as the sentence says.", name)
              for name, why in refused.items()]  # fmt: skip
    several = len(files) > 1
    every = [*issues, *surveyed.issues, *built.issues]
    if not several:
        every = [replace(issue, file="") for issue in every]
    name = " and ".join(files) if len(files) < 3 else f"{len(files)} files"
    reading = reading_of(
        name, built.typed, every, absent=Severity.AMBER if built.typed.tables or built.pools else Severity.RED
    )
    gone = {(d.file, d.sheet, d.heading): d for d in (*dropped, *surveyed.dropped)}
    return Imported(
        tuple(files), dict(refused), reading, _tables(surveyed, accept), built.questions, built.assumptions,
        built.suggestions, tuple(gone.values()), built.pools, _mapping(surveyed, known, built, accept), grids,
        {"settled": known, "accept": accept, "undone": undone},
    )  # fmt: skip


def _tables(surveyed: Surveyed, accept: bool) -> tuple[TableRead, ...]:
    return tuple(
        TableRead(
            t.table.file, t.table.sheet, t.sheet, t.first_rows, t.table.head[0] if t.table.head else 0, t.profile,
            t.table.fingerprint, t.guess, t.why,
            tuple(ColumnRead(t.table.file, t.table.sheet, m.heading, m.letter, m.field, m.how,
                             bool(m.field) and (accept or not m.guess), m.first, m.why) for m in t.matches),
        )
        for t in surveyed.found
    )  # fmt: skip


def _mapping(surveyed: Surveyed, known: Settled, built: Built, accept: bool) -> dict[str, Any]:
    """What is settled now: every table with its columns and answers; a guess that nobody confirmed isn't."""
    tables = []
    read = [found for found in surveyed.found if found.sheet and (accept or not found.guess)]
    for found in read:
        columns = {m.heading: m.field for m in found.matches if m.field and (accept or not m.guess)}
        answers = dict(known.of(found.table).get("answers", {}))
        tables.append({
            "fingerprint": found.table.fingerprint, "file": found.table.file, "sheet": found.table.sheet,
            "table": found.sheet, "columns": columns, "answers": answers,
            **({"wide": True} if found.wide else {}),
        })  # fmt: skip
    named = {t["fingerprint"] for t in tables}
    tables += [{"fingerprint": f.table.fingerprint, "file": f.table.file, "sheet": f.table.sheet, "table": ""}
               for f in surveyed.found if f not in read and f.table.fingerprint in named]  # fmt: skip
    tables += [dict(t) for t in known.tables if t.get("fingerprint") not in named]
    answers = dict(known.answers) | {q.name: q.answer for q in built.assumptions if q.answered}
    return {"tables": tables, "answers": answers, "synonyms": dict(known.synonyms)}
