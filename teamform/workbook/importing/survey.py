"""Looking over the files: every table in them, what it is, and what isn't read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from teamform.plan.issues import Issue, Severity
from teamform.workbook.grid import Grid
from teamform.workbook.headers import is_output
from teamform.workbook.importing.abilities import codes_of
from teamform.workbook.importing.mapping import Settled
from teamform.workbook.inert import plain
from teamform.workbook.recognising.headings import tables_of
from teamform.workbook.recognising.matching import matches
from teamform.workbook.recognising.recognised import Dropped, Recognised, drop_private, recognised
from teamform.workbook.recognising.wide import NEEDS, Wide, wide
from teamform.workbook.recognising.words import Vocabulary, usual
from teamform.workbook.spellings import squeezed

RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN


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
        for grid in sheets:
            _sheet(surveyed, file, grid, known, words)
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
        _say(surveyed, found, at in surveyed.wide, accept)
    return surveyed


def _sheet(surveyed: Surveyed, file: str, grid: Grid, known: Settled, words: Vocabulary) -> None:
    """The tables of one sheet."""
    for place, kind, text in grid.remarks:
        missing = kind in ("missing", "quote")
        surveyed.say(RED if missing else AMBER, file, grid.name, _row(place), place, text,
                     "Save the file again from a spreadsheet program." if missing else "Check it.", kind)  # fmt: skip
    if not grid.rows or is_output(grid.name, _all_teams(surveyed, grid)):
        return
    if grid.hidden:
        surveyed.say(AMBER, file, grid.name, 0, "", "The sheet is hidden; it is read all the same.",
                     "Leave it out if it isn't meant.", "hidden")  # fmt: skip
    found = tables_of(grid, file, words)
    if not found:
        glimpse = " | ".join(str(v) for v in next(iter(grid.rows.values())).values())[:60]
        surveyed.say(AMBER, file, grid.name, min(grid.rows), glimpse, "No row of headings was found; it isn't read.",
                     "Give the columns headings, if it is people or demand.", "not read")  # fmt: skip
    for table in found:
        private = drop_private(table, words)  # first, so that the headings' fingerprint is the same ever after
        told = known.of(table)
        one = recognised(table, words, told)
        one.dropped = [*private, *one.dropped]
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


def _row(place: str) -> int:
    digits = place.removeprefix("row ")
    return int(digits) if digits.isdigit() else 0


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


def _say(surveyed: Surveyed, found: Recognised, is_wide: bool, accept: bool) -> None:
    """List a table that isn't read, columns that aren't, and guesses that wait for a tick."""
    table = found.table
    if not found.sheet:
        headings = ", ".join(list(table.headings.values())[:8])
        why = f"It isn't read: {found.why or 'its headings are those of no table of ours'}."
        surveyed.say(AMBER, table.file, table.sheet, table.head[0], headings, why,
                     "Map its columns, if it is people or demand.", "not read")  # fmt: skip
        return
    if is_wide:
        if found.guess and not accept:
            surveyed.say(
                AMBER,
                table.file,
                table.sheet,
                table.head[0],
                "",
                f"It looks like a wide table of {found.sheet}; it isn't read until somebody confirms it.",
                "Accept the guess, or map it.",
                "guess",
            )
        return
    for match in found.matches:
        if match.guess:
            taken = "it is read so" if accept else "it isn't read until somebody confirms it"
            why = f"It may be {match.field}: {match.why}; {taken}."
            surveyed.issues.append(Issue(AMBER, table.sheet, table.head[0], match.heading, match.first, why,
                                         "Confirm it, or map the column.", table.file, by="guess"))  # fmt: skip
        elif not match.field and match.how != "told":
            why = f"The column isn't read{': ' + match.why if match.why else ''}."
            severity = GREEN if match.why == "not needed" else AMBER
            surveyed.issues.append(Issue(severity, table.sheet, table.head[0], match.heading, "", why,
                                         "Map it, if it is one of ours.", table.file, by="not read"))  # fmt: skip
