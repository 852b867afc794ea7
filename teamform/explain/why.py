"""Why this person, and why not that one: what turns them away, or the exact cost of putting them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.errors import ConflictError, InputError
from teamform.explain.answers import Asked
from teamform.explain.asked import Placed
from teamform.explain.case import Case
from teamform.explain.moves import Move
from teamform.explain.obstacles import obstacles
from teamform.explain.owners import Owner, owner
from teamform.explain.tiers import Shift, first_worse
from teamform.explain.words import count, figure, listed, named, seat_name, small
from teamform.plan.plan import Flags, Ints
from teamform.rules import Eligibility

PLACED, TURNED_AWAY, CANNOT, COSTS, EQUAL, BETTER, UNKNOWN = (
    "placed", "turned away", "can't be", "costs", "equal choice", "may be better", "not known",
)  # fmt: skip
"""The ways in which the question may be answered."""


@dataclass(frozen=True)
class Reason:
    """One rule that speaks against a placement, in a sentence, and who may grant it."""

    rule: str
    sentence: str
    owner: Owner


@dataclass(frozen=True)
class Why:
    """Why somebody is, or isn't, on a seat."""

    person_id: str
    seats: tuple[str, ...]
    answer: str
    sentence: str
    reasons: tuple[Reason, ...] = ()
    """The rules that turn the person away, or that can't hold together with the placement."""
    shifts: tuple[Shift, ...] = ()
    """Each goal without and with what was asked."""
    moves: tuple[Move, ...] = ()
    """Everyone who would change, the person included."""
    whole: bool = False
    """Whether a proved cost holds for the plan as a whole."""


def why_not(case: Case, person_id: str, where: str, fte: float = 0.0, period: str = "") -> Why:
    """Why a person isn't on a seat (or on any seat of a team, if ``where`` names one).

    ``fte`` asks for that much at least, in ``period`` or in every period in which it may be. Raises
    InputError for a person, seat, team or period that the plan doesn't know.
    """
    question = _Question(case, person_id, where, period)
    if question.given:
        shown = figure(question.given / 100 / max(len(question.periods), 1))
        return question.result(PLACED, f"{question.who} is on {question.where}, with {shown} FTE.")
    if not question.possible.any():
        return question.turned_away()
    return question.forced(fte)


def why(case: Case, person_id: str, where: str) -> Why:
    """Why a person is on a seat (or team): what the plan would be without them there.

    Raises InputError for what the plan doesn't know, and where the person isn't there.
    """
    question = _Question(case, person_id, where, "")
    if not question.given:
        raise InputError(f"{question.who} isn't on {question.where}: ask why not")
    return question.without()


