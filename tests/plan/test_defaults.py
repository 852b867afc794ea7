"""Filling in what a workbook leaves open; every default that is used is listed with its count."""

from __future__ import annotations

import pytest

from teamform.plan.sheets import SHEETS
from tests.facts import QUARTERS, person, plan, seat


def assumed(facts):
    """The listed sentences by sheet and column."""
    return {(a.sheet, a.column): (a.count, a.sentence) for a in facts.assumptions}


def bare(**more):
    people = [{"person_id": "P1", "primary_discipline": "DAT", "available_fte": 0.5}]
    return plan(**{"people": people, "demand": [seat("T1", "DAT", 0.5)], **more})


def test_people_and_demand_suffice_and_every_missing_sheet_is_named():
    facts = bare()
    absent = {name for name, sheet in SHEETS.items() if sheet.absent}
    assert {sheet for (sheet, column) in assumed(facts) if not column} == absent
    assert "everyone offered may be released" in assumed(facts)["ReleaseCaps", ""][1]


def test_a_sheet_that_is_given_is_not_called_missing():
    facts = bare(release_caps=[{"organisation": "CAB", "release_cap_fte": 1}])
    assert ("ReleaseCaps", "") not in assumed(facts)


def test_each_blank_is_counted():
    people = [{"person_id": f"P{i}", "primary_discipline": "DAT", "available_fte": 0.5} for i in range(3)]
    people.append(person("P9", organisation="CAB", clearance="SC", contract_fte=0.5))
    found = assumed(plan(people=people, demand=[seat("T1"), seat("T2", min_level=1)]))
    assert found["People", "organisation"] == (
        3, "3 people have no organisation: treated as one organisation called (not given)",
    )  # fmt: skip
    assert found["People", "clearance"][0] == 3
    assert found["People", "contract_fte"][0] == 3
    assert found["People", "level"] == (3, "3 people have no level given: taken as 2 (working)")
    assert found["Demand", "min_level"] == (1, "1 demand rows have no level: taken as 2 (working)")


def test_a_workbook_that_leaves_nothing_open_has_nothing_listed_about_people():
    whole = person(
        "P1", organisation="CAB", contract_fte=1, employment_type="permanent", clearance="SC", consent="agreed"
    )
    found = assumed(bare(people=[whole], demand=[seat("T1", min_level=2)]))
    assert not [key for key in found if key[0] in {"People", "Demand"}]


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_each_default_that_changes_a_plan_is_spoken_of_or_said_in_the_column_s_help(name):
    for column in SHEETS[name].columns:
        if column.assumption:
            assert column.default is not None
            assert "{count}" in column.assumption


# --- what is worked out from other sheets


def test_a_team_that_demand_names_is_its_own_mission_of_priority_one():
    teams = bare().teams.set_index("team_id")
    assert teams.loc["T1", ["mission", "team", "priority"]].tolist() == ["T1", "T1", 1]


def test_a_team_s_priority_comes_from_its_mission_unless_it_has_its_own():
    teams = [{"team_id": "T1", "mission": "Health"}, {"team_id": "T2", "mission": "Health", "priority": 1},
             {"team_id": "T3", "mission": "Growth"}]  # fmt: skip
    facts = bare(teams=teams, missions=[{"mission": "Health", "priority": 3}])
    assert facts.teams.set_index("team_id")["priority"].to_dict() == {"T1": 3, "T2": 1, "T3": 1}
    assert assumed(facts)["Teams", "priority"] == (1, "1 teams have no priority: taken as 1")
    assert set(facts.sheets["Missions"]["mission"]) == {"Health", "Growth"}


def test_organisations_and_disciplines_in_use_are_added_and_said_so():
    facts = bare(
        people=[person("P1", organisation="CAB"), person("P2", organisation="DHC")],
        organisations=[{"organisation": "CAB", "sector": "central"}],
        disciplines=[{"discipline": "POL"}],
        release_caps=[{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 1}],
    )
    assert facts.organisations["organisation"].tolist() == ["CAB", "DHC", "RPS"]
    assert facts.disciplines["discipline"].tolist() == ["BEH", "DAT", "POL"]
    assert "DHC, RPS" in assumed(facts)["Organisations", "organisation"][1]
    assert "BEH, DAT" in assumed(facts)["Disciplines", "discipline"][1]
    assert facts.disciplines.set_index("discipline").loc["DAT", "name"] == "Data analysis and science"


