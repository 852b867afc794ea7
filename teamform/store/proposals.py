"""Proposals: what runs found and what people made of it by hand, kept whole, with all they were made under."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, insert, select

from teamform.plan.plan import Plan
from teamform.store import tables as t
from teamform.store.database import NotFound
from teamform.store.edits import Edits
from teamform.store.plans import checked, info, new_id, now
from teamform.store.roles import May, Who
from teamform.team.proposal import Breach, Proposal, Status, TierResult

_ALLOCATION = {"person_id": "str", "team_id": "str", "demand_id": "str", "discipline": "str", "first_step": "str",
               "period": "str", "fte": "int64"}  # fmt: skip


class Origin(StrEnum):
    """How a proposal came to be."""

    SOLVED = "solved"
    EDITED = "edited"


@dataclass(frozen=True)
class ProposalInfo:
    """What a list of proposals shows of one."""

    id: str
    plan_id: str
    version: int
    """The version of the plan that it answers."""
    origin: Origin
    parent: str | None
    """The proposal that was edited by hand."""
    run_id: str | None
    who: str
    at: dt.datetime
    note: str
    tiers: tuple[TierResult, ...]
    broken: tuple[Breach, ...]
    stopped: bool

    @property
    def status(self) -> Status:
        """Proved only if every goal is."""
        return Status.PROVED if all(tier.proved for tier in self.tiers) else Status.GOOD


@dataclass(frozen=True)
class StoredProposal(ProposalInfo):
    """A proposal with everything that is known of it."""

    proposal: Proposal


class Proposals(Edits):
    """The part of the store that holds proposals."""

    def save_proposal(self, plan_id: str, version: int, proposal: Proposal, who: Who, note: str = "") -> str:
        """Keep a proposal that answers this version of a plan; returns its id."""
        who.must(May.PROPOSE)
        with self.write(f"plan {plan_id}") as connection:
            checked(info(connection, plan_id), version)
            return insert_proposal(connection, plan_id, version, proposal, who.name, Origin.SOLVED, note=note)

    def save_allocation(self, parent: str, allocation: pd.DataFrame, who: Who, tiers: Sequence[TierResult],
                        broken: Sequence[Breach], version: int | None = None, note: str = "",
                        proposal_id: str | None = None) -> str:  # fmt: skip
        """Keep an allocation edited by hand, as a proposal whose parent is the one that was edited; returns its id.

        ``tiers`` and ``broken`` are what the check says of it; ``version`` is the plan's version that it
        was checked against (the parent's, if not given). A given ``proposal_id`` is saved once only.
        """
        who.must(May.PROPOSE)
        old = self.proposal(parent)
        at = old.version if version is None else version
        same = at == old.version
        edited = dataclasses.replace(
            old.proposal, allocation=allocation, tiers=tuple(tiers), broken=tuple(broken), seconds=0.0, stopped=False,
            made_at=now().isoformat(timespec="seconds"),
            input_hash=old.proposal.input_hash if same else Plan.build(self.tables(old.plan_id, at)).hash,
        )  # fmt: skip
        with self.write(f"plan {old.plan_id}") as connection:
            checked(info(connection, old.plan_id), at)
            known = proposal_id and connection.scalar(select(t.proposal.c.id).where(t.proposal.c.id == proposal_id))
            if known:
                return str(known)
            return insert_proposal(connection, old.plan_id, at, edited, who.name, Origin.EDITED, parent=parent,
                                   note=note, proposal_id=proposal_id)  # fmt: skip

    def proposal(self, proposal_id: str) -> StoredProposal:
        """A proposal with everything that is known of it; raises NotFound."""
        with self.read() as connection:
            return read_proposal(connection, proposal_id)

    def proposals(self, plan_id: str) -> list[ProposalInfo]:
        """The proposals of a plan, newest first, without their allocations."""
        columns = [column for column in t.proposal.c if column.name != "allocation"]
        found = select(*columns).where(t.proposal.c.plan_id == plan_id).order_by(t.proposal.c.at.desc())
        with self.read() as connection:
            info(connection, plan_id)
            return [ProposalInfo(**_listed(each)) for each in connection.execute(found)]


def insert_proposal(connection: Connection, plan_id: str, version: int, proposal: Proposal, who: str, origin: Origin,
                    parent: str | None = None, run_id: str | None = None, note: str = "",
                    proposal_id: str | None = None) -> str:  # fmt: skip
    """Write a proposal down; returns its id."""
    new = proposal_id or new_id()
    about = {f.name: _plain(getattr(proposal, f.name)) for f in dataclasses.fields(proposal) if f.name != "allocation"}
    allocation = proposal.allocation.astype({c: k for c, k in _ALLOCATION.items() if c in proposal.allocation})
    connection.execute(insert(t.proposal).values(
        id=new, plan_id=plan_id, version=version, origin=origin, parent=parent, run_id=run_id, who=who, at=now(),
        note=note, about=about, allocation={c: allocation[c].tolist() for c in allocation}))  # fmt: skip
    return new


def read_proposal(connection: Connection, proposal_id: str) -> StoredProposal:
    """A proposal with everything that is known of it; raises NotFound."""
    found = connection.execute(select(t.proposal).where(t.proposal.c.id == proposal_id)).one_or_none()
    if found is None:
        raise NotFound(f"There is no proposal {proposal_id}: choose one from the plan's list.")
    listed = _listed(found)
    allocation = pd.DataFrame({c: pd.Series(v, dtype=_ALLOCATION.get(c)) for c, v in found.allocation.items()})
    known = {f.name for f in dataclasses.fields(Proposal)}
    about = {name: value for name, value in found.about.items() if name in known}
    about |= {"allocation": allocation, "tiers": listed["tiers"], "broken": listed["broken"]}
    return StoredProposal(**listed, proposal=Proposal(**about))


def _listed(found: Row[tuple[object, ...]]) -> dict[str, Any]:
    """What is shown in a list, from a row of the database."""
    row = dict(found._mapping)
    about = row.pop("about")
    row.pop("allocation", None)
    row["origin"] = Origin(row["origin"])
    row["tiers"] = tuple(_tier(**tier) for tier in about["tiers"])
    row["broken"] = tuple(Breach(**breach) for breach in about["broken"])
    return row | {"stopped": about["stopped"]}


def _tier(value: float | str, bound: float | str, **about: Any) -> TierResult:
    return TierResult(value=float(value), bound=float(bound), **about)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it exactly; a number without end becomes the text inf or -inf."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if hasattr(value, "item"):  # a numpy number
        value = value.item()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
