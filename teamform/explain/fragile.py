"""Fragility: what hangs on one person, who is in reserve, and what random absences would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from teamform.errors import RuleError
from teamform.explain.case import Case
from teamform.explain.elsewhere import each
from teamform.explain.repair import Repair, repair
from teamform.explain.words import figure, listed, named, seat_name
from teamform.plan.plan import Flags, Ints, Plan

if TYPE_CHECKING:
    from teamform.solve.executor import Executor

ENOUGH = 2
"""From so many people who could step in a seat isn't fragile."""


@dataclass(frozen=True)
class Depth:
    """A filled seat, and how many people with time left could step in for whoever holds it (2: two or more)."""

    demand_id: str
    team_id: str
    discipline: str
    holders: tuple[str, ...]
    depth: int
    reserve: tuple[str, ...]
    """The people found, as their identifiers."""
    sentence: str


@dataclass(frozen=True)
class SingleHolder:
    """An ability that is asked for and that one person alone has at the level asked for."""

    ability: str
    level: int
    person_id: str
    sentence: str


@dataclass(frozen=True)
class Stress:
    """What random absences do: the share of required demand that is still met."""

    runs: int
    absent: float
    """The share of people missing in each run."""
    seed: int
    usual: float
    """Share met with everyone there."""
    half: float
    """At least this share is met in half of the runs."""
    nine_in_ten: float
    """At least this share is met in nine of ten runs."""
    breaks_first: tuple[tuple[str, int], ...]
    """The seats that lose most often, with the number of runs in which they do."""
    sentence: str


def depths(case: Case) -> Iterator[Depth]:
    """How many could step in for each filled seat, one seat after the other."""
    block = case.program.candidates
    seats = np.unique(block.demand[case.x[: len(block)] > 0])
    for seat in seats.tolist():
        yield _depth(case, seat)


def _depth(case: Case, seat: int) -> Depth:
    """Who could take over all that the seat's holders give, each from the holder who is hardest to replace."""
    block, names = case.program.candidates, case.program.vocabulary.labels.names["person"]
    here = np.flatnonzero(block.demand == seat)
    held = here[case.x[here] > 0]
    holders = list(dict.fromkeys(block.person[held].tolist()))
    found = min((_stand_ins(case, here, person) for person in holders), key=len)
    row = case.plan.demand.iloc[seat]
    could = listed(named(case.plan, person) for person in found) or "nobody"
    more = " or more" if len(found) >= ENOUGH else ""
    sentence = f"The seat {seat_name(case.plan, seat)}: {len(found)}{more} could step in today ({could})."
    holding, reserve = (tuple(str(names[person]) for person in people) for people in (holders, found))
    seat_id, team, discipline = (str(row[column]) for column in ("demand_id", "team_id", "discipline"))
    return Depth(seat_id, team, discipline, holding, len(found), reserve, sentence)


def _stand_ins(case: Case, here: Ints, holder: int) -> list[int]:
    """People who could do just what a holder does on a seat without breaking a rule or leaving anything else."""
    program, block = case.program, case.program.candidates
    mine = here[(block.person[here] == holder) & (case.x[here] > 0)]
    given = dict(zip(block.period[mine].tolist(), case.x[mine].tolist(), strict=True))
    steps = case.x[: len(block)].copy()
    steps[mine] = 0
    usual = _broken(case, steps)
    found: list[int] = []
    for person in np.setdiff1d(block.person[here], block.person[here[case.x[here] > 0]]).tolist():
        theirs = here[block.person[here] == person]
        periods = {int(block.period[at]): int(at) for at in theirs if int(block.period[at]) in given}
        if len(periods) < len(given) or any(program.upper[at] < given[p] for p, at in periods.items()):
            continue
        tried = steps.copy()
        for period, at in periods.items():
            tried[at] = given[period]
        if not (_broken(case, tried) & ~usual).any():
            found.append(person)
        if len(found) >= ENOUGH:
            break
    return found


def _broken(case: Case, steps: Ints) -> Flags:
    program = case.program
    return np.asarray((program.excess(program.complete(steps)) > 0) & program.must)


