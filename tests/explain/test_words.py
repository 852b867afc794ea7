"""No sentence that people read has a solver's words in it."""

import ast
import re
from pathlib import Path

import pytest

import teamform
from teamform.explain.words import amount, count, figure, listed

HOUSE = Path(teamform.__file__).parent
SOLVER_WORDS = re.compile(r"\b(infeasible|feasible|constraints?|objectives?|duals?|slack|relaxation)\b", re.IGNORECASE)
FILES = sorted(file for file in HOUSE.rglob("*.py") if "solve" not in file.relative_to(HOUSE).parts)
"""Whatever is on a screen, in the terminal, in an export or in JSON is put into words in one of these."""


def texts(tree):
    """Every text in a file but the docstrings."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_a_file_says_nothing_in_a_solvers_words(file):
    assert not [text for text in texts(ast.parse(file.read_text())) if SOLVER_WORDS.search(text)]


def test_figures_lists_and_counts_are_written_as_people_write_them():
    assert [figure(value) for value in (0.5, 1.0, 1234.56, -0.0)] == ["0.5", "1", "1,234.56", "0"]
    assert [listed(part) for part in ([], ["a"], ["a", "b"], "abc")] == ["", "a", "a and b", "a, b and c"]
    assert (count(1, "person", "people"), count(2, "person", "people")) == ("1 person", "2 people")
    assert (amount(100, "people"), amount(200, "people"), amount(50, "FTE")) == ("1 person", "2 people", "0.5 FTE")
