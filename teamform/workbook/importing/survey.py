"""Looking over the files: every table in them, what it is, and what isn't read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from teamform.plan.issues import Issue, Severity
from teamform.plan.sheets import SHEETS
from teamform.workbook.door.sheet import column_number
from teamform.workbook.grid import PLACE, Grid
from teamform.workbook.headers import is_output
from teamform.workbook.importing.abilities import codes_of
from teamform.workbook.importing.mapping import Settled
from teamform.workbook.inert import plain
from teamform.workbook.recognising.cleansing import cleanse
from teamform.workbook.recognising.headings import tables_of
from teamform.workbook.recognising.matching import matches
from teamform.workbook.recognising.recognised import Dropped, Recognised, drop_private, recognised
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.wide import NEEDS, Wide, wide
from teamform.workbook.recognising.words import Vocabulary, usual
from teamform.workbook.spellings import squeezed

RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN
AGAIN = "Save the file again from a spreadsheet program."
TO_DO = {
    "missing": (RED, AGAIN),
    "quote": (RED, AGAIN),
    "private": (AMBER, "Ask the owner of the data to leave it out."),
    "macros": (GREEN, ""),
    "links": (GREEN, ""),
}
"""How bad a remark of some kinds is, and what to do; of others: to be checked."""
ONE_BY_ONE = 20
"""Up to so many remarks of one kind and column are listed one by one."""
MOST_UNREAD = 100
"""Up to so many columns of a table that aren't read are listed one by one."""


@dataclass
class Surveyed:
    """The tables of all files."""

    found: list[Recognised] = field(default_factory=list)
    wide: dict[int, Wide] = field(default_factory=dict)
    """How a table is wide, by its place in ``found``."""
    issues: list[Issue] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    codes: Mapping[str, str] = field(default_factory=dict)
    """Spellings of disciplines and their codes."""

    def say(self, severity: Severity, file: str, sheet: str, row: int, found: str, why: str, action: str,
            by: str = "") -> None:  # fmt: skip
        """List an issue about a sheet."""
        self.issues.append(Issue(severity, sheet, row, "", found, why, action, file, by=by))


def survey(grids: Mapping[str, tuple[Grid, ...]], known: Settled, accept: bool) -> Surveyed:
    """Find and recognise every table of every file."""
    words = Vocabulary(known.synonyms) if known.synonyms else usual()
    surveyed = Surveyed()
    for file, sheets in grids.items():
        ours = any(_is_ours(grid) for grid in sheets)
        for grid in sheets:
            if not (ours and is_output(grid.name, _all_teams(surveyed, grid))):
                _sheet(surveyed, file, grid, known, words)
        if not any(grid.rows for grid in sheets):
            surveyed.say(RED, file, "", 0, "", "There is nothing in it.", "Ask for the file again.", "not read")
    surveyed.codes = codes_of()
    _codes(surveyed)
    teams = _teams(surveyed)
    for at, found in enumerate(surveyed.found):
        how = wide(found, words, surveyed.codes, teams) if _may_be_wide(found) else None
        if how is not None:
            surveyed.wide[at] = how
            found.sheet, found.wide, found.guess = how.sheet, "wide", not (how.sure or found.told)
            whose = "People" if how.down == "person_id" else "Demand"
            every = matches(found.table, whose, words, {}, {})
            found.matches = [m for m in every if m.column not in how.columns and not m.guess]
    _rivals(surveyed)
    for at, found in enumerate(surveyed.found):
        _say(surveyed, found, surveyed.wide.get(at), accept)
    return surveyed


def _sheet(surveyed: Surveyed, file: str, grid: Grid, known: Settled, words: Vocabulary) -> None:
    """The tables of one sheet."""
    found = tables_of(grid, file, words) if grid.rows else []
    dropped = [drop_private(table, words) for table in found]  # first: the fingerprint of headings stays the same
    cleanse(grid, found, words)
    _remarks(surveyed, file, grid, found)
    if not grid.rows:
        return
    if grid.hidden:
        surveyed.say(AMBER, file, grid.name, 0, "", "The sheet is hidden; it is read all the same.",
                     "Leave it out if it isn't meant.", "hidden")  # fmt: skip
    if not found:
        glimpse = " | ".join(str(v) for v in next(iter(grid.rows.values())).values())[:60]
        surveyed.say(AMBER, file, grid.name, min(grid.rows), glimpse, "No row of headings was found; it isn't read.",
                     "Give the columns headings, if it is people or demand.", "not read")  # fmt: skip
    for table, left in zip(found, dropped, strict=True):
        told = known.of(table)
        one = recognised(table, words, told, left)
        one.told = bool(told.get("table"))
        one.first_rows = len(table.rows)
        surveyed.found.append(one)
        surveyed.dropped += one.dropped
        for gone in one.dropped:
            surveyed.issues.append(
                Issue(
                    GREEN,
                    gone.sheet,
                    table.head[0],
                    gone.heading,
                    "",
                    f"The column was {gone.why}; nothing of it is kept.",
                    "",
                    file,
                    by="private",
                )
            )


