"""The tables of the store's database."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC, kept as readable text that sorts by time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        return None if value is None else value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else dt.datetime.fromisoformat(value)


metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})

plan = Table(
    "plan",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("root", String(32), nullable=False, doc="the plan that this and its other scenarios were copied from"),
    Column("parent", String(32), ForeignKey("plan.id")),
    Column("parent_version", Integer),
    Column("live", Boolean, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

sheet = Table(
    "sheet",
    metadata,
    Column("plan_id", String(32), ForeignKey("plan.id"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("next_row", Integer, nullable=False, doc="number of the next row added; numbers are never used again"),
)

row = Table(
    "row",
    metadata,
    Column("plan_id", String(32), ForeignKey("plan.id"), primary_key=True),
    Column("sheet", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("cells", JSON, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String(32), ForeignKey("plan.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("edit_id", String(64), doc="named by whoever sent it, so that sending it twice does no harm"),
    Column("kind", String(16), nullable=False),
    Column("reverses", Integer, doc="the version that an undo or redo takes back"),
    Column("who", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("session", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    Column("changes", JSON, nullable=False),
    Index(None, "plan_id", "version", unique=True),
    Index(None, "plan_id", "edit_id", unique=True),
)

clash = Table(
    "clash",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String(32), ForeignKey("plan.id"), nullable=False, index=True),
    Column("edit_id", String(64)),
    Column("sheet", String(64), nullable=False),
    Column("row", Integer, nullable=False),
    Column("column", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("base", JSON, nullable=False),
    Column("theirs", JSON, nullable=False),
    Column("mine", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Moment),
    Column("kept", String(8), doc="whose value was kept: mine or theirs"),
)

run = Table(
    "run",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("plan_id", String(32), ForeignKey("plan.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("limits", JSON, nullable=False),
    Column("keep_close_to", String(32), doc="the proposal from which as little as possible should change"),
    Column("who", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("queued_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("heartbeat", Moment),
    Column("host", Text),
    Column("pid", Integer),
    Column("stop_by", Text),
    Column("stop_at", Moment),
    Column("message", Text, nullable=False),
    Column("claims", JSON, nullable=False),
    Column("smallest", Boolean, nullable=False),
    Column("proposal_id", String(32)),
)

progress = Table(
    "progress",
    metadata,
    Column("run_id", String(32), ForeignKey("run.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("tier", Integer, nullable=False),
    Column("tiers", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("best", Float),
    Column("bound", Float),
    Column("seconds", Float, nullable=False),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("plan_id", String(32), ForeignKey("plan.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("parent", String(32), ForeignKey("proposal.id")),
    Column("run_id", String(32)),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("about", JSON, nullable=False),
    Column("allocation", JSON, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("act", String(16), nullable=False),
    Column("plan_id", String(32), nullable=False, index=True),
    Column("proposal_id", String(32), nullable=False),
    Column("team_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("alternative", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

log_end = Table(
    "log_end",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
