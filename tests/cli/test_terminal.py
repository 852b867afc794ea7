"""The command line on a real terminal: progress in words, and Ctrl-C keeps the best so far."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, environment

BASE = ROOT.parent / "shared" / "data" / "demo_base.xlsx"
PATIENCE = 240
"""Seconds: alone on two cores the three goals are proved well within a minute, beside other tests later."""


class Terminal:
    """A process on a terminal of its own."""

    def __init__(self, *words, folder):
        self._master, slave = pty.openpty()
        self.text = ""
        env = {**environment(), "TERM": "xterm", "COLUMNS": "160", "LINES": "50"}
        self.process = subprocess.Popen([sys.executable, "-m", "teamform", *map(str, words)], cwd=folder, env=env,
                                        stdin=slave, stdout=slave, stderr=slave, start_new_session=True)  # fmt: skip
        os.close(slave)

    def read_until(self, pattern, seconds):
        """Read until the pattern shows (None: until the process ends)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if pattern and re.search(pattern, self.text):
                return True
            if select.select([self._master], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self._master, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return pattern is None

    def press_ctrl_c(self):
        """What a terminal does with Ctrl-C: every process in front is interrupted."""
        os.killpg(self.process.pid, signal.SIGINT)

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def open_one(*words):
        opened.append(Terminal(*words, folder=tmp_path))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.mark.skipif(not BASE.exists(), reason="the shared data isn't here")
def test_the_demos_base_plan_is_proved_and_can_be_watched_and_stopped(terminal, tmp_path, verified):
    """Unmet demand 0.7 / 2.6 / 0.0 FTE, each proved; then Ctrl-C keeps what was found."""
    screen = terminal("solve", BASE, "--time", PATIENCE, "--workers", 2, "--json", tmp_path / "base.json")
    assert screen.read_until(r"Goal 1 of \d+: Unmet required demand, priority 1", PATIENCE)
    assert screen.read_until(r"Goal \d+ of \d+: Largest shortage", PATIENCE), screen.text[-2000:]
    assert re.search(r"best so far [\d.]+ FTE; may still improve by at most [\d.]+; \d+ s", screen.text)
    screen.press_ctrl_c()
    assert screen.read_until(None, 30)
    assert screen.process.wait(10) == 0
    record = json.loads(Path(tmp_path / "base.json").read_text(encoding="utf-8"))
    tiers = {tier["name"]: (tier["value"], tier["bound"], tier["proved"]) for tier in record["tiers"]}
    for name, value in {"unmet_demand.P1": 0.7, "unmet_demand.P2": 2.6, "unmet_demand.P3": 0.0}.items():
        assert tiers[name] == (value, value, True)
    assert (record["stopped"], record["status"]) == (True, "good")
    assert "when you stopped it" in screen.text
    assert [seat["people"]["free"] for seat in record["shortfall"]] == [0.0] * len(record["shortfall"])
    verified(BASE, record)


def test_stopping_before_any_plan_was_found_says_just_that(terminal, tmp_path, book):
    people = [{"person_id": f"T{i}", "primary_discipline": "UR", "available_fte": 0.7} for i in range(400)]
    path = book(People=people, Demand=[{"team_id": f"C{i}", "discipline": "UR", "fte_required": 9} for i in range(80)])
    screen = terminal("solve", path, "--workers", 1, "--json", tmp_path / "record.json")
    assert screen.read_until("Preparing", 30)
    screen.press_ctrl_c()
    assert screen.read_until(None, 60)
    status = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))["status"]
    code = screen.process.wait(10)
    assert (code, status) in {(1, "no plan in time"), (0, "good"), (0, "proved")}
    assert ("stopped it before any plan was found" in screen.text) == (code == 1)
    assert "Traceback" not in screen.text
