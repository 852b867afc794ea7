"""Looser rules: the best that missions can have where more is allowed, with the fewest changes that give it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from teamform.explain.answers import Asked, certain, floors_of
from teamform.explain.case import WHOLE, Case
from teamform.plan.plan import Flags, Ints
from teamform.team.program import Program

if TYPE_CHECKING:
    from teamform.solve.again import Answer

FEW, ROUNDS = 6, 12
"""A better plan is looked for where so few placements change, from there on again, and so many times at most."""
NEARER = 16
"""Where more placements change than this, a plan as good is looked for that changes no more."""


def looser(
    case: Case, variant: Program, people: Ints, seats: Ints, known: Sequence[Ints] = (), floors: Sequence[float] = ()
) -> Asked:
    """The best that missions can have under a variant that allows more, with the least change that gives it.

    In a large plan it is looked for around some people and seats. What is found is no worse than each plan of
    ``known`` that the variant allows. ``floors`` are raw values below which no goal can go in it, each for
    plans that have the earlier goals at theirs.
    """
    return _Looser(case, variant, floors).answer(people, seats, known)


@dataclass(frozen=True, eq=False)
class _Looser:
    case: Case
    variant: Program
    floors: Sequence[float]

    def answer(self, people: Ints, seats: Ints, known: Sequence[Ints]) -> Asked:
        """The plan in hand, and the best one that is allowed now."""
        case, variant, now = self.case, self.variant, self.case.now(self.case.mission_goals)
        as_it_is = self._certain(dataclasses.replace(now, whole=False), self.floors)
        if as_it_is.proved:
            return Asked(now, as_it_is, case)
        free = np.ones(len(variant.candidates), bool) if self._small else self._around(people, seats)
        start = min([as_it_is, *self._allowed(known)], key=lambda answer: answer.raw)
        best = start if start is as_it_is else certain(variant, start, self.floors)
        if not best.proved:
            best = self._sure(step_by_step(case, variant, free, self.floors, best), self.floors)
        if not best.proved and self._unmet(best) > self._unmet(now):
            best = self._certain(min(self._no_worse(free), start, key=lambda answer: answer.raw), self.floors)
        return Asked(now, self._tidied(free, best) if best.raw < as_it_is.raw else best, case)

    @property
    def _small(self) -> bool:
        return len(self.variant.candidates) <= WHOLE

    def _sure(self, found: Answer, floors: Sequence[float]) -> Answer:
        """What was found, or better, with what can be proved of it."""
        return self.case.in_whole(self.variant, floors, found) if self._small else self._certain(found, floors)

    def _certain(self, found: Answer, floors: Sequence[float]) -> Answer:
        return certain(self.variant, found, floors, self.case.mission_goals, self.case.relaxed(self.variant))

    def _around(self, people: Ints, seats: Ints) -> Flags:
        """The most candidates around some people and seats that are free to change."""
        from teamform.solve.near import near

        return list(near(self.variant, self.case.x, people, seats, self.case.patience.rings))[-1]

    def _allowed(self, known: Sequence[Ints]) -> list[Answer]:
        """Those of some plans that the variant allows, as answers of which nothing is proved."""
        allowed = [x for x in known if not (self.variant.excess(x) > 0).any()]
        return [dataclasses.replace(self.case.as_it_is(self.variant, x), whole=False) for x in allowed]

    def _unmet(self, answer: Answer) -> int:
        """Hundredths of required FTE that a plan leaves unmet, over all periods."""
        return int(self.case.program.vocabulary.unmet.value(answer.x).sum())

    def _no_worse(self, free: Flags) -> Answer:
        """The best found from the plan in hand on, in which no goal of missions is worse than in that one.

        A search that ran out of time after an early goal says nothing of what that goal must cost the later ones.
        """
        from teamform.solve.variants import holding

        case, first = self.case, self.case.mission_goals
        found = case.again(
            holding(self.variant, case.x, self.variant.aims[:first]), first, free, case.patience.near, ()
        )
        return dataclasses.replace(found, whole=False)  # what is proved of it isn't proved of others

    def _tidied(self, free: Flags, best: Answer) -> Answer:
        """The plan that gives missions what ``best`` does and changes least."""
        case, first = self.case, len(best.raw)
        free = free | (best.x[: len(free)] != case.x[: len(free)])
        best = self._nearer(free, best)
        found = case.again(self.variant, first, free, case.patience.near, best.raw, hint=best.x, moves=True)
        if found.raw < best.raw:  # better by chance than what was taken for the best
            return self._certain(dataclasses.replace(found, whole=False), floors_of(self.variant, best))
        return dataclasses.replace(best, x=found.x, changes=found.changes, fewest=found.fewest)

    def _nearer(self, free: Flags, best: Answer) -> Answer:
        """A plan as good, or better, that is not far from the one in hand, where ``best`` is; else ``best``."""
        from teamform.solve.again import again

        case, aims, n = self.case, self.variant.aims[: len(best.raw)], len(free)
        if np.count_nonzero(best.x[:n] != case.x[:n]) <= NEARER:
            return best
        floors = floors_of(self.variant, best)
        found = again(self.variant, case.x, aims, free=free, web=case.web, floors=floors,
                      seconds=2 * case.patience.near, workers=case.patience.workers, within=NEARER)  # fmt: skip
        if found.raw < best.raw:
            return self._sure(found, floors)
        return dataclasses.replace(best, x=found.x) if found.raw == best.raw else best


def step_by_step(case: Case, variant: Program, free: Flags, floors: Sequence[float], best: Answer) -> Answer:
    """From a plan on better ones for missions, each of which changes few placements of the one before."""
    from teamform.solve.again import again

    aims, patience = variant.aims[: case.mission_goals], case.patience
    for _ in range(ROUNDS):
        found = again(variant, best.x, aims, free=free, web=case.web, floors=floors, seconds=patience.near,
                      workers=patience.workers, within=FEW)  # fmt: skip
        if found.raw >= best.raw:
            break
        best = found
        if found.changes[0] < FEW:
            break
    return best
