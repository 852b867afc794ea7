"""Every test of the store runs on a SQLite file, and on a PostgreSQL server where TEAMFORM_TEST_POSTGRES names one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, make_url, text

from teamform.store import Role, Store, Who
from tests.facts import frame, person, seat

SERVER = os.environ.get("TEAMFORM_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "plans.db")
        return
    if not SERVER:
        pytest.skip("TEAMFORM_TEST_POSTGRES names no server")
    server = create_engine(make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    name = f"store_{uuid.uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An open, empty store."""
    with Store(place) as opened:
        yield opened


@pytest.fixture
def ann() -> Who:
    return Who("Ann", Role.PLANNER, session="a")


@pytest.fixture
def bob() -> Who:
    return Who("Bob", Role.PLANNER, session="b")


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """Three people for two seats: small enough to be solved and proved at once."""
    return {
        "People": frame("People", [
            person("007", "DAT", 0.6, organisation="DHC", consent="agreed"),
            person("P2", "DAT", 0.8, organisation="DHC", available_from="2026-05-01"),
            person("P3", "UR", 1.0, organisation="RPS", critical_function="no"),
        ]),
        "Demand": frame("Demand", [seat("C2", "DAT", 0.6), seat("C2", "UR", 0.6), seat("G1", "DAT", 0.4)]),
        "ReleaseCaps": frame("ReleaseCaps", [{"organisation": "RPS", "release_cap_fte": 0.8}]),
    }  # fmt: skip


@pytest.fixture
def plan(store: Store, tables: dict[str, pd.DataFrame], ann: Who) -> str:
    """The id of a plan with those people and seats, at version 1; People rows are numbered 2, 3, 4."""
    return store.create_plan("Autumn", tables, ann)
