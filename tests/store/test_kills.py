"""A writer killed at any moment loses nothing that was acknowledged, and leaves nothing half written."""

from __future__ import annotations

import subprocess
import sys

import pytest

from teamform.store import Store, Who
from tests.facts import frame, person
from tests.store.writers import ROWS


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_200_kills_at_random_moments_of_saving_lose_and_tear_nothing(store: Store, place: str) -> None:
    killed(store, place, 200)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_40_kills_of_writers_to_a_server_lose_and_tear_nothing(store: Store, place: str) -> None:
    killed(store, place, 40)


def killed(store: Store, place: str, count: int) -> None:
    people = frame("People", [person(str(row), fte=0.0) for row in ROWS])
    plan = store.create_plan("A", {"People": people}, Who("Ann"))
    store.close()
    command = [sys.executable, "-m", "tests.store.writers", "kill", place, plan, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(f"{count} killed, ")
    with Store(place) as again:
        edits = again.plan(plan).version - 1
        assert edits >= count, "every writer was killed after at least one acknowledged edit"
        assert again.tables(plan)["People"]["available_fte"].tolist() == [edits] * len(ROWS)
