"""The memory of the app: plans, every edit of them, runs, proposals and decisions, in a database.

    from teamform.store import Store, Who, Role, put, add, drop

    store = Store()                                   # TEAMFORM_DB, or a file in the usual data folder
    store = Store("plans.db")                         # a SQLite file
    store = Store("postgresql://user@host/teamform")  # a PostgreSQL server

    ann = Who("Ann", Role.PLANNER, session="7f3a")    # session: one browser window
    plan = store.create_plan("Autumn", tables, ann)   # tables: {sheet: typed frame}
    seen = store.snapshot(plan)                       # .version, .tables
    answer = store.edit(plan, [put("People", 17, "available_fte", 40)], ann, seen.version)
    if isinstance(answer, Clash): ...                 # somebody else changed the same cell: answer.cells

Rows are named by sheet and row number (the index of the sheet's table). Values are in the plan's
own units: FTE in hundredths, shares in hundredths of a per cent, dates as dates.

Everything that can't be done raises a TeamformError whose text can be shown as it is: NotAllowed
(the role may not), NotFound, CannotSave (disk full, file read-only, no server), InputError (a value
of the wrong kind).
"""

from teamform.store.changes import Change, add, drop, put
from teamform.store.clashes import HeldClash
from teamform.store.database import CannotSave, NotFound
from teamform.store.edits import Clash, Edits, Event, Saved
from teamform.store.merge import ClashingCell
from teamform.store.plans import PlanInfo, Snapshot
from teamform.store.roles import MATRIX, May, NotAllowed, Role, Who

__all__ = [
    "MATRIX", "CannotSave", "Change", "Clash", "ClashingCell", "Event", "HeldClash", "May", "NotAllowed", "NotFound",
    "PlanInfo", "Role", "Saved", "Snapshot", "Store", "Who", "add", "drop", "put",
]  # fmt: skip


class Store(Edits):
    """An open store, safe for many threads and processes at once; close it, or use it in a ``with``."""
