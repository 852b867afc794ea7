"""Many planners at once: nothing is lost, and nobody is told that the database is locked."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from teamform.store import Store
from tests.store import writers


def outcome(store: Store, plan: str, names: list[str], edits: int) -> None:
    """Every planner's last edit is there, every increment of the shared cell counted, every edit an event."""
    tables = store.tables(plan)
    assert tables["People"]["available_fte"].tolist() == [edits - 1] * len(names)
    assert tables["Settings"].loc[2, "value"] == str(len(names) * edits // 10)
    events = store.history(plan)
    assert len(events) == 1 + len(names) * edits == store.plan(plan).version
    assert {name: sum(event.who == name for event in events) for name in names} == dict.fromkeys(names, edits)
    assert store.clashes(plan) == []


def test_two_processes_of_300_edits_each_lose_none(store: Store, place: str) -> None:
    names = ["P1", "P2"]
    plan = writers.plan_for(store, names)
    command = [sys.executable, "-m", "tests.store.writers", "edit", place, plan]
    running = [subprocess.Popen([*command, name, "300"], stderr=subprocess.PIPE, text=True) for name in names]
    told = [process.communicate(timeout=100)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    outcome(store, plan, names, 300)


def test_eight_planners_of_200_edits_each_lose_none(store: Store) -> None:
    names = [f"P{i}" for i in range(8)]
    plan = writers.plan_for(store, names)
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: writers.edit(store, plan, name, 200), names))
    outcome(store, plan, names, 200)


@pytest.mark.parametrize("count", [4])
def test_processes_that_open_a_new_database_at_once_all_can(place: str, count: int) -> None:
    command = [sys.executable, "-c", "import sys; from teamform.store import Store; print(Store(sys.argv[1]).plans())"]
    running = [subprocess.Popen([*command, place], stdout=subprocess.PIPE, text=True) for _ in range(count)]
    assert [process.communicate(timeout=60)[0].strip() for process in running] == ["[]"] * count
