"""Whatever file is given ends as people, as issues at their places, or as a sentence; never otherwise, and soon."""

from __future__ import annotations

import io
import json
import resource
import time
from pathlib import Path

import pandas as pd
import pytest

from teamform.errors import UnreadableFile
from teamform.workbook import import_files
from teamform.workbook.door import child, limits
from teamform.workbook.importing.health import health
from tests.workbook.cases import Case
from tests.workbook.corpus import corpus, mutated

CASES = corpus()
MUTATED = 2000


def test_the_corpus_is_large_and_names_each_file_once():
    assert len(CASES) >= 150 and len({case.name for case in CASES}) == len(CASES)


PEAK = """
import re
from teamform.workbook.door import child
send = child._send
def measured(out, message):
    if message[0] in ("done", "refused"):
        status = open("/proc/self/status").read()
        open({path!r}, "w").write(re.search("VmHWM:\\s*(\\d+)", status)[1])
    send(out, message)
child._send = measured
child.main()
"""
START = "import sys; sys.path.insert(0, sys.argv[1])"


@pytest.fixture
def peak(monkeypatch, tmp_path):
    """The most memory, in MB, that the child has taken when it ends."""
    path = tmp_path / "peak"
    if Path("/proc/self/status").exists():
        monkeypatch.setattr("teamform.workbook.opening._CHILD", START + PEAK.format(path=str(path)))
    return lambda: int(path.read_text()) / 1000 if path.exists() else 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_what_its_manifest_says(case: Case, peak):
    data, before = case.make(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    found = import_files([(case.file, data)], accept_guesses=case.accept)
    assert time.monotonic() - began < (5 if case.refused else 10)
    assert peak() < 500 and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
    assert bool(found.refused) == case.refused, found.refused
    if case.refused:
        assert next(iter(found.refused.values())).endswith((".", ":")), found.refused
        return
    people = found.tables.get("People", pd.DataFrame({"person_id": []}))
    ordered = people.sort_values("person_id")
    if case.people is not None:
        assert tuple(ordered["person_id"]) == case.people, [str(i) for i in found.issues]
    places = {(str(i.severity), i.row, i.column) for i in found.issues}
    assert set(case.says) <= places, sorted(map(str, found.issues))
    for column, wanted in case.values.items():
        values = ordered[column].astype("str") if column.startswith("available_f") else ordered[column]
        assert all(is_ in (value, ...) for value, is_ in zip(values, wanted, strict=True)), list(values)
    assert {name: len(found.tables[name]) for name in case.tables} == case.tables
    kept = json.dumps(health(found)) + repr(found.grids) + repr(found.tables) + repr(found.read)
    assert not [text for text in case.nowhere if text in kept]


def test_mutated_workbooks_end_as_cells_or_as_a_sentence(monkeypatch):
    """What the child does with a file raises nothing but a refusal, which it turns into a message."""
    monkeypatch.setattr(limits, "SECONDS", 5.0)
    for data in mutated(MUTATED):
        try:
            for message in child._messages(io.BytesIO(data)):
                assert message[0] in ("size", "sheet", "rows")
        except child.Refused as refused:
            assert str(refused)


def test_mutated_workbooks_come_in_or_are_refused_whole():
    for data in mutated(30, seed=11):
        try:
            found = import_files([("m.xlsx", data)])
        except UnreadableFile:  # pragma: no cover - import lists it instead
            raise AssertionError("a refusal must be listed, not raised") from None
        assert found.refused or found.issues or found.tables
