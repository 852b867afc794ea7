"""Another way to lead, switched in the workbook: the command line reshapes the team and names everyone affected."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from teamform import workbook
from teamform.cli import app
from teamform.plan.lists import MODES
from teamform.plan.modes import switched
from tests.checker import allowed
from tests.leading import team
from tests.plain import Facts, Work


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The team's workbook and its proposal, led in no particular mode."""
    made = tmp_path_factory.mktemp("leading")
    workbook.write(made / "before.xlsx", team())
    done = CliRunner().invoke(app, ["solve", str(made / "before.xlsx"), "--json", str(made / "before.json")])
    assert done.exit_code == 0
    return made


@pytest.mark.parametrize("mode", MODES)
def test_a_team_switched_to_a_mode_obeys_its_bundle_and_everyone_affected_is_named(mode, folder):
    """F25: whoever leaves, joins or gives another share has a sentence; nobody else moves."""
    after = folder / f"{mode}.xlsx"
    workbook.write(after, switched(team(), "T1", mode))
    words = ["explain", "repair", str(folder / "before.xlsx"), str(after), "--solved", str(folder / "before.json")]
    done = CliRunner().invoke(app, [*words, "--json", str(folder / "reasons.json")])
    assert done.exit_code == 0, done.output
    (found,) = json.loads((folder / "reasons.json").read_text())["reasons"]
    facts = Facts.of(workbook.read(after).need_plan())
    assert facts.mode("T1", "whole plan")["leadership_mode"] == mode
    becomes = placed(found["proposal"])
    assert allowed(facts, Work.of(facts, becomes))
    was = placed(json.loads((folder / "before.json").read_text()))
    moved = {who for who, *_ in held(was) ^ held(becomes)}
    assert {move["person_id"] for move in found["moves"]} == moved
    assert all(move["sentence"] in done.output and move["name"] in move["sentence"] for move in found["moves"])


def placed(record) -> pd.DataFrame:
    """An allocation as it stands in JSON, in hundredths of FTE."""
    table = pd.DataFrame(record["allocation"]).rename(columns={"team": "team_id"})
    return table.assign(fte=(table["fte"] * 100).round().astype(int))


def held(table: pd.DataFrame) -> set[tuple[str, str, int]]:
    return set(table[["person_id", "demand_id", "fte"]].itertuples(index=False, name=None))
