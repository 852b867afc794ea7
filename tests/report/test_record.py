"""The JSON document of a run."""

import json

import pytest

from teamform.errors import ConflictError, InputError, NoPlanInTime
from teamform.plan.issues import Issue, Severity
from teamform.report import Ending, Outcome, as_json, write_json
from teamform.solve import Limits, solve
from tests.facts import QUARTERS, person, plan, seat

ISSUES = [
    Issue(Severity.GREEN, "People", 3, "fte", "0,6", "A comma.", "Read as 0.6."),
    Issue(Severity.RED, "People", 9, "fte", "x", "Not a number.", "Write a number."),
]


def record(outcome):
    """The document after a trip through strict JSON."""
    return json.loads(json.dumps(as_json(outcome), allow_nan=False))


@pytest.fixture(scope="module")
def solved():
    facts = plan(
        people=[person("007", "UR", 0.6, organisation="A"), person("008", "UR", 0.25, organisation="B")],
        demand=[seat("T1", "UR", 1.0, end="Q1"), seat("T2", "UR", 0.4, start="Q2")],
        teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}],
        periods=QUARTERS,
        settings={"seed": 7},
    )
    return record(Outcome.proposed(facts, solve(facts, Limits(10, 1)), ISSUES))


def test_a_proved_plan_says_so(solved):
    assert solved["status"] == "proved"
    assert all(tier["proved"] and tier["value"] == tier["bound"] for tier in solved["tiers"])


def test_unmet_demand_is_in_fte_of_a_periods_average(solved):
    """0.2 of 1.0 FTE is missing in one of two periods."""
    values = {tier["name"]: (tier["value"], tier["unit"]) for tier in solved["tiers"]}
    assert values["unmet_demand.P1"] == (0.1, "FTE")
    assert values["unmet_demand.P2"] == (0.0, "FTE")
    assert values["unmet_demand.P3"] == (0.0, "FTE")


def test_allocations_are_in_natural_units_with_identifiers_as_text(solved):
    first = {row["person_id"]: row for row in solved["allocation"] if row["period"] == "Q1"}
    assert first["007"]["fte"] == 0.6
    assert first["008"]["fte"] == 0.2
    assert set(first["007"]) == {"person_id", "team", "demand_id", "discipline", "first_step", "period", "fte"}


def test_the_shortfall_lists_each_seat_that_is_not_filled(solved):
    (row,) = solved["shortfall"]
    figures = {key: row[key] for key in ("team", "discipline", "period", "required", "allocated", "unmet")}
    assert figures == {
        "team": "T1", "discipline": "UR", "period": "Q1", "required": 1.0, "allocated": 0.8, "unmet": 0.2,
    }  # fmt: skip
    assert row["reason"].startswith("0.8 FTE of people with UR on offer")


def test_what_the_result_was_made_from_is_on_record(solved):
    assert (solved["seed"], len(solved["input_hash"]), solved["time_limit"], solved["workers"]) == (7, 64, 10, 1)
    assert {"teamform", "python", "ortools", "pandas"} <= set(solved["versions"])
    assert solved["seconds"] > 0


def test_the_worst_issues_come_first(solved):
    assert [issue["severity"] for issue in solved["issues"]] == ["red", "green"]
    assert solved["issues"][0] == {
        "severity": "red", "sheet": "People", "row": 9, "column": "fte", "found": "x", "why": "Not a number.",
        "action": "Write a number.", "file": "", "became": "", "by": "",
    }  # fmt: skip


def test_assumptions_carry_how_often_they_were_used(solved):
    assert {"sheet": "Demand", "column": "min_level", "count": 2,
            "sentence": "2 demand rows have no level: taken as 2 (working)"} in solved["assumptions"]  # fmt: skip


def test_a_conflict_names_rules_and_people():
    facts = plan(
        people=[person("P1", clearance="none")], demand=[seat("T1", clearance="SC")],
        pins=[{"person_id": "P1", "team_id": "T1"}],
    )  # fmt: skip
    with pytest.raises(ConflictError) as caught:
        solve(facts, Limits(5, 1))
    found = record(Outcome.failed(caught.value, plan=facts, time_limit=5, workers=1))
    assert (found["status"], found["conflict_is_smallest"]) == ("conflict", True)
    assert sorted(claim["rule"] for claim in found["conflict"]) == ["clearance", "pins"]
    assert all(claim["labels"]["person"] == "P1" and "P1" in claim["sentence"] for claim in found["conflict"])
    assert found["input_hash"] == facts.hash


def test_no_plan_in_time_is_never_called_impossible():
    found = record(Outcome.failed(NoPlanInTime("Time ran out before any plan was found.")))
    assert found["status"] == "no plan in time"
    assert found["message"].startswith("Time ran out before any plan was found")
    assert "impossible" not in json.dumps(found)


def test_refused_input_carries_its_issues_and_the_same_keys():
    found = record(Outcome.failed(InputError("No People sheet.", ISSUES)))
    assert (found["status"], len(found["issues"])) == ("refused", 2)
    whole = record(Outcome(Ending.READY, "Fine.", plan=plan(people=[person("P1")], demand=[seat("T1")])))
    assert set(found) == set(whole)


def test_a_document_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "result.json"
    write_json({"name": "Zoë"}, path)
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json({"value": float("nan")}, path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"name": "Zoë"}
    assert [p.name for p in tmp_path.iterdir()] == ["result.json"]