def test_without_a_grades_sheet_the_usual_grades_stand():
    assert set(bare().sheets["Grades"]["grade"]) >= {"HEO", "G7", "SCS1"}
    own = bare(grades=[{"grade": "8a", "rank": 1, "annual_cost_gbp": 1}])
    assert own.sheets["Grades"]["grade"].tolist() == ["8a"]


def test_a_plan_without_periods_is_one_period():
    facts = bare()
    assert facts.periods["period"].tolist() == ["whole plan"]
    assert facts.runs.tolist() == [[True]]


def test_demand_runs_as_its_first_step_does_unless_it_says_otherwise():
    steps = [{"first_step": "S", "team_id": "T1", "start": "Q2", "end": "Q2"}]
    demand = [seat("T1", "DAT", first_step="S", demand_id="a"),
              seat("T1", "POL", first_step="S", start="Q1", demand_id="b"),
              seat("T1", "UR", demand_id="c")]  # fmt: skip
    facts = bare(demand=demand, first_steps=steps, periods=QUARTERS)
    assert dict(zip(facts.demand["demand_id"], facts.runs.tolist(), strict=True)) == {
        "a": [False, True], "b": [True, True], "c": [True, True],
    }  # fmt: skip


def test_seats_without_a_name_get_one_that_nobody_else_has():
    demand = [seat("T1", "DAT", 0.5), seat("T1", "DAT", 0.3), seat("T1", "POL"), seat("T2", "DAT", demand_id="T1/POL"),
              seat("T1", "UR", 1), seat("T3", "UR", 1, demand_id="T1/UR/2"), seat("T1", "UR", 2)]  # fmt: skip
    facts = bare(demand=demand)
    assert facts.demand["demand_id"].is_unique
    assert (facts.demand["demand_id"] != "").all()


def test_what_is_desired_is_at_least_what_is_required():
    demand = [seat("T1", fte=0.6), seat("T2", fte=0.6, fte_desired=0.4), seat("T3", fte=0.6, fte_desired=0.8)]
    assert bare(demand=demand).demand["fte_desired"].tolist() == [60, 60, 80]


# --- what people can do


def abilities(*people, **more):
    facts = bare(people=people, **more)
    skills = facts.sheets["PersonSkills"]
    found = dict(zip(zip(skills["person_id"], skills["discipline"], strict=True), skills["level"], strict=True))
    return facts, found


def test_abilities_come_from_people_and_person_skills_together():
    _, found = abilities(
        person("P1", "DAT", level=3, other_disciplines="POL:2; UR"),
        person_skills=[{"person_id": "P1", "discipline": "LEG", "level": 4}],
    )
    assert found == {("P1", "DAT"): 3, ("P1", "POL"): 2, ("P1", "UR"): 2, ("P1", "LEG"): 4}


def test_person_skills_say_the_level_of_the_main_discipline_where_people_don_t():
    people = {"person_id": "P1", "primary_discipline": "DAT", "available_fte": 1}
    facts, found = abilities(people, person_skills=[{"person_id": "P1", "discipline": "DAT", "level": 4}])
    assert found == {("P1", "DAT"): 4}
    assert ("People", "level") not in assumed(facts)


def test_without_a_main_discipline_the_best_known_one_is_taken_and_said_so():
    skills = [
        {"person_id": "P1", "discipline": "POL", "level": 2},
        {"person_id": "P1", "discipline": "DAT", "level": 3},
    ]
    facts, _ = abilities(person("P1", None, level=None), person_skills=skills)
    assert facts.people["primary_discipline"].tolist() == ["DAT"]
    assert assumed(facts)["People", "primary_discipline"][0] == 1


def test_levels_are_a_table_of_people_and_abilities():
    facts, _ = abilities(person("P1", "DAT", level=3, other_disciplines="POL:2"), person("P2", "POL", level=1))
    at = {name: facts.abilities.get_loc(name) for name in ("DAT", "POL")}
    rows = {p: facts.levels[i] for i, p in enumerate(facts.people["person_id"])}
    assert (rows["P1"][at["DAT"]], rows["P1"][at["POL"]]) == (3, 2)
    assert (rows["P2"][at["DAT"]], rows["P2"][at["POL"]]) == (0, 1)
