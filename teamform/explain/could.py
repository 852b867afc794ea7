"""Who could grant a wish: everyone for whom no eligibility rule speaks against it, and what speaks against the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.explain.case import Case
from teamform.explain.wish import Wish, with_seats
from teamform.plan.plan import Plan
from teamform.rules import Eligibility, sift
from teamform.team.candidates import Candidates, Sifted
from teamform.team.labels import Labels

TOO_LITTLE = "availability"
"""What speaks against somebody who offers too little, beside the eligibility rules."""


@dataclass(frozen=True)
class Against:
    """What speaks against one person's taking a wished seat."""

    person: int
    fte: int
    """Hundredths that the person could give in every period."""
    rules: frozenset[str]


@dataclass(frozen=True, eq=False)
class Field:
    """Everyone who has a wish's discipline at all, and what speaks against each of them (nothing: they could)."""

    case: Case
    seat: pd.Series
    """The wish's seat as a row of Demand."""
    sifted: Sifted
    everyone: tuple[Against, ...]

    def able(self, fte: int) -> list[Against]:
        """Those who could, with so much FTE each (hundredths)."""
        return [each for each in self.everyone if not each.rules and each.fte >= max(fte, self.case.plan.step)]

    def says(self, person: int, rule: str) -> str:
        """Why a rule turns a person away, in words."""
        excluded = self.sifted.excluded
        at = int(np.flatnonzero((excluded.person == person) & self.sifted.reasons[rule])[0])
        codes = {name: int(values[at]) for name, values in excluded.codes.items()}
        known = self.case.by_name[rule]
        says = known.says(excluded.plan, excluded.labels, codes) if isinstance(known, Eligibility) else known.title
        name = str(excluded.plan.demand["demand_id"].iloc[codes["demand"]])
        return says.replace(f" (seat {name})", "").replace(name, "wished for")


def who_could(case: Case, wishes: Sequence[Wish]) -> list[Field]:
    """For each wish who could take it."""
    names = [f"(wish {number})" for number in range(len(wishes))]
    plan = with_seats(case.plan, list(zip(names, wishes, strict=True)))
    labels = Labels.of(plan)
    return [_field(case, plan, labels, int(seat)) for seat in labels.code("demand", names)]


def _field(case: Case, plan: Plan, labels: Labels, seat: int) -> Field:
    ability = plan.of_seats[seat]
    people = np.flatnonzero(plan.levels[:, ability] > 0)
    periods = np.flatnonzero(plan.runs[seat])
    person = np.repeat(people, len(periods))
    block = Candidates(plan, labels, person, np.full(len(person), seat), np.tile(periods, len(people)))
    sifted = sift(plan, case.rules, block)
    against: dict[int, set[str]] = {}
    for name, mask in sifted.reasons.items():
        for one in np.unique(sifted.excluded.person[mask]).tolist():
            against.setdefault(one, set()).add(name)
    most = plan.availability[people][:, periods].min(axis=1)
    everyone = tuple(Against(one, int(fte), frozenset(against.get(one, ())))
                     for one, fte in zip(people.tolist(), most.tolist(), strict=True))  # fmt: skip
    return Field(case, plan.demand.iloc[seat], sifted, everyone)


def enough(case: Case, able: Sequence[Against], wish: Wish) -> bool:
    """Whether those who could are as many as a wish asks for."""
    return _reach(case, able, wish) >= wish.people


def _reach(case: Case, able: Sequence[Against], wish: Wish) -> int:
    """How many of a wish's people there are: by organisation, where they must come from different ones."""
    if not wish.different_orgs:
        return len(able)
    return len({str(case.plan.people["organisation"].iloc[each.person]) for each in able})


def smallest_reasons(case: Case, everyone: Sequence[Against], wish: Wish) -> tuple[str, ...]:
    """A smallest set of rules that leave fewer people than a wish asks for; each of them is needed for that.

    Empty where even everyone who has the discipline would be too few.
    """
    fte = max(round(wish.fte * 100), case.plan.step)

    def few(rules: set[str]) -> bool:
        able = [e for e in everyone if not e.rules & rules and (e.fte >= fte or TOO_LITTLE not in rules)]
        return _reach(case, able, wish) < wish.people

    every = {name for each in everyone for name in each.rules} | {TOO_LITTLE}
    kept = set(every)
    alone = {name: sum(name in each.rules for each in everyone) for name in every}
    for name in sorted(every, key=lambda name: (alone[name], name)):
        if few(kept - {name}):
            kept -= {name}
    return tuple(sorted(kept, key=lambda name: (-alone[name], name))) if few(kept) else ()
