"""The log of decisions: lines are only ever added, and each seals the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from teamform.errors import InputError
from teamform.store import tables as t
from teamform.store.edits import Clash, Saved
from teamform.store.plans import info, now, rows_at
from teamform.store.proposals import StoredProposal, read_proposal
from teamform.store.roles import May, Role, Who
from teamform.store.runs import Runs
from teamform.team.decisions import Act, Decision, OpenPoint, next_tables, open_points, standing

_MAY = {Role.LEADER: May.DECIDE_TEAM, Role.DIRECTOR: May.DECIDE_RELEASE, Role.PERSON: May.DECIDE_OWN}


@dataclass(frozen=True)
class Fault:
    """A line of the log that isn't as it was written."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Decisions(Runs):
    """The part of the store that holds decisions."""

    def decide(self, proposal_id: str, who: Who, act: Act, team_id: str = "", person_id: str = "", reason: str = "",
               alternative: str = "") -> Decision:  # fmt: skip
        """Write down what somebody says about a proposal: a person on a team, or a whole team.

        Leaders decide about their teams, directors about the release of their people, and people
        about themselves. Saying the same again adds no line.
        """
        who.must(_MAY.get(who.role, May.DECIDE_TEAM))
        if act in (Act.GO_LIVE, Act.CHOOSE):
            raise InputError("A plan is made live, and one of several equal proposals chosen, in a way of their own.")
        if act is not Act.APPROVE and not reason.strip() and who.role is not Role.PERSON:
            raise InputError("Say why: whoever works on it next needs the reason.")
        with self.write("log") as connection:
            proposal = read_proposal(connection, proposal_id)
            said = Decision(0, now(), who.name, who.role, act, proposal.plan_id, proposal_id, team_id, person_id,
                            reason, alternative)  # fmt: skip
            _theirs(connection, who, proposal, said)
            for earlier in standing(_lines(connection, proposal.plan_id)):
                if _same(earlier, said):
                    return earlier
            return _append(connection, said)

    def make_live(self, plan_id: str, who: Who, proposal_id: str = "", reason: str = "") -> Decision:
        """Make this plan the live one among its scenarios, and write that down as a decision."""
        who.must(May.GO_LIVE)
        with self.write("log") as connection:
            about = info(connection, plan_id)
            connection.execute(update(t.plan).where(t.plan.c.root == about.root).values(live=t.plan.c.id == plan_id))
            line = Decision(0, now(), who.name, who.role, Act.GO_LIVE, plan_id, proposal_id, reason=reason)
            return _append(connection, line)

    def choose(self, proposal_id: str, who: Who, reason: str) -> Decision:
        """Write down that this proposal was chosen out of several that reach the same, and why."""
        who.must(May.PROPOSE)
        if not reason.strip():
            raise InputError("Say why: whoever asks later needs the reason.")
        with self.write("log") as connection:
            plan_id = read_proposal(connection, proposal_id).plan_id
            line = Decision(0, now(), who.name, who.role, Act.CHOOSE, plan_id, proposal_id, reason=reason)
            return _append(connection, line)

    def decisions(self, plan_id: str | None = None) -> list[Decision]:
        """The log of a plan, or of all, oldest line first."""
        with self.read() as connection:
            return _lines(connection, plan_id)

    def to_do(self, plan_id: str) -> list[OpenPoint]:
        """What came back from leaders, directors and people, and the plan's latest proposal doesn't honour yet."""
        said = self.decisions(plan_id)
        proposals = self.proposals(plan_id) if said else []
        if not proposals:
            return []
        latest = self.proposal(proposals[0].id)
        return open_points(said, latest.id, latest.proposal.allocation)

    def honour(self, plan_id: str, who: Who, based_on: int, edit_id: str | None = None) -> Saved | Clash:
        """Turn the decisions about a plan's proposals into its Pins, so that the next proposal honours them."""
        said = standing(self.decisions(plan_id))
        allocations = {id_: self.proposal(id_).proposal.allocation for id_ in {d.proposal_id for d in said}}
        new = next_tables(self.tables(plan_id, based_on), said, allocations)
        pins = {"Pins": new["Pins"]} if "Pins" in new else {}
        return self.replace(plan_id, pins, who, based_on, "Decisions turned into pins", edit_id)

    def verify_log(self, noted: str = "") -> list[Fault]:
        """Check that no line of the log was changed, taken out, put in or moved; names every line that was.

        ``noted`` is the hash of a line that somebody noted elsewhere, on paper or in an export: with
        it even a log that was written anew from beginning to end is found out.
        """
        with self.read() as connection:
            lines = _lines(connection)
            end = connection.execute(select(t.log_end.c.number, t.log_end.c.hash)).one_or_none()
        faults = _faults(lines, (end.number, end.hash) if end else (0, ""))
        if noted and noted not in {line.hash for line in lines}:
            faults.append(Fault(0, f"The log no longer holds the line that was sealed {noted}."))
        return faults


