"""Letting people in: the case as it would be if one eligibility rule turned away fewer people."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from teamform.explain.case import Case
from teamform.plan.plan import Ints
from teamform.rules import Eligibility, assemble
from teamform.team.candidates import Candidates, Sifted


@dataclass(frozen=True, eq=False)
class Let(Case):
    """A case with more candidates."""

    more: int = 0
    """How many of its candidates (the last ones) are new."""

    def newcomers(self, before: Case) -> tuple[Ints, Ints]:
        """The people and the seats of the new candidates."""
        block = self.program.candidates
        new = slice(len(block) - self.more, len(block))
        return np.unique(block.person[new])[:60], np.unique(block.demand[new])[:40]


def letting_in(case: Case, rule: str, notches: int = 0) -> Let | None:
    """The case in which a rule lets in those who miss it by so many notches at most (0: everybody).

    Only people whom no other rule turns away come in. None where that is nobody.
    """
    sifted = case.program.sifted
    mine = sifted.reasons.get(rule)
    known = case.by_name[rule]
    if mine is None or not isinstance(known, Eligibility):
        return None
    others = [mask for name, mask in sifted.reasons.items() if name != rule]
    come = mine & ~np.logical_or.reduce([*others, np.zeros(len(mine), bool)])
    come &= sifted.excluded.most >= case.plan.step
    if notches:
        come &= np.asarray(known.notches(case.plan, sifted.excluded)) <= notches
    if not come.any():
        return None
    every = Candidates.joined(sifted.eligible, sifted.excluded.take(come))
    rest = Sifted(every, sifted.excluded.take(~come), {name: mask[~come] for name, mask in sifted.reasons.items()})
    program = assemble(case.plan, case.rules, rest)
    steps = np.concatenate([case.x[: len(sifted.eligible)], np.zeros(int(come.sum()), np.int64)])
    known_fields = {f.name: getattr(case, f.name) for f in dataclasses.fields(Case)}
    x = program.complete(steps)
    return Let(**{**known_fields, "program": program, "x": x, "floors": ()}, more=int(come.sum()))
