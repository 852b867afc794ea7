"""Decisions: who may take them, a log that shows every tampering, and the next plan that honours them."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import delete, insert, select, text, update

from teamform.errors import InputError
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.store import Act, CannotSave, Clash, Decision, NotAllowed, NotFound, Role, Store, Who, put
from teamform.store import tables as t
from teamform.store.decisions import seal
from teamform.team.decisions import close_to

LEADER = Who("Sam", Role.LEADER, ("C2",))


@pytest.fixture
def proposal(store: Store, plan: str, tables: dict[str, pd.DataFrame], ann: Who) -> str:
    """A proved proposal: 007 or P2 and P3 on team C2, one of the former on G1."""
    return store.save_proposal(plan, 1, solve(Plan.build(tables), Limits(seconds=20, workers=1)), ann)


def on(store: Store, proposal: str, team: str, discipline: str = "DAT") -> str:
    """Who is proposed for a discipline of a team."""
    allocation = store.proposal(proposal).proposal.allocation
    return str(allocation[(allocation["team_id"] == team) & (allocation["discipline"] == discipline)].iloc[0, 0])


def solve_again(store: Store, plan: str, version: int, before: str, ann: Who) -> str:
    tables = close_to(store.tables(plan, version), store.proposal(before).proposal.allocation)
    return store.save_proposal(plan, version, solve(Plan.build(tables), Limits(seconds=20, workers=1)), ann)


def test_a_decision_is_a_line_with_who_role_when_what_and_why(store: Store, plan: str, proposal: str) -> None:
    line = store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason="On leave until May")
    assert str(line) == "Sam (leader): reject, P3 on team C2: On leave until May"
    assert (line.number, line.plan_id, line.proposal_id, line.previous) == (1, plan, proposal, "")
    assert line.at.tzinfo is not None and store.decisions(plan) == [line] and store.verify_log() == []


def test_the_same_said_again_adds_no_line_and_another_word_does(store: Store, proposal: str) -> None:
    for _ in range(2):
        store.decide(proposal, LEADER, Act.APPROVE, "C2", "P3")
    store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason="Changed my mind")
    store.decide(proposal, LEADER, Act.APPROVE, "C2", "P3")
    assert [line.act for line in store.decisions()] == [Act.APPROVE, Act.REJECT, Act.APPROVE]


@pytest.mark.parametrize(("who", "act", "team", "person", "error"), [
    (Who("Ann", Role.PLANNER), Act.APPROVE, "C2", "P3", NotAllowed),
    (Who("Helen", Role.HR), Act.APPROVE, "C2", "P3", NotAllowed),
    (Who("Sam", Role.LEADER, ("G1",)), Act.APPROVE, "C2", "P3", NotAllowed),
    (LEADER, Act.APPROVE, "", "", NotAllowed),
    (LEADER, Act.REJECT, "C2", "P3", InputError),  # without a reason
    (LEADER, Act.APPROVE, "C2", "P9", InputError),  # who isn't proposed
    (LEADER, Act.GO_LIVE, "C2", "", InputError),
    (Who("Sam", Role.LEADER, ("*",)), Act.APPROVE, "Z9", "", InputError),  # there is no such team
    (Who("Dora", Role.DIRECTOR, ("RPS",)), Act.APPROVE, "C2", "", InputError),  # whom?
    (Who("Dora", Role.DIRECTOR, ("DHC",)), Act.APPROVE, "C2", "P3", NotAllowed),  # P3 is of RPS
    (Who("Dora", Role.DIRECTOR, ("RPS",)), Act.ANOTHER, "C2", "P3", InputError),
    (Who("P2", Role.PERSON, ("P2",)), Act.REJECT, "C2", "P3", NotAllowed),
])  # fmt: skip
def test_nobody_decides_what_is_not_theirs_to_decide(
    store: Store, proposal: str, who: Who, act: Act, team: str, person: str, error: type[Exception]
) -> None:
    reason = "Because" if act is Act.ANOTHER else ""
    with pytest.raises(error):
        store.decide(proposal, who, act, team, person, reason=reason)
    assert store.decisions() == []


def test_an_alternative_is_somebody_in_the_plan(store: Store, proposal: str) -> None:
    with pytest.raises(InputError, match="nobody called P9"):
        store.decide(proposal, LEADER, Act.ANOTHER, "C2", "P3", reason="No", alternative="P9")


def test_directors_decide_about_their_people_and_people_about_themselves_without_a_reason(
    store: Store, proposal: str
) -> None:
    store.decide(proposal, Who("Dora", Role.DIRECTOR, ("RPS",)), Act.REJECT, "C2", "P3", reason="Needed here")
    store.decide(proposal, Who("P3", Role.PERSON, ("P3",)), Act.REJECT, "C2", "P3")
    assert [line.role for line in store.decisions()] == ["director", "person"]


def test_the_next_proposal_honours_an_approval_and_a_wish_for_another(
    store: Store, plan: str, proposal: str, ann: Who
) -> None:
    first, second = on(store, proposal, "C2"), on(store, proposal, "C2", "UR")
    other = ({"007", "P2"} - {first}).pop()
    store.decide(proposal, LEADER, Act.APPROVE, "C2", second)
    store.decide(proposal, LEADER, Act.ANOTHER, "C2", first, reason="Has run it before", alternative=other)
    (point,) = store.to_do(plan)
    assert str(point) == f"Sam (leader) asks for another than {first} on team C2: Has run it before"
    saved = store.honour(plan, ann, 1)
    assert sorted(str(change) for change in saved.changes) == sorted(
        f"Pins: {person} / C2 added" for person in (first, second, other)
    )
    assert store.honour(plan, ann, saved.version).changes == (), "once is enough"
    again = solve_again(store, plan, saved.version, proposal, ann)
    assert (on(store, again, "C2"), on(store, again, "C2", "UR")) == (other, second)
    assert store.to_do(plan) == []


def test_a_decision_that_the_latest_proposal_does_not_honour_stays_to_be_done(
    store: Store, plan: str, proposal: str, ann: Who
) -> None:
    store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason="On leave")
    again = store.save_proposal(plan, 1, store.proposal(proposal).proposal, ann)
    assert [str(point) for point in store.to_do(plan)] == ["Sam (leader) rejected P3 on team C2: On leave"]
    store.decide(again, LEADER, Act.APPROVE, "C2", "P3")
    assert store.to_do(plan) == [], "the last word counts"


def test_honouring_decisions_meets_other_planners_edits_like_any_edit(
    store: Store, plan: str, proposal: str, ann: Who, bob: Who
) -> None:
    store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason="On leave")
    store.edit(plan, [put("People", 2, "available_fte", 40)], bob, 1)
    saved = store.honour(plan, ann, 1)
    assert not isinstance(saved, Clash) and saved.version == 3 and len(saved.merged) == 1
    with pytest.raises(NotAllowed):
        store.honour(plan, LEADER, saved.version)


def test_the_database_itself_refuses_to_change_or_delete_a_line(store: Store, proposal: str) -> None:
    store.decide(proposal, LEADER, Act.APPROVE, "C2", "P3")
    for tampering in (update(t.decision).values(who="Eve"), delete(t.decision)):
        with pytest.raises(CannotSave, match="can only be added to"), store.write("log") as connection:
            connection.execute(tampering)
    assert [line.who for line in store.decisions()] == ["Sam"]


def test_100_of_100_tamperings_are_found_and_the_line_is_named(store: Store, proposal: str) -> None:
    """Somebody who owns the file, and so gets past the database's own guard, still can't hide."""
    for i in range(12):
        act = (Act.APPROVE, Act.REJECT)[i % 2]
        store.decide(proposal, LEADER, act, "C2", "P3", reason=f"Reason {i}")
    with store.read() as connection:
        lines = [dict(row._mapping) for row in connection.execute(select(t.decision).order_by(t.decision.c.number))]
    assert store.verify_log() == []
    chance = random.Random(7)
    for attempt in range(100):
        at, tampered = tamper(chance, [dict(line) for line in lines])
        rewrite(store, tampered)
        faults = store.verify_log()
        assert faults, (attempt, at)
        assert any(fault.number == at and f"Line {at}" in str(fault) for fault in faults), (at, faults)
    rewrite(store, lines)
    assert store.verify_log() == []


def tamper(chance: random.Random, lines: list[dict[str, Any]]) -> tuple[int, list[dict[str, Any]]]:
    """Change, take out, put in or swap a line, sometimes with a fresh seal; the number of the line that shows it."""
    i = chance.randrange(len(lines))
    how = chance.choice(["change", "change and seal", "take out", "take out and renumber", "put in", "swap"])
    field = chance.choice(
        ["who", "role", "act", "plan_id", "proposal_id", "team_id", "person_id", "reason", "alternative"]
    )
    if how.startswith("change"):
        lines[i][field] = f"{lines[i][field]}x"
        if how == "change and seal":
            lines[i]["hash"] = seal(Decision(**lines[i]))
            return (i + 2 if i + 1 < len(lines) else i + 1), lines
        return i + 1, lines
    if how.startswith("take out"):
        del lines[i]
        if how == "take out and renumber":
            for n, line in enumerate(lines[i:], i + 1):
                line["number"] = n
        return i + 1, lines
    if how == "put in":
        lines.insert(i, {**lines[i], "reason": "never said"})
    else:
        j = (i + 1) % len(lines)
        lines[i], lines[j] = lines[j], lines[i]
        i = min(i, j)
    for n, line in enumerate(lines, 1):
        line["number"] = n
    return i + 1, lines


def rewrite(store: Store, lines: list[dict[str, Any]]) -> None:
    """Write the log anew, as only the owner of the database can."""
    sqlite = store.engine.dialect.name == "sqlite"
    with store.write("log") as connection:
        if sqlite:
            connection.execute(text("DROP TRIGGER IF EXISTS decision_no_delete"))
        else:
            connection.execute(text("ALTER TABLE decision DISABLE TRIGGER ALL"))
        connection.execute(delete(t.decision))
        connection.execute(insert(t.decision), lines)


def test_a_log_whose_last_lines_were_cut_off_shows_it(store: Store, proposal: str) -> None:
    for reason in ("a", "b", "c"):
        store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason=reason)
    with store.read() as connection:
        lines = [dict(row._mapping) for row in connection.execute(select(t.decision).order_by(t.decision.c.number))]
    rewrite(store, lines[:1])
    assert [str(fault) for fault in store.verify_log()] == ["Lines 2 to 3 of the log: missing."]


def test_a_log_written_anew_from_beginning_to_end_is_found_by_a_hash_noted_elsewhere(
    store: Store, proposal: str
) -> None:
    noted = store.decide(proposal, LEADER, Act.REJECT, "C2", "P3", reason="True").hash
    with store.write("log") as connection:
        connection.execute(delete(t.log_end))
    with store.read() as connection:
        line = dict(connection.execute(select(t.decision)).one()._mapping) | {"reason": "False"}
    line["hash"] = seal(Decision(**line))
    rewrite(store, [line])
    with store.write("log") as connection:
        connection.execute(insert(t.log_end).values(id=1, number=1, hash=line["hash"]))
    assert store.verify_log() == []
    assert [str(fault) for fault in store.verify_log(noted)] == [
        f"The log no longer holds the line that was sealed {noted}."
    ]


def test_what_does_not_exist_cannot_be_decided(store: Store, plan: str) -> None:
    with pytest.raises(NotFound):
        store.decide("nowhere", LEADER, Act.APPROVE, "C2")
    assert store.to_do(plan) == [] and store.verify_log() == []
