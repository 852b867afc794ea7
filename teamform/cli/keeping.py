"""Keeping what was solved at the command line where the app finds it."""

from __future__ import annotations

from teamform.plan.plan import Plan
from teamform.report import Outcome
from teamform.store import Store, Who

WHO = Who("The command line")


def keep(name: str, outcome: Outcome) -> None:
    """Keep a plan and its proposal for the app, under a name; a plan that is kept as it is already isn't kept twice."""
    plan, proposal = outcome.plan, outcome.proposal
    if plan is None or proposal is None:
        return
    with Store() as store:
        alike = (info.id for info in store.plans() if info.name == name and info.version == 1)
        known = next((one for one in alike if Plan.build(store.tables(one)).hash == plan.hash), None)
        store.save_proposal(known or store.create_plan(name, plan.given, WHO), 1, proposal, WHO)
