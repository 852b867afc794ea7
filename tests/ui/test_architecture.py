"""The screens keep light: no solver in their process, pages without logic, everything found in one list."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from teamform.ui.menu import FOLDER, PAGES
from tests.ui.conftest import ROOT

PAGE_FILES = sorted(FOLDER.glob("*.py"))


def test_the_solver_is_never_loaded_into_the_process_of_the_screens():
    parts = ", ".join(f"teamform.ui.{f.stem}" for f in sorted((ROOT / "teamform" / "ui").glob("[a-z]*.py")))
    code = (
        f"import sys, {parts}, teamform.ui.frame; print([m for m in sys.modules if m.partition('.')[0] == 'ortools'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("file", PAGE_FILES, ids=lambda f: f.stem)
def test_a_page_is_layout_only(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    assert not [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.While | ast.Try)
    ]


def test_every_page_is_in_the_one_list_and_every_listed_page_is_there():
    assert {page.file for page in PAGES} == set(PAGE_FILES)


def test_screens_use_no_solver_words():
    forbidden = ("infeasible", "objective", "constraint", "incumbent", "slack", "dual ", "lower bound")
    for file in (ROOT / "teamform" / "ui").rglob("*.py"):
        texts = [n.value for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Constant)]
        said = " ".join(t for t in texts if isinstance(t, str)).lower()
        assert not [word for word in forbidden if word in said], file.name
