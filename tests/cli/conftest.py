"""Real workbooks and the real command line."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from teamform.cli import app
from teamform.team.coverage import shortfall
from teamform.workbook import read
from tests.checker import verify

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str
    json: dict[str, Any] | None = None


@pytest.fixture
def book(tmp_path):
    """Writes a workbook from rows in the sheet's own words, and gives its path."""

    def write(name="plan.xlsx", **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            heads = list(dict.fromkeys(head for row in rows for head in row))
            sheet.append(heads)
            for row in rows:
                sheet.append([row.get(head) for head in heads])
        made.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def run(tmp_path):
    """Runs a command in this process; ``json=True`` asks for the document too."""

    def command(*words, json=False):
        return _run(tmp_path, lambda args: CliRunner().invoke(app, args, env={"COLUMNS": "140"}), words, json)

    return command


@pytest.fixture
def launch(tmp_path):
    """Runs a command as people do, in a process of its own and in another folder."""

    def command(*words, json=False, timeout=120):
        def start(args):
            return subprocess.run([sys.executable, "-m", "teamform", *args], cwd=tmp_path, env=environment(),
                                  capture_output=True, text=True, encoding="utf-8", timeout=timeout,
                                  stdin=subprocess.DEVNULL, check=False)  # fmt: skip

        return _run(tmp_path, start, words, json)

    return command


def environment():
    """The environment in which this checkout is what `teamform` means."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "140"}


def _run(folder, start, words, wants_json):
    target = folder / "record.json"
    target.unlink(missing_ok=True)
    done = start([*map(str, words), *(["--json", str(target)] if wants_json else [])])
    if getattr(done, "exception", None) is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    code = done.returncode if hasattr(done, "returncode") else done.exit_code
    document = json.loads(target.read_text(encoding="utf-8")) if wants_json and target.exists() else None
    return Ran(code, done.stdout, done.stderr, document)


@pytest.fixture
def verified():
    """Confirms a document by the independent checker, from its own words: nothing it says is taken on trust."""

    def verify_record(workbook, record):
        plan, _ = read(workbook)
        allocation = pd.DataFrame(record["allocation"]).rename(columns={"team": "team_id"})
        allocation["fte"] = (allocation["fte"] * 100).round().astype(int)
        broken = [SimpleNamespace(**breach) for breach in record["broken_should_rules"]]
        tiers = [SimpleNamespace(**tier) for tier in record["tiers"]]
        verify(plan, SimpleNamespace(allocation=allocation, tiers=tiers, broken=broken))
        short = shortfall(plan, allocation)
        assert sorted((s["demand_id"], s["period"], round(s["unmet"] * 100)) for s in record["shortfall"]) == sorted(
            short[["demand_id", "period", "unmet"]].itertuples(index=False, name=None)
        )

    return verify_record