class _Question:
    """One person and some seats, in a case."""

    def __init__(self, case: Case, person_id: str, where: str, period: str) -> None:
        labels = case.program.vocabulary.labels
        self.case, self.person_id, self.person = case, person_id, case.code("person", person_id)
        self.team = where in labels.names["team"] and where not in labels.names["demand"]
        demand = case.plan.demand
        at = np.flatnonzero(demand["team_id"] == where) if self.team else np.array([case.code("demand", where)])
        self.seats: Ints = at.astype(np.int64)
        self.period = case.code("period", period) if period else -1
        self.who = named(case.plan, self.person)
        self.where = f"team {where}" if self.team else f"the seat {seat_name(case.plan, int(at[0]))}"
        self.take = f"{'join' if self.team else 'take'} {self.where}"
        block = case.program.candidates
        self.possible = self._mine(block.person, block.demand, block.period)
        self.given = int(case.x[: len(block)][self.possible].sum()) * case.plan.step
        self.periods = np.unique(block.period[self.possible])

    def _mine(self, person: Ints, demand: Ints, period: Ints) -> Flags:
        mine = (person == self.person) & np.isin(demand, self.seats)
        return np.asarray(mine & ((period == self.period) if self.period >= 0 else True))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.case.plan.demand["demand_id"].iloc[self.seats])

    def result(self, answer: str, sentence: str, reasons: Sequence[Reason] = (), asked: Asked | None = None) -> Why:
        if asked is None:
            return Why(self.person_id, self.ids, answer, sentence, tuple(reasons))
        return Why(
            self.person_id, self.ids, answer, sentence, tuple(reasons), asked.shifts, asked.moves, asked.after.whole
        )

    # --- who can't be a candidate

    def turned_away(self) -> Why:
        """The eligibility rules that turn the person away from every one of the seats."""
        excluded, reasons = self.case.program.sifted.excluded, self.case.program.sifted.reasons
        mine = np.flatnonzero(self._mine(excluded.person, excluded.demand, excluded.period))
        found: dict[str, Reason] = {}
        for at in mine.tolist():
            codes = {name: int(values[at]) for name, values in excluded.codes.items()}
            for name, mask in reasons.items():
                if mask[at]:
                    reason = self._reason(name, codes)
                    found.setdefault(reason.sentence, reason)
        if not found:
            return self.result(TURNED_AWAY, self._no_discipline())
        sentences = listed(f"{reason.sentence} ({reason.owner.who} may say otherwise)" for reason in found.values())
        return self.result(TURNED_AWAY, f"{sentences}.", tuple(found.values()))

    def _reason(self, name: str, codes: dict[str, int]) -> Reason:
        rule = self.case.by_name[name]
        labels = self.case.program.vocabulary.labels
        sentence = rule.says(self.case.plan, labels, codes) if isinstance(rule, Eligibility) else rule.title
        return Reason(name, sentence, owner(self.case, name, codes))

    def _no_discipline(self) -> str:
        if not len(self.seats):
            return f"{self.where.capitalize()} asks for nobody."
        asked = listed(sorted(set(self.case.plan.demand["discipline"].iloc[self.seats])), "or")
        return f"{self.who} doesn't have {asked}, which {self.where} asks for."

    # --- the cost of a placement

    def forced(self, fte: float) -> Why:
        """The best plan in which the person is there, beside the one in hand."""
        from teamform.solve.again import Impossible, NotFound
        from teamform.solve.variants import also

        periods = tuple(self.case.plan.periods["period"].iloc[self.periods])
        rule = Placed(person=self.person_id, seats=self.ids, fte=round(fte * 100), periods=periods)
        rows = next(iter(rule.rows(self.case.plan, self.case.program.vocabulary)))
        variant = also(self.case.program, rule.name, rows)
        try:
            asked = self.case.ask(variant, np.array([self.person]), self.seats)
        except Impossible:
            return self._impossible(rule)
        except NotFound:
            return self.result(UNKNOWN, f"No plan with {self.who} on {self.where} was found in the time given. "
                               "That doesn't mean there is none.", self._in_the_way())  # fmt: skip
        return self._weighed(asked)

    def _weighed(self, asked: Asked) -> Why:
        worse = first_worse(asked.shifts)
        others = sum(move.person_id != self.person_id for move in asked.moves)
        moved = (
            f"{count(others, 'other person', 'other people')} would change" if others else "nobody else would change"
        )
        if worse is not None:
            answer, start = COSTS, f"{self.who} could {self.take}, but {small(worse.words)}"
        elif any(shift.by for shift in asked.shifts):
            better = next(shift for shift in asked.shifts if shift.by)
            answer, start = BETTER, f"{self.who} could {self.take}, and {small(better.words)}"
        else:
            answer = EQUAL
            start = f"{self.who} on {self.where} would be an equal choice: the published shuffle decided"
        return self.result(answer, f"{start}; {moved}.", (), asked)

    def _impossible(self, rule: Placed) -> Why:
        """A smallest set of rules that can't hold together with the placement."""
        from teamform.solve.conflict import smallest_conflict
        from teamform.solve.limits import Limits

        seconds = self.case.patience.whole
        conflict: ConflictError = smallest_conflict(self.case.plan, (*self.case.rules, rule), Limits(seconds, 1))
        labels = self.case.program.vocabulary.labels
        reasons = []
        for claim in conflict.claims:
            if claim.rule != rule.name:
                codes = {
                    label: int(labels.names[label].get_indexer(pd.Index([name]))[0])
                    for label, name in claim.labels.items()
                }
                reasons.append(Reason(claim.rule, claim.sentence, owner(self.case, claim.rule, codes)))
        against = listed(reason.sentence for reason in reasons)
        return self.result(CANNOT, f"{self.who} can't {self.take}, because {against}.", reasons)

    def _in_the_way(self) -> list[Reason]:
        """What would be broken by the placement if nobody else changed."""
        at = int(np.flatnonzero(self.possible)[0])
        codes = {name: int(values[at]) for name, values in self.case.program.candidates.codes.items()}
        return [Reason(name, says, owner(self.case, name, codes)) for name, says in obstacles(self.case, at)]

    # --- the worth of a placement

    def without(self) -> Why:
        """The best plan in which the person isn't there, beside the one in hand."""
        from teamform.solve.again import Impossible, NotFound
        from teamform.solve.variants import barring

        variant = barring(self.case.program, self.possible)
        try:
            asked = self.case.ask(variant, np.array([self.person]), self.seats)
        except Impossible:
            return self.result(CANNOT, f"No plan keeps every rule without {self.who} on {self.where}.")
        except NotFound:
            return self.result(UNKNOWN, f"No plan without {self.who} on {self.where} was found in the time given.")
        worse = first_worse(asked.shifts)
        if worse is not None:
            return self.result(COSTS, f"Without {self.who} on {self.where} {small(worse.words)}.", (), asked)
        better = next((shift for shift in asked.shifts if shift.by), None)
        if better is not None:
            return self.result(BETTER, f"Without {self.who} on {self.where} {small(better.words)}.", (), asked)
        return self.result(EQUAL, f"Others could be on {self.where} just as well: the published shuffle decided for "
                           f"{self.who}.", (), asked)  # fmt: skip
