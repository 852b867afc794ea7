"""Clashes wait in the store, with both values, until somebody settles them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Row, insert, select, update

from teamform.store import tables as t
from teamform.store.changes import Change
from teamform.store.merge import ClashingCell
from teamform.store.plans import now
from teamform.store.roles import Who


@dataclass(frozen=True)
class HeldClash:
    """A clash that waits to be settled: the cell with both values, and whose change waits since when."""

    id: int
    cell: ClashingCell
    who: str
    """Whose change waits."""
    at: dt.datetime
    settled_by: str | None = None
    settled_at: dt.datetime | None = None
    kept: str | None = None
    """Whose value was kept: “mine” (of the person whose change waited) or “theirs”."""

    @property
    def wanted(self) -> Change:
        """The change that waits."""
        cell = self.cell
        return Change(cell.sheet, cell.row, cell.column, None, cell.mine, cell.name)

    def __str__(self) -> str:
        return str(self.cell)


def hold(connection: Connection, plan_id: str, clashing: Iterable[ClashingCell], who: Who,
         edit_id: str | None) -> list[HeldClash]:  # fmt: skip
    """Keep clashes until they are settled; the same person's newer change to a cell takes the place of the older."""
    held = []
    for cell in clashing:
        same = (t.clash.c.plan_id == plan_id) & (t.clash.c.sheet == cell.sheet) & (t.clash.c.row == cell.row)
        same &= (t.clash.c.column == cell.column) & (t.clash.c.who == who.name) & (t.clash.c.session == who.session)
        known = connection.scalar(select(t.clash.c.id).where(same, t.clash.c.settled_at.is_(None)))
        values = asdict(cell) | {"who": who.name, "at": now(), "edit_id": edit_id}
        if known is None:
            values |= {"plan_id": plan_id, "session": who.session}
            known = connection.execute(insert(t.clash).values(**values)).inserted_primary_key[0]  # type: ignore[index]
        else:
            connection.execute(update(t.clash).where(t.clash.c.id == known).values(**values))
        held.append(HeldClash(known, cell, who.name, values["at"]))
    return held


def listed(connection: Connection, plan_id: str, settled: bool = False) -> list[HeldClash]:
    """The clashes of a plan, oldest first: those that wait, or those that are settled."""
    done = t.clash.c.settled_at.is_not(None) if settled else t.clash.c.settled_at.is_(None)
    found = select(t.clash).where(t.clash.c.plan_id == plan_id, done).order_by(t.clash.c.id)
    return [_held(each) for each in connection.execute(found)]


def of_edit(connection: Connection, plan_id: str, edit_id: str) -> list[HeldClash]:
    """The clashes, settled or not, that one edit met."""
    here = (t.clash.c.plan_id == plan_id) & (t.clash.c.edit_id == edit_id)
    return [_held(each) for each in connection.execute(select(t.clash).where(here).order_by(t.clash.c.id))]


def mark_settled(connection: Connection, choices: Mapping[int, str], who: Who) -> None:
    """Note who settled which clash how."""
    for clash, kept in choices.items():
        settled = {"settled_by": who.name, "settled_at": now(), "kept": kept}
        connection.execute(update(t.clash).where(t.clash.c.id == clash).values(**settled))


def restored(mine: Sequence[HeldClash]) -> list[Change]:
    """The changes that bring back the rows which somebody deleted while they were being changed."""
    gone = {(held.cell.sheet, held.cell.row): held.cell for held in mine if held.cell.row_is_gone}
    return [Change(*place, "", None, cell.base, cell.name) for place, cell in gone.items()]


def _held(found: Row[tuple[object, ...]]) -> HeldClash:
    f = found._mapping
    cell = ClashingCell(**{name: f[name] for name in ClashingCell.__dataclass_fields__})
    return HeldClash(f["id"], cell, f["who"], f["at"], f["settled_by"], f["settled_at"], f["kept"])
