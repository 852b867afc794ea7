"""Deleting the file of any one rule leaves everything else working."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import teamform

PARTS = 4
SCRIPT = """
import sys
from pathlib import Path

folder, part, parts = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
files = sorted(folder.glob("[a-z]*.py"))[part::parts]
for file in files:
    text = file.read_text()
    file.unlink()
    for name in [m for m in sys.modules if m.partition(".")[0] in ("teamform", "tests")]:
        del sys.modules[name]
    from tests.facts import allocation, person, plan, seat
    from tests.rich import rich_plan
    from teamform import rules
    from teamform.solve import Limits, solve
    assert Path(rules.__file__).parent == folder
    assert file.stem not in {kind.__module__.rpartition(".")[2] for kind in rules.kinds_of_rule()}
    rich = rich_plan()
    rules.check(rich, allocation(rich, ("P1", "T1/DAT", 0.4), ("P8", "T2/ENG", 0.3), ("P4", "T1/DAT", 0.3)))
    one = solve(plan(people=[person("P1")], demand=[seat("T1")]), Limits(seconds=5, workers=1))
    assert len(one.allocation) == 1 or file.stem == "unmet_demand", file.stem
    file.write_text(text)
print(*(file.stem for file in files))
"""


def rules_left_out_in_turn(folder, part):
    """Leave out every fourth rule of a copy of teamform, one after the other, in a process of its own."""
    package = Path(teamform.__file__).parent
    shutil.copytree(package, folder / "teamform", ignore=shutil.ignore_patterns("__pycache__", "ui", "cli"))
    env = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{package.parent}"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is imported anew for each rule is compiled once
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "teamform" / "rules"), str(part), str(PARTS)],
        env=env, cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


@pytest.mark.parametrize("part", range(PARTS))
def test_everything_else_works_without_any_one_rule(part, tmp_path):
    every = sorted(file.stem for file in (Path(teamform.__file__).parent / "rules").glob("[a-z]*.py"))
    assert rules_left_out_in_turn(tmp_path, part) == every[part::PARTS]
