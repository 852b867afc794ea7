"""Ways out of a conflict: the rules that can't hold together, and what each of them would have to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teamform.errors import ConflictError
from teamform.explain.case import Case
from teamform.explain.owners import Owner, owner
from teamform.explain.patience import Patience
from teamform.explain.why import Reason
from teamform.explain.words import amount, count, figure, listed
from teamform.plan.plan import Ints, Plan
from teamform.rules import Eligibility, Limit, Rule, program_with_reasons, rules_of
from teamform.team.program import Program
from teamform.team.proposal import Claim

NOTCHES = 8


@dataclass(frozen=True)
class GiveWay:
    """One sentence of a conflict that gives way, so that the rest can hold."""

    rule: str
    says: str
    change: str
    """By how much it gives way, in words."""
    owner: Owner
    tried: bool
    """Whether a search found that this resolves everything."""
    unmet: float
    """Required FTE of an average period that would be unmet then, as far as was found."""
    sentence: str


@dataclass(frozen=True)
class Clash:
    """Rules that can't hold together, and the ways out."""

    reasons: tuple[Reason, ...]
    smallest: bool
    """Whether it is certain that any one of them giving way lets the others hold."""
    ways: tuple[GiveWay, ...]
    sentence: str


def ways_out_of(plan: Plan, conflict: ConflictError | None = None, patience: Patience | None = None) -> Clash | None:
    """Why a plan can't be made, and the least that each rule concerned would have to give way; None where it can.

    ``conflict`` is the one that solving raised, if it is at hand.
    """
    return _Clashing(plan, patience or Patience()).answer(conflict)


class _Clashing:
    """A plan whose rules can't hold together."""

    def __init__(self, plan: Plan, patience: Patience) -> None:
        self.plan, self.rules, self.patience = plan, rules_of(plan), patience
        self.program = program_with_reasons(plan, self.rules)
        nobody = self.program.complete(np.zeros(len(self.program.candidates), np.int64))
        self.case = Case(plan, self.rules, self.program, nobody, (), patience)

    def answer(self, conflict: ConflictError | None) -> Clash | None:
        """The answer."""
        from teamform.solve.conflict import smallest_conflict
        from teamform.solve.limits import Limits

        if conflict is None:
            if self._unmet(self.program) is not None:
                return None
            conflict = smallest_conflict(self.plan, self.rules, Limits(self.patience.whole, 1), self.program)
        reasons = tuple(Reason(claim.rule, claim.sentence, self._owner(claim)) for claim in conflict.claims)
        ways = [self._way(claim) for claim in conflict.claims]
        found = tuple(sorted((way for way in ways if way is not None), key=lambda way: (not way.tried, way.unmet)))
        return Clash(reasons, conflict.smallest, found, self._sentence(reasons, found, conflict.smallest))

    def _way(self, claim: Claim) -> GiveWay | None:
        """How a sentence would have to give way; None where nobody could grant that."""
        rule, rows = self.case.by_name[claim.rule], self._rows(claim)
        if not len(rows) or (isinstance(rule, Limit) and not rule.gives_way):
            return None
        if isinstance(rule, Eligibility) and rule.chosen_by_person:
            return None
        for notches, words in self._notches(rule):
            variant = self._loosened(rule, rows, notches)
            unmet = self._unmet(variant)
            if unmet is not None:
                asks_nothing = (variant.bound[rows] >= variant.matrix[rows].maximum(0) @ variant.upper).all()
                return self._given_way(claim, "given up" if asks_nothing else words, unmet)
        return self._given_way(claim, "given up", None)

    def _notches(self, rule: Rule) -> list[tuple[int, str]]:
        if not isinstance(rule, Limit):
            return [(0, "given up")]
        steps = range(1, NOTCHES + 1)
        amounts = [(n, f"loosened by {amount(n * rule.one_notch, rule.unit)}") for n in steps]
        return [*amounts, (0, "given up")]

    def _loosened(self, rule: Rule, rows: Ints, notches: int) -> Program:
        from teamform.solve.variants import loosened

        by = notches * rule.one_notch if isinstance(rule, Limit) else 0
        return loosened(self.program, rows, by or None)

    def _unmet(self, variant: Program) -> float | None:
        """Required FTE that is unmet in the best plan found; None where there is none (or none was found)."""
        from teamform.solve.again import Impossible, NotFound, again

        try:
            found = again(variant, self.case.x, variant.aims[: self.case.mission_goals], web=self.case.web,
                          seconds=self.patience.whole, workers=self.patience.workers)  # fmt: skip
        except (Impossible, NotFound):
            return None
        missing = int(variant.vocabulary.unmet.value(found.x).sum())
        return round(missing / 100 / len(self.plan.periods), 6)

    def _rows(self, claim: Claim) -> Ints:
        """The rows that say a claim, in whatever period."""
        labels = self.program.vocabulary.labels
        asked = {label: int(labels.code(label, [name])[0]) for label, name in claim.labels.items()}
        found = []
        for block in self.program.blocks:
            if block.rule == claim.rule and set(block.codes) == set(asked):
                same = np.ones(block.rows.stop - block.rows.start, bool)
                for label, code in asked.items():
                    same &= (block.codes[label] == code) | (label == "period")
                found.append(block.rows.start + np.flatnonzero(same))
        rows = np.concatenate([np.zeros(0, np.int64), *found])
        return np.array([row for row in rows.tolist() if self.case.says(row) == claim.sentence], np.int64)

    def _owner(self, claim: Claim) -> Owner:
        labels = self.program.vocabulary.labels
        codes = {label: int(labels.code(label, [name])[0]) for label, name in claim.labels.items()}
        return owner(self.case, claim.rule, codes)

    def _given_way(self, claim: Claim, words: str, unmet: float | None) -> GiveWay:
        whom = self._owner(claim)
        sentence = (f"{claim.sentence}: {words}, all the others can hold; {figure(unmet)} FTE would be unmet."
                    if unmet is not None else
                    f"{claim.sentence}: even {words} isn't enough; something else is in the way as well.")  # fmt: skip
        return GiveWay(claim.rule, claim.sentence, words, whom, unmet is not None, unmet or 0.0,
                       f"{sentence} Ask {whom}.")  # fmt: skip

    def _sentence(self, reasons: Sequence[Reason], ways: Sequence[GiveWay], smallest: bool) -> str:
        sure = "these can't hold together" if smallest else "among these are some that can't hold together"
        out = [way.sentence for way in ways if way.tried]
        tried = (
            f"{count(len(out), 'way')} out, each tried: {' '.join(out)}" if out else "No one of them alone resolves it."
        )
        return f"No plan is possible: {sure}: {listed(reason.sentence for reason in reasons)}. {tried}"
