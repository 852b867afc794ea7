"""Prices that agree: a looser rule gives at least what a tighter one does, and what bounds it bounds the tighter one.

Each price comes from a search of its own that may be cut short, so that what is found for one loosening has to
be carried to the others: to those told before as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from teamform.explain.answers import lowest, raw_floor
from teamform.explain.case import Case
from teamform.explain.tiers import Shift
from teamform.plan.plan import Ints
from teamform.team.program import Program

if TYPE_CHECKING:
    from teamform.explain.price import Price

Reason = TypeVar("Reason")


@dataclass(frozen=True, eq=False)
class _Told:
    """A price, which rows are loosened for it (none: the rule lets people in), and in which plan."""

    price: Price
    rows: frozenset[int]
    lowest: Sequence[float]
    """What each goal can't fall below whatever is decided."""
    plan: Ints | None

    def allows(self, other: _Told) -> bool:
        """Whether every plan that another loosening allows is allowed by this one."""
        return _allows(self.rows, self.price.notches, other.rows, other.price.notches)


class Agreeing:
    """The prices of one rule and its parts that were told, kept in agreement as more become known."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._sure = [tier.proved for tier in case.now(case.mission_goals).tiers]
        self._told: list[_Told] = []

    def tell(self, price: Price, of: Program, rows: Iterable[int] = (), plan: Ints | None = None) -> list[Price]:
        """The price as it is with all that was told before, and then those of before that it amends."""
        new = _Told(price, frozenset(rows), lowest(of, len(price.shifts)), plan)
        for old in self._told:
            new = self._amended(new, old)
        amended = []
        for at, old in enumerate(self._told):
            now = self._amended(old, new)
            if now is not old:
                self._told[at] = dataclasses.replace(now, price=dataclasses.replace(now.price, amended=True))
                amended.append(self._told[at].price)
        self._told.append(new)
        return [new.price, *amended]

    def floors(self, rows: Iterable[int], notches: int) -> list[float]:
        """What is proved of looser rules, as floors for this one: raw values of the first goals."""
        mine = frozenset(rows)
        known = [_floors(t.price) for t in self._told if _allows(t.rows, t.price.notches, mine, notches)]
        aims = self.case.program.aims
        return [raw_floor(low, aim.scale) for low, aim in zip(max(known, default=[]), aims, strict=False)]

    def plans(self, rows: Iterable[int], notches: int) -> list[Ints]:
        """The plans found for looser and for tighter rules."""
        mine = frozenset(rows)
        near = [t for t in self._told if _allows(t.rows, t.price.notches, mine, notches)
                or _allows(mine, notches, t.rows, t.price.notches)]  # fmt: skip
        return list({id(t.plan): t.plan for t in near if t.plan is not None}.values())

    def _amended(self, one: _Told, by: _Told) -> _Told:
        """One price in the light of another."""
        price = one.price
        if one.allows(by) and by.price.reached < price.reached:
            price = self._with_plan_of(by.price, price, one.lowest)
            one = dataclasses.replace(one, price=price, plan=by.plan)
        if by.allows(one):
            shifts = self._raised(price.shifts, _floors(by.price))
            if shifts != price.shifts:
                one = dataclasses.replace(one, price=_with(price, shifts))
        return one

    def _with_plan_of(self, better: Price, price: Price, low: Sequence[float]) -> Price:
        """A price as the plan shows it that was found for a tighter rule; what was proved of it before still holds."""
        known = [dataclasses.replace(s, least=least, proved=False) for s, least in zip(better.shifts, low, strict=True)]
        price = dataclasses.replace(price, gains=better.gains, moves=better.moves, fewest=not better.moves)
        return _with(price, self._raised(known, _floors(price)))

    def _raised(self, shifts: Sequence[Shift], floors: Sequence[float]) -> tuple[Shift, ...]:
        """Goals with floors, each of which holds for plans that have the earlier goals at theirs."""
        raised = list(shifts)
        for number, (shift, floor) in enumerate(zip(shifts, floors, strict=False)):
            least = max(shift.least, min(floor, shift.after))
            proved = shift.proved or (self._sure[number] and shift.after <= least)
            raised[number] = dataclasses.replace(shift, least=least, proved=proved)
            if shift.after > floor:
                break
        return tuple(raised)


def standing(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons without those that a later one amends."""
    return list({getattr(reason, "asked", id(reason)): reason for reason in reasons}.values())


def _allows(looser: frozenset[int], by: int, tighter: frozenset[int], less: int) -> bool:
    """Whether some rows loosened by so many notches (0: given up) allow all that others do, loosened by so many."""
    return (by == 0 or 0 < less <= by) and tighter <= looser


def _floors(price: Price) -> list[float]:
    """What a price proves: its goals up to the first that isn't at its best; later ones hang on its value."""
    sure = sum(1 for _ in takewhile(lambda shift: shift.after <= shift.least, price.shifts)) + 1
    return [shift.least for shift in price.shifts[:sure]]


def _with(price: Price, shifts: Sequence[Shift]) -> Price:
    proved = all(shift.after <= shift.least for shift in shifts)
    return dataclasses.replace(price, shifts=tuple(shifts), proved=price.proved or proved)
