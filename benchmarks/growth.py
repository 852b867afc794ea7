"""How time and memory grow with the size of a plan, drawn in docs/growth.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.apart import measured
from benchmarks.build import build
from benchmarks.families import sized
from benchmarks.solving import solving

SIZES = (60, 150, 300, 600, 1_250, 2_500, 5_000)
"""Numbers of people, each about twice the one before."""


def growth(people: int, seconds: float, workers: int) -> dict[str, Any]:
    """What a plan of so many people costs to build, and what a search of so many seconds makes of it."""
    size = sized(people)
    built = measured(build, size, 1, 1, False)
    solved = measured(solving, size, 1, 1, False, False, seconds, workers, "door")
    unmet = [tier for tier in solved.get("tiers", ()) if tier["name"].startswith("unmet_demand")]
    return {
        **{key: built[key] for key in ("people", "teams", "candidates", "rows")},
        "build_cpu_s": round(built["plan_cpu_s"] + built["program_cpu_s"], 2),
        "first_plan_s": solved["first_plan_s"],
        "solve_wall_s": solved["solve_wall_s"],
        "peak_mb": solved["peak_mb"],
        "outcome": solved["outcome"],
        "allowed": solved.get("allowed"),
        "unmet": round(sum(tier["value"] for tier in unmet), 2),
        "at_least": round(sum(tier["bound"] for tier in unmet), 2),
    }


COLUMNS = {
    "people": "people", "teams": "teams", "candidates": "possible placements", "rows": "rows",
    "build_cpu_s": "build, CPU s", "first_plan_s": "first plan, s", "solve_wall_s": "search, s",
    "peak_mb": "memory, MB", "outcome": "outcome", "unmet": "unmet, FTE",
    "at_least": "at least, FTE",
}  # fmt: skip
CHARTS = {
    "build_cpu_s": ("Building the plan and all rules", "CPU seconds"),
    "first_plan_s": ("First complete plan", "seconds"),
    "peak_mb": ("Most memory of the whole search", "MB"),
}


def page(runs: list[dict[str, Any]], on: dict[str, Any], table: Iterable[str]) -> str:
    """The page with a chart of each cost and all figures as a table."""
    limit = runs[0]["seconds"]
    lines = [
        "# How time and memory grow", "",
        f"Plans of one period like those of [the benchmarks](../benchmarks/README.md), from {runs[0]['people']:,} to "
        f"{runs[-1]['people']:,} people, each searched for {limit:g} s. Measured on {on['date'][:10]}: "
        f"{on['processor']}, {on['cores']} cores, {on['memory_gib']} GiB, load {on['load_before']} before. Written by "
        "`python -m benchmarks growth`.", "",
    ]  # fmt: skip
    for key, (title, unit) in CHARTS.items():
        lines += [
            "```mermaid", "xychart-beta", f'    title "{title}"',
            f'    x-axis "people" [{", ".join(str(run["people"]) for run in runs)}]',
            f'    y-axis "{unit}"', f"    line [{', '.join(str(run[key] or 0) for run in runs)}]", "```", "",
        ]  # fmt: skip
    return "\n".join([*lines, "Each step to the right doubles the people, or nearly so. The figures:", "", *table, ""])
