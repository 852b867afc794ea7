"""Granting a wish: the best plan in which it is granted, beside the one in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.explain.case import Case
from teamform.explain.moves import Move, moves
from teamform.explain.tiers import Shift
from teamform.explain.wish import SEAT, Tried, Wish, Wished, origin, with_seat
from teamform.plan.plan import Ints
from teamform.rules import program
from teamform.team.labels import Codes
from teamform.team.program import Program

if TYPE_CHECKING:
    from teamform.solve.again import Answer


@dataclass(frozen=True, eq=False)
class Granted:
    """A plan in which a wish is granted."""

    people: tuple[str, ...]
    """Who takes it."""
    shifts: tuple[Shift, ...]
    """The goals about missions before and after."""
    moves: tuple[Move, ...]
    proved: bool
    """Whether it is proved that it can't be had for less."""


@dataclass(frozen=True, eq=False)
class Trial:
    """The case in which a wish has a seat of its own, the wish being one of its rules."""

    case: Case
    tried: Tried
    before: Case

    @classmethod
    def of(cls, case: Case, wish: Wish, like: pd.Series | None = None) -> Trial:
        """The trial of a wish; raises InputError for what the plan doesn't know. ``like``: see `with_seat`."""
        tried = with_seat(case.plan, wish, like)
        fte = max(round(wish.fte * 100), case.plan.step)
        rules = (*case.rules, Wished(people=wish.people, fte=fte, different_orgs=wish.different_orgs))
        rows = program(tried.plan, rules)
        steps = _carried(case, tried, rows)
        return cls(Case(tried.plan, rules, rows, rows.complete(steps), (), case.patience), tried, case)

    @property
    def around(self) -> tuple[Ints, Ints]:
        """The people who could take the seat, and the seat."""
        seat = self.case.code("demand", SEAT)
        block = self.case.program.candidates
        return np.unique(block.person[block.demand == seat])[:60], np.array([seat])

    def granted(self, variant: Callable[[Program], Program] = lambda rows: rows) -> Granted:
        """The best plan for missions in which the wish is granted; raises Impossible or NotFound."""
        case = self.case
        rows = variant(case.program)
        best, free = case.missions(rows, *self.around, harder=False)
        first = case.mission_goals
        nearest = case.again(rows, first, free, case.patience.near, best.raw, hint=best.x, moves=True)
        x = nearest.x if nearest.raw == best.raw else best.x
        return Granted(self._people(x), self._shifts(best), self._moves(x), best.whole and best.proved)

    def _people(self, x: Ints) -> tuple[str, ...]:
        block, names = self.case.program.candidates, self.case.program.vocabulary.labels.names["person"]
        mine = (block.demand == self.case.code("demand", SEAT)) & (x[: len(block)] > 0)
        return tuple(sorted(str(names[person]) for person in np.unique(block.person[mine]).tolist()))

    def _shifts(self, after: Answer) -> tuple[Shift, ...]:
        """The goals about missions in the plan in hand and in the one found."""
        known = {aim.name: aim.in_units(aim.raw(self.before.x)) for aim in self.before.program.aims}
        floors = {aim.name: aim.in_units(low) for aim, low in zip(self.before.program.aims, self.before.floors,
                                                                  strict=False)}  # fmt: skip
        return tuple(
            Shift(t.name, t.title, t.unit, known.get(t.name, t.value), t.value, t.bound,
                  t.proved and floors.get(t.name, -np.inf) >= known.get(t.name, np.inf))
            for t in after.tiers
        )  # fmt: skip

    def _moves(self, x: Ints) -> tuple[Move, ...]:
        """Everyone who changes, with the wish's seat taken for the one that it was split from."""
        from teamform.solve import allocation

        names = self.tried.seat_of
        after = allocation(self.case.program, x)
        after = after.assign(demand_id=after["demand_id"].map(lambda seat: names.get(seat, seat)))
        keys = [column for column in after.columns if column != "fte"]
        summed = after.groupby(keys, sort=False, as_index=False)["fte"].sum()[list(after.columns)]
        return moves(self.before.plan, allocation(self.before.program, self.before.x), pd.DataFrame(summed))


def _carried(case: Case, tried: Tried, rows: Program) -> Ints:
    """Today's placements in the program of a trial, as far as they can stay."""
    block, own = rows.candidates, case.program.vocabulary.labels
    seat = origin(case.plan, tried)[block.demand]
    names = rows.vocabulary.labels.names
    codes: dict[str, Codes] = {
        "person": own.code("person", names["person"])[block.person], "demand": seat,
        "period": own.code("period", names["period"])[block.period],
    }  # fmt: skip
    at = np.where(seat >= 0, case.program.candidates.places(codes), -1)
    steps = np.where(at >= 0, case.x[np.maximum(at, 0)], 0)
    return np.minimum(steps, rows.upper[: len(block)])
