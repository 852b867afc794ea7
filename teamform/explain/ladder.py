"""The supply ladder: how much of a discipline exists, and which rule loses how much of it on the way to a seat."""

from __future__ import annotations

from dataclasses import dataclass

from teamform.explain.words import figure, listed

RUNGS = ("exists", "offered", "right level", "cleared", "here", "allowed", "released", "free", "placed")
"""The rungs in order; a rule says on which of them it turns people away."""


LEFT = {
    "planning_step": "{} is lost in rounding down to the planning step",
    "demand": "{} isn't asked for by any team",
    "on other seats": "{} works on seats of another discipline",
    "not needed": "{} isn't needed, every seat being filled",
    "not used": "{} is left over, though no rule holds it back",
}
"""What isn't a rule and yet takes people off the ladder."""


@dataclass(frozen=True)
class Loss:
    """What one rule loses on a rung, in FTE, with the sentences of those of its rows that bind."""

    rule: str
    fte: float
    people: int
    sentences: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What happens to the FTE lost."""
        amount = figure(self.fte)
        if self.rule in LEFT:
            return LEFT[self.rule].format(amount)
        few = f" ({'; '.join(self.sentences)})" if 0 < len(self.sentences) <= 2 else ""
        return f"the rule {self.rule.replace('_', ' ')} takes {amount}{few}"


@dataclass(frozen=True)
class Rung:
    """A rung: the FTE that is left on it, and what was lost on the way to it."""

    name: str
    fte: float
    losses: tuple[Loss, ...] = ()

    @property
    def lost(self) -> float:
        """FTE lost on the way to this rung."""
        return round(sum(loss.fte for loss in self.losses), 6)


@dataclass(frozen=True)
class Ladder:
    """The supply of a discipline, rung by rung, in FTE of a period (an average over all of them for no period)."""

    discipline: str
    period: str
    rungs: tuple[Rung, ...]
    joined: float
    """FTE placed here of people whose main discipline is another."""
    second: float
    """FTE offered by people who have the discipline beside another main one."""
    required: float
    unmet: float

    @property
    def sentence(self) -> str:
        """The ladder in a sentence."""
        rungs = {rung.name: rung for rung in self.rungs}
        parts = [f"{figure(rungs['exists'].fte)} FTE of {self.discipline} exists"]
        parts += [
            f"{listed(loss.words for loss in rung.losses)}, which leaves {figure(rung.fte)}"
            for rung in self.rungs if rung.losses
        ]  # fmt: skip
        placed = figure(rungs["placed"].fte)
        also = f" (and {figure(self.joined)} by people of another main discipline)" if self.joined else ""
        parts.append(f"{placed} is placed{also}")
        short = f"{figure(self.unmet)} of the {figure(self.required)} asked for is unmet"
        return f"{'; '.join(parts)}; {short}."
