"""The house: who may look at whom, which library lives where, and how long a file may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import teamform

HOUSE = Path(teamform.__file__).parent
ROOMS = ("errors", "plan", "team", "rules", "solve", "explain")
"""From left to right: each may look at those before it."""
SEES: dict[str, set[str]] = {room: set(ROOMS[: i + 1]) for i, room in enumerate(ROOMS)} | {
    "workbook": {"errors", "plan", "team", "workbook"},
    "report": {*ROOMS, "workbook", "report"},
    "store": {"errors", "plan", "team", "store"},
    "wire": {"wire"},
    "answering": {*ROOMS, "store", "wire"},
    "ui": {*ROOMS, "workbook", "report", "store", "answering", "wire", "ui"},
    "cli": {*ROOMS, "workbook", "report", "store", "cli"},
    "worker": {*ROOMS, "store"},
    "__main__": {"cli"},
}
HOMES = {
    "openpyxl": {"workbook"},
    "ortools": {"solve"},
    "scipy.optimize": {"solve"},
    "highspy": {"solve"},
    "distributed": {"solve"},
    "streamlit": {"ui"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
}
"""Libraries that only one room may use."""
LONGEST = 300
FILES = sorted(HOUSE.rglob("*.py"))


def room_of(file: Path) -> str:
    """The room that a file stands in."""
    return file.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    """Every module that a file imports for running, also inside functions; not what only types need."""
    tree = ast.parse(file.read_text())
    found: set[str] = set()
    for node in _that_run(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _that_run(tree: ast.AST):
    """All nodes but those under ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _that_run(node)


def named(file: Path) -> str:
    return str(file.relative_to(HOUSE.parent))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_looks_only_at_the_rooms_that_its_own_may_see(file):
    room = room_of(file)
    if room == "__init__":
        assert not [module for module in imports(file) if module.startswith("teamform")]
        return
    seen = {module.split(".")[1] for module in imports(file) if module.startswith("teamform.")}
    assert seen <= SEES[room] | {"__version__"}, f"{room} may not look at {sorted(seen - SEES[room])}"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_library_is_used_only_in_its_home(file):
    for module in imports(file):
        for library, homes in HOMES.items():
            if module == library or module.startswith(f"{library}."):
                assert room_of(file) in homes, f"{library} is used only in {', '.join(homes)}"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_report_uses_solve_only_through_its_door(file):
    if room_of(file) in {"report", "explain", "cli", "ui"}:
        inside = [m for m in imports(file) if m.startswith("teamform.solve.") and m.count(".") > 2]
        allowed = {"explain"}
        assert room_of(file) in allowed or not inside, inside


@pytest.mark.parametrize("file", FILES, ids=named)
def test_nothing_knows_a_rule_by_its_file(file):
    if file.parent != HOUSE / "rules":
        reached = [m for m in imports(file) if m.startswith("teamform.rules.") and m.split(".")[2].islower()]
        folder = {rule.stem for rule in (HOUSE / "rules").glob("[a-z]*.py")}
        assert not [module for module in reached if module.split(".")[2] in folder]


def test_rules_know_no_other_rule():
    for file in (HOUSE / "rules").glob("[a-z]*.py"):
        others = {f"teamform.rules.{rule.stem}" for rule in (HOUSE / "rules").glob("[a-z]*.py")}
        assert not {module.rpartition(".")[0] for module in imports(file)} & others, file.name


@pytest.mark.parametrize("file", FILES, ids=named)
def test_no_file_is_longer_than_can_be_read(file):
    assert len(file.read_text().splitlines()) <= LONGEST


def test_a_rule_is_a_short_file():
    lengths = {file.name: len(file.read_text().splitlines()) for file in (HOUSE / "rules").glob("[a-z]*.py")}
    assert max(lengths.values()) <= 90, lengths
    assert sorted(lengths.values())[len(lengths) * 9 // 10] <= 60, lengths


def test_the_front_door_is_a_picture_frame():
    door = HOUSE.parent / "app.py"
    assert len(door.read_text().splitlines()) <= 60
    assert not {m.split(".")[1] for m in imports(door) if m.startswith("teamform.")} - {"ui", "errors"}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="threads are counted as Linux tells")
def test_numpy_starts_no_threads_that_would_only_wait():
    """Threads for dense matrices took a third more of the processor for one edit solved again."""
    count = (
        "import teamform, numpy; print([l for l in open('/proc/self/status') if l.startswith('Threads')][0].split()[1])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", count], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "1"