def _remarks(surveyed: Surveyed, file: str, grid: Grid, tables: Sequence[Table]) -> None:
    """List what there is to say of single cells: one by one, or by heading if they are many."""
    by_heading: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for place, kind, text in grid.remarks:
        cell = PLACE.fullmatch(place)
        column, row = (column_number(cell[1]), int(cell[2])) if cell else (0, 0)
        letters = f"(column {cell[1]})" if cell else ""
        heading = next((t.headings[column] for t in tables if column in t.headings and row >= t.head[0]), letters)
        by_heading.setdefault((heading, kind, text), []).append((row, "" if cell else place))
    for (heading, kind, text), places in by_heading.items():
        severity, action = TO_DO.get(kind, (AMBER, "Check it."))
        several = len(places) > ONE_BY_ONE
        said = f"{text} So in {len(places):,} rows." if several else text
        for row, place in places[:1] if several else places:
            surveyed.issues.append(Issue(severity, grid.name, row, heading, place, said, action, file, by=kind))


def _is_ours(grid: Grid) -> bool:
    """Whether it is a sheet of ours, headed with our own names: then the file's pages for reading only are ours too."""
    sheet = SHEETS.get(grid.name)
    head = set(grid.rows.get(1, {}).values())
    return sheet is not None and bool(head) and head <= set(sheet.by_name)


def _all_teams(surveyed: Surveyed, grid: Grid) -> set[str]:
    return set(_teams(surveyed)) | ({grid.name.removeprefix("Team ")} if grid.name.startswith("Team ") else set())


def _codes(surveyed: Surveyed) -> None:
    """Disciplines that the files list themselves are known too."""
    for found in surveyed.found:
        if found.sheet == "Disciplines":
            names = found.values("name")
            for row, code in found.values("discipline").items():
                if code is not None:
                    spelled = {squeezed(str(code)): plain(str(code))}
                    spelled |= {squeezed(str(names[row])): plain(str(code))} if names.get(row) else {}
                    surveyed.codes = {**surveyed.codes, **spelled}


def _teams(surveyed: Surveyed) -> frozenset[str]:
    """Codes of the teams that the files speak of."""
    cells = (v for f in surveyed.found if f.sheet in ("Teams", "Demand") for v in f.values("team_id").values())
    return frozenset(plain(str(value)) for value in cells if value is not None)


def _may_be_wide(found: Recognised) -> bool:
    """A table that isn't known, or one of people of whom hardly anything is read."""
    if found.told and not found.wide:
        return False
    read = {m.field for m in found.matches if m.field and not m.guess}
    few = found.sheet == "People" and len(read - {"person_id", "display_name", "available_fte"}) == 0
    return found.wide != "" or not found.sheet or few or (found.sheet == "Demand" and "fte_required" not in read)


def _rivals(surveyed: Surveyed) -> None:
    """Of several wide tables that may all be the demand, the one that is called so is read."""
    rivals = [f for at, f in enumerate(surveyed.found) if f.guess and at in surveyed.wide and f.sheet == "Demand"]
    sure = any(f.sheet == "Demand" and not f.guess for f in surveyed.found)
    named = [f for f in rivals if squeezed(f.table.sheet) in map(squeezed, NEEDS)]
    best = None if sure else next(iter(named or rivals), None)
    for found in rivals:
        if found is not best:
            instead = f"“{best.table.sheet}”" if best else "another table"
            found.sheet, found.why = "", f"it looks like demand, but {instead} is read as the demand"


def _say(surveyed: Surveyed, found: Recognised, how: Wide | None, accept: bool) -> None:
    """List a table that isn't read, columns that aren't, and guesses that wait for a tick."""
    table = found.table
    if not found.sheet:
        headings = ", ".join(list(table.headings.values())[:8])
        why = f"It isn't read: {found.why or 'its headings are those of no table of ours'}."
        surveyed.say(AMBER, table.file, table.sheet, table.head[0], headings, why,
                     "Map its columns, if it is people or demand.", "not read")  # fmt: skip
        return
    if how is not None and found.guess and not accept:
        surveyed.say(AMBER, table.file, table.sheet, table.head[0], "", f"It looks like a wide table of {found.sheet}; "
                     "it isn't read until somebody confirms it.", "Accept the guess, or map it.", "guess")  # fmt: skip
        return
    unread = [m for m in found.matches if not m.field and m.how != "told"]
    if len(unread) > MOST_UNREAD:
        first = f"{len(unread):,} columns, the first: {unread[0].heading}"
        surveyed.say(AMBER, table.file, table.sheet, table.head[0], first, "The columns aren't read.",
                     "Map those that are ours.", "not read")  # fmt: skip
    for match in found.matches:
        if how is not None and match.column in (how.key, *how.totals):
            continue
        if match.guess:
            taken = "it is read so" if accept else "it isn't read until somebody confirms it"
            why = f"It may be {match.field}: {match.why}; {taken}."
            surveyed.issues.append(Issue(AMBER, table.sheet, table.head[0], match.heading, match.first, why,
                                         "Confirm it, or map the column.", table.file, by="guess"))  # fmt: skip
        elif match in unread and len(unread) <= MOST_UNREAD:
            why = f"The column isn't read{': ' + match.why if match.why else ''}."
            severity = GREEN if match.why == "not needed" else AMBER
            surveyed.issues.append(Issue(severity, table.sheet, table.head[0], match.heading, "", why,
                                         "Map it, if it is one of ours.", table.file, by="not read"))  # fmt: skip
