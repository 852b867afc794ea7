"""Every edit is an event with who, when and why; sent twice it is stored once; what is refused leaves no trace."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from teamform.errors import InputError
from teamform.store import NotAllowed, Role, Saved, Store, Who, add, drop, put
from tests.facts import frame, person


def fte(store: Store, plan: str) -> list[int]:
    return store.tables(plan)["People"]["available_fte"].tolist()


def test_an_edit_is_an_event_with_who_when_what_from_to_and_why(store: Store, plan: str, ann: Who) -> None:
    before = dt.datetime.now(dt.UTC)
    saved = store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1, why="Part-time from May")
    event, *_ = store.history(plan)
    assert isinstance(saved, Saved) and saved.version == event.version == 2
    assert (event.who, event.role, event.why, event.kind) == ("Ann", "planner", "Part-time from May", "edit")
    assert before <= event.at <= dt.datetime.now(dt.UTC)
    assert [str(change) for change in event.changes] == ["People, 007: Available FTE from 0.6 to 0.4"]
    assert fte(store, plan) == [40, 80, 100]


def test_ten_rapid_edits_are_ten_kept(store: Store, plan: str, ann: Who) -> None:
    for i in range(10):
        row = 2 + i % 3
        change = put("People", row, "available_fte", i * 5) if i % 2 else put("People", row, "location", f"Town {i}")
        store.edit(plan, [change], ann, 1)
    events = store.history(plan, since=1)
    assert len(events) == 10 and store.plan(plan).version == 11
    people = store.tables(plan)["People"]
    assert people["location"].tolist() == ["Town 6", "Town 4", "Town 8"]
    assert people["available_fte"].tolist() == [45, 35, 25]


def test_cumulative_edits_of_one_editor_are_kept_once_each(store: Store, plan: str, ann: Who) -> None:
    so_far = []
    for i, row in enumerate((2, 3, 4)):
        so_far.append(put("People", row, "available_fte", 10 * i))
        store.edit(plan, so_far, ann, 1)
    assert fte(store, plan) == [0, 10, 20]
    assert [len(event.changes) for event in store.history(plan, since=1)] == [1, 1, 1]


def test_an_edit_sent_twice_is_stored_once_and_answered_the_same(store: Store, plan: str, ann: Who) -> None:
    first = store.edit(plan, [add("People", {"person_id": "P9", "available_fte": 20})], ann, 1, edit_id="e1")
    again = store.edit(plan, [add("People", {"person_id": "P9", "available_fte": 20})], ann, 1, edit_id="e1")
    assert again == first
    assert store.tables(plan)["People"]["person_id"].tolist() == ["007", "P2", "P3", "P9"]


def test_an_edit_that_changes_nothing_makes_no_version(store: Store, plan: str, ann: Who) -> None:
    assert store.edit(plan, [put("People", 2, "available_fte", 60)], ann, 1) == Saved(1)
    assert store.edit(plan, [], ann, 1) == Saved(1)


def test_rows_are_added_with_new_numbers_that_are_never_used_again(store: Store, plan: str, ann: Who) -> None:
    first = store.edit(plan, [add("People", {"person_id": "P8"})], ann, 1)
    store.edit(plan, [drop("People", 5)], ann, first.version)
    second = store.edit(plan, [add("People", {"person_id": "P9"})], ann, 3)
    assert [c.row for c in (*first.changes, *second.changes)] == [5, 6]
    assert store.tables(plan)["People"].index.tolist() == [2, 3, 4, 6]


def test_a_row_can_be_added_to_a_sheet_that_the_plan_did_not_have(store: Store, plan: str, ann: Who) -> None:
    store.edit(plan, [add("Pins", {"person_id": "007", "team_id": "C2"})], ann, 1)
    assert store.tables(plan)["Pins"]["person_id"].tolist() == ["007"]


def test_several_changes_of_one_edit_build_on_each_other(store: Store, plan: str, ann: Who) -> None:
    changes = [put("People", 2, "location", "Leeds"), put("People", 2, "location", "York"), drop("People", 3)]
    store.edit(plan, changes, ann, 1)
    people = store.tables(plan)["People"]
    assert people["location"].tolist() == ["York", ""] and people["person_id"].tolist() == ["007", "P3"]
    before = store.tables(plan, 1)["People"]
    assert before["location"].tolist() == ["", "", ""] and before["person_id"].tolist() == ["007", "P2", "P3"]


@pytest.mark.parametrize("wrong", [
    lambda: [put("People", 2, "available_fte", 40), put("People", 2, "available_fte", "half")],
    lambda: [put("People", 2, "available_fte", 40), put("People", 99, "available_fte", 40)],
    lambda: [put("People", 2, "available_fte", 40), put("People", 2, "shoe_size", 40)],
])  # fmt: skip
def test_an_edit_that_makes_no_sense_changes_nothing(store: Store, plan: str, ann: Who, wrong) -> None:
    with pytest.raises(InputError):
        store.edit(plan, wrong(), ann, 1)
    assert store.plan(plan).version == 1 and fte(store, plan) == [60, 80, 100]


def test_an_upload_changes_only_what_differs_however_its_rows_are_numbered(store: Store, plan: str, ann: Who) -> None:
    new = frame("People", [
        person("P9", "UR", 0.2),
        person("P3", "UR", 1.0, organisation="RPS", critical_function="no"),
        person("007", "DAT", 0.5, organisation="DHC", consent="agreed"),
    ])  # fmt: skip
    saved = store.replace(plan, {"People": new}, ann, 1, why="Import of May")
    assert {str(change) for change in saved.changes} == {
        "People: P9 added", "People, 007: Available FTE from 0.6 to 0.5", "People: P2 deleted",
    }  # fmt: skip
    columns = ["person_id", "available_fte", "organisation"]
    back = store.tables(plan)["People"][columns].sort_values("person_id", ignore_index=True)
    pd.testing.assert_frame_equal(back, new[columns].sort_values("person_id", ignore_index=True))
    assert store.history(plan)[0].kind == "replace"


def test_an_upload_of_a_sheet_without_a_key_keeps_equal_rows_apart(store: Store, plan: str, ann: Who) -> None:
    caps = [{"organisation": "RPS", "release_cap_fte": 0.8}] * 2 + [{"organisation": "DHC", "release_cap_fte": 1}]
    saved = store.replace(plan, {"ReleaseCaps": frame("ReleaseCaps", caps)}, ann, 1)
    assert len(saved.changes) == 2
    assert sorted(store.tables(plan)["ReleaseCaps"]["organisation"]) == ["DHC", "RPS", "RPS"]


def test_an_upload_equal_to_what_is_there_changes_nothing(store: Store, plan: str, ann: Who) -> None:
    assert store.replace(plan, store.tables(plan), ann, 1) == Saved(1)


def test_what_changed_between_two_versions_leaves_out_what_was_taken_back(store: Store, plan: str, ann: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 10), put("People", 3, "location", "Leeds")], ann, 1)
    store.edit(plan, [put("People", 2, "available_fte", 60), drop("People", 4)], ann, 2)
    store.edit(plan, [add("People", {"person_id": "P9"})], ann, 3)
    assert [str(c) for c in store.changes_between(plan, 1, 3)] == [
        "People, P2: Location from blank to Leeds", "People: P3 deleted",
    ]  # fmt: skip
    assert [str(c) for c in store.changes_between(plan, 3, 1)] == [
        "People, P2: Location from Leeds to blank", "People: P3 added",
    ]  # fmt: skip
    assert [str(c) for c in store.changes_between(plan, 3, 4)] == ["People: P9 added"]
    assert store.changes_between(plan, 2, 2) == []


def test_hr_changes_people_but_not_missions(store: Store, plan: str) -> None:
    helen = Who("Helen", Role.HR)
    store.edit(plan, [put("People", 2, "available_fte", 40)], helen, 1)
    with pytest.raises(NotAllowed, match="As HR you may not make, copy, rename and change plans; the planner may"):
        store.edit(plan, [put("People", 2, "available_fte", 50), put("Demand", 2, "fte_required", 10)], helen, 2)
    assert fte(store, plan) == [40, 80, 100]


def test_a_director_changes_the_release_caps_of_the_own_organisation_only(store: Store, plan: str) -> None:
    dora = Who("Dora", Role.DIRECTOR, ("RPS",))
    store.edit(plan, [put("ReleaseCaps", 2, "release_cap_fte", 100)], dora, 1)
    for foreign in (
        add("ReleaseCaps", {"organisation": "DHC", "release_cap_fte": 1}),
        add("ReleaseCaps", {"release_cap_fte": 1}),
        put("ReleaseCaps", 2, "organisation", "DHC"),
    ):
        with pytest.raises(NotAllowed, match="own organisations only"):
            store.edit(plan, [foreign], dora, 2)
    with pytest.raises(NotAllowed):
        store.edit(plan, [drop("ReleaseCaps", 2)], Who("Dan", Role.DIRECTOR, ("DHC",)), 2)
    with pytest.raises(NotAllowed):
        store.edit(plan, [put("People", 2, "available_fte", 40)], dora, 2)


@pytest.mark.parametrize("role", [Role.LEADER, Role.PERSON])
def test_leaders_and_people_edit_no_plan(store: Store, plan: str, role: Role) -> None:
    with pytest.raises(NotAllowed):
        store.edit(plan, [put("People", 2, "available_fte", 40)], Who("Sam", role, ("*",)), 1)
    with pytest.raises(NotAllowed):
        store.replace(plan, store.tables(plan), Who("Sam", role, ("*",)), 1)
