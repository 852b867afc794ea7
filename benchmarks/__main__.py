"""Run benchmarks and record the results: ``python -m benchmarks build --families S M L``."""

from __future__ import annotations

import argparse
import json
from itertools import chain, count
from pathlib import Path
from typing import Any

from benchmarks.apart import machine, measured
from benchmarks.assigning import assigning
from benchmarks.build import build
from benchmarks.explaining import KINDS, explaining
from benchmarks.families import FAMILIES
from benchmarks.growth import SIZES, growth
from benchmarks.report import write
from benchmarks.solving import STRATEGIES, solving, solving_workbook
from benchmarks.story import story

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Read the command line, measure, record."""
    chosen = _parser().parse_args()
    on, runs = machine(), []
    for workbook in chosen.workbooks if chosen.what == "solve" else []:
        print(workbook, flush=True)
        limit = {"seconds": chosen.seconds, "workers": chosen.workers}
        runs.append({"family": Path(workbook).name, **limit, **measured(solving_workbook, workbook, *limit.values())})
    for family in chosen.families if chosen.what in {"build", "solve", "explain"} and not chosen.workbooks else []:
        for seed in chosen.seeds:
            about = {"family": family, "seed": seed, "periods": chosen.periods, "current": chosen.current,
                     "missions": chosen.missions}  # fmt: skip
            for strategy in chosen.strategies if chosen.what == "solve" else [""]:
                print(*about.values(), strategy, flush=True)
                runs.append({**about, **_run(chosen, about, strategy)})
    for task in chosen.tasks if chosen.what == "assign" else []:
        print(task, flush=True)
        limit = {"seconds": chosen.seconds, "workers": chosen.workers}
        runs.append({"task": task, **limit, **measured(assigning, task, chosen.folder, *limit.values())})
    for people in SIZES if chosen.what == "growth" else []:
        print(people, flush=True)
        runs.append({"seconds": chosen.seconds, **growth(people, chosen.seconds, chosen.workers)})
    if chosen.what == "story":
        runs.append(measured(story, chosen.seconds, chosen.workers))
    RESULTS.mkdir(exist_ok=True)
    name = _free_name(f"{on['date'][:16].replace(':', '')}-{chosen.what}")
    (RESULTS / name).write_text(json.dumps({"what": chosen.what, "machine": on, "runs": runs}, indent=1) + "\n")
    write(RESULTS)
    print(f"recorded in benchmarks/results/{name}; read benchmarks/RESULTS.md")


def _free_name(stem: str) -> str:
    """A name for results that doesn't take another's place, also within the same minute."""
    names = (f"{stem}{again}.json" for again in chain([""], (f"-{number}" for number in count(2))))
    return next(name for name in names if not (RESULTS / name).exists())


def _run(chosen: argparse.Namespace, about: dict[str, Any], strategy: str) -> dict[str, Any]:
    if chosen.what == "build":
        return measured(build, *about.values())
    if chosen.what == "explain":
        limit = {"seconds": chosen.seconds, "workers": chosen.workers}
        plan = [about[name] for name in ("family", "seed", "periods", "current")]
        return {**limit, **measured(explaining, *plan, *limit.values(), tuple(chosen.questions))}
    limit = {"seconds": chosen.seconds, "workers": chosen.workers, "strategy": strategy}
    return {**limit, **measured(solving, *about.values(), *limit.values())}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "what", choices=("build", "solve", "explain", "story", "assign", "growth"), help="what to measure"
    )
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=["S", "M", "L"])
    parser.add_argument("--workbooks", nargs="+", default=[], help="to solve instead of families")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--periods", type=int, choices=(1, 2, 3, 4), default=1)
    parser.add_argument("--current", action="store_true", help="with a current allocation")
    parser.add_argument("--missions", action="store_true", help="with all that missions have (build and solve)")
    parser.add_argument("--seconds", type=float, default=60, help="time limit of a solve")
    parser.add_argument("--workers", type=int, default=0, help="cores of a solve; 0: all, 1: repeatable")
    parser.add_argument("--strategies", nargs="+", choices=STRATEGIES, default=["door"])
    parser.add_argument("--questions", nargs="+", choices=KINDS, default=KINDS, help="what to ask about a proposal")
    parser.add_argument("--tasks", nargs="+", choices=("100", "500", "2000", "reviewers"), default=["100", "500"],
                        help="named missions by their number of people; reviewers needs --folder")  # fmt: skip
    parser.add_argument("--folder", default="", help="where the reviewers' scores are")
    return parser


if __name__ == "__main__":
    main()
