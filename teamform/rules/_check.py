"""The check: does a proposal keep every rule, and if not, who misses which by how much?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.plan.plan import Ints, Plan
from teamform.rules import _saying as saying
from teamform.rules._folder import by_name, rules_of
from teamform.rules._kinds import Eligibility, Limit, Rule
from teamform.rules._program import program as program_of
from teamform.team.candidates import Candidates, on_seats, pinned_in_vain
from teamform.team.labels import Labels
from teamform.team.program import Program
from teamform.team.proposal import Breach
from teamform.team.reach import MANY, places


@dataclass(frozen=True, eq=False)
class Checked:
    """A proposal completed to all variables, and the rules that it breaks."""

    program: Program
    x: Ints
    breaches: tuple[Breach, ...]

    @property
    def allowed(self) -> bool:
        """Whether every must-rule is kept."""
        return not any(breach.must for breach in self.breaches)


def check(
    plan: Plan, allocation: pd.DataFrame, program: Program | None = None, rules: Sequence[Rule] | None = None,
    partly: bool = False,
) -> Checked:  # fmt: skip
    """Complete an allocation (also one edited by hand) and name every rule that it breaks.

    ``allocation`` needs person_id, demand_id, period and fte (hundredths). In a plan too large to be held as a
    whole, or where ``partly`` asks for it, only those whom the allocation places are in the program: whoever isn't
    placed breaks no rule.
    """
    rules = rules_of(plan) if rules is None else rules
    if program is None:
        program = program_of(plan, rules, _placed(plan, allocation) if partly or places(plan) > MANY else None)
    steps, strangers = _steps(plan, program, rules, allocation)
    x = program.complete(steps)
    named = [breach for breach in breaches(program, rules, x) if breach.rule]  # others only repeat what is beyond
    return Checked(program, x, (*strangers, *_beyond(program, rules, steps), *named))


def _beyond(program: Program, rules: Sequence[Rule], steps: Ints) -> list[Breach]:
    """Less than nothing, or more than somebody could give a seat, where no must-rule says so already."""
    plan, block = program.plan, program.candidates
    must = {rule.name for rule in rules if isinstance(rule, Limit) and rule.applied == "must"}
    found = []
    for i in np.flatnonzero((steps < 0) | (steps > program.upper[: len(steps)])).tolist():
        codes = {name: int(values[i]) for name, values in block.codes.items()}
        given = int(steps[i]) * plan.step
        offer = plan.availability[codes["person"], codes["period"]]
        rule = "planning_step" if given < 0 else "availability" if given > offer else "no_more_than_asked"
        if rule not in must:
            person, seat, when = (say(plan, codes) for say in (saying.who, saying.seat, saying.when))
            sentence = f"{person} gives the seat {seat} from 0 to {saying.fte(block.most[i])} FTE{when}"
            amount = float(max(-given, given - block.most[i])) / 100
            found.append(Breach(rule, sentence, amount, "FTE", True, _named(program, codes)))
    return found


def breaches(program: Program, rules: Sequence[Rule], x: Ints) -> list[Breach]:
    """The rows that ``x`` breaks, as sentences; must-rules first."""
    known, plan, labels = by_name(rules), program.plan, program.vocabulary.labels
    over = program.excess(x)
    soft = ~program.must
    over[soft] += program.grain[soft] * x[program.missed[soft]]  # what a should-rule's own variable excuses
    found = []
    for row in np.flatnonzero(over > 0):
        name, codes = program.row_codes(int(row))
        rule = known.get(name)
        sentence = (
            rule.says(plan, labels, codes) if isinstance(rule, Limit) else "The figures of the proposal don't agree"
        )
        amount = -(-over[row] // program.grain[row]) * program.worth[row] / 100
        found.append(
            Breach(name, sentence, float(amount), rule.unit if isinstance(rule, Limit) else "", bool(program.must[row]),
                   {label: labels.name(label, code) for label, code in codes.items()})
        )  # fmt: skip
    return sorted(found, key=lambda breach: not breach.must)


def _steps(plan: Plan, program: Program, rules: Sequence[Rule], allocation: pd.DataFrame) -> tuple[Ints, list[Breach]]:
    """Planning steps by eligible candidate, and a breach for each placement of somebody who isn't eligible."""
    block, labels = program.candidates, program.vocabulary.labels
    codes = _codes(labels, allocation)
    fte = allocation["fte"].to_numpy(np.int64)
    at = block.places(codes)
    given = np.zeros(len(block), np.int64)
    np.add.at(given, at[at >= 0], fte[at >= 0])
    found = []
    for i in np.flatnonzero(given % plan.step).tolist():
        who = {name: int(values[i]) for name, values in block.codes.items()}
        amount, person, seat = saying.fte(given[i]), saying.who(plan, who), saying.seat(plan, who)
        sentence = f"{person} gives the seat {seat} whole planning steps of {saying.fte(plan.step)} FTE, not {amount}"
        over = float(given[i] % plan.step) / 100
        found.append(Breach("planning_step", sentence, over, "FTE", True, _named(program, who)))
    strange = np.flatnonzero(at < 0)
    turned_away = program.sifted.excluded.places(codes) if len(strange) else at
    for row in strange.tolist():
        who = {name: int(code[row]) for name, code in codes.items()}
        found += _strangers(plan, program, rules, who, int(turned_away[row]), int(fte[row]))
    return given // plan.step, found


def _placed(plan: Plan, allocation: pd.DataFrame) -> Candidates:
    """The candidates that an allocation places, without whoever has no business there at all."""
    labels = Labels.of(plan)
    codes = _codes(labels, allocation)
    known = np.logical_and.reduce([values >= 0 for values in codes.values()])
    block = Candidates(plan, labels, **{name: values[known] for name, values in codes.items()}).once()
    vain = on_seats(plan, labels, *pinned_in_vain(plan, labels))
    able = (block.level > 0) | (vain.places(block.codes) >= 0)
    return block.take(able & plan.runs[block.demand, block.period])


def _codes(labels: Labels, allocation: pd.DataFrame) -> dict[str, Ints]:
    """The codes of what an allocation names; -1 for what the plan doesn't know."""
    columns = {"person": "person_id", "demand": "demand_id", "period": "period"}
    return {name: labels.code(name, allocation[column]) for name, column in columns.items()}


def _named(program: Program, codes: dict[str, int]) -> dict[str, str]:
    """Names behind codes; a question mark for what the plan doesn't know."""
    labels = program.vocabulary.labels
    return {label: labels.name(label, code) if code >= 0 else "?" for label, code in codes.items()}


def _strangers(
    plan: Plan, program: Program, rules: Sequence[Rule], who: dict[str, int], excluded: int, fte: int
) -> list[Breach]:
    """The breaches of one placement of somebody who isn't eligible: a breach for each reason."""
    labels, known, named = program.vocabulary.labels, by_name(rules), _named(program, who)
    reasons = [name for name, mask in program.sifted.reasons.items() if excluded >= 0 and mask[excluded]]
    found = []
    for name in reasons or ["discipline_and_level"]:
        rule = known.get(name)
        unknown = f"{named['person']} can't be placed on {named['demand']}"
        says = isinstance(rule, Eligibility) and min(who.values()) >= 0
        sentence = rule.says(plan, labels, who) if says else unknown  # type: ignore[union-attr]
        found.append(Breach(name, sentence, fte / 100, "FTE", True, named))
    return found
