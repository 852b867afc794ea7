"""Deleting the file of any one rule leaves everything else working."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import teamform

SCRIPT = """
import sys
from pathlib import Path

folder = Path(sys.argv[1])
for file in sorted(folder.glob("[a-z]*.py")):
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
print("all rules left out in turn")
"""


def test_everything_else_works_without_any_one_rule(tmp_path):
    package = Path(teamform.__file__).parent
    shutil.copytree(package, tmp_path / "teamform", ignore=shutil.ignore_patterns("__pycache__", "ui", "cli"))
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{package.parent}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "teamform" / "rules")],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "all rules left out in turn", done.stderr[-2000:]
