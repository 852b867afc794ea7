"""What follows from decisions for the next plan: pins, forbids, and as little change as possible."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from teamform.plan.plan import Plan
from teamform.rules import check
from teamform.team.decisions import Act, Decision, close_to, next_tables, open_points, standing
from tests.facts import QUARTERS, frame, person, seat


def said(number: int, act: Act, person_id: str = "", team_id: str = "C2", **more: Any) -> Decision:
    moment = dt.datetime(2026, 5, number, tzinfo=dt.UTC)
    return Decision(number, moment, "Sam", more.pop("role", "leader"), act, "plan", "p1", team_id, person_id, **more)


def allocation(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Placements: person, team, period, FTE in hundredths."""
    table = pd.DataFrame(rows, columns=["person_id", "team_id", "period", "fte"])
    return table.assign(discipline="DAT", demand_id=table["team_id"] + "/DAT", first_step="")


PROPOSED = {
    "p1": allocation(("1", "C2", "Q1", 40), ("1", "C2", "Q2", 60), ("2", "C2", "Q1", 20), ("3", "G1", "Q1", 50))
}
TABLES = {
    "People": frame("People", [person(p) for p in "1234"]),
    "Demand": frame("Demand", [seat("C2", fte=1.5), seat("G1")]),
    "Periods": frame("Periods", QUARTERS),
}


def pins(*decisions: Decision, tables: dict[str, pd.DataFrame] = TABLES) -> list[tuple[Any, ...]]:
    table = next_tables(tables, decisions, PROPOSED)["Pins"]
    columns = ["kind", "person_id", "team_id", "period", "fte", "hard"]
    return sorted(tuple(None if value is pd.NA else value for value in row) for row in table[columns].to_numpy(object))


def test_a_rejected_person_is_forbidden_on_the_team_until_the_plan_ends_with_the_reason() -> None:
    decision = said(1, Act.REJECT, "2", reason="On leave")
    assert pins(decision) == [("forbid", "2", "C2", "", None, True)]
    row = next_tables(TABLES, [decision], PROPOSED)["Pins"].iloc[0]
    assert (row["reason"], row["owner"]) == ("Decision 1: On leave", "Sam (leader)")
    assert row["expires"] == pd.Timestamp("2026-09-30")


def test_an_approved_person_is_pinned_as_proposed_in_each_period() -> None:
    assert pins(said(1, Act.APPROVE, "1")) == [("pin", "1", "C2", "Q1", 40, True), ("pin", "1", "C2", "Q2", 60, True)]


def test_an_approved_team_is_pinned_but_for_those_who_were_rejected() -> None:
    assert pins(said(1, Act.APPROVE), said(2, Act.REJECT, "1", reason="No")) == [
        ("forbid", "1", "C2", "", None, True), ("pin", "2", "C2", "Q1", 20, True),
    ]  # fmt: skip


def test_an_alternative_that_was_asked_for_is_pinned_if_the_rules_allow_it() -> None:
    assert pins(said(1, Act.ANOTHER, "2", reason="Too busy", alternative="4")) == [
        ("forbid", "2", "C2", "", None, True), ("pin", "4", "C2", "", None, False),
    ]  # fmt: skip


def test_the_last_word_of_a_role_counts_and_any_no_outweighs_another_roles_yes() -> None:
    yes, no = said(1, Act.APPROVE, "2"), said(2, Act.REJECT, "2", reason="No")
    assert [kind for kind, *_ in pins(yes, no)] == ["forbid"]
    assert [kind for kind, *_ in pins(no, said(3, Act.APPROVE, "2"))] == ["pin"]
    assert [kind for kind, *_ in pins(said(1, Act.REJECT, "2", role="person"), said(2, Act.APPROVE, "2"))] == ["forbid"]
    assert standing([no, yes]) == [no]


def test_what_planners_pinned_stays_unless_a_decision_says_otherwise() -> None:
    old = frame("Pins", [{"person_id": "2", "team_id": "C2"}, {"person_id": "4", "team_id": "G1", "kind": "forbid"}])
    assert pins(said(1, Act.REJECT, "2", reason="No"), tables={**TABLES, "Pins": old}) == [
        ("forbid", "2", "C2", "", None, True), ("forbid", "4", "G1", "", None, None),
    ]  # fmt: skip


def test_pins_from_decisions_that_no_longer_count_go() -> None:
    approved = next_tables(TABLES, [said(1, Act.APPROVE), said(2, Act.ANOTHER, "2", alternative="4")], PROPOSED)
    assert len(approved["Pins"]) == 4
    taken_back = [said(1, Act.APPROVE), said(2, Act.ANOTHER, "2", alternative="4"),
                  said(3, Act.REJECT), said(4, Act.APPROVE, "2")]  # fmt: skip
    assert pins(*taken_back, tables=dict(approved)) == [("pin", "2", "C2", "Q1", 20, True)]
    assert pins(said(1, Act.APPROVE), said(3, Act.REJECT), tables=dict(approved)) == []


def test_without_decisions_about_people_the_tables_stay_as_they_are() -> None:
    assert next_tables(TABLES, [said(1, Act.REJECT, reason="Too costly")], PROPOSED) is TABLES


def test_pins_of_a_plan_without_periods_name_none() -> None:
    whole = {"p1": allocation(("1", "C2", "whole plan", 40))}
    tables = {name: table for name, table in TABLES.items() if name != "Periods"}
    table = next_tables(tables, [said(1, Act.APPROVE, "1")], whole)["Pins"]
    assert table[["period", "fte"]].to_numpy().tolist() == [["", 40]] and table["expires"].isna().all()


def test_what_was_approved_passes_the_check_of_the_next_plan() -> None:
    plan = Plan.build(next_tables(TABLES, [said(1, Act.APPROVE, "1"), said(2, Act.APPROVE, "2")], PROPOSED))
    broken = [b.rule for b in check(plan, PROPOSED["p1"]).breaches if b.must]
    assert broken == []
    without = PROPOSED["p1"][PROPOSED["p1"]["person_id"] != "1"]
    assert {b.rule for b in check(plan, without).breaches if b.must} == {"pins"}


def test_a_proposal_stands_in_for_today_with_what_each_team_starts_with() -> None:
    late = allocation(("1", "C2", "Q1", 40), ("1", "C2", "Q2", 60), ("2", "G1", "Q2", 20))
    today = close_to(TABLES, late)["CurrentAllocation"]
    assert today[["person_id", "team_id", "discipline", "fte"]].to_numpy().tolist() == [
        ["1", "C2", "DAT", 40], ["2", "G1", "DAT", 20],
    ]  # fmt: skip


def test_open_points_are_told_until_the_latest_proposal_honours_them() -> None:
    no, yes = said(1, Act.REJECT, "2", reason="On leave"), said(2, Act.APPROVE, "1")
    other = said(3, Act.ANOTHER, "3", "G1", reason="Too senior", alternative="4")
    whole = said(4, Act.REJECT, reason="Too costly")
    assert [str(p) for p in open_points([no, yes, other, whole], "p1", PROPOSED["p1"])] == [
        "Sam (leader) rejected 2 on team C2: On leave",
        "Sam (leader) asks for another than 3 on team G1: Too senior",
        "Sam (leader) sent back team C2 as a whole: Too costly",
    ]
    better = allocation(("2", "G1", "Q1", 40))
    assert [str(p) for p in open_points([no, yes, other, whole], "p2", better)] == [
        "Sam (leader) approved 1 on team C2, but the latest proposal leaves them out",
        "Sam (leader) asks for 4 on team G1 instead of 3: Too senior",
    ]
