"""A plan after a change, beside the case before it: what is carried over, what is touched, what is still known."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from teamform.explain.case import Case
from teamform.plan.lookup import beside
from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules import Rule, assemble, everyone_sifted, rules_of
from teamform.team.candidates import Candidates, Sifted

ONLY_PEOPLE = frozenset({"People", "PersonSkills", "Pins", "PairRules"})
"""Where nothing else changed, a plan may only have become harder."""


@dataclass(frozen=True, eq=False)
class Changed:
    """A plan after a change, and the case of the plan before it."""

    old: Case
    plan: Plan

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force after the change."""
        return rules_of(self.plan)

    @cached_property
    def sifted(self) -> Sifted:
        """All candidates after the change."""
        return everyone_sifted(self.plan, self.rules)

    @property
    def block(self) -> Candidates:
        """All eligible candidates."""
        return self.sifted.eligible

    @property
    def steps(self) -> Ints:
        """The old placements among the candidates there are now, as far as they can stay."""
        return self._carried[0]

    @property
    def forced(self) -> tuple[str, ...]:
        """The people who can't stay as they were."""
        return self._carried[1]

    @cached_property
    def _carried(self) -> tuple[Ints, tuple[str, ...]]:
        assert self.old.proposal is not None
        allocation, block, step = self.old.proposal.allocation, self.block, self.plan.step
        columns = {"person": "person_id", "demand": "demand_id", "period": "period"}
        at = block.places({name: block.labels.code(name, allocation[column]) for name, column in columns.items()})
        steps, most = np.zeros(len(block), np.int64), block.most // step
        fte = allocation["fte"].to_numpy(np.int64) // step
        np.add.at(steps, at[at >= 0], fte[at >= 0])
        kept = np.zeros(len(at), np.int64)
        kept[at >= 0] = np.minimum(fte[at >= 0], most[at[at >= 0]])
        gone = allocation["person_id"][kept < fte]
        return np.minimum(steps, most), tuple(sorted(set(gone)))

    # --- what is still known

    @cached_property
    def harder(self) -> bool:
        """Whether every plan that is possible now was possible before."""
        before, after = self.old.plan, self.plan
        known, now = before.fingerprint, after.fingerprint
        if any(now.written(name) != known.written(name) for name in after.sheets if name not in ONLY_PEOPLE):
            return False
        if not all(_among(before.sheets[name], after.sheets[name]) for name in ("Pins", "PairRules")):
            return False
        who = ["person_id", "organisation", "directorate", "primary_discipline", "max_missions", "grade"]
        if not _among(after.people[who], before.people[who]) or not before.abilities.equals(after.abilities):
            return False
        return self._fewer_candidates()

    def _fewer_candidates(self) -> bool:
        block, before = self.block, self.old.everyone
        labels, known = block.labels, before.labels
        codes = {
            name: known.names[name].get_indexer(labels.names[name])[values] for name, values in block.codes.items()
        }
        at = before.places(codes)
        return bool((at >= 0).all() and (block.most <= before.most[at]).all())

    # --- as a case

    def case(self, some: Flags | None = None, rings: tuple[int, ...] = ()) -> Case:
        """The case after the change, with the old placements as far as they can stay.

        Of ``some`` of the candidates, where that is said: then questions look no further than these ``rings``.
        """
        sifted, steps = self.sifted, self.steps
        if some is not None:
            sifted, steps = Sifted(self.block.take(some), self.block.take(slice(0)), {}), steps[some]
        rows = assemble(self.plan, self.rules, sifted)
        floors: tuple[float, ...] = ()
        if self.harder:
            known = {aim.name: floor for aim, floor in zip(self.old.program.aims, self.old.floors, strict=False)}
            floors = tuple(known.get(aim.name, -np.inf) for aim in rows.aims)
        patience = dataclasses.replace(self.old.patience, rings=rings or self.old.patience.rings)
        x, partly, proofs = rows.complete(steps), some is not None, self.old.proofs
        return Case(self.plan, self.rules, rows, x, floors, patience, partly=partly, proofs=proofs)

    # --- what is touched

    @cached_property
    def at_once(self) -> tuple[Ints, Ints]:
        """The people who can't stay, and the seats that they leave, that are new or that ask for another FTE."""
        names, before, after = self.block.labels.names, self.old.plan.demand, self.plan.demand
        seats: Flags = names["demand"].isin(self._left())
        seats |= ~after["demand_id"].isin(before["demand_id"]).to_numpy()
        asked = beside(after["demand_id"], before, "demand_id", "fte_required", 0)
        seats |= after["fte_required"].to_numpy(np.int64) != asked
        return np.flatnonzero(names["person"].isin(self.forced)), np.flatnonzero(seats)

    def _left(self) -> set[str]:
        """The seats of those who can't stay."""
        case, block = self.old, self.old.program.candidates
        names = block.labels.names
        mine = (case.x[: len(block)] > 0) & names["person"].isin(self.forced)[block.person]
        return set(names["demand"][block.demand[mine]])

    def touched(self, case: Case) -> tuple[Ints, Ints]:
        """The people and seats that the change touches: those `at_once`, and whoever works in rows that break."""
        (people, seats), block = self.at_once, case.program.candidates
        broken = np.flatnonzero(case.program.excess(case.x) > 0)
        columns = case.program.matrix[broken].indices
        inside = columns[columns < len(block)]
        at_work = inside[case.x[inside] > 0]
        return np.union1d(people, block.person[at_work]), np.union1d(seats, block.demand[at_work])


def _among(some: pd.DataFrame, others: pd.DataFrame) -> bool:
    """Whether every row of a table is one of another."""
    if some.equals(others):
        return True
    return bool((some.merge(others, how="left", indicator=True)["_merge"] == "both").all())
