"""What a normaliser answers: a value and what was done to get it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Read:
    """A stored value (None: blank) and what was done to get it."""

    value: Any
    repair: str = ""
    """What was changed, listed green; blank if nothing was."""
    check: str = ""
    """What was assumed and should be checked, listed amber."""
    by: str = ""
    """The kind of change, such as “percentage”: how changes of one kind are found and undone."""


class Unusable(ValueError):
    """A cell that can't be used: why, and what to do."""

    def __init__(self, why: str, action: str) -> None:
        super().__init__(why)
        self.why, self.action = why, action
