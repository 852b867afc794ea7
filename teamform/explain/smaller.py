"""Smaller wishes: what somebody could ask for instead, by the smallest change first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from teamform.explain.case import Case
from teamform.explain.wish import Wish, relaxed
from teamform.explain.words import count, figure
from teamform.plan.lists import CLEARANCES

ASKED = ("date", "level", "clearance", "FTE", "number of people", "organisations")
"""What a wish asks for, that may give way."""


def variants(case: Case, wish: Wish) -> Iterator[Wish]:
    """The wish, then what asks for less in one thing, by the smallest change first, then in two."""
    yield wish
    steps = _steps(case, wish)
    singles = [(kind, i, change) for kind, changes in steps.items() for i, change in enumerate(changes)]
    for _, _, change in sorted(singles, key=lambda s: (s[1], ASKED.index(s[0]))):
        yield relaxed(wish, **change)
    pairs = [(a, b) for a, b in itertools.combinations(singles, 2) if a[0] != b[0]]
    for (_, _, one), (_, _, two) in sorted(pairs, key=lambda p: (p[0][1] + p[1][1], ASKED.index(p[0][0]),
                                                                 ASKED.index(p[1][0]))):  # fmt: skip
        yield relaxed(wish, **one, **two)


def _steps(case: Case, wish: Wish) -> dict[str, list[dict[str, object]]]:
    """For each thing that a wish asks for the smaller wishes, notch by notch."""
    periods = case.plan.periods["period"].tolist()
    theirs = case.plan.demand[case.plan.demand["team_id"] == wish.team_id]["start"]
    first = periods.index(wish.by) if wish.by else min((periods.index(s) for s in theirs), default=0)
    fte, step = round(wish.fte * 100), max(case.plan.step, 10)
    rank = CLEARANCES.index(wish.clearance) if wish.clearance in CLEARANCES else 0
    return {
        "date": [{"by": name} for name in periods[first + 1 :]],
        "level": [{"level": level} for level in range(wish.level - 1, 0, -1)],
        "clearance": [{"clearance": name} for name in CLEARANCES[:rank][::-1]],
        "FTE": [{"fte": less / 100} for less in range(fte - step, 0, -step)],
        "number of people": [{"people": people} for people in range(wish.people - 1, 0, -1)],
        "organisations": [{"different_orgs": False}] if wish.different_orgs and wish.people > 1 else [],
    }


def changes(before: Wish, after: Wish) -> list[tuple[str, str]]:
    """How a wish differs from the first one: what gives way, and in words."""
    found = []
    if after.by != before.by:
        found.append(("date", f"wait until {after.by}"))
    if after.level != before.level:
        found.append(("level", f"accept level {after.level}"))
    if after.clearance != before.clearance:
        found.append(("clearance", f"accept clearance {after.clearance}"))
    if after.fte != before.fte:
        found.append(("FTE", f"accept {figure(after.fte)} FTE of each"))
    if after.people != before.people:
        found.append(("number of people", f"accept {count(after.people, 'person', 'people')}"))
    if after.different_orgs != before.different_orgs:
        found.append(("organisations", "let them come from one organisation"))
    return found


def asks_less(wish: Wish, than: Wish, case: Case) -> bool:
    """Whether a wish gives way in all that another one does, at least as far."""
    periods = case.plan.periods["period"].tolist()
    when = [periods.index(w.by) if w.by else -1 for w in (wish, than)]
    ranks = [CLEARANCES.index(w.clearance) if w.clearance in CLEARANCES else 0 for w in (wish, than)]
    return (
        when[0] >= when[1] and wish.level <= than.level and ranks[0] <= ranks[1] and wish.fte <= than.fte
        and wish.people <= than.people and wish.different_orgs <= than.different_orgs
    )  # fmt: skip
