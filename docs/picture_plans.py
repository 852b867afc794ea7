"""The plans that the pictures show: a round with what leaders say of it, two scenarios, and its first half-year."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.story import one_period
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.store import Act, Change, Role, Store, Who, put
from teamform.store.cells import rows_of
from teamform.ui.load_reader import read as read_files
from teamform.workbook import read

ROOT = Path(__file__).parents[1]
ANN = Who("Ann Planner")
IMPORT = "0123456789ab"
Row = dict[str, Any]


def seed(store: Store) -> dict[str, dict[str, str]]:
    """Make and solve the plans; returns what the address of a page says, by what is shown."""
    plan = store.create_plan("Autumn round", read(ROOT / "data" / "demo.xlsx").tables, ANN)
    proposal = _proposed(store, plan)
    _heard(store, proposal)
    half = store.create_plan("First half-year", one_period().given, ANN)
    first = _proposed(store, half)
    more = _scenario(store, half, "RPS lets 1 FTE more go", {"Organisations": _more, "ReleaseCaps": _more})
    lower = _scenario(store, half, "A level lower will do", {"Demand": _lower})
    return {
        "round": {"plan": plan, "proposal": proposal},
        "half": {"plan": half, "proposal": first},
        "three": {"plan": half, "proposal": first, "with": f"{first},{more},{lower}"},
        "import": {"plan": plan, "import": IMPORT},
    }


def run(store: Store, plan: str) -> dict[str, str]:
    """Set a run of the plan going, so that there is something to watch; returns its address."""
    queued = store.queue(plan, 1, {"seconds": 60.0}, ANN)
    store.start(queued)
    return {"plan": plan, "run": queued}


def import_files(folder: Path) -> None:
    """Three exports that are being checked."""
    exports = sorted((ROOT / "tests" / "ui" / "exports").iterdir())
    read_files(IMPORT, [(f.name, f.read_bytes()) for f in exports], folder / "imports", io.StringIO())


def _proposed(store: Store, plan: str) -> str:
    found = store.snapshot(plan)
    proposal = solve(Plan.build(found.tables), Limits(seconds=90))
    print(f"{store.plan(plan).name}: {proposal.status}", flush=True)
    return store.save_proposal(plan, found.version, proposal, ANN)


def _heard(store: Store, proposal: str) -> None:
    """One leader approves, another asks for somebody else."""
    placed = store.proposal(proposal).proposal.allocation
    person = str(placed.loc[placed["team_id"] == "C2", "person_id"].iloc[0])
    store.decide(proposal, Who("Sam Leader", Role.LEADER, ("C1",)), Act.APPROVE, "C1")
    store.decide(proposal, Who("Kit Leader", Role.LEADER, ("C2",)), Act.ANOTHER, "C2", person, "Promised elsewhere")


def _scenario(store: Store, plan: str, name: str, changed: dict[str, Callable[[Row], Row]]) -> str:
    """A copy of the plan with cells of some sheets changed, and its proposal."""
    copy = store.copy_plan(plan, name, ANN)
    tables = store.tables(copy)
    changes: list[Change] = [
        put(sheet, number, column, value)
        for sheet, change in changed.items()
        for number, row in rows_of(sheet, tables[sheet]).items()
        for column, value in change(row).items()
    ]
    store.edit(copy, changes, ANN, 1, name)
    return _proposed(store, copy)


def _more(cap: Row) -> Row:
    return {"release_cap_fte": cap["release_cap_fte"] + 100} if cap["organisation"] == "RPS" else {}


def _lower(seat: Row) -> Row:
    return {"min_level": max(seat["min_level"] - 1, 1)}
