"""Opening a store, bringing an old one up to date, and saying plainly why something can't be saved."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, text

from teamform.store import CannotSave, Store, Who, put
from teamform.store.database import data_folder, where
from teamform.store.tables import metadata
from tests.facts import frame, person


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plans.db"


def test_migrations_lead_to_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_store_opened_again_holds_what_it_held(store: Store, place: str, plan: str) -> None:
    with Store(place) as again:
        assert [listed.id for listed in again.plans()] == [plan]


def test_the_file_is_in_wal_mode_and_every_commit_is_on_the_disk_before_it_is_acknowledged(file: Path) -> None:
    with Store(file) as store, store.read() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]


def test_the_database_is_chosen_by_argument_variable_or_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEAMFORM_DB", str(tmp_path / "from variable.db"))
    assert where("given.db").database == str(Path("given.db").absolute())
    assert where(None).database == str(tmp_path / "from variable.db")
    monkeypatch.delenv("TEAMFORM_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert where(None).database == str(tmp_path / "teamform" / "teamform.db") == str(data_folder() / "teamform.db")
    assert where("postgresql://me@host/db").drivername == "postgresql+psycopg"


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    with Store(tmp_path / "new" / "folder" / "plans.db") as store:
        assert store.plans() == []


def test_a_database_of_a_newer_version_is_left_alone(store: Store, place: str) -> None:
    with store.write("test") as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CannotSave, match="was made by a newer teamform"):
        Store(place)


def test_a_file_that_is_no_database_is_said_plainly_and_left_alone(file: Path) -> None:
    file.write_text("My notes on the missions\n" * 100)
    with pytest.raises(CannotSave, match="isn't a teamform database"):
        Store(file)
    assert file.read_text().startswith("My notes")


def test_a_full_disk_is_said_plainly_and_nothing_is_half_saved(file: Path) -> None:
    with Store(file) as store:
        plan = store.create_plan("A", {"People": frame("People", [person("1")])}, Who("Ann"))
        with store.read() as connection:
            size = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with Store(file) as store:
        event.listen(store.engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={size}"))
        people = {"People": frame("People", [person(str(i), location="x" * 500) for i in range(200)])}
        with pytest.raises(CannotSave, match=r"the disk is full. Make room and try again"):
            store.replace(plan, people, Who("Ann"), 1)
        assert store.plan(plan).version == 1 and len(store.tables(plan)["People"]) == 1
        assert store.integrity() == []


READ_ONLY = """
import os, sys
from teamform.store import CannotSave, Store, Who
Store(sys.argv[2]).close()  # everything is loaded before the right to read it is given up
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    with Store(sys.argv[1]) as store:
        print([plan.name for plan in store.plans()])
        store.rename(store.plans()[0].id, "B", Who("Ann"))
except CannotSave as error:
    print(error)
"""


def test_a_file_that_may_only_be_read_is_said_plainly(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's folder: nobody else may look into that
        folder = Path(name)
        with Store(folder / "plans.db") as store:
            store.create_plan("A", {}, Who("Ann"))
        (folder / "plans.db").chmod(0o444), folder.chmod(0o555)
        command = [sys.executable, "-c", READ_ONLY, str(folder / "plans.db"), str(tmp_path / "warm.db")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        folder.chmod(0o755)
    assert "Nothing was saved in sqlite:" in done.stdout, done
    assert "it may only be read. Ask whoever owns the file for the right to write" in done.stdout, done


def test_a_server_that_does_not_answer_is_said_plainly() -> None:
    with pytest.raises(CannotSave, match=r"the server doesn't answer. Check its address"):
        Store("postgresql://nobody@127.0.0.1:9/teamform")


def test_a_read_sees_one_state_while_others_write(store: Store, plan: str, ann: Who) -> None:
    with store.read() as connection:
        before = connection.execute(text("SELECT version FROM plan")).scalar()
        store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
        assert connection.execute(text("SELECT version FROM plan")).scalar() == before == 1
    assert store.plan(plan).version == 2


def test_the_password_of_a_server_is_never_in_a_message() -> None:
    with pytest.raises(CannotSave) as caught:
        Store("postgresql://nobody:secret@127.0.0.1:9/teamform")
    assert "secret" not in str(caught.value)
