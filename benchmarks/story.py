"""The demonstration's story as questions: what the tool should find by itself in one period of the demo, and does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from teamform.explain import Case, Wish, dials, if_leaves, ladder, stop_list, ways_out
from teamform.explain.groups import groups, whole
from teamform.explain.price import Price, notch_by_notch, price_of
from teamform.plan.plan import Plan
from teamform.rules import Limit
from teamform.solve import Limits, solve
from teamform.workbook import read

SOURCE = Path(__file__).parents[1] / "data" / "demo_source.xlsx"
"""The demonstration's first half-year, before any second steps."""
SHEETS = ("People", "PersonSkills", "Demand", "Teams", "Organisations", "ReleaseCaps", "Disciplines", "FirstSteps",
          "Grades")  # fmt: skip
WISH = Wish("S1", "DAT", people=2, fte=0.6, level=4, clearance="DV", different_orgs=True)


def one_period() -> Plan:
    """The demonstration without time: people, teams, demand and caps."""
    given = {name: table for name, table in read(SOURCE).need_plan().given.items() if name in SHEETS}
    for name in ("Demand", "FirstSteps"):
        given[name] = given[name].assign(start="", end="")
    first = given["FirstSteps"].assign(publicly_committed=False)
    return Plan.build({**given, "FirstSteps": first})


def story(seconds: float, workers: int) -> dict[str, Any]:
    """Ask all of it; each line says what was expected, what was found, and how long that took."""
    facts = one_period()
    case = Case.of(facts, solve(facts, Limits(seconds, workers)))
    lines = []
    for title, expected, ask in _questions(case):
        wall, cpu = time.perf_counter(), time.process_time()
        found, holds = ask()
        print(f"{'holds' if holds else 'DIFFERS'}: {title}: {found}", flush=True)
        lines.append({
            "what": title, "expected": expected, "found": found, "holds": holds,
            "wall_s": round(time.perf_counter() - wall, 1), "cpu_s": round(time.process_time() - cpu, 1),
        })  # fmt: skip
    return {"lines": lines}


Answer = tuple[str, bool]


def _questions(case: Case) -> Iterator[tuple[str, str, Callable[[], Answer]]]:
    yield "unmet by priority", "0.7, 2.6, 0 FTE", lambda: _unmet(case)
    yield "supply ladder of BEH", "4.2 exist, 2 after the cap", lambda: _climb(case)
    yield "the costliest rule", "the release caps", lambda: _costliest(case)
    yield "price of all caps of RPS, notch by notch", "down to no unmet priority 1", lambda: _notches(case)
    yield "price of the cap of RPS on BEH alone", "0.3 of priority 1 stay unmet", lambda: _one_cap(case)
    for rule in ("organisation_share", "outside_share", "sectors_per_team"):
        yield f"price of {rule.replace('_', ' ')}", "free", lambda rule=rule: _free(case, rule)
    yield "dials of BEH and UR", "do nothing", lambda: _dials(case)
    yield "the wish of S1", "SC; level 3 and SC; one person", lambda: _wish(case)
    yield "stop list of S2", "the fewest, and none of them can be spared", lambda: _stop(case)
    for person in ("P008", "P042", "P004", "P088"):
        yield f"{person} declines", "at most two others change", lambda person=person: _declines(case, person)


def _unmet(case: Case) -> Answer:
    assert case.proposal is not None
    values = [tier.value for tier in case.proposal.tiers if tier.name.startswith("unmet_demand")]
    return ", ".join(f"{value:g}" for value in values), [round(v, 6) for v in values] == [0.7, 2.6, 0]


def _climb(case: Case) -> Answer:
    rungs = {rung.name: rung.fte for rung in ladder(case, "BEH").rungs}
    seen = round(rungs["exists"], 6), round(rungs["released"], 6)
    return f"{seen[0]:g} exist, {seen[1]:g} after the cap", seen == (4.2, 2.0)


def _costliest(case: Case) -> Answer:
    rules = [rule.name for rule in case.rules if isinstance(rule, Limit) and rule.gives_way and not rule.off]
    found = [price_of(case, group, 0) for group in (whole(case, rule) for rule in rules) if len(group.rows)]
    found.sort(key=lambda price: -price.gained)
    says = "; ".join(f"{price.rule.replace('_', ' ')} {price.gained:g}" for price in found if not price.free)
    others = all(price.proved for price in found)
    return f"{says} FTE; {sum(price.free for price in found)} free", others and found[0].rule == "release_caps"


def _notches(case: Case) -> Answer:
    every = [g for g in groups(case, "release_caps") if "RPS" in g.says]
    group = next((g for g in every if g.says.startswith("All that")), every[0])
    found = [price for price in notch_by_notch(case, group) if price.notches]
    if not found:
        return "nothing would be gained", False
    return "; ".join(f"{p.loosened}: {_first(p):g}" for p in found), _first(found[-1]) == 0


def _first(price: Price) -> float:
    """Unmet required demand of priority 1 after a price's change."""
    return price.shifts[0].after


def _one_cap(case: Case) -> Answer:
    """With the cap on BEH gone, that of 1.5 FTE on all of RPS stays: more BEH means less of other disciplines."""
    group = next(g for g in groups(case, "release_caps") if g.says.startswith("RPS") and g.says.endswith("BEH"))
    price = price_of(case, group, 0)
    return price.sentence, price.proved and _first(price) == 0.3


def _free(case: Case, rule: str) -> Answer:
    if rule not in case.by_name or not len(whole(case, rule).rows):
        return "no such row in this plan", True
    price = price_of(case, whole(case, rule), 0)
    return price.sentence, price.free


def _dials(case: Case) -> Answer:
    found = [dial for dial in dials(case) if dial.discipline in ("BEH", "UR")]
    return " ".join(dial.sentence for dial in found), all(dial.proved and not dial.works for dial in found)


def _wish(case: Case) -> Answer:
    ways = {way.kinds: way for way in ways_out(case, WISH).ways}
    said = "; ".join(f"{', '.join(way.changes)} ({len(way.could)} could)" for way in ways.values())
    wanted = {("clearance",): 2, ("level", "clearance"): 5, ("number of people",): 1}
    return said, all(kind in ways and len(ways[kind].could) == number for kind, number in wanted.items())


def _stop(case: Case) -> Answer:
    found = stop_list(case, "S2")
    return found.sentence, found.possible and found.smallest


def _declines(case: Case, person: str) -> Answer:
    assert case.proposal is not None
    if person not in set(case.proposal.allocation["person_id"]):
        return "not placed in this plan", True
    found = if_leaves(case, person)
    return found.sentence, len(found.others) <= 2
