"""From a plan to its program: eligibility sifts the candidates, limits write rows, goals set aims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules._folder import rules_of
from teamform.rules._kinds import Eligibility, Goal, Limit, Rule
from teamform.team.assembly import Assembly
from teamform.team.candidates import Candidates, Sifted, everyone_with_the_discipline
from teamform.team.labels import Labels
from teamform.team.program import Aim, Program
from teamform.team.table import Table
from teamform.team.vocabulary import Vocabulary

BROKEN = ("broken_should_rules", "Should-rules that are broken", "units")
BROKEN_TIER = 1.5
"""Should-rules come after unmet demand: a mission may break them, and everyone is told."""


def sift(plan: Plan, rules: Iterable[Rule], block: Candidates) -> Sifted:
    """Part candidates by the eligibility rules, keeping the reason of each who goes."""
    reasons = {
        rule.name: np.asarray(rule.excludes(plan, block), bool)
        for rule in rules
        if isinstance(rule, Eligibility) and not rule.off and rule.applies(plan)
    }
    out = np.zeros(len(block), bool)
    for mask in reasons.values():
        out |= mask
    return Sifted(block.take(~out), block.take(out), {name: mask[out] for name, mask in reasons.items()})


def program(plan: Plan, rules: Sequence[Rule] | None = None, block: Candidates | None = None) -> Program:
    """The program of a plan, or of one block of its candidates.

    Raises RuleError for settings that make no sense, or for figures too large to be exact.
    """
    rules = rules_of(plan) if rules is None else rules
    return assemble(plan, rules, everyone_sifted(plan, rules) if block is None else sift(plan, rules, block))


def everyone_sifted(plan: Plan, rules: Iterable[Rule]) -> Sifted:
    """All candidates of a plan, sifted."""
    return sift(plan, rules, everyone_with_the_discipline(plan, Labels.of(plan)))


def program_with_reasons(plan: Plan, rules: Sequence[Rule]) -> Program:
    """The program in which eligibility is written as rows too, so that it can be named in a conflict."""
    sifted = everyone_sifted(plan, rules)
    every = Sifted(Candidates.joined(sifted.eligible, sifted.excluded), sifted.eligible.take(slice(0)), {})
    turned_away = {
        name: np.concatenate([np.zeros(len(sifted.eligible), bool), mask]) for name, mask in sifted.reasons.items()
    }
    return assemble(plan, rules, every, turned_away, _most_but_for_rules(plan, rules, every.eligible))


def _most_but_for_rules(plan: Plan, rules: Sequence[Rule], block: Candidates) -> Ints:
    """The most FTE of each candidate, where rules with a name, not bounds without one, say what they offer or need."""
    must = _musts(rules)
    whole = np.full(len(block), 100 // plan.step * plan.step)
    offer = whole if "availability" in must else plan.availability[block.person, block.period]
    desired = plan.demand["fte_desired"].to_numpy(np.int64)[block.demand] // plan.step * plan.step
    seat = whole if "no_more_than_asked" in must else desired
    return np.minimum(offer, seat)


def _musts(rules: Iterable[Rule]) -> set[str]:
    """The names of the limits that must hold."""
    return {rule.name for rule in rules if isinstance(rule, Limit) and rule.applied == "must"}


def assemble(
    plan: Plan, rules: Sequence[Rule], sifted: Sifted, turned_away: Mapping[str, Flags] | None = None,
    most: Ints | None = None,
) -> Program:  # fmt: skip
    """The program over candidates that have been sifted already.

    ``turned_away`` writes, for each eligibility rule by name, that the candidates it marks get nothing;
    ``most`` stands for the most FTE of each candidate, where that isn't the smaller of offer and seat.
    """
    vocabulary = Vocabulary(plan, sifted.eligible, most, "no_more_than_asked" in _musts(rules))
    assembly = Assembly(sifted, vocabulary)
    for name, mask in (turned_away or {}).items():
        assembly.add(name, vocabulary.fte.where(mask) <= 0, True)
    goals: list[tuple[float, Aim]] = []
    for rule in rules:
        if rule.off or not rule.applies(plan):
            continue
        if isinstance(rule, Limit):
            for rows in rule.rows(plan, vocabulary):
                assembly.add(rule.name, rows, rule.applied == "must")
        elif isinstance(rule, Goal):
            goals += [(rule.tier, aim) for aim in rule.aims(plan, vocabulary)]
    if assembly.softens:
        nothing = Table.of_constants(vocabulary.labels, {}, [])
        goals.append((BROKEN_TIER, Aim.of(*BROKEN, 100, nothing)))
    goals.sort(key=lambda pair: pair[0])
    return assembly.program(tuple(aim for _, aim in goals), BROKEN)
