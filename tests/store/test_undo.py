"""Undo and redo: each person's own, in order, and never over somebody else's work."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teamform.store import Change, Clash, NotAllowed, Role, Saved, Store, Who, add, drop, put
from tests.facts import frame, person

Rows = dict[int, dict[str, Any]]


def people(store: Store, plan: str) -> Rows:
    table = store.tables(plan)["People"][["person_id", "location"]]
    return {int(number): dict(row) for number, row in table.iterrows()}  # type: ignore[call-overload]


def changes(draw: st.DataObject, there: list[int]) -> list[Change]:
    """One or two changes that make sense for the rows that are there."""
    kinds = st.lists(st.sampled_from(["put", "add", "drop"] if there else ["add"]), min_size=1, max_size=2)
    made = []
    for kind in draw.draw(kinds):
        row = draw.draw(st.sampled_from(there)) if there else 0
        if kind == "put":
            made.append(put("People", row, "location", draw.draw(st.sampled_from(["", "Leeds", "York"]))))
        elif kind == "drop":
            made.append(drop("People", row))
            return made
        else:
            made.append(add("People", {"person_id": "new"}))
    return made


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_run_of_edits_undos_and_redos_passes_through_the_same_states(
    store: Store, ann: Who, data: st.DataObject
) -> None:
    plan = store.create_plan("A", {"People": frame("People", [person("1"), person("2")])}, ann)
    states, at = [people(store, plan)], 0
    for step in data.draw(st.lists(st.sampled_from(["edit", "edit", "undo", "redo"]), max_size=12)):
        if step == "edit":
            saved = store.edit(plan, changes(data, list(states[at])), ann, store.plan(plan).version)
            if saved.changes:
                states, at = [*states[: at + 1], people(store, plan)], at + 1
            continue
        done = getattr(store, step)(plan, ann)
        possible = at > 0 if step == "undo" else at < len(states) - 1
        assert (done is not None) == possible
        at += {"undo": -1, "redo": 1}[step] * possible
        assert people(store, plan) == states[at]
    undo, redo = store.can_undo(plan, ann)
    assert (undo is not None, redo is not None) == (at > 0, at < len(states) - 1)


def test_every_version_can_be_rebuilt_after_undo_and_redo(store: Store, plan: str, ann: Who) -> None:
    seen = {1: people(store, plan)}
    for step in (
        lambda: store.edit(plan, [put("People", 2, "location", "York"), drop("People", 3)], ann, 1),
        lambda: store.undo(plan, ann),
        lambda: store.redo(plan, ann),
        lambda: store.edit(plan, [add("People", {"person_id": "P9"})], ann, 4),
    ):
        version = step().version
        seen[version] = people(store, plan)
    for version, rows in seen.items():
        table = store.tables(plan, version)["People"][["person_id", "location"]]
        assert {int(n): dict(row) for n, row in table.iterrows()} == rows
    assert seen[1] == seen[3] and seen[2] == seen[4]


def test_undo_takes_back_ones_own_edit_and_leaves_what_others_did_after(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [put("People", 2, "location", "Leeds")], ann, 1)
    store.edit(plan, [put("People", 3, "location", "York")], bob, 2)
    store.undo(plan, ann)
    assert [row["location"] for row in people(store, plan).values()] == ["", "York", ""]
    assert store.undo(plan, ann) is None


def test_undo_over_somebody_elses_later_change_clashes_and_tells_both_values(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [put("People", 2, "location", "Leeds"), put("People", 3, "location", "Hull")], ann, 1)
    store.edit(plan, [put("People", 2, "location", "York")], bob, 2)
    clash = store.undo(plan, ann)
    assert isinstance(clash, Clash)
    assert [(held.cell.theirs, held.cell.mine) for held in clash.cells] == [("York", None)]
    assert [row["location"] for row in people(store, plan).values()] == ["York", "", ""]
    assert store.undo(plan, ann) is None, "the undo is done as far as it went"
    store.redo(plan, ann)
    assert [row["location"] for row in people(store, plan).values()] == ["York", "Hull", ""]


def test_undo_goes_on_to_older_edits_although_somebody_changed_the_cell_back(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    for version, town in enumerate(("Leeds", "York"), 1):
        store.edit(plan, [put("People", 2, "location", town)], ann, version)
    store.edit(plan, [put("People", 2, "location", "Hull")], bob, 3)
    store.edit(plan, [put("People", 2, "location", "York")], bob, 4)
    assert type(store.undo(plan, ann)) is Saved and type(store.undo(plan, ann)) is Saved
    assert people(store, plan)[2]["location"] == ""


def test_an_older_edit_under_somebody_elses_change_clashes_even_if_it_was_made_before(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    for version, town in enumerate(("Leeds", "", "Leeds"), 1):
        store.edit(plan, [put("People", 2, "location", town)], ann, version)
    store.undo(plan, ann)
    store.edit(plan, [put("People", 2, "location", "Hull")], bob, 5)
    assert isinstance(store.undo(plan, ann), Clash)
    assert people(store, plan)[2]["location"] == "Hull"
    assert store.can_undo(plan, ann)[0] == 2, "undo goes on to what is older"


def test_an_upload_is_undone_as_a_whole(store: Store, plan: str, ann: Who) -> None:
    before = store.tables(plan)
    new = {"People": frame("People", [person("Z")]), "ReleaseCaps": frame("ReleaseCaps", [])}
    store.replace(plan, new, ann, 1)
    assert len(store.tables(plan)["People"]) == 1
    store.undo(plan, ann)
    for name, table in store.tables(plan).items():
        pd.testing.assert_frame_equal(table, before[name])


def test_an_undo_sent_twice_by_its_id_is_done_once(store: Store, plan: str, ann: Who) -> None:
    for version, town in enumerate(("Leeds", "York"), 1):
        store.edit(plan, [put("People", 2, "location", town)], ann, version)
    store.undo(plan, ann, edit_id="u1"), store.undo(plan, ann, edit_id="u1")
    assert people(store, plan)[2]["location"] == "Leeds"


def test_who_may_no_longer_edit_may_not_undo(store: Store, plan: str, ann: Who) -> None:
    store.edit(plan, [put("Demand", 2, "fte_required", 10)], ann, 1)
    with pytest.raises(NotAllowed):
        store.undo(plan, Who("Ann", Role.HR))
