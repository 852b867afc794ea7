"""Planners who write as fast as they can, for tests of what happens when they meet, or are killed.

python -m tests.store.writers kill PLACE PLAN COUNT     kill COUNT writers at random moments
python -m tests.store.writers edit PLACE PLAN NAME N    make N edits
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import pandas as pd

from teamform.store import Clash, Store, Who, put
from tests.facts import frame, person

ROWS = range(2, 7)
"""The rows of People that a killed writer changes together: torn writing would leave them unequal."""


def kill(place: str, plan: str, count: int) -> None:
    """Kill writers, one after the other, and after each see what is there."""
    chance = random.Random(2026)
    last = 0
    for n in range(count):
        acknowledged = _one_killed(place, plan, last, chance)
        last = _seen(place, plan, n, last, acknowledged)
    print(f"{count} killed, {last} edits kept")


def _one_killed(place: str, plan: str, last: int, chance: random.Random) -> int:
    """Let a child write on from edit ``last``, kill it at a random moment; return the last edit it was promised."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        _write_on(place, plan, last, mouth)
    os.close(mouth)
    for _ in range(chance.randrange(1, 4) * 4):  # let some edits be acknowledged first: four bytes each
        os.read(ear, 1)
    time.sleep(chance.random() * 0.012)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while piece := os.read(ear, 65536):
        told += piece
    os.close(ear)
    return int.from_bytes(told[-4:], "big") if told else last


def _write_on(place: str, plan: str, last: int, mouth: int) -> None:
    """Make edit after edit, saying the number of each once the store has acknowledged it."""
    store, who = Store(place), Who("writer")
    while True:
        last += 1
        changes = [put("People", row, "available_fte", last) for row in ROWS]
        if last % 3:
            store.edit(plan, changes, who, store.plan(plan).version, edit_id=str(last))
        else:
            people = [person(str(row), fte=last / 100) for row in ROWS]
            store.replace(plan, {"People": frame("People", people)}, who, store.plan(plan).version, edit_id=str(last))
        os.write(mouth, last.to_bytes(4, "big"))


def _seen(place: str, plan: str, n: int, last: int, acknowledged: int) -> int:
    """Check that nothing is lost or torn; return the number of the last edit that is there."""
    with Store(place) as store:
        values = set(store.tables(plan)["People"]["available_fte"].tolist())
        events = store.history(plan, last=1)
        faults = store.integrity()
    assert len(values) == 1, f"kill {n}: torn, People has {values}"
    there = int(values.pop())
    assert there >= acknowledged, f"kill {n}: edit {acknowledged} was acknowledged, but {there} is there"
    assert not faults, f"kill {n}: {faults}"
    if there > last:
        assert {change.now for change in events[0].changes} == {there}, f"kill {n}: the last event isn't the last state"
    return there


def edit(store: Store, plan: str, name: str, count: int) -> None:
    """Make edits: most of a cell of one's own, every tenth adds one to a cell that all planners share."""
    who = Who(name)
    own = next(int(n) for n, row in store.tables(plan)["People"].iterrows() if row["person_id"] == name)  # type: ignore[call-overload]
    seen = 1
    for i in range(1, count + 1):
        if i % 10:
            answer = store.edit(plan, [put("People", own, "available_fte", i)], who, seen)
            assert not isinstance(answer, Clash), answer
            seen = answer.version if i % 3 else seen
        else:
            _add_one(store, plan, who)


def _add_one(store: Store, plan: str, who: Who) -> None:
    """Add one to what all share, again and again until nobody was quicker."""
    while True:
        now = store.snapshot(plan)
        there = int(now.tables["Settings"].loc[2, "value"])
        answer = store.edit(plan, [put("Settings", 2, "value", str(there + 1))], who, now.version)
        if answer.changes:
            return
        if isinstance(answer, Clash):  # (without one, somebody has just written the very same number)
            store.settle(plan, {held.id: "theirs" for held in answer.cells}, who)


def plan_for(store: Store, names: list[str]) -> str:
    """A plan with a person for each planner, and a cell that all share."""
    shared = frame("Settings", [{"setting": "seed", "value": "0"}])
    people: pd.DataFrame = frame("People", [person(name, fte=0.0) for name in names])
    return store.create_plan("Shared", {"People": people, "Settings": shared}, Who("Ann"))


if __name__ == "__main__":
    act, address, its_plan, *rest = sys.argv[1:]
    if act == "kill":
        kill(address, its_plan, int(rest[0]))
    else:
        with Store(address) as opened:
            edit(opened, its_plan, rest[0], int(rest[1]))
