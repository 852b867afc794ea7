"""What is listed of one table while its rows are made: repairs, checks, and rows that aren't read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from teamform.plan.issues import Issue, Severity
from teamform.workbook.draft import Source, Undone

RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN
EACH = 200
"""Up to so many rows of a kind are listed one by one; more are listed together."""


@dataclass
class Log:
    """Issues of one table, at their places in the file."""

    file: str
    sheet: str
    undone: Undone = field(default_factory=Undone)
    issues: list[Issue] = field(default_factory=list)

    def say(self, severity: Severity, row: int, heading: str, found: Any, why: str, action: str = "", *,
            became: str = "", by: str = "") -> None:  # fmt: skip
        """List an issue."""
        shown = "" if found is None else str(found)[:200]
        self.issues.append(Issue(severity, self.sheet, row, heading, shown, why, action, self.file, became, by))

    def repaired(self, row: int, heading: str, was: Any, became: str, why: str, by: str) -> bool:
        """List a repair, unless a person has undone it; says whether it stands."""
        if self.undone.covers(by, Source(self.sheet, self.file), row, heading):
            self.say(AMBER, row, heading, was, "The repair was undone; the cell is used as it stands.", "Check it.")
            return False
        self.say(GREEN, row, heading, was, why, became=became, by=by)
        return True

    def assumed(self, row: int, heading: str, was: Any, became: str, why: str, by: str) -> bool:
        """List something that was assumed and should be checked, unless a person has undone it."""
        if self.undone.covers(by, Source(self.sheet, self.file), row, heading):
            self.say(AMBER, row, heading, was, "The assumption was undone; the cell is used as it stands.", "Check it.")
            return False
        self.say(AMBER, row, heading, was, why, "Check it.", became=became, by=by)
        return True

    def left_out(self, severity: Severity, rows: Iterable[int], heading: str, glimpse: str, why: str, action: str,
                 by: str, found: dict[int, Any] | None = None) -> None:  # fmt: skip
        """List rows that aren't read: one by one, or together if they are very many."""
        numbers = sorted(rows)
        if len(numbers) <= EACH:
            for row in numbers:
                self.say(severity, row, heading, (found or {}).get(row, glimpse), why, action, by=by)
        elif numbers:
            self.say(severity, numbers[0], heading, f"{len(numbers):,} rows, the first: {glimpse}", why, action, by=by)
