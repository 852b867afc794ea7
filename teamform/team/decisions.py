"""Decisions: what people say about a proposal, and what follows from that for the next plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from teamform.plan.sheets import SHEETS

Tables = Mapping[str, pd.DataFrame]

_FROM_A_DECISION = r"Decision \d+: "
"""How the reason of a pin begins that follows from a decision."""


class Act(StrEnum):
    """What somebody decides."""

    APPROVE = "approve"
    REJECT = "reject"
    ANOTHER = "ask for another"
    GO_LIVE = "make live"
    CHOOSE = "choose among equals"


@dataclass(frozen=True)
class Decision:
    """One line of the log: who decided what about whom, when and why.

    Without a person it is about the whole team, without a team about the whole proposal. ``hash``
    seals the line together with the one before it.
    """

    number: int
    at: dt.datetime
    who: str
    role: str
    act: Act
    plan_id: str
    proposal_id: str
    team_id: str = ""
    person_id: str = ""
    reason: str = ""
    alternative: str = ""
    """The person who was shown as the alternative and is asked for instead."""
    previous: str = ""
    hash: str = ""

    def __str__(self) -> str:
        about = " on ".join(filter(None, (self.person_id, self.team_id and f"team {self.team_id}"))) or "the proposal"
        instead = f", {self.alternative} instead" if self.alternative else ""
        reason = f": {self.reason}" if self.reason else ""
        return f"{self.who} ({self.role}): {self.act}, {about}{instead}{reason}"


@dataclass(frozen=True)
class OpenPoint:
    """Something that came back and that the latest proposal doesn't honour yet."""

    decision: Decision
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that still count: the last that each role took about the same person and team, in order."""
    last: dict[tuple[str, str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda decision: decision.number):
        if decision.act not in (Act.GO_LIVE, Act.CHOOSE):
            last[(decision.role, decision.team_id, decision.person_id)] = decision
    return sorted(last.values(), key=lambda decision: decision.number)


def open_points(decisions: Iterable[Decision], latest: str, allocation: pd.DataFrame) -> list[OpenPoint]:
    """What came back and is not yet honoured by the latest proposal, given its id and allocation."""
    placed = set(zip(allocation["person_id"], allocation["team_id"], strict=True))
    points = []
    for decision in standing(decisions):
        sentence = _open(decision, decision.proposal_id == latest, placed)
        if sentence:
            points.append(OpenPoint(decision, sentence))
    return points


def _open(decision: Decision, same: bool, placed: set[tuple[str, str]]) -> str:
    """What is still to be done about a decision; nothing if the latest proposal honours it."""
    person, team, who = decision.person_id, decision.team_id, f"{decision.who} ({decision.role})"
    there = (person, team) in placed
    why = f": {decision.reason}" if decision.reason else ""
    if not person:
        about = f"team {team}" if team else "the proposal"
        return f"{who} sent back {about} as a whole{why}" if decision.act is not Act.APPROVE and same else ""
    if decision.act is Act.APPROVE:
        return "" if there else f"{who} approved {person} on team {team}, but the latest proposal leaves them out"
    if there:
        wish = f"rejected {person} on" if decision.act is Act.REJECT else f"asks for another than {person} on"
        return f"{who} {wish} team {team}{why}"
    if decision.alternative and (decision.alternative, team) not in placed:
        return f"{who} asks for {decision.alternative} on team {team} instead of {person}{why}"
    return ""


def next_tables(tables: Tables, decisions: Sequence[Decision], allocations: Mapping[str, pd.DataFrame]) -> Tables:
    """The tables with which the next proposal honours the decisions: the same, with other Pins.

    A rejected person is forbidden on the team until the plan ends, an approved one is pinned as
    proposed, and an alternative that was asked for is pinned if the rules allow it. ``allocations``
    are those of the proposals that were decided about, by their ids. Pins from decisions that no
    longer count go, and those that a planner made for the same person and team give way.
    """
    old = tables.get("Pins", SHEETS["Pins"].empty())
    kept = old[~old["reason"].str.match(_FROM_A_DECISION)]
    rows = _pins(tables, decisions, allocations)
    if not rows and len(kept) == len(old):
        return tables
    new = SHEETS["Pins"].typed(pd.DataFrame(rows)) if rows else SHEETS["Pins"].empty()
    pairs = pd.MultiIndex.from_frame(new[["person_id", "team_id"]])
    kept = kept[~pd.MultiIndex.from_frame(kept[["person_id", "team_id"]]).isin(pairs)]
    every = [table for table in (kept, new) if len(table)] or [new]
    return {**tables, "Pins": pd.concat(every, ignore_index=True)}


def _pins(
    tables: Tables, decisions: Sequence[Decision], allocations: Mapping[str, pd.DataFrame]
) -> list[dict[str, object]]:
    """The rows of Pins that follow from the decisions."""
    counted = standing(decisions)
    against = [d for d in counted if d.person_id and d.act in (Act.REJECT, Act.ANOTHER)]
    forbidden = {(d.person_id, d.team_id) for d in against}
    rows = [_pin(d, tables, person_id=d.person_id, kind="forbid") for d in against]
    for decision in counted:
        if decision.act is Act.APPROVE and decision.proposal_id in allocations:
            placed = _placements(decision, allocations[decision.proposal_id], tables)
            rows += [_pin(decision, tables, kind="pin", **place) for place in placed
                     if (place["person_id"], place["team_id"]) not in forbidden]  # fmt: skip
        elif decision.alternative and (decision.alternative, decision.team_id) not in forbidden:
            rows.append(_pin(decision, tables, person_id=decision.alternative, kind="pin", hard=False))
    return list({tuple(row[k] for k in ("person_id", "team_id", "discipline", "period")): row for row in rows}.values())


def _placements(decision: Decision, allocation: pd.DataFrame, tables: Tables) -> list[dict[str, Any]]:
    """What was proposed of those whom a decision is about: person, team, discipline, period and FTE."""
    about = allocation
    if decision.team_id:
        about = about[about["team_id"] == decision.team_id]
    if decision.person_id:
        about = about[about["person_id"] == decision.person_id]
    by = ["person_id", "team_id", "discipline", "period"]
    summed = about.groupby(by, as_index=False, sort=True).agg({"fte": "sum"})
    if not len(tables.get("Periods", ())):
        summed["period"] = ""
    return [{str(name): value for name, value in place.items()} for place in summed.to_dict("records")]


def _pin(decision: Decision, tables: Tables, **values: object) -> dict[str, object]:
    periods = tables.get("Periods", SHEETS["Periods"].empty())
    return {
        "team_id": decision.team_id, "discipline": "", "period": "", "fte": pd.NA, "hard": True,
        "reason": f"Decision {decision.number}: {decision.reason or decision.act}",
        "owner": f"{decision.who} ({decision.role})", "expires": periods["end"].max(), **values,
    }  # fmt: skip


def close_to(tables: Tables, allocation: pd.DataFrame) -> Tables:
    """The tables with a proposal in place of today's allocation, so that the next changes as little of it as it can."""
    order = tables.get("Periods", SHEETS["Periods"].empty()).sort_values("start", kind="stable")["period"].tolist()
    place = allocation["period"].map({period: i for i, period in enumerate(order)}).fillna(0)
    first = allocation.loc[place == place.groupby(allocation["team_id"]).transform("min")]
    summed = first.groupby(["person_id", "team_id", "discipline"], as_index=False, sort=True).agg({"fte": "sum"})
    return {**tables, "CurrentAllocation": SHEETS["CurrentAllocation"].typed(summed)}
