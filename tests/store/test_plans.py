"""Plans and scenarios are kept, copied, named and chosen; what was solved can be solved again from the store."""

from __future__ import annotations

import pandas as pd
import pytest

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.report.shipped import shipped
from teamform.store import NotAllowed, NotFound, Role, Store, Who, put
from teamform.workbook import read


def test_the_demo_comes_back_with_the_same_tables_and_the_same_fingerprint(store: Store, ann: Who) -> None:
    demo = read(shipped("data/demo.xlsx"))
    assert demo.plan is not None
    plan = store.create_plan("Demo", demo.tables, ann)
    back = store.tables(plan)
    assert list(back) == [name for name in SHEETS if name in demo.tables]
    for name, table in demo.tables.items():
        pd.testing.assert_frame_equal(back[name], SHEETS[name].typed(table), obj=name)
    assert Plan.build(back).hash == demo.plan.hash


def test_a_new_plan_is_listed_with_who_made_it_and_when(store: Store, plan: str) -> None:
    (listed,) = store.plans()
    assert (listed.id, listed.name, listed.version, listed.made_by) == (plan, "Autumn", 1, "Ann")
    assert listed.made_at.tzinfo is not None and listed == store.plan(plan)
    assert not listed.live and listed.parent is None and listed.root == plan


def test_a_scenario_changes_apart_from_the_plan_it_was_copied_from(store: Store, plan: str, ann: Who) -> None:
    scenario = store.copy_plan(plan, "More people", ann)
    store.edit(scenario, [put("People", 2, "available_fte", 100)], ann, 1)
    assert store.tables(scenario)["People"]["available_fte"].tolist() == [100, 80, 100]
    assert store.tables(plan)["People"]["available_fte"].tolist() == [60, 80, 100]
    about = store.plan(scenario)
    assert (about.parent, about.parent_version, about.root) == (plan, 1, plan)


def test_a_scenario_can_start_from_how_the_plan_was(store: Store, plan: str, ann: Who) -> None:
    before = Plan.build(store.tables(plan)).hash
    store.edit(plan, [put("People", 2, "available_fte", 100)], ann, 1)
    assert Plan.build(store.tables(store.copy_plan(plan, "As it was", ann, version=1))).hash == before


def test_a_plan_can_be_read_as_it_was_at_every_version(store: Store, plan: str, ann: Who) -> None:
    for fte in (10, 20, 30):
        store.edit(plan, [put("People", 3, "available_fte", fte)], ann, store.plan(plan).version)
    seen = [int(store.tables(plan, version)["People"].loc[3, "available_fte"]) for version in (1, 2, 3, 4)]
    assert seen == [80, 10, 20, 30]
    assert store.snapshot(plan).version == 4


def test_renaming_is_part_of_the_history(store: Store, plan: str, ann: Who) -> None:
    store.rename(plan, "Winter", ann)
    assert store.plan(plan).name == "Winter"
    assert store.history(plan)[0].why == "Renamed from “Autumn” to “Winter”"


def test_one_scenario_is_live_at_a_time_and_other_plans_are_left_alone(store: Store, plan: str, ann: Who) -> None:
    scenario = store.copy_plan(plan, "B", ann)
    other = store.create_plan("Another cycle", {}, ann)
    for chosen in (plan, other, scenario):
        store.make_live(chosen, ann, reason="Agreed at the board")
    assert {p.id for p in store.plans() if p.live} == {scenario, other}
    assert [d.plan_id for d in store.decisions()] == [plan, other, scenario]


def test_what_does_not_exist_is_said_in_words(store: Store, plan: str) -> None:
    with pytest.raises(NotFound, match="no plan nowhere"):
        store.tables("nowhere")
    with pytest.raises(NotFound, match="“Autumn” has no version 9: its versions are 1 to 1"):
        store.tables(plan, 9)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_only_planners_make_copy_rename_and_choose_plans(store: Store, plan: str, role: Role) -> None:
    who = Who("Sam", role, ("*",))
    for forbidden in (lambda: store.create_plan("B", {}, who), lambda: store.copy_plan(plan, "B", who),
                      lambda: store.rename(plan, "B", who), lambda: store.make_live(plan, who)):  # fmt: skip
        with pytest.raises(NotAllowed, match=f"As {role} you may not .*planner may"):
            forbidden()
    assert [p.name for p in store.plans()] == ["Autumn"]
