"""A case: a plan and its proposal, ready to be asked why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.errors import InputError
from teamform.explain.answers import Asked, certain, raw_floor
from teamform.explain.patience import USUAL, Patience
from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules import BROKEN, BROKEN_TIER, Eligibility, Limit, Rule, by_name, check, everyone_sifted, rules_of
from teamform.team.candidates import Candidates
from teamform.team.program import Program
from teamform.team.proposal import Proposal, TierResult
from teamform.team.reach import MANY, places

if TYPE_CHECKING:  # whoever only reads a case needn't load a solver
    from teamform.solve.again import Answer
    from teamform.solve.known import Proof
    from teamform.solve.least import Floors
    from teamform.solve.part import Web

WHOLE = 1500
"""Up to so many candidates an answer is looked for, and proved, in the plan as a whole."""


TIDY = 0.1
"""Seconds for leaving more people as they are, where all that counts is settled."""
NOUNS = {"demand": "seat", "step": "first step"}
"""What people call the labels whose names differ."""


@dataclass(frozen=True, eq=False)
class Case:
    """A plan, its proposal read back through every rule, and what is known of how good it is."""

    plan: Plan
    rules: tuple[Rule, ...]
    program: Program
    x: Ints
    floors: tuple[float, ...]
    """For each goal the raw value below which no plan can go (that has the earlier ones at theirs)."""
    patience: Patience = USUAL
    proposal: Proposal | None = None
    """The proposal as it was given, where there was one."""
    partly: bool = False
    """Whether the program is one over some of the candidates, all who work in the plan in hand among them."""
    proofs: dict[str, Proof] | None = None
    """What proved goals before, by their names, where answers may build on those to earlier questions."""

    @classmethod
    def of(cls, plan: Plan, proposal: Proposal, patience: Patience | None = None, partly: bool = False) -> Case:
        """A case from a plan and the proposal made for it; raises InputError where they don't belong together.

        A case that is ``partly`` one has rows for those at work alone: it is there sooner, and a repair needs no more.
        """
        if places(plan) > MANY:
            raise InputError("So many people and seats can't be looked into one by one: ask about a smaller plan.")
        rules = rules_of(plan)
        checked = check(plan, proposal.allocation, None, rules, partly)
        rows = checked.program
        if not checked.allowed:
            first = next(str(breach) for breach in checked.breaches if breach.must)
            raise InputError(f"The proposal wasn't made for this plan: {first}")
        known = {tier.name: tier.bound for tier in proposal.tiers} if proposal.input_hash == plan.hash else {}
        floors = [raw_floor(known.get(aim.name, -np.inf), aim.scale) for aim in rows.aims]
        return cls(plan, rules, rows, checked.x, tuple(floors), patience or USUAL, proposal, partly)

    # --- what is where

    @cached_property
    def web(self) -> Web:
        """Which variables depend on which."""
        from teamform.solve.part import Web

        return Web(self.program)

    @cached_property
    def everyone(self) -> Candidates:
        """All eligible candidates."""
        return everyone_sifted(self.plan, self.rules).eligible if self.partly else self.program.candidates

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by their names."""
        return by_name(self.rules)

    @cached_property
    def mission_goals(self) -> int:
        """How many of the goals, the first ones, are about what missions must have."""
        return sum(self.tier_of(aim.name) <= BROKEN_TIER for aim in self.program.aims)

    def tier_of(self, aim: str) -> float:
        """The place of a goal in the strict order of goals."""
        rule = self.by_name.get(aim.partition(".")[0])
        return BROKEN_TIER if aim == BROKEN[0] else float(getattr(rule, "tier", np.inf))

    @cached_property
    def least(self) -> list[float]:
        """For each goal the raw value that no plan gets below, whatever its earlier goals come to."""
        from teamform.solve.closely import least_of_the_whole

        if self.partly:
            return least_of_the_whole(self.rules, self.program)
        return [float(aim.lowest(self.program.upper)) for aim in self.program.aims]

    def relaxed(self, variant: Program) -> Floors:
        """The floors of goals in a variant; what proved them before is tried first."""
        from teamform.solve.least import Floors

        return Floors(variant, proofs=self.proofs)

    def code(self, label: str, name: str) -> int:
        """The code behind a name; raises InputError for one that the plan doesn't know."""
        names = self.program.vocabulary.labels.names[label]
        found = int(names.get_indexer(pd.Index([name]))[0])
        if found < 0:
            raise InputError(f"“{name}” is no {NOUNS.get(label, label)} of this plan")
        return found

    def says(self, row: int) -> str:
        """What a row asks, in a planner's words."""
        name, codes = self.program.row_codes(row)
        rule = self.by_name[name]
        labels = self.program.vocabulary.labels
        return rule.says(self.plan, labels, codes) if isinstance(rule, Limit | Eligibility) else rule.title

    # --- asking

    def ask(self, variant: Program, people: Ints, seats: Ints, *, harder: bool = True, all_goals: bool = True) -> Asked:
        """The best plan for a variant of the program, beside the one in hand at its best among the same people.

        It is looked for around some people and seats, then further away. ``harder`` says that the variant
        only asks for more, so that what is proved of the plan in hand stays true. Raises Impossible, if
        that is proved, or NotFound.
        """
        first = self.mission_goals
        found, free = self.missions(variant, people, seats, harder)
        if not all_goals:
            return Asked(self.now(first), found, self)
        floors, every = self._known(found, harder), len(variant.aims)
        after = self.again(
            variant, every, free, self.patience.near, floors, hint=found.x, changes_after=every, tidy=TIDY
        )
        before = self.again(self.program, every, free, self.patience.near, self.floors)
        return Asked(certain(self.program, before, self.floors), self._certain(variant, found, after, harder), self)

    def missions(
        self, variant: Program, people: Ints, seats: Ints, harder: bool, whole: bool = True
    ) -> tuple[Answer, Flags]:
        """The best for what missions must have, and the candidates that were free to change for it.

        ``whole`` allows a last search, of a plan that is small enough, in which everybody may change. Where only
        some candidates are there, an answer is one that going further didn't better; without one it's NotFound.
        """
        from teamform.solve.again import Impossible, NotFound

        first, floors = self.mission_goals, self.floors if harder else ()
        best: Answer | None = None
        failed: Exception = NotFound()
        free = np.zeros(len(variant.candidates), bool)
        small, relaxed = len(free) <= WHOLE and not self.partly, self.relaxed(variant)
        for ring in self._rings(variant, people, seats, relaxed):
            nearer, free, before = free, free | ring, best
            try:
                hint = self._start(variant, free) if best is None else best.x
                best = self.again(variant, first, free, self.patience.near, floors, hint=hint)
            except (Impossible, NotFound) as failure:
                failed = failure
                continue
            if best.whole or (harder and self._at_best(best)):
                return best, free
            brought_nothing = before is not None and best.proved and best.raw == before.raw
            if whole and not small:
                best = self._of_all(variant, best, floors, first, relaxed)
            if brought_nothing and not small:
                assert before is not None
                return dataclasses.replace(before, tiers=best.tiers, whole=best.whole), nearer
            if brought_nothing or (best.whole and best.proved):
                break
        if not small or free.all() or not whole:
            if best is None or (self.partly and free.any()):
                raise failed if isinstance(failed, Impossible) and failed.whole else NotFound
            return best, free
        found = self.in_whole(variant, floors, best)
        return found, free | (found.x[: len(free)] != self.x[: len(free)])

    def _rings(self, variant: Program, people: Ints, seats: Ints, relaxed: Floors) -> Iterator[Flags]:
        """Candidates who may change: those nearest to a question, then whom the relaxation would move, then others."""
        from teamform.solve.least import MOST
        from teamform.solve.movers import would_move
        from teamform.solve.near import near

        n = len(variant.candidates)
        rings = near(variant, self.x, people, seats, self.patience.rings)
        yield from islice(rings, 1)
        if WHOLE < n <= MOST and not self.partly:
            yield would_move(relaxed.relaxation, self._in_hand(variant), variant.aims[: self.mission_goals])
        yield from rings

    def _in_hand(self, variant: Program) -> Ints:
        """The plan in hand, as far as a variant leaves room for it."""
        n = len(variant.candidates)
        return variant.complete(np.minimum(self.x[:n], variant.upper[:n]))

    def _start(self, variant: Program, free: Flags) -> Ints | None:
        """The plan nearest to the one in hand, where that one breaks what is asked now."""
        if not (variant.excess(self._in_hand(variant)) > 0).any():
            return None
        return self.again(variant, 0, free, self.patience.near, (), moves=True).x

    def nearest(self, variant: Program, best: Answer, free: Flags, harder: bool) -> Answer:
        """The plan that gives missions what ``best`` does, changes least, and then serves the other goals."""
        first = self.mission_goals
        found = self.again(variant, len(variant.aims), free, self.patience.near + self.patience.whole / 2, best.raw,
                            hint=best.x, changes_after=first)  # fmt: skip
        found = dataclasses.replace(found, tiers=(*best.tiers[:first], *found.tiers[first:]))
        return self._certain(variant, best, found, harder)

    def in_whole(self, variant: Program, floors: Sequence[float], best: Answer | None) -> Answer:
        """The best for the missions with everyone free to change: goal by goal, each with a bound of the relaxation."""
        from teamform.solve.again import NotFound

        everyone, relaxed = np.ones(len(variant.candidates), bool), self.relaxed(variant)
        reached: list[float] = []
        tiers: list[TierResult] = []
        for number, aim in enumerate(variant.aims[: self.mission_goals]):
            least = relaxed.least(aim, self.x)
            if number < len(floors) and all(raw <= floor for raw, floor in zip(reached, floors, strict=False)):
                least = max(least, floors[number])
            try:
                hint = None if best is None else best.x
                best = self.again(variant, number + 1, everyone, self.patience.whole, [*reached, least], hint=hint)
                tiers.append(best.tiers[number])
            except NotFound:
                if best is None:
                    raise
                value, low = best.raw[number] / aim.scale, least / aim.scale
                tiers.append(TierResult(aim.name, aim.title, aim.unit, value, low, value <= low))
            reached.append(aim.raw(best.x))
            relaxed.settle(aim, aim.raw(best.x))
        assert best is not None
        return dataclasses.replace(best, tiers=tuple(tiers), raw=tuple(int(raw) for raw in reached))

    def _at_best(self, answer: Answer) -> bool:
        """Whether missions get as much as any plan could give them."""
        return all(raw <= floor for raw, floor in zip(answer.raw, self.floors, strict=False))

    def _known(self, found: Answer, harder: bool) -> tuple[float, ...]:
        """Floors of all goals, given what was found for the missions."""
        proved = tuple(raw_floor(t.bound, aim.scale) for t, aim in zip(found.tiers, self.program.aims, strict=False))
        same = harder and all(raw <= floor for raw, floor in zip(found.raw, self.floors, strict=False))
        return (*proved, *self.floors[len(proved) :]) if same else proved

    def _certain(self, variant: Program, found: Answer, after: Answer, harder: bool) -> Answer:
        """A plan that gives missions what ``found`` does, with bounds that hold for the plan as a whole."""
        if found.whole:
            return self._of_all(variant, after, self._known(found, harder))
        return self._of_all(variant, after, self.floors if harder else (), self.mission_goals)

    def _of_all(
        self, variant: Program, answer: Answer, floors: Sequence[float], missions: int = 0,
        relaxed: Floors | None = None,
    ) -> Answer:  # fmt: skip
        """The answer with bounds that hold for the plan as a whole, from its relaxation where all candidates are."""
        if self.partly:
            return certain(variant, answer, floors, least=self.least)
        return certain(variant, answer, floors, missions, relaxed or self.relaxed(variant))

    def now(self, goals: int) -> Answer:
        """The plan in hand as an answer."""
        return self.as_it_is(self.program, self.x, goals, self.floors)

    def as_it_is(self, program: Program, x: Ints, goals: int | None = None, floors: Sequence[float] = ()) -> Answer:
        """A plan as an answer about its first goals (those of missions, unless said otherwise)."""
        from teamform.solve.again import again

        aims = program.aims[: self.mission_goals if goals is None else goals]
        nobody = np.zeros(len(program.candidates), bool)
        return again(program, x, aims, free=nobody, web=self.web, floors=floors)

    def again(self, variant: Program, goals: int, free: Flags, seconds: float, floors: Sequence[float], *,
               hint: Ints | None = None, moves: bool = False, changes_after: int | None = None,
               tidy: float = np.inf) -> Answer:  # fmt: skip
        """The first goals of a variant pursued from the plan in hand on."""
        from teamform.solve.again import again

        return again(
            variant, self.x, variant.aims[:goals], free=free, web=self.web, hint=hint, floors=floors, seconds=seconds,
            workers=self.patience.workers, least_change_after=goals if moves else changes_after, tidy=tidy,
            partly=self.partly,
        )  # fmt: skip
