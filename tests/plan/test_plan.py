"""A plan: frozen facts, the same whatever order the file had, and what follows from them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamform.errors import RuleError
from teamform.plan.plan import Plan
from teamform.plan.settings import DEFAULTS
from teamform.plan.sheets import SHEETS
from tests.facts import QUARTERS, person, plan, seat
from tests.random_plans import random_plan
from tests.rich import rich_plan


def shuffled(facts, seed):
    """The same facts, with every sheet in another order and other row numbers."""
    draw = random.Random(seed)
    tables = {}
    for name, table in facts.given.items():
        order = list(range(len(table)))
        draw.shuffle(order)
        tables[name] = table.iloc[order].set_axis(range(100, 100 + len(table)))
    return Plan.build(tables)


# --- the order of a file decides nothing


@pytest.mark.parametrize("facts", [rich_plan(), *(random_plan(seed) for seed in range(8))], ids=range(9))
def test_the_order_of_the_file_changes_nothing(facts):
    for seed in range(3):
        again = shuffled(facts, seed)
        assert again.hash == facts.hash
        for name, table in facts.sheets.items():
            pd.testing.assert_frame_equal(again.sheets[name].reset_index(drop=True), table.reset_index(drop=True))


def test_two_seats_of_the_same_team_and_discipline_keep_their_names_in_any_order():
    facts = plan(demand=[seat("T1", "DAT", 0.3, min_level=4), seat("T1", "DAT", 0.8), seat("T1", "DAT", 0.5)])
    for seed in range(5):
        again = shuffled(facts, seed)
        assert again.demand.set_index("demand_id")["fte_required"].to_dict() == (
            facts.demand.set_index("demand_id")["fte_required"].to_dict()
        )


def test_the_seed_decides_the_order_of_people_and_nothing_else_does():
    people = [person(f"P{i:02}") for i in range(20)]

    def orders(seed):
        facts = plan(people=people, settings={"seed": seed})
        return facts.people["person_id"].tolist()

    assert orders(1) == orders(1)
    assert orders(1) != orders(2)
    assert sorted(orders(2)) == [p["person_id"] for p in people]
    first = {orders(seed)[0] for seed in range(60)}
    assert len(first) > 10, "anyone may come first"


def test_a_person_s_place_depends_on_nothing_but_their_number_and_the_seed():
    names = [person(f"P{i}", display_name=f"{'ZA'[i % 2]} Flint", grade="G7", fte=0.5 + i / 20) for i in range(8)]
    bare = [person(f"P{i}") for i in range(8)]
    assert plan(people=names).people["person_id"].tolist() == plan(people=bare).people["person_id"].tolist()


def test_periods_stand_in_order_of_time():
    facts = plan(people=[person("P1")], demand=[seat("T1")], periods=QUARTERS[::-1])
    assert facts.periods["period"].tolist() == ["Q1", "Q2"]


# --- the fingerprint


def test_the_same_facts_have_the_same_fingerprint_and_any_change_another():
    facts = rich_plan()
    assert rich_plan().hash == facts.hash
    assert facts.with_settings(seed=2).hash != facts.hash
    assert rich_plan(budgets=[{"mission": "Health", "budget_gbp": 60_001}]).hash != facts.hash
    people = facts.given["People"]
    assert facts.changed(People=people.assign(available_fte=people["available_fte"] - 1)).hash != facts.hash


def test_row_numbers_of_the_spreadsheet_are_kept_but_not_part_of_the_fingerprint():
    facts = rich_plan()
    people = facts.given["People"]
    moved = facts.changed(People=people.set_axis(people.index + 10))
    assert moved.hash == facts.hash
    where = dict(zip(facts.people["person_id"], facts.people.index, strict=True))
    assert where["P1"] == 2 and moved.people.index.min() == 12


# --- what people offer


def offered(period=QUARTERS[0], step="0.1", **row):
    facts = plan(people=[person("P1", **row)], periods=[period] if period else [], settings={"planning_step": step})
    return int(facts.offered[0, 0]), int(facts.availability[0, 0])


def test_an_offer_is_prorated_by_days_and_rounded_down_to_the_planning_step():
    assert offered(fte=1) == (100, 100)
    assert offered(fte=1, available_from="2026-05-16") == (50, 50)  # 46 of 91 days
    assert offered(fte=1, available_to="2026-05-15") == (49, 40)  # 45 of 91 days
    assert offered(fte=0.81) == (81, 80)
    assert offered(fte=0.81, step="0.25") == (81, 75)
    assert offered(fte=0.04) == (4, 0)


def test_the_first_and_the_last_day_count():
    assert offered(fte=1, available_from="2026-06-30") == (1, 0)
    assert offered(fte=1, available_from="2026-07-01") == (0, 0)
    assert offered(fte=1, available_to="2026-04-01") == (1, 0)
    assert offered(fte=1, available_to="2026-03-31") == (0, 0)
    assert offered(fte=1, available_from="2026-06-01", available_to="2026-05-01") == (0, 0)


def test_without_periods_dates_are_not_looked_at():
    assert offered(period=None, fte=0.7, available_from="2030-01-01") == (70, 70)


@given(st.integers(0, 100), st.integers(0, 120), st.integers(0, 120))
@settings(max_examples=60, deadline=None)
def test_an_offer_is_never_rounded_up(fte, came, stays):
    first = date(2026, 3, 15) + timedelta(days=came)
    last = first + timedelta(days=stays)
    begin, end = date(2026, 4, 1), date(2026, 6, 30)
    present = max((min(last, end) - max(first, begin)).days + 1, 0)
    amount, whole = offered(fte=fte / 100, available_from=str(first), available_to=str(last))
    assert amount == fte * present // 91
    assert whole == amount // 10 * 10


def test_what_rounding_loses_is_listed_person_by_person():
    facts = plan(people=[person("P1", fte=0.81), person("P2", fte=0.5)], periods=QUARTERS)
    lost = facts.rounded_away
    assert lost[["person_id", "period", "offered", "planned"]].values.tolist() == [
        ["P1", "Q1", 0.81, 0.8], ["P1", "Q2", 0.81, 0.8],
    ]  # fmt: skip


# --- costs, grades, sectors


def test_people_without_a_grade_cost_the_average_of_those_with_one():
    facts = plan(people=[person("P1", grade="HEO"), person("P2", grade="SEO"), person("P3"), person("P4", grade="?")])
    cost = dict(zip(facts.people["person_id"], facts.annual_cost.tolist(), strict=True))
    assert cost == {"P1": 47_000, "P2": 56_000, "P3": 51_500, "P4": 51_500}


def test_a_grade_s_rank_is_nought_without_one():
    facts = plan(people=[person("P1", grade="HEO"), person("P2")])
    rank = dict(zip(facts.people["person_id"], facts.grade_rank.tolist(), strict=True))
    assert rank == {"P1": 3, "P2": 0}
    assert facts.rank_of(pd.Series(["G7", ""])).tolist() == [5, 0]


def test_everybody_outside_central_government_is_outside():
    organisations = [{"organisation": "A", "sector": "central"}, {"organisation": "B", "sector": "ALB"}]
    facts = plan(people=[person("P1", organisation="A"), person("P2", organisation="B"), person("P3")],
                 organisations=organisations)  # fmt: skip
    outside = dict(zip(facts.people["person_id"], facts.outside.tolist(), strict=True))
    assert outside == {"P1": False, "P2": True, "P3": False}


def test_what_expires_holds_in_every_period_that_begins_by_its_last_day():
    facts = plan(periods=QUARTERS)
    days = pd.Series(pd.to_datetime(["2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01", None]))
    assert facts.in_force(days).tolist() == [
        [False, False], [True, False], [True, False], [True, True], [True, True],
    ]  # fmt: skip
    assert plan().in_force(days).all()


# --- settings of the plan


def test_the_planning_step_is_one_of_six():
    for text, step in (("0.05", 5), ("0.1", 10), ("0,25", 25), ("1", 100), ("0.50", 50), ("0.2", 20)):
        assert plan(settings={"planning_step": text}).step == step
    for text in ("0.3", "0", "-0.1", "a tenth", "", "nan"):
        with pytest.raises(RuleError, match="planning_step is"):
            plan(settings={"planning_step": text})


def test_the_seed_is_a_whole_number_from_nought():
    assert plan(settings={"seed": "7.0"}).seed == 7
    for text in ("-1", "x", "", "7.5", "1e99", "nan", "inf"):
        with pytest.raises(RuleError, match="seed is"):
            plan(settings={"seed": text})


def test_a_setting_can_be_replaced_without_touching_the_others():
    facts = plan(settings={"seed": 5, "organisation_share.percent": 40})
    changed = facts.with_settings(seed=6, pins__applied="should")
    given = {"seed": "6", "organisation_share.percent": "40", "pins.applied": "should"}
    assert changed.settings == {**DEFAULTS, **given}
    assert facts.seed == 5


def test_changing_one_sheet_fills_in_defaults_afresh():
    facts = plan(people=[person("P1")], demand=[seat("T1")])
    more = facts.changed(Demand=plan(demand=[seat("T1"), seat("T2")]).given["Demand"])
    assert more.teams["team_id"].tolist() == ["T1", "T2"]
    assert facts.teams["team_id"].tolist() == ["T1"]


def test_an_empty_plan_is_a_plan():
    facts = plan()
    assert len(facts.people) == len(facts.demand) == 0
    assert facts.availability.shape == (0, 1)
    assert facts.hash


# --- columns


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_table_has_exactly_its_columns_with_their_types(name):
    table = rich_plan().sheets[name]
    assert list(table.columns) == [column.name for column in SHEETS[name].columns]
    for column in SHEETS[name].columns:
        assert str(table[column.name].dtype) == str(pd.Series([], dtype=column.kind.dtype).dtype)


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_column_says_what_it_means_and_refers_to_one_that_exists(name):
    sheet = SHEETS[name]
    assert sheet.help.endswith(".")
    assert set(sheet.key) <= set(sheet.by_name)
    for column in sheet.columns:
        assert column.help.endswith((".", "?")), column.name
        if column.refers:
            other, _, key = column.refers.partition(".")
            assert key in SHEETS[other].by_name
        if column.choices and column.default is not None:
            assert column.default in column.choices
