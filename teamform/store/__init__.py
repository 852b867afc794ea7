"""The memory of the app: plans, every edit of them, runs, proposals and decisions, in a database.

    store = Store()                                   # TEAMFORM_DB, or a file in the usual data folder
    store = Store("plans.db")                         # a SQLite file
    store = Store("postgresql://user@host/teamform")  # a PostgreSQL server

Plans and edits:

    ann = Who("Ann", Role.PLANNER, session="7f3a")    # session: one browser window
    plan = store.create_plan("Autumn", tables, ann)   # tables: {sheet: typed frame}
    seen = store.snapshot(plan)                       # .version, .tables
    answer = store.edit(plan, [put("People", 17, "available_fte", 40)], ann, seen.version)
    if isinstance(answer, Clash):                     # somebody else changed the same cell meanwhile:
        store.settle(plan, {answer.cells[0].id: "mine"}, ann)
    store.replace(plan, {"People": people}, ann, seen.version)   # an upload: only what differs
    store.undo(plan, ann); store.redo(plan, ann); store.history(plan); store.changes_between(plan, 1, 3)
    scenario = store.copy_plan(plan, "Without caps", ann); store.make_live(scenario, ann)

Rows are named by sheet and row number (the index of the sheet's table). Values are in the plan's
own units: FTE in hundredths, shares in hundredths of a per cent, dates as dates.

Runs and proposals:

    run = store.queue(plan, seen.version, {"seconds": 60}, ann)  # keep_close_to=proposal: least change
    store.start(run)                                  # a process of its own; store.poll() looks after all
    store.run(run).state; store.progress(run); store.stop(run, ann)
    store.proposal(store.run(run).proposal_id).proposal; store.proposals(plan)
    store.save_allocation(proposal, allocation, ann, tiers, broken)  # edited by hand

Decisions:

    sam = Who("Sam", Role.LEADER, of=("C2",))         # of: what is theirs
    store.decide(proposal, sam, Act.REJECT, "C2", "004217", reason="On leave until May")
    store.to_do(plan); store.honour(plan, ann, version); store.decisions(plan); store.verify_log()

Everything that can't be done raises a TeamformError whose text can be shown as it is: NotAllowed
(the role may not), NotFound, CannotSave (disk full, file read-only, no server), InputError (a value
of the wrong kind).
"""

from teamform.store.changes import Change, add, drop, put
from teamform.store.clashes import HeldClash
from teamform.store.database import CannotSave, NotFound
from teamform.store.decisions import Decisions, Fault
from teamform.store.edits import Clash, Event, Saved
from teamform.store.merge import ClashingCell, Since
from teamform.store.plans import PlanInfo, Snapshot
from teamform.store.proposals import Origin, ProposalInfo, StoredProposal
from teamform.store.roles import EVERYTHING, MATRIX, SHEETS_OF, May, NotAllowed, Role, Who
from teamform.store.run import ProgressLine, Run, RunState
from teamform.team.decisions import Act, Decision, OpenPoint

__all__ = [
    "EVERYTHING", "MATRIX", "SHEETS_OF", "Act", "CannotSave", "Change", "Clash", "ClashingCell", "Decision", "Event",
    "Fault", "HeldClash", "May", "NotAllowed", "NotFound", "OpenPoint", "Origin", "PlanInfo", "ProgressLine",
    "ProposalInfo", "Role", "Run", "RunState", "Saved", "Since", "Snapshot", "Store", "StoredProposal", "Who", "add",
    "drop", "put",
]  # fmt: skip


class Store(Decisions):
    """An open store, safe for many threads and processes at once; close it, or use it in a ``with``."""
