"""The benchmarks' plans have the shape they promise, are the same every time, and can be built, checked and solved."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from benchmarks import __main__ as command
from benchmarks import build, report, solving, ui
from benchmarks.apart import machine, measured
from benchmarks.families import DISCIPLINES, FAMILIES, SCARCE, plan, sized, tables
from teamform.rules import check, program, rules_of
from teamform.solve import allocation
from teamform.solve.blocks import Blocks
from teamform.solve.cpsat import Budget, Model
from teamform.solve.shape import Shape


@pytest.fixture(scope="module")
def middle():
    """A plan of family M and its program."""
    facts = plan("M")
    return facts, program(facts)


@pytest.mark.parametrize("family", ["S", "M", "L"])
def test_a_family_has_its_number_of_people_and_teams(family):
    made = tables(family)
    assert len(made["People"]) == made["People"]["person_id"].nunique() == FAMILIES[family].people
    assert len(made["Teams"]) == made["Demand"]["team_id"].nunique() == FAMILIES[family].teams


def test_the_same_family_and_seed_give_the_same_plan_and_another_seed_another():
    assert plan("S", 3).hash == plan("S", 3).hash
    assert plan("S", 3).hash != plan("S", 4).hash


def test_teams_ask_for_three_to_seven_disciplines_within_bounds():
    demand = tables("L")["Demand"]
    assert demand.groupby("team_id")["discipline"].nunique().between(3, 7).all()
    assert demand["fte_required"].between(50, 400).all()


@pytest.mark.parametrize("family", ["M", "L"])
def test_scarce_disciplines_are_asked_for_at_90_to_120_per_cent_of_supply(family):
    made = tables(family)
    asked = made["Demand"].groupby("discipline")["fte_required"].sum()
    offered = made["People"].groupby("primary_discipline")["available_fte"].sum()
    share = (asked / offered)[np.array(DISCIPLINES)[SCARCE]]
    assert share.between(0.85, 1.3).all()


def test_fifteen_per_cent_come_from_outside_and_departments_have_caps():
    made = tables("L")
    central = made["Organisations"].set_index("organisation")["sector"] == "central"
    outside = ~made["People"]["organisation"].map(central)
    assert 0.13 < outside.mean() < 0.17
    offered = made["People"].groupby("organisation")["available_fte"].sum()
    caps = made["Organisations"].set_index("organisation")["release_cap_fte"]
    share = (caps / offered)[central[central].index]
    assert share.astype(float).between(0.29, 0.41).all()
    assert caps[~central].isna().all()


def test_not_all_availability_is_in_tenths():
    assert (tables("M")["People"]["available_fte"] % 10 != 0).any()


@pytest.mark.parametrize("periods", [1, 3])
@pytest.mark.parametrize("seed", range(1, 7))
def test_every_plan_of_family_s_is_possible(seed, periods):
    facts = plan("S", seed, periods, current=True)
    found = solving.solving("S", seed, periods, True, False, 4, 2, "door")
    assert found["outcome"] in ("proved", "good"), facts


def test_a_first_plan_made_team_by_team_passes_the_check(middle):
    facts, rows = middle
    x = Blocks.of(Shape(rows), None, 1).construct()
    assert check(facts, allocation(rows, x), rows).allowed


def test_checking_a_proposal_of_hundreds_of_placements_takes_no_time(middle):
    facts, rows = middle
    rules = rules_of(facts)
    proposed = allocation(rows, Blocks.of(Shape(rows), None, 1).construct())
    check(facts, proposed, rows, rules)
    watch = build.Stopwatch()
    check(facts, proposed, rows, rules)
    assert watch.lap("check")["check_cpu_s"] < 0.1


def test_family_l_is_built_within_its_limits():
    found = measured(build.build, "L", 1, 1, False)
    assert found["allowed"]
    assert found["program_cpu_s"] <= build.TARGETS["program_s"]
    assert found["check_cpu_s"] <= build.TARGETS["check_s"]
    assert found["peak_mb"] <= build.TARGETS["peak_mb"]


def test_results_become_a_page(tmp_path):
    runs = [{"family": "S", "seed": 1, "periods": 1, **build.build("S", 1, 1, False)}]
    results = tmp_path / "results"
    results.mkdir()
    (results / "one.json").write_text(json.dumps({"what": "build", "machine": machine(), "runs": runs}))
    report.write(results)
    page = (tmp_path / "RESULTS.md").read_text()
    assert "| S | 1 | 1 | 60 | 8 |" in page


def test_figures_of_the_app_become_a_page_of_their_own(tmp_path):
    results = tmp_path / "results"
    results.mkdir()
    runs = [ui.spread("a click", [0.1] * 19 + [0.9], 0.5), {"what": "weight of Home", "mb": 1.2}]
    (results / "one.json").write_text(json.dumps({"what": "ui", "machine": machine(), "runs": runs}))
    report.write(results)
    page = (tmp_path / "RESULTS.md").read_text()
    assert "## The app" in page
    assert "| a click | 20 | 0.1 | 0.9 | 0.9 | 0.5 | – |" in page
    assert "| weight of Home | – | – | – | – | – | 1.2 |" in page


def test_sizes_lie_between_those_of_the_families():
    assert [sized(people) for people in (60, 600, 5_000)] == [FAMILIES[name] for name in "SML"]
    assert 40 < sized(2_000).teams < 150
    assert len(tables(sized(150))["People"]) == 150


def test_growth_becomes_a_page_of_charts(tmp_path):
    (tmp_path / "docs").mkdir()
    folder = tmp_path / "benchmarks" / "results"
    folder.mkdir(parents=True)
    runs = [
        {"seconds": 30, "people": n, "first_plan_s": n / 500, "build_cpu_s": 0.5, "peak_mb": 200} for n in (60, 600)
    ]
    about = {"what": "growth", "machine": machine(), "runs": runs}
    (folder / "2026-11-29T1500-growth.json").write_text(json.dumps(about))
    report.write(folder)
    page = (tmp_path / "docs" / "growth.md").read_text()
    assert page.count("```mermaid") == 3
    assert 'x-axis "people" [60, 600]' in page and "line [0.12, 1.2]" in page


def test_a_plan_of_several_periods_spreads_its_work_and_knows_today():
    made = tables("M", periods=4, current=True)
    assert list(made["Periods"]["period"]) == ["2026-27 Q1", "2026-27 Q2", "2026-27 Q3", "2026-27 Q4"]
    order = pd.Index(made["Periods"]["period"])
    demand = made["Demand"]
    assert (order.get_indexer(demand["start"]) <= order.get_indexer(demand["end"])).all()
    assert demand["start"].nunique() > 1
    assert made["CurrentAllocation"]["fte"].between(10, 100).all()


def test_mission_teams_of_sixty_people_have_most_rules_in_force_and_are_possible():
    facts = plan("S", 1, periods=4, missions=True)
    rules = rules_of(facts)
    assert sum(not rule.off and rule.applies(facts) for rule in rules) > len(rules) / 2
    shape = Shape(program(facts, rules))
    x = Blocks.of(shape, None, facts.seed).construct()
    assert x is not None
    assert check(facts, allocation(shape.program, x), shape.program, rules).allowed


def test_a_team_keeps_a_share_of_underused_disciplines_only_where_several_could_give_it():
    facts = plan("S", 4, periods=4, current=True, missions=True)
    found = Model(program(facts)).search(None, None, Budget(10, 1, 1))
    assert found.x is not None  # one person alone could have given it, who can't be there


def test_results_of_the_same_minute_stand_beside_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    names = []
    for _ in range(3):
        names.append(command._free_name("2026-11-30T1246-solve"))
        (tmp_path / names[-1]).touch()
    assert names == ["2026-11-30T1246-solve.json", "2026-11-30T1246-solve-2.json", "2026-11-30T1246-solve-3.json"]
