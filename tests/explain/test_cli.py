"""``teamform explain`` answers in sentences and as JSON, from a workbook and from a kept proposal."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from teamform import workbook
from teamform.cli import app
from tests.explain.asking import hoarding
from tests.facts import frame

SOLVER_WORDS = ("infeasible", "constraint", "objective", "dual", "slack")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("explain")
    workbook.write(made / "plan.xlsx", hoarding())
    people = hoarding().given["People"]
    workbook.write(made / "changed.xlsx", hoarding().changed(People=people[people["person_id"] != "B3"]))
    done = CliRunner().invoke(app, ["solve", str(made / "plan.xlsx"), "--json", str(made / "solved.json")])
    assert done.exit_code == 0
    return made


def ask(folder, *words):
    out = folder / "reasons.json"
    done = CliRunner().invoke(
        app, ["explain", words[0], str(folder / "plan.xlsx"), *words[1:], "--solved", str(folder / "solved.json"),
              "--json", str(out)],
    )  # fmt: skip
    return done, json.loads(out.read_text())["reasons"] if done.exit_code == 0 else []


@pytest.mark.parametrize("words", [
    ("ladder", "BEH"), ("short",), ("why", "B3", "T1"), ("why-not", "B4", "T1"), ("prices",), ("stop-list",),
    ("ways-out", "T1", "--discipline", "BEH", "--fte", "0.5", "--level", "4"), ("dials",), ("choices", "T1/BEH"),
    ("seats-for-person", "B4"), ("equal",), ("fragile",), ("if-leaves", "B3"), ("stress", "--runs", "3"), ("one-more",),
    ("person", "B4", "T1"), ("organisations",),
])  # fmt: skip
def test_reasons_are_sentences_without_a_solvers_words(folder, words):
    done, reasons = ask(folder, *words)
    if words[0] == "why" and done.exit_code == 1:
        assert "isn't on" in done.output
        return
    assert done.exit_code == 0, done.output
    assert reasons
    assert all(reason["sentence"] in done.output.replace("\n", " ").replace("  ", " ") for reason in reasons[:1])
    assert not [word for word in SOLVER_WORDS if word in json.dumps(reasons).lower()]


def test_a_plan_that_cannot_be_made_is_answered_with_its_ways_out(folder):
    declined = hoarding().given["People"]
    pins = frame("Pins", [{"person_id": "B1", "team_id": "T1", "fte": 0.8}])
    workbook.write(folder / "clash.xlsx", hoarding().changed(People=declined, Pins=pins))
    out = folder / "clash.json"
    done = CliRunner().invoke(app, ["explain", "ways-out", str(folder / "clash.xlsx"), "--json", str(out)])
    assert done.exit_code == 0, done.output
    (clash,) = json.loads(out.read_text())["reasons"]
    assert {way["rule"] for way in clash["ways"] if way["tried"]} == {"release_caps", "pins"}


def test_a_repair_lists_everyone_affected(folder):
    done, (found,) = ask(folder, "repair", str(folder / "changed.xlsx"))
    assert done.exit_code == 0, done.output
    assert found["forced"] == ["B3"]
    assert all(move["sentence"] in done.output for move in found["moves"])


def test_a_name_that_is_unknown_is_said_plainly(folder):
    done, _ = ask(folder, "why-not", "Nobody", "T1")
    assert done.exit_code == 1
    assert "“Nobody” is no person of this plan" in done.output


def test_a_proposal_for_another_plan_is_refused(folder):
    done = CliRunner().invoke(app, ["explain", "ladder", str(folder / "changed.xlsx"), "BEH", "--solved",
                                    str(folder / "solved.json")])  # fmt: skip
    assert done.exit_code == 1
    assert "solve it again" in done.output


def test_reasons_stand_in_the_workbook_beside_the_proposal_and_are_no_input_when_it_comes_back(folder):
    out = folder / "with_reasons.xlsx"
    done, reasons = ask(folder, "dials", "--out", str(out))
    assert done.exit_code == 0, done.output
    sheet = pd.read_excel(out, sheet_name="DialsThatDoNothing", keep_default_na=False, engine="openpyxl")
    assert list(sheet["in words"]) == [reason["sentence"] for reason in reasons]
    again = workbook.read(out)
    assert again.need_plan().hash == hoarding().hash
    assert not [issue for issue in again.issues if "Dials" in issue.sheet]


def test_every_proposal_that_is_written_has_its_supply_ladders(folder):
    out = folder / "proposal.xlsx"
    assert CliRunner().invoke(app, ["solve", str(folder / "plan.xlsx"), "--out", str(out)]).exit_code == 0
    ladder = pd.read_excel(out, sheet_name="SupplyLadder", keep_default_na=False, engine="openpyxl")
    cap = ladder[(ladder["discipline"] == "BEH") & (ladder["rule"] == "release caps")]
    assert cap["lost"].tolist() == [0.9]
    text = ladder.to_csv().lower()
    assert not [word for word in SOLVER_WORDS if word in text]
