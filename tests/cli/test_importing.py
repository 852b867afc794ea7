"""``teamform import``: files in, a clean workbook and a document out, and an exit code that tells."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from teamform.cli import app
from teamform.workbook import read

PEOPLE = 'Staff Number,Name,Organisation,Available FTE,Gender\n017,"Oak, Ann",DHC,60%,Fsecret\n'


@pytest.fixture
def staff(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(app, ["import", *map(str, words)])


def test_an_export_becomes_a_workbook_and_a_document(staff, tmp_path):
    done = run(
        staff, "--out", tmp_path / "plan.xlsx", "--json", tmp_path / "h.json", "--save-mapping", tmp_path / "m.json"
    )
    assert done.exit_code == 0 and "Gender" in done.output and "Fsecret" not in done.output
    assert list(read(tmp_path / "plan.xlsx").tables["People"]["person_id"]) == ["017"]
    found = json.loads((tmp_path / "h.json").read_text(encoding="utf-8"))
    assert found["result"] == "imported" and found["counts"]["People"] == 1
    assert {"file", "sheet", "row", "column", "severity", "message"} <= set(found["issues"][0])
    assert run(staff, "--mapping", tmp_path / "m.json").exit_code == 0


def test_a_folder_stands_for_the_files_in_it(staff, tmp_path):
    (tmp_path / ".hidden.csv").write_text("x", encoding="utf-8")
    (staff.parent / "more.csv").write_text(
        PEOPLE.replace("017", "018").replace("Oak, Ann", "Elm, Bo"), encoding="utf-8"
    )
    done = run(tmp_path, "--json", tmp_path.parent / "h.json")
    found = json.loads((tmp_path.parent / "h.json").read_text(encoding="utf-8"))
    assert done.exit_code == 0 and [f["name"] for f in found["files"]] == ["more.csv", "staff.csv"]
    assert found["counts"]["People"] == 2


def test_a_file_that_cannot_be_used_ends_with_one_and_a_sentence(tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"MZ not a workbook")
    done = run(tmp_path / "bad.xlsx", "--json", tmp_path / "h.json")
    assert done.exit_code == 1 and "can't be used" in done.output and "Traceback" not in done.output
    assert json.loads((tmp_path / "h.json").read_text(encoding="utf-8"))["result"] == "refused"


def test_a_mapping_that_makes_no_sense_ends_with_one(staff, tmp_path):
    (tmp_path / "m.json").write_text("[]", encoding="utf-8")
    assert run(staff, "--mapping", tmp_path / "m.json").exit_code == 1


def test_a_place_that_is_no_workbook_is_wrong_usage(staff, tmp_path):
    assert run(staff, "--out", tmp_path / "plan.txt").exit_code == 2
