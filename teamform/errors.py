"""Everything that teamform raises on purpose.

TeamformError
├── InputError          the workbook can't be used at all; carries the issues that say why
│   └── UnreadableFile  the file isn't a workbook that can be opened
├── RuleError           a rule or setting makes no sense; says which and what to do
├── ConflictError       rules that can't hold together; carries the smallest set of them
├── NotEnoughMemory     solving would take more memory than there is; says how much
└── NoPlanInTime        time ran out before any plan was found (which is not "impossible")
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teamform.plan.issues import Issue
    from teamform.team.proposal import Claim


class TeamformError(Exception):
    """Something that a person can put right; its text says what and how."""


class InputError(TeamformError):
    """The workbook can't be used; ``issues`` lists every reason with its place."""

    def __init__(self, message: str, issues: Sequence[Issue] = ()) -> None:
        super().__init__(message)
        self.issues = tuple(issues)


class UnreadableFile(InputError):
    """The file can't be opened as a workbook."""


class RuleError(TeamformError):
    """A rule's setting makes no sense."""


class ConflictError(TeamformError):
    """Rules that can't hold together: a smallest set, so that giving up any one of ``claims`` resolves it."""

    def __init__(self, claims: Sequence[Claim], smallest: bool = True) -> None:
        super().__init__("These rules can't all hold: " + "; ".join(claim.sentence for claim in claims))
        self.claims = tuple(claims)
        self.smallest = smallest


class NotEnoughMemory(TeamformError):
    """Solving the plan would take more memory than there is."""


class NoPlanInTime(TeamformError):
    """Time ran out before any plan was found; nobody knows yet whether one exists."""
