"""Tasks that other tools have solved: named missions, and reviewers for the papers of a conference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import named, reviewers
from benchmarks.apart import Stopwatch
from teamform.rules import check
from teamform.solve import Limits, solve


def assigning(task: str, folder: str, seconds: float, workers: int) -> dict[str, Any]:
    """Solve one task: a number of people of the named missions, or ``reviewers`` with the folder of their scores."""
    watch, firsts = Stopwatch(), []

    def listen(progress: Any) -> None:
        if progress.best is not None and not firsts:
            firsts.append(round(progress.seconds, 2))

    facts = reviewers.plan(Path(folder)) if task == "reviewers" else named.plan(int(task))
    proposal = solve(facts, Limits(seconds, workers, repeatable=workers == 1), listen)
    if task == "reviewers":
        reached = f"{reviewers.total(Path(folder), proposal):.6f}"
    else:
        fill, soft = named.score(int(task), proposal)
        reached = f"{fill} / {soft}"
    return {
        "score": reached,
        "proved": all(tier.proved for tier in proposal.tiers),
        "bounds": ", ".join(f"{tier.name} {tier.bound:g}" for tier in proposal.tiers if tier.value > 0),
        "allowed": check(facts, proposal.allocation).allowed,
        "first_plan_s": firsts[0] if firsts else None,
        **watch.lap("solve"),
    }