def seal(line: Decision) -> str:
    """The fingerprint of a line, which covers all that it says and the line before it."""
    said: dict[str, Any] = asdict(replace(line, hash=""))
    said["at"] = line.at.isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _append(connection: Connection, line: Decision) -> Decision:
    end = connection.execute(select(t.log_end)).one_or_none()
    number, previous = (end.number, end.hash) if end else (0, "")
    line = replace(line, number=number + 1, previous=previous)
    line = replace(line, hash=seal(line))
    connection.execute(insert(t.decision).values(**asdict(line)))
    if end is None:
        connection.execute(insert(t.log_end).values(id=1, number=line.number, hash=line.hash))
    else:
        connection.execute(update(t.log_end).values(number=line.number, hash=line.hash))
    return line


def _lines(connection: Connection, plan_id: str | None = None) -> list[Decision]:
    found = select(t.decision).order_by(t.decision.c.number)
    found = found if plan_id is None else found.where(t.decision.c.plan_id == plan_id)
    return [_line(each) for each in connection.execute(found)]


def _line(found: Row[tuple[object, ...]]) -> Decision:
    row: dict[str, Any] = dict(found._mapping)
    known = {act.value for act in Act}
    return Decision(**row | {"act": Act(row["act"]) if row["act"] in known else row["act"]})


def _faults(lines: Sequence[Decision], end: tuple[int, str]) -> list[Fault]:
    faults, number, previous = [], 0, ""
    for line in lines:
        number += 1
        if line.number != number:
            faults.append(_missing(number, line.number - 1))
            number = line.number
        elif line.previous != previous:
            faults.append(Fault(number, f"Line {number} of the log: doesn't follow the line before it."))
        if line.hash != seal(line):
            faults.append(Fault(number, f"Line {number} of the log: was changed after it was written."))
        previous = line.hash
    if number < end[0]:
        faults.append(_missing(number + 1, end[0]))
    elif (number, previous) != end:
        faults.append(Fault(number, f"Line {number} of the log: isn't the line that was written last."))
    return faults


def _missing(first: int, last: int) -> Fault:
    lines = f"Line {first}" if first == last else f"Lines {first} to {last}"
    return Fault(first, f"{lines} of the log: missing.")


def _same(one: Decision, other: Decision) -> bool:
    """Whether two lines say the same about the same proposal."""
    left, right = (replace(line, number=0, at=other.at, previous="", hash="") for line in (one, other))
    return left == right


def _theirs(connection: Connection, who: Who, proposal: StoredProposal, said: Decision) -> None:
    """Raise unless the decision is about what belongs to the person who takes it, and about somebody proposed."""
    if who.role is Role.LEADER:
        who.must_own(said.team_id, "teams")
    elif who.role is Role.PERSON:
        who.must_own(said.person_id, "placement")
    if who.role is not Role.LEADER and (said.act is Act.ANOTHER or said.alternative):
        raise InputError("Another person is asked for by the team's leader: approve or reject.")
    if who.role is not Role.LEADER and not said.person_id:
        raise InputError("Say whom the decision is about.")
    facts = rows_at(connection, info(connection, proposal.plan_id), proposal.version)
    people = {row.get("person_id"): row for (sheet, _), row in facts.items() if sheet == "People"}
    teams = {row.get("team_id") for (sheet, _), row in facts.items() if sheet in ("Demand", "Teams")}
    placed = proposal.proposal.allocation
    placed = placed[placed["team_id"] == said.team_id]
    if said.team_id not in teams:
        raise InputError(f"There is no team {said.team_id} in the plan.")
    if said.person_id and said.person_id not in set(placed["person_id"]):
        raise InputError(f"{said.person_id} isn't proposed for team {said.team_id}: choose somebody who is.")
    if said.alternative and said.alternative not in people:
        raise InputError(f"There is nobody called {said.alternative} in the plan.")
    if who.role is Role.DIRECTOR:
        who.must_own(str(people.get(said.person_id, {}).get("organisation", "")), "people")
