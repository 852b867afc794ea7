"""Short questions that tests ask of rules, always through the program's own front doors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from teamform.plan.plan import Plan
from teamform.rules import Lint, Remark, check, kinds_of_rule, program, rules_of
from teamform.team.proposal import Breach
from tests.facts import allocation


def breaches(plan: Plan, *placements: Sequence[Any]) -> list[Breach]:
    """What a hand-made allocation breaks."""
    return list(check(plan, allocation(plan, *placements)).breaches)


def broken(plan: Plan, *placements: Sequence[Any]) -> dict[str, str]:
    """The rules that a hand-made allocation breaks, each with its (first) sentence and by how much."""
    found: dict[str, str] = {}
    for breach in breaches(plan, *placements):
        found.setdefault(breach.rule, str(breach))
    return found


def turned_away(plan: Plan, rule: str) -> set[tuple[str, str]]:
    """The (person, demand line) that an eligibility rule turns away in some period."""
    return {(person, demand) for person, demand, _ in turned_away_when(plan, rule)}


def turned_away_when(plan: Plan, rule: str) -> set[tuple[str, str, str]]:
    """The (person, demand line, period) that an eligibility rule turns away."""
    sifted = program(plan).sifted
    if rule not in sifted.reasons:
        return set()
    out = sifted.excluded.take(sifted.reasons[rule])
    names = out.labels.frame(out.codes)
    return set(zip(names["person"], names["demand"], names["period"], strict=True))


def value(plan: Plan, aim: str, *placements: Sequence[Any]) -> float:
    """What a goal's figure is for a hand-made allocation."""
    checked = check(plan, allocation(plan, *placements))
    found = {each.name: each for each in checked.program.aims}[aim]
    return found.in_units(found.raw(checked.x))


def aims(plan: Plan) -> list[str]:
    """The names of the plan's goals, first things first."""
    return [aim.name for aim in program(plan).aims]


def rule_of(plan: Plan, name: str) -> Any:
    """A rule with the plan's settings."""
    return next(rule for rule in rules_of(plan) if rule.name == name)


def applies(plan: Plan, name: str) -> bool:
    """Whether a rule has anything to say about the plan."""
    return bool(rule_of(plan, name).applies(plan))


def remarks(plan: Plan, name: str) -> list[Remark]:
    """What a lint says about a plan, without a proposal."""
    rule = rule_of(plan, name)
    assert isinstance(rule, Lint)
    return list(rule.remarks(plan, program(plan), None))


def file_name(rule: type) -> str:
    """The name of a kind of rule: that of its file."""
    return rule.__module__.rpartition(".")[2]


RULES = {file_name(rule): rule for rule in kinds_of_rule()}
"""Every rule of the folder by its name."""