def single_holders(case: Case) -> tuple[SingleHolder, ...]:
    """Disciplines and skills that are asked for and that only one person has at the level asked for."""
    plan = case.plan
    needs = plan.sheets["SkillNeeds"]
    asked = {(str(d), int(level)) for d, level in zip(plan.demand["discipline"], plan.demand["min_level"], strict=True)}
    asked |= {(str(s), int(level)) for s, level in zip(needs["skill"], needs["min_level"], strict=True)}
    found = []
    for ability, level in sorted(asked):
        column = int(plan.abilities.get_indexer(plan.abilities[plan.abilities == ability])[0])
        able = np.flatnonzero(plan.levels[:, column] >= level)
        if len(able) == 1:
            who = named(plan, int(able[0]))
            says = f"Only {who} has {ability} at level {level} or above."
            found.append(SingleHolder(ability, level, str(plan.people["person_id"].iloc[able[0]]), says))
    return tuple(found)


def if_leaves(case: Case, person_id: str) -> Repair:
    """The plan if a person left: missions at their best, then as few others disturbed as possible."""
    case.code("person", person_id)
    return repair(case, declined_by(case.plan, "person_id", person_id))


def declined_by(plan: Plan, column: str, value: str) -> Plan:
    """The plan if everybody who has a value in a column of People declined."""
    people = plan.given["People"]
    gone = people[column].astype("str") == value
    return plan.changed(People=people.assign(consent=people["consent"].where(~gone, "declined")))


def stress(
    case: Case, runs: int = 200, absent: float = 0.05, seed: int = 1,
    executor: Executor | None = None, tell: Callable[[int, int], None] | None = None,
) -> Stress:  # fmt: skip
    """What is still met when people drop out at random, over many seeded runs, each repaired by a search of its own.

    They go through ``executor`` where there is one, with the same results; ``tell`` hears how many are done.
    """
    if runs < 1 or not 0 <= absent <= 1:
        raise RuleError("A stress test needs at least one run, and a share of absences from 0 to 1")
    rng = np.random.default_rng(seed)
    number = len(case.plan.people)
    missing = [rng.random(number) < absent for _ in range(runs)]
    required = case.program.vocabulary.required.constant.sum()
    usual = _unmet_by_seat(case, case.x)
    lost = list(each(case, _after, missing, executor, tell))
    met = np.sort([1 - float(unmet.sum()) / required if required else 1.0 for unmet in lost])
    worse: Counter[str] = Counter()
    for unmet in lost:
        worse.update(case.plan.demand["demand_id"].iloc[np.flatnonzero(unmet > usual)].tolist())
    half, nine = float(met[(runs - 1) // 2]), float(met[(runs - 1) // 10])
    first = tuple((name, count) for name, count in sorted(worse.items(), key=lambda item: (-item[1], item[0]))[:10])
    share = 1 - float(usual.sum()) / required if required else 1.0
    seats = listed(f"{name} ({count} of {runs})" for name, count in first[:3])
    sentence = (f"With {figure(100 * absent)} % of people missing at random, at least {figure(100 * half, 1)} % of"
                f" demand is met in half of {runs} runs and {figure(100 * nine, 1)} % in nine of ten (usually"
                f" {figure(100 * share, 1)} %). First to suffer: {seats or 'no seat'}.")  # fmt: skip
    return Stress(runs, absent, seed, share, half, nine, first, sentence)


def _after(case: Case, gone: Flags) -> Ints:
    """Unmet demand by seat after the people marked have dropped out and the plan has been repaired."""
    from teamform.solve.again import Impossible, NotFound
    from teamform.solve.variants import barring

    block = case.program.candidates
    barred = gone[block.person]
    left = np.where(barred, 0, case.x[: len(block)])
    people = np.flatnonzero(gone)
    seats = np.unique(block.demand[barred & (case.x[: len(block)] > 0)])
    if not len(seats):
        return _unmet_by_seat(case, case.x)
    try:
        found, _ = case.missions(barring(case.program, barred), people, seats, harder=True, whole=False)
    except (Impossible, NotFound):  # nobody steps in: what is left of the plan stands
        return _unmet_by_seat(case, case.program.complete(left))
    return _unmet_by_seat(case, found.x)


def _unmet_by_seat(case: Case, x: Ints) -> Ints:
    """Hundredths of required FTE that a plan leaves unmet on each seat, over all periods."""
    unmet = case.program.vocabulary.unmet
    total = np.zeros(len(case.plan.demand), np.int64)
    np.add.at(total, unmet.label("demand"), unmet.value(x))
    return total
