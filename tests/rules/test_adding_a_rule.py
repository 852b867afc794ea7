"""The rule of docs/adding_a_rule.md, loaded from that page, works like any other."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

import teamform.rules as folder
from teamform.errors import ConflictError
from teamform.rules import check, kinds_of_rule, program
from teamform.solve import Limits, solve
from tests.facts import allocation, person, plan, seat

PAGE = Path(__file__).parents[2] / "docs" / "adding_a_rule.md"
NAME = "somebody_carries"
HALF = {f"{NAME}.fte": 50}
LIMITS = Limits(seconds=10, workers=1)
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.M | re.S)


@pytest.fixture(autouse=True)
def added(tmp_path, monkeypatch):
    """The page's rule as one more file of the folder, for as long as a test runs."""
    (tmp_path / f"{NAME}.py").write_text(BLOCKS[0], encoding="utf-8")
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
    kinds_of_rule.cache_clear()
    yield
    kinds_of_rule.cache_clear()
    sys.modules.pop(f"teamform.rules.{NAME}", None)
    vars(folder).pop(NAME, None)


def test_it_is_found_by_looking_in_the_folder():
    assert NAME in {rule().name for rule in kinds_of_rule()}


def test_it_writes_labelled_rows_of_the_program():
    facts = plan(people=[person("P1")], demand=[seat("T1"), seat("T2")], settings=HALF)
    (block,) = [block for block in program(facts).blocks if block.rule == NAME]
    assert set(block.codes) == {"team", "period"}
    assert block.rows.stop - block.rows.start == 2


def test_the_check_names_the_team_that_misses_it():
    facts = plan(people=[person("P1", fte=0.4)], demand=[seat("T1")], settings=HALF)
    (breach,) = check(facts, allocation(facts, ("P1", "T1/DAT", 0.4))).breaches
    assert (breach.rule, breach.must, breach.labels["team"]) == (NAME, True, "T1")


def test_a_solve_keeps_it_even_where_others_would_fit_better():
    people = [person("A", fte=0.4, level=2), person("B", fte=0.4, level=2), person("large", fte=0.5, level=4)]
    demand = [seat("T1", fte=0.8, min_level=2)]
    without = solve(plan(people=people, demand=demand), LIMITS)
    kept = solve(plan(people=people, demand=demand, settings=HALF), LIMITS)
    assert set(without.allocation["person_id"]) == {"A", "B"}
    assert "large" in set(kept.allocation["person_id"])


def test_where_it_can_t_hold_it_is_named_and_softened_it_is_reported():
    people, demand = [person("P1", fte=0.4)], [seat("T1", fte=0.4)]
    with pytest.raises(ConflictError, match=r"Team T1 has somebody who could give it 0\.5 FTE"):
        solve(plan(people=people, demand=demand, settings=HALF), LIMITS)
    softened = solve(plan(people=people, demand=demand, settings={**HALF, f"{NAME}.applied": "should"}), LIMITS)
    assert [breach.rule for breach in softened.broken] == [NAME]


def test_the_page_s_own_tests_pass(tmp_path):
    file = tmp_path / "page_tests.py"
    file.write_text(BLOCKS[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("page_tests", file)
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    tests = [member for name, member in vars(page).items() if name.startswith("test_")]
    assert len(tests) == 3
    for test in tests:
        test()
