"""Two people on one plan: different cells merge, the same cell clashes, nothing is lost and both are told."""

from __future__ import annotations

import pytest

from teamform.errors import InputError
from teamform.store import Clash, Role, Saved, Store, Who, add, drop, put
from tests.facts import frame, person


def fte(store: Store, plan: str) -> list[int]:
    return store.tables(plan)["People"]["available_fte"].tolist()


def test_edits_of_different_cells_merge_and_say_what_others_did(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40), put("People", 3, "location", "Leeds")], ann, 1)
    saved = store.edit(plan, [put("People", 3, "available_fte", 50), put("People", 2, "location", "York")], bob, 1)
    assert type(saved) is Saved and saved.version == 3
    assert [(other.who, str(other.change)) for other in saved.merged] == [
        ("Ann", "People, 007: Available FTE from 0.6 to 0.4"), ("Ann", "People, P2: Location from blank to Leeds"),
    ]  # fmt: skip
    assert fte(store, plan) == [40, 50, 100]


def test_the_same_cell_changed_by_two_clashes_with_both_values_and_the_rest_is_saved(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    clash = store.edit(plan, [put("People", 2, "available_fte", 30), put("People", 3, "available_fte", 50)], bob, 1)
    assert isinstance(clash, Clash)
    (held,) = clash.cells
    assert (held.cell.base, held.cell.theirs, held.cell.mine) == (60, 40, 30)
    assert (held.who, held.cell.by) == ("Bob", "Ann")
    assert str(held) == "People, 007: Available FTE was 0.6; Ann changed it to 0.4, you to 0.3"
    assert fte(store, plan) == [40, 50, 100], "what doesn't clash is saved; what clashes overwrites nothing"
    assert store.clashes(plan) == [held], "both people, and anybody else, can see it until it is settled"


@pytest.mark.parametrize(("kept", "value"), [("mine", 30), ("theirs", 40)])
def test_a_clash_is_settled_by_choosing_a_value(
    store: Store, plan: str, ann: Who, bob: Who, kept: str, value: int
) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    clash = store.edit(plan, [put("People", 2, "available_fte", 30)], bob, 1)
    assert isinstance(clash, Clash)
    with pytest.raises(InputError, match="“both” is no choice"):
        store.settle(plan, {clash.cells[0].id: "both"}, bob)
    store.settle(plan, {clash.cells[0].id: kept}, bob)
    assert fte(store, plan)[0] == value and store.clashes(plan) == []
    (settled,) = store.clashes(plan, settled=True)
    assert (settled.kept, settled.settled_by) == (kept, "Bob") and settled.settled_at is not None
    again = store.settle(plan, {clash.cells[0].id: "mine"}, ann)
    assert again.changes == () and fte(store, plan)[0] == value, "what is settled stays settled"


def test_two_windows_of_one_person_do_not_overwrite_each_other(store: Store, plan: str, ann: Who) -> None:
    other_window = Who("Ann", Role.PLANNER, session="another")
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    assert isinstance(store.edit(plan, [put("People", 2, "available_fte", 30)], other_window, 1), Clash)


def test_both_wanting_the_same_value_is_no_clash(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    assert type(store.edit(plan, [put("People", 2, "available_fte", 40)], bob, 1)) is Saved


def test_a_change_that_was_taken_back_is_no_clash(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    store.undo(plan, ann)
    assert type(store.edit(plan, [put("People", 2, "available_fte", 30)], bob, 1)) is Saved


def test_an_old_change_sent_again_does_not_undo_what_somebody_made_of_it(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    mine = [put("People", 2, "available_fte", 40)]
    store.edit(plan, mine, ann, 1)
    store.edit(plan, [put("People", 2, "available_fte", 30)], bob, 2)
    answer = store.edit(plan, [*mine, put("People", 3, "available_fte", 20)], ann, 1)
    assert type(answer) is Saved and fte(store, plan) == [30, 20, 100]


def test_the_same_clash_sent_again_waits_once_with_the_newest_value(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    for value in (30, 30, 20):
        store.edit(plan, [put("People", 2, "available_fte", value)], bob, 1)
    (held,) = store.clashes(plan)
    assert held.cell.mine == 20


def test_a_clashing_edit_sent_again_by_its_id_gets_the_same_answer(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    changes = [put("People", 2, "available_fte", 30), put("People", 3, "available_fte", 50)]
    first, again = (store.edit(plan, changes, bob, 1, edit_id="e1") for _ in range(2))
    assert isinstance(again, Clash) and again.cells == first.cells and again.changes == first.changes
    store.settle(plan, {again.cells[0].id: "theirs"}, bob)
    assert type(store.edit(plan, changes, bob, 1, edit_id="e1")) is Saved, "what was settled doesn't come up again"


def test_deleting_a_row_that_somebody_changed_clashes(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    clash = store.edit(plan, [drop("People", 2)], bob, 1)
    assert isinstance(clash, Clash)
    assert str(clash.cells[0]) == "People: you deleted 007, which Ann changed meanwhile"
    assert clash.cells[0].cell.theirs["available_fte"] == 40 and len(fte(store, plan)) == 3
    store.settle(plan, {clash.cells[0].id: "mine"}, bob)
    assert fte(store, plan) == [80, 100]


def test_changing_a_row_that_somebody_deleted_clashes_and_can_bring_it_back(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    before = store.tables(plan)["People"]
    store.edit(plan, [drop("People", 2)], ann, 1)
    clash = store.edit(plan, [put("People", 2, "available_fte", 30), put("People", 2, "location", "York")], bob, 1)
    assert isinstance(clash, Clash) and len(clash.cells) == 2
    assert str(clash.cells[0]) == "People: you changed Available FTE of 007 to 0.3; Ann deleted it meanwhile"
    store.settle(plan, {held.id: "mine" for held in clash.cells}, bob)
    back = store.tables(plan)["People"]
    assert back.loc[2, ["person_id", "location", "available_fte"]].tolist() == ["007", "York", 30]
    assert back.drop(columns=["location", "available_fte"]).equals(before.drop(columns=["location", "available_fte"]))


def test_both_deleting_the_same_row_is_no_clash(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [drop("People", 2)], ann, 1)
    assert type(store.edit(plan, [drop("People", 2)], bob, 1)) is Saved


def test_both_adding_rows_keeps_both(store: Store, plan: str, ann: Who, bob: Who) -> None:
    for who, name in ((ann, "P8"), (bob, "P9")):
        store.edit(plan, [add("People", {"person_id": name})], who, 1)
    assert store.tables(plan)["People"]["person_id"].tolist() == ["007", "P2", "P3", "P8", "P9"]


def test_an_upload_merges_with_what_others_edited_meanwhile(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "location", "Leeds"), put("People", 3, "available_fte", 10)], ann, 1)
    upload = frame("People", [
        person("007", "DAT", 0.5, organisation="DHC", consent="agreed"),
        person("P2", "DAT", 0.7, organisation="DHC", available_from="2026-05-01"),
        person("P3", "UR", 1.0, organisation="RPS", critical_function="no"),
    ])  # fmt: skip
    clash = store.replace(plan, {"People": upload}, bob, 1)
    assert isinstance(clash, Clash)
    assert [str(held) for held in clash.cells] == [
        "People, P2: Available FTE was 0.8; Ann changed it to 0.1, you to 0.7"
    ]
    people = store.tables(plan)["People"]
    assert people["available_fte"].tolist() == [50, 10, 100] and people["location"].tolist() == ["Leeds", "", ""]


def test_deleting_a_row_in_which_everything_was_taken_back_is_no_clash(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40), put("People", 2, "location", "York")], ann, 1)
    store.undo(plan, ann)
    assert type(store.edit(plan, [drop("People", 2)], bob, 1)) is Saved


def test_deleting_a_row_after_ones_own_change_is_no_clash(store: Store, plan: str, ann: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    assert type(store.edit(plan, [drop("People", 2)], ann, 1)) is Saved
    assert fte(store, plan) == [80, 100]


def test_undoing_a_deletion_leaves_a_row_alone_that_somebody_brought_back(
    store: Store, plan: str, ann: Who, bob: Who
) -> None:
    store.edit(plan, [drop("People", 2)], ann, 1)
    clash = store.edit(plan, [put("People", 2, "available_fte", 30)], bob, 1)
    assert isinstance(clash, Clash)
    store.settle(plan, {clash.cells[0].id: "mine"}, bob)
    store.undo(plan, ann)
    assert fte(store, plan) == [30, 80, 100]


def test_what_one_did_oneself_is_not_listed_as_merged(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [put("People", 2, "available_fte", 40)], ann, 1)
    store.edit(plan, [put("People", 3, "available_fte", 50)], bob, 1)
    saved = store.edit(plan, [put("People", 2, "location", "York")], ann, 1)
    assert [other.who for other in saved.merged] == ["Bob"]


def test_a_cell_can_clash_again_after_it_was_settled(store: Store, plan: str, ann: Who, bob: Who) -> None:
    for version, value in ((1, 40), (2, 50)):
        store.edit(plan, [put("People", 2, "available_fte", value)], ann, version)
        clash = store.edit(plan, [put("People", 2, "available_fte", 10)], bob, version)
        assert isinstance(clash, Clash)
        store.settle(plan, {clash.cells[0].id: "theirs"}, bob)
    assert len(store.clashes(plan, settled=True)) == 2


def test_cells_of_a_deleted_row_can_be_settled_one_after_the_other(store: Store, plan: str, ann: Who, bob: Who) -> None:
    store.edit(plan, [drop("People", 2)], ann, 1)
    clash = store.edit(plan, [put("People", 2, "available_fte", 30), put("People", 2, "location", "York")], bob, 1)
    assert isinstance(clash, Clash)
    for held in clash.cells:
        store.settle(plan, {held.id: "mine"}, bob)
    back = store.tables(plan)["People"]
    assert back.loc[2, ["person_id", "location", "available_fte"]].tolist() == ["007", "York", 30]
