"""The page on importing says what importing gives and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

from teamform.workbook import import_files
from teamform.workbook.door import limits
from teamform.workbook.importing.health import health
from teamform.workbook.importing.mapping import settled

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


def test_every_part_of_the_document_is_on_the_page():
    document = health(import_files([("s.csv", b"Staff Number,Name,FTE,Gender\n1,Ann Oak,lots,F\n")]))
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert document.keys() <= named
    assert {key for part in ("files", "issues", "dropped_columns", "tables") for key in document[part][0]} <= named


def test_the_page_runs_and_its_mapping_is_taken(monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], {})  # type: ignore[index]
    assert settled(json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])).synonyms  # type: ignore[index]


def test_the_limits_are_those_of_the_door():
    sizes = (limits.MEMORY, limits.FILE_BYTES, limits.UNPACKED_BYTES)
    said = [f"{size // limits.MEBIBYTE} MB" for size in sizes] + [f"{limits.SHEETS} sheets"]
    said += [f"{number:,}" for number in (limits.ROWS, limits.CELLS, limits.IN_A_ROW)]
    assert not [words for words in said if words not in PAGE]
