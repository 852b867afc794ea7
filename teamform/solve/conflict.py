"""Why no plan is possible: a smallest set of sentences that can't hold together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from teamform.errors import ConflictError
from teamform.plan.plan import Ints, Plan
from teamform.rules import Eligibility, Limit, Rule, by_name, program_with_reasons
from teamform.solve.cpsat import Budget, End, Model
from teamform.solve.limits import Limits
from teamform.team.program import Program
from teamform.team.proposal import Claim

PATIENCE = 5.0
"""Seconds for one question; without an answer by then the sentence stays in the set."""


def smallest_conflict(plan: Plan, rules: Sequence[Rule], limits: Limits, rows: Program | None = None) -> ConflictError:
    """Name a smallest set of sentences that can't hold together (ready to be raised).

    ``rows`` is the program to look at, where that isn't the plan's with eligibility written as rows.
    First whole rules are left out one after the other, then single rows of those that remain, by
    halves. Every answer is a search of its own; where one doesn't end in time its rows are kept, and
    the set isn't called smallest.
    """
    asking = _Asking(program_with_reasons(plan, rules) if rows is None else rows, limits)
    whole = np.flatnonzero(asking.named)
    written = set(asking.rule_of[whole])
    ordered = [rule.name for rule in rules if rule.name in written]  # of two reasons alike the earlier is named
    found = _minimal(asking, [whole[asking.rule_of[whole] == name] for name in ordered])
    found = _minimal(asking, [np.array([row]) for row in np.concatenate([np.zeros(0, np.int64), *found])])
    claims = _claims(asking.program, rules, [int(row[0]) for row in found])
    if len(claims) > 1:
        said = [_all_that_say(asking, rules, claim, row) for claim, row in claims]
        if sum(len(group) for group in said) > len(found):  # people read sentences: several rows may say the same
            claims = _claims(asking.program, rules, [int(group[0]) for group in _minimal(asking, said)])
    return ConflictError([claim for claim, _ in claims], asking.certain)


class _Asking:
    """Answers whether some of a program's rows can hold together."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.program = program
        self.budget = Budget(PATIENCE, limits.together, program.plan.seed)
        self.deadline = time.monotonic() + max(limits.seconds, PATIENCE)
        self.certain = True
        rule = np.array([block.rule for block in program.blocks], object)
        self.rule_of = rule[program.block_of_row]
        self.named = (self.rule_of != "") & program.must

    def clash(self, rows: Ints) -> bool:
        """Whether these rows, with the definitions, can't hold together."""
        keep = ~self.named
        keep[rows] = True
        if time.monotonic() > self.deadline:
            self.certain = False
            return False
        found = Model(self.program, keep).search(None, None, self.budget)
        if found.end is End.NOTHING:
            self.certain = False
        return found.end is End.CONFLICT


def _minimal(asking: _Asking, groups: list[Ints]) -> list[Ints]:
    """A smallest list of groups that still clash (QuickXplain, Junker 2004)."""

    def explain(background: list[Ints], added: bool, pool: list[Ints]) -> list[Ints]:
        if added and asking.clash(_joined(background)):
            return []
        if len(pool) <= 1:
            return pool
        half = len(pool) // 2
        first, second = pool[:half], pool[half:]
        of_second = explain(background + first, bool(first), second)
        of_first = explain(background + of_second, bool(of_second), first)
        return of_first + of_second

    return explain([], True, groups)


def _joined(groups: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *groups])


def _claims(program: Program, rules: Sequence[Rule], rows: Iterable[int]) -> list[tuple[Claim, int]]:
    """What the rows say, each sentence once, with a row that says it."""
    claims = [(_claim(program, rules, row), row) for row in rows]
    return list({(claim.rule, claim.sentence): (claim, row) for claim, row in claims}.values())


def _all_that_say(asking: _Asking, rules: Sequence[Rule], claim: Claim, row: int) -> Ints:
    """The rows of a rule that say the same sentence of the same person, team and organisation."""
    block = asking.program.blocks[asking.program.block_of_row[row]]
    about = np.ones(block.rows.stop - block.rows.start, bool)
    for label in {"person", "team", "organisation"} & set(block.codes):
        about &= block.codes[label] == block.codes[label][row - block.rows.start]
    near = np.flatnonzero(about) + block.rows.start
    says = [_claim(asking.program, rules, int(other)).sentence == claim.sentence for other in near]
    return near[np.array(says, bool) & asking.named[near]]


def _claim(program: Program, rules: Sequence[Rule], row: int) -> Claim:
    name, codes = program.row_codes(row)
    rule = by_name(rules)[name]
    labels = program.vocabulary.labels
    says: Callable[..., str] = rule.says if isinstance(rule, Limit | Eligibility) else (lambda *_: rule.title)
    return Claim(name, says(program.plan, labels, codes), {k: labels.name(k, c) for k, c in codes.items()})
