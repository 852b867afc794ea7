"""The recorded results as a page to read: benchmarks/RESULTS.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import growth
from benchmarks.build import TARGETS

BUILD = {
    "family": "family", "seed": "seed", "periods": "periods", "people": "people", "teams": "teams",
    "candidates": "candidates", "rows": "rows", "nonzeros": "non-zeros", "plan_cpu_s": "plan, CPU s",
    "program_cpu_s": "program, CPU s", "check_cpu_s": "check, CPU s", "peak_mb": "peak, MB",
}  # fmt: skip
SOLVE = {
    "family": "family", "seed": "seed", "periods": "periods", "missions": "missions", "strategy": "strategy",
    "seconds": "limit, s",
    "workers": "workers", "outcome": "outcome", "allowed": "keeps all must-rules", "first_plan_s": "first plan, s",
    "gap_to_stake": "gap to the value at stake, %",
    "solve_wall_s": "wall s", "answered_s": "of which until the answer, s", "solve_cpu_s": "CPU s",
    "peak_mb": "peak, MB", "answered_mb": "of which until the answer, MB",
}  # fmt: skip
TIERS = {
    "name": "name", "value": "value", "bound": "bound", "proved": "proved", "unit": "unit",
    "nobody": "when nobody works",
}  # fmt: skip

UI = {
    "what": "what", "number": "number", "median_s": "median, s", "p95_s": "95th percentile, s", "worst_s": "worst, s",
    "aim_s": "aim at the 95th, s", "cpu_s": "CPU s of the server, each", "errors": "errors", "survived": "survived",
    "said": "said what happened", "mb": "MB",
}  # fmt: skip
QUESTIONS = {
    "family": "family", "seed": "seed", "question": "question", "asked": "asked",
    "median_s": "median, s (prices: the first)",
    "worst_s": "worst, s (prices: all)", "cpu_s": "CPU s", "aim_s": "aim, s", "sure": "answered, or proved",
}  # fmt: skip
STORY = {"what": "asked", "expected": "expected", "found": "found", "holds": "as expected", "wall_s": "wall s",
         "cpu_s": "CPU s"}  # fmt: skip
TITLES = {"ui": "The app", "explain": "Reasons", "story": "The demonstration's story"}


ASSIGN = {
    "task": "task", "seconds": "limit, s", "workers": "workers", "score": "score", "proved": "proved",
    "bounds": "bounds", "allowed": "keeps all must-rules", "first_plan_s": "first plan, s", "solve_wall_s": "wall s",
    "solve_cpu_s": "CPU s", "peak_mb": "peak, MB",
}  # fmt: skip


def write(results: Path) -> None:
    """Write the page from all recorded results, newest first, and docs/growth.md from the newest of its kind."""
    recorded = [json.loads(file.read_text()) for file in sorted(results.glob("*.json"), reverse=True)]
    lines = ["# Results", "", "Written by `python -m benchmarks`; how to run it is in README.md. CPU seconds are the "
             "figure to compare where the machine was busy with other work.", ""]  # fmt: skip
    for one in recorded:
        on = one["machine"]
        lines += [f"## {TITLES.get(one['what'], one['what'].capitalize())}, {on['date'][:16].replace('T', ' ')}", "",
                  f"{on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, Python {on['python']}; load before "
                  f"the run {on['load_before']}.", ""]  # fmt: skip
        lines += PAGES[one["what"]](one["runs"])
    (results.parent / "RESULTS.md").write_text("\n".join(lines).rstrip() + "\n")
    newest = next((one for one in recorded if one["what"] == "growth"), None)
    if newest:
        page = growth.page(newest["runs"], newest["machine"], _table(newest["runs"], growth.COLUMNS))
        (results.parents[1] / "docs" / "growth.md").write_text(page)


def _build(runs: list[dict[str, Any]]) -> Iterable[str]:
    aim = (f"Aim for L: program at most {TARGETS['program_s']:g} s, check at most {TARGETS['check_s']:g} s, "
           f"{TARGETS['peak_mb']:,} MB.")  # fmt: skip
    return [*_table(runs, BUILD), "", aim, ""]


def _solve(runs: list[dict[str, Any]]) -> Iterable[str]:
    yield from _table(runs, SOLVE)
    yield ""
    for run in runs:
        if "tiers" in run:
            yield f"{run['family']}, seed {run['seed']}, {run['strategy']}, {run['seconds']:g} s:"
            yield ""
            yield from _table(run["tiers"], TIERS)
            yield ""


def _explain(runs: list[dict[str, Any]]) -> Iterable[str]:
    rows = [{**run, **asked} for run in runs for asked in run["questions"]]
    return [*_table(rows, QUESTIONS), ""]


def _story(runs: list[dict[str, Any]]) -> Iterable[str]:
    return [*_table([line for run in runs for line in run["lines"]], STORY), ""]


def _growth(runs: list[dict[str, Any]]) -> Iterable[str]:
    return [*_table(runs, growth.COLUMNS), ""]


def _ui(runs: list[dict[str, Any]]) -> Iterable[str]:
    used = {key: name for key, name in UI.items() if any(run.get(key) is not None for run in runs)}
    return [*_table(runs, used), ""]


def _table(rows: list[dict[str, Any]], columns: dict[str, str]) -> Iterable[str]:
    yield "| " + " | ".join(columns.values()) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(_cell(row.get(key)) for key in columns) + " |"


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or (isinstance(value, float) and value == int(value)):
        return f"{int(value):,}"
    return f"{value:,.3g}" if isinstance(value, float) and abs(value) < 100 else str(value)


def _assign(runs: list[dict[str, Any]]) -> Iterable[str]:
    return [*_table(runs, ASSIGN), ""]


PAGES = {
    "build": _build,
    "solve": _solve,
    "ui": _ui,
    "explain": _explain,
    "story": _story,
    "growth": _growth,
    "assign": _assign,
}
"""How the runs of each kind are shown."""
