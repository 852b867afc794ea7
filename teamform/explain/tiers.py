"""What a change costs: each goal before and after, in strict order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teamform.explain.words import figure
from teamform.team.proposal import TierResult

if TYPE_CHECKING:
    from teamform.solve.again import Answer


@dataclass(frozen=True)
class Shift:
    """One goal before and after; smaller is better."""

    name: str
    title: str
    unit: str
    before: float
    after: float
    least: float
    """No plan that grants what was asked, and keeps the earlier goals as shown, gets below this."""
    proved: bool
    """Whether both figures are known to be the best possible."""

    @property
    def by(self) -> float:
        """By how much the goal gets worse (below nought: better)."""
        return round(self.after - self.before, 6)

    @property
    def words(self) -> str:
        """The change in words."""
        if not self.by:
            return f"{self.title} stays at {figure(self.after)} {self.unit}"
        direction = "rises" if self.by > 0 else "falls"
        sure = "" if self.proved else ", as far as was found in the time given"
        return (f"{self.title} {direction} by {figure(abs(self.by))} {self.unit}, from {figure(self.before)} to"
                f" {figure(self.after)}{sure}")  # fmt: skip


def shifts(before: Answer, after: Answer) -> tuple[Shift, ...]:
    """The goals of two answers side by side."""
    return side_by_side(before.tiers, after.tiers)


def side_by_side(before: Sequence[TierResult], after: Sequence[TierResult]) -> tuple[Shift, ...]:
    """The goals that two plans have in common, in strict order."""
    was = {tier.name: tier for tier in before}
    return tuple(
        Shift(a.name, a.title, a.unit, b.value, a.value, a.bound, a.proved and b.proved)
        for a in after if (b := was.get(a.name)) is not None
    )  # fmt: skip


def first_worse(of: Sequence[Shift]) -> Shift | None:
    """The first goal that changes, if it gets worse; None where nothing, or something for the better, comes first."""
    changed = next((shift for shift in of if shift.by), None)
    return changed if changed is not None and changed.by > 0 else None
