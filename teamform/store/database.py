"""The database file or server: opening it, bringing it up to date, and one safe way to read and to write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from teamform.errors import TeamformError

WAIT = 60
"""Seconds for which a writer waits for other writers."""


class CannotSave(TeamformError):
    """The database can't be opened or written; the text says why, and nothing was half saved."""


class NotFound(TeamformError):
    """There is no plan, run or proposal of that name."""


def data_folder() -> Path:
    """Where this kind of computer keeps the data of programs."""
    if os.name == "nt":
        root = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "teamform"


def where(place: str | Path | None) -> URL:
    """The database's address from a file, a URL, the variable TEAMFORM_DB, or the usual data folder."""
    found = str(place or os.environ.get("TEAMFORM_DB") or data_folder() / "teamform.db")
    if "://" not in found:
        return URL.create("sqlite", database=str(Path(found).expanduser().absolute()))
    url = make_url(found)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


class Database:
    """An open database, safe for many threads and processes at once."""

    def __init__(self, place: str | Path | None = None) -> None:
        self.url = where(place)
        with _said_plainly(self.url):
            self.engine = _engine(self.url)
            try:
                _bring_up_to_date(self)
            except BaseException:
                self.close()
                raise

    @property
    def address(self) -> str:
        """The address with which another process opens the same database."""
        return self.url.render_as_string(hide_password=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Look at one state of the database, whatever is written meanwhile."""
        with _said_plainly(self.url), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, what: str) -> Iterator[Connection]:
        """Write about ``what`` as one transaction, after everybody who is writing about the same: all or nothing."""
        with _said_plainly(self.url), self.engine.connect() as connection:
            connection.execution_options(teamform_writes=True)
            with connection.begin():
                if self.engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})
                yield connection

    def integrity(self) -> list[str]:
        """What is damaged in a SQLite file; nothing if all is well (a server looks after its own files)."""
        if self.engine.dialect.name != "sqlite":
            return []
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [str(fault) for fault in found if fault != "ok"]

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.close()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=50, connect_args={"connect_timeout": 10}
        )
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=50, connect_args={"timeout": WAIT, "isolation_level": None})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, record: object) -> None:
    """WAL lets readers read while somebody writes; FULL has a commit on the disk before it is acknowledged."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers queue up before they read: a lock taken later could be refused after the reading."""
    writes = connection.get_execution_options().get("teamform_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(database: Database) -> None:
    """Run the migrations that are still to run; whoever opens the database first does, the others wait."""
    with database.read() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found and found not in _known():
        raise CannotSave(f"{database.url} was made by a newer teamform ({found}): install that one to open it.")
    if found != _newest():
        with database.write("migrations") as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


@cache
def _known() -> frozenset[str]:
    """Every migration that this version of teamform knows."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def _newest() -> str | None:
    """The last migration that this version of teamform knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


_PLAIN = {
    "readonly": "it may only be read. Ask whoever owns the file for the right to write",
    "read-only": "it may only be read. Ask whoever owns it for the right to write",
    "disk is full": "the disk is full. Make room and try again",
    "no space left": "the disk is full. Make room and try again",
    "unable to open": "it can't be opened. Check that its folder exists and may be written",
    "disk i/o error": "the disk reports an error. Check the disk, or whether it is full",
    "not a database": "the file isn't a teamform database. Give another file",
    "malformed": "the file is damaged. Restore it from a backup",
    "locked": f"somebody else has been writing for over {WAIT} seconds. Try again",
    "connection refused": "the server doesn't answer. Check its address and that it runs",
    "authentication failed": "the server doesn't accept the user's name or password",
}


@contextmanager
def _said_plainly(url: URL) -> Iterator[None]:
    """Turn a database's own errors into a CannotSave that says what is wrong and what to do."""
    try:
        yield
    except DBAPIError as error:
        known = [plain for sign, plain in _PLAIN.items() if sign in str(error.orig).lower()]
        raise CannotSave(f"Nothing was saved in {url}: {known[0] if known else error.orig}.") from error
    except OSError as error:
        raise CannotSave(f"{url} can't be opened: {error.strerror or error}.") from error
