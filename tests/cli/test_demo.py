"""The demonstration, the template, and a copy of teamform that was installed from a wheel."""

import json
import re
import subprocess
import sys
import zipfile

import pytest

from tests.cli.conftest import ROOT, environment

SHIPPED = ["app.py", ".streamlit/config.toml", "data/demo.xlsx", "data/template.xlsx"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which a wheel built from this checkout was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
                    "--disable-pip-version-check", "--wheel-dir", folder, ROOT], check=True)  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_a_wheel_carries_the_app_its_options_and_the_demo(installed):
    for name in SHIPPED:
        assert (installed / "teamform" / "shipped" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_demo_runs_from_an_installed_copy(installed, tmp_path, verified):
    env = {**environment(), "PYTHONPATH": str(installed)}
    words = ["demo", "--time", "6", "--workers", "2", "--json", "demo.json", "--out", "demo.xlsx"]
    ran = subprocess.run([sys.executable, "-m", "teamform", *words], cwd=tmp_path, env=env, capture_output=True,
                         encoding="utf-8", timeout=90, check=False)  # fmt: skip
    record = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    assert record["status"] in ("proved", "good")
    assert len({row["team"] for row in record["allocation"]}) == 12
    for words in (
        "Goals, in strict order",
        "C1 · Shorten the grid connection queue",
        "RPS lets go at most 0.5 FTE of BEH",
    ):
        assert words in " ".join(ran.stdout.split())
    assert as_documented(record)
    verified(ROOT / "data" / "demo.xlsx", record)
    assert (tmp_path / "demo.xlsx").stat().st_size > 10_000


def as_documented(record):
    """Whether every goal that this run proved is what docs/demo.md says of it."""
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8").partition("## One period")[0]
    stated = dict(re.findall(r"^\| (.+?) \| ([\d.]+) ", page, flags=re.M))
    assert len(stated) >= 5
    proved = {tier["title"]: tier["value"] for tier in record["tiers"] if tier["proved"]}
    return all(proved.get(title, float(value)) == float(value) for title, value in stated.items())


def test_the_template_can_be_filled_in_and_nothing_is_overwritten(run, tmp_path):
    path = tmp_path / "mine.xlsx"
    assert run("template", path).code == 0
    assert run("check", path, json=True).json["status"] in ("ready", "refused")
    before = path.read_bytes()
    again = run("template", path)
    assert (again.code, path.read_bytes()) == (2, before)
    assert "there already" in again.err


def test_check_says_what_is_offered_and_asked_without_solving(run):
    ran = run("check", ROOT / "data" / "demo.xlsx", json=True)
    assert (ran.code, ran.json["status"], ran.json["allocation"]) == (0, "ready", [])
    assert (
        "On offer: 71.8 FTE of 127 people. Asked for: 51.1 FTE in 95 seats of 12 teams, at most, in 2026-27 Q1."
        in " ".join(ran.out.split())
    )
    assert {remark["rule"] for remark in ran.json["remarks"]} >= {"everything_is_first"}


def test_check_answers_one_for_what_cannot_be_planned_with(book, run):
    ran = run("check", book(People=[{"person_id": "1", "available_fte": 1}]), json=True)
    assert (ran.code, ran.json["status"], ran.out) == (1, "refused", "")
