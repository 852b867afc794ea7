"""Issues: what is wrong in a workbook, where, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

import pandas as pd


class Severity(StrEnum):
    """How bad an issue is: red can't be used, amber should be checked, green was repaired."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, order=True)
class Issue:
    """One thing in the workbook that a person should know about.

    ``row`` is the row as the spreadsheet numbers it (0 when the issue is about the whole sheet).
    """

    severity: Severity
    sheet: str
    row: int
    column: str
    found: str
    why: str
    action: str
    file: str = ""
    """The file, where several were read together."""
    became: str = ""
    """What a repaired cell is read as."""
    by: str = ""
    """The kind of repair, by which repairs can be filtered and undone."""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.sheet)))
        place += f", row {self.row}" if self.row else ""
        place += f", column {self.column}" if self.column else ""
        found = f" found “{self.found}”." if self.found else ""
        return f"{place}:{found} {self.why} {self.action}"


@dataclass(frozen=True)
class Assumption:
    """A default that was used because the workbook doesn't say, and how often."""

    sheet: str
    column: str
    count: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def table(items: Iterable[Issue] | Iterable[Assumption]) -> pd.DataFrame:
    """List issues or assumptions as a table, one a row."""
    return pd.DataFrame([asdict(item) for item in items])
