"""The best of a tiny plan, found by trying every allocation there is.

Uses only the independent checker: nothing of teamform's vocabulary, rules or solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.check_people import WHO_MAY
from tests.checker import faults
from tests.plain import Facts, Placement, Work
from tests.scores import scores

ORDER = [
    *(f"unmet_demand.P{priority}{of_which}" for priority in (1, 2, 3) for of_which in (".committed", "")),
    "broken_should_rules", "discipline_dials",
    *(f"largest_shortage.P{priority}" for priority in (1, 2, 3)),
    "skill_gaps", "desired_demand", "match_scores", "fit", "interest",
    "organisation_pairs", "fragmentation", "continuity", "disruption", "cost",
]  # fmt: skip
"""All goals, first things first."""

Key = tuple[str, str, str]


def options(facts: Facts) -> dict[Key, range]:
    """What each person could give each seat in each period, in hundredths, nought included."""
    found = {}
    for person in facts.people:
        for demand, period in sorted(facts.runs):
            most = min(facts.offers[person, period], facts.demand[demand]["fte_desired"])
            asked = Placement(person, demand, period, facts.step)
            if most >= facts.step and all(
                may(facts, asked) for rule, may in WHO_MAY.items() if facts.applied(rule) != "off"
            ):
                found[person, demand, period] = range(0, most + 1, facts.step)
    return found


def count(choices: dict[Key, range]) -> int:
    """How many allocations there are to try, at most."""
    total = 1
    for amounts in choices.values():
        total *= len(amounts)
    return total


def allocations(facts: Facts, choices: dict[Key, range]) -> Iterator[Work]:
    """Every allocation in which nobody gives, and no seat gets, more than there is."""
    keys = list(choices)
    left: dict[tuple[str, str], int] = defaultdict(int)
    left |= facts.offers if facts.applied("availability") == "must" else dict.fromkeys(facts.offers, 10**6)
    most = 10**6 if facts.applied("no_more_than_asked") != "must" else 0
    room = {key: most or facts.demand[key[0]]["fte_desired"] for key in facts.runs}
    chosen: list[Placement] = []

    def extend(i: int) -> Iterator[Work]:
        if i == len(keys):
            yield Work(facts, tuple(chosen))
            return
        person, demand, period = keys[i]
        for fte in choices[keys[i]]:
            if fte > left[person, period] or fte > room[demand, period]:
                break
            left[person, period] -= fte
            room[demand, period] -= fte
            if fte:
                chosen.append(Placement(person, demand, period, fte))
            yield from extend(i + 1)
            if fte:
                chosen.pop()
            left[person, period] += fte
            room[demand, period] += fte

    return extend(0)


def best(facts: Facts) -> dict[str, float] | None:
    """The values of all goals in the best allocation, or None where no allocation is allowed."""
    found: tuple[float, ...] | None = None
    names: list[str] = []
    for work in allocations(facts, options(facts)):
        wrong = list(faults(facts, work))
        if any(fault.must for fault in wrong):
            continue
        scored = scores(facts, work, wrong)
        names = [name for name in ORDER if name in scored]
        values = tuple(round(scored[name], 6) for name in names)
        if found is None or values < found:
            found = values
    return None if found is None else dict(zip(names, found, strict=True))
