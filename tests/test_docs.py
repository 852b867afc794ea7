"""The documentation says what the program does."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from docs import screens
from teamform.cli import app
from teamform.plan.sheets import SHEETS
from teamform.report import Outcome, as_json
from teamform.report.documentation import PAGES
from teamform.rules import kinds_of_rule
from teamform.solve import Limits, solve
from teamform.ui import menu
from tests.facts import person, plan, seat

ROOT = Path(__file__).parents[1]
DERIVED = {**PAGES, "screens.md": screens.page}
PAGES_OF_PEOPLE = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", DERIVED)
def test_derived_pages_are_fresh(name):
    """Run `make docs` when this fails."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == DERIVED[name]()


def test_the_generator_writes_every_derived_page(tmp_path):
    subprocess.run([sys.executable, "-m", "teamform.report.documentation", str(tmp_path)], check=True, cwd=ROOT)
    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)


def test_every_rule_is_documented_with_its_sentence_and_settings():
    page = PAGES["rules.md"]()
    for rule in kinds_of_rule():
        assert f"### {rule().name}\n\n{rule().title}" in page
        for field in fields(rule):
            assert f"| `{rule().name}.{field.name}` | " in page


def test_every_sheet_and_column_is_documented():
    sections = dict(zip(SHEETS, re.split(r"^## .*$", PAGES["workbook.md"](), flags=re.M)[1:], strict=True))
    for name, sheet in SHEETS.items():
        assert [c.name for c in sheet.columns] == re.findall(r"^\| `(\w+)` \|", sections[name], flags=re.M)


def test_every_page_of_the_app_has_a_picture():
    assert {entry.url for entry in menu.PAGES} == {picture.page for picture in screens.PICTURES}


def test_every_picture_is_there_and_no_other():
    assert {path.name for path in screens.IMAGES.iterdir()} == {f"{picture.name}.png" for picture in screens.PICTURES}


def test_pictures_are_small_enough_to_live_beside_the_code():
    assert [path.name for path in screens.IMAGES.iterdir() if path.stat().st_size > 200_000] == []


@pytest.mark.parametrize("page", PAGES_OF_PEOPLE, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_opens_with_the_two_commands():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line.split("#")[0].strip() for line in lines[2:6] if "make" in line] == ["make demo", "make test"]


def test_the_readme_shows_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [name for name in commands if f"\nteamform {name} " not in readme] == []


def test_the_readme_names_every_key_of_the_json():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    facts = plan(people=[person("P1")], demand=[seat("T1")])
    keys = as_json(Outcome.proposed(facts, solve(facts, Limits(5, 1))))
    assert [key for key in keys if f"`{key}`" not in readme] == []


def test_pages_of_people_speak_no_solver_words():
    forbidden = re.compile(
        r"\b(infeasible|feasible|objective|dual|slack|constraint|resource|employee|workstream)s?\b", re.I
    )
    found = {page.name: forbidden.findall(page.read_text(encoding="utf-8")) for page in PAGES_OF_PEOPLE}
    assert {name: words for name, words in found.items() if words and name != "adding_a_rule.md"} == {}
