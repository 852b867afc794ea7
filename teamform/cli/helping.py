"""``teamform explain``: what a rule costs, what would help, and what the plan hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teamform.cli import explaining
from teamform.cli.asking import Json, Out, Person, Solved, Time, Workbook, answer

MANY = 50
"""From so many runs on processes of their own are worth their start."""
LARGE = 1_000
"""From so many candidates on the same is so for questions that search for many plans."""

if TYPE_CHECKING:
    from teamform.explain import Case
    from teamform.solve import Executor

app = explaining.app


@app.command()
def prices(workbook: Workbook, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:
    """What missions would gain if each rule were loosened, notch by notch; as the answers come."""
    from teamform.explain import prices as priced

    answer(workbook, solved, time, json, out, lambda case: priced(case, executor=_several(case)))


@app.command()
def repair(
    workbook: Workbook,
    changed: Annotated[Path, typer.Argument(metavar="CHANGED", help="The workbook after the change.", exists=True,
                                            dir_okay=False, readable=True)],
    solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None,
) -> None:  # fmt: skip
    """The plan after a change, with as few others disturbed as possible; everyone affected is listed."""
    from teamform import workbook as books
    from teamform.explain import repair as repaired

    def reasons(case: Case) -> Iterable[Any]:
        return [repaired(case, books.read(changed).need_plan())]

    answer(workbook, solved, time, json, out, reasons)


@app.command()
def stop_list(workbook: Workbook, step: Annotated[str, typer.Argument(help="A first step or team; blank: each that is "
                                                                      "short.")] = "",
              solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:  # fmt: skip
    """The fewest steps to pause so that a first step is fully staffed and no other one loses anything."""
    from teamform.explain import short_steps
    from teamform.explain import stop_list as listed

    def reasons(case: Case) -> Iterable[Any]:
        return (listed(case, each) for each in ([step] if step else short_steps(case)))

    answer(workbook, solved, time, json, out, reasons)


@app.command()
def ways_out(
    workbook: Workbook,
    team: Annotated[str, typer.Argument(help="The team of a wish; blank: each row of the Wishes sheet.")] = "",
    discipline: Annotated[str, typer.Option(help="The discipline wished for.")] = "",
    people: Annotated[int, typer.Option(help="How many people.", min=1, max=1000)] = 1,
    fte: Annotated[float, typer.Option(help="FTE of each.", min=0, max=1)] = 0.0,
    level: Annotated[int, typer.Option(help="Lowest level.", min=1, max=4)] = 2,
    clearance: Annotated[str, typer.Option(help="Clearance.")] = "none",
    different_orgs: Annotated[bool, typer.Option("--different-orgs", help="From different organisations.")] = False,
    by: Annotated[str, typer.Option(help="From which period on.")] = "",
    solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None,
) -> None:  # fmt: skip
    """Whether a wish can be granted, and if not the smallest changes; of a plan that can't be made, its ways out."""
    from teamform.explain import Wish, wishes
    from teamform.explain import ways_out as found

    def reasons(case: Case) -> Iterable[Any]:
        asked = (
            (Wish(team, discipline, people, fte, level, clearance, different_orgs, by),) if team else wishes(case.plan)
        )
        return (found(case, each) for each in asked)

    answer(workbook, solved, time, json, out, reasons, _of_conflict)


def _of_conflict(plan: Any, conflict: Any) -> Iterable[Any]:
    """The ways out where no plan is possible at all."""
    from teamform.explain import ways_out_of

    found = ways_out_of(plan, conflict)
    return [found] if found is not None else []


@app.command()
def dials(workbook: Workbook, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:
    """Which disciplines' dials would do nothing, and why."""
    from teamform.explain import dials as turned

    answer(workbook, solved, time, json, out, turned)


@app.command()
def one_more(workbook: Workbook, fte: Annotated[float, typer.Option(help="How much more.", min=0.05, max=10)] = 0.5,
             solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:  # fmt: skip
    """What a little more of each short discipline would bring: released, trained, recruited or contracted."""
    from teamform.explain import one_more as worth

    answer(workbook, solved, time, json, out, lambda case: worth(case, fte))


@app.command()
def fragile(workbook: Workbook, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:
    """How many could step in for each filled seat, and which abilities one person alone has."""
    from teamform.explain import depths, single_holders

    def reasons(case: Case) -> Iterator[Any]:
        yield from sorted(depths(case), key=lambda depth: depth.depth)
        yield from single_holders(case)

    answer(workbook, solved, time, json, out, reasons)


@app.command()
def if_leaves(
    workbook: Workbook, person: Person, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None
) -> None:
    """The plan if a person left: everyone affected is listed."""
    from teamform.explain import if_leaves as gone

    answer(workbook, solved, time, json, out, lambda case: [gone(case, person)])


@app.command()
def stress(
    workbook: Workbook, runs: Annotated[int, typer.Option(help="How many draws.", min=1, max=100_000)] = 200,
    absent: Annotated[float, typer.Option(help="Share of people missing in each.", min=0, max=1)] = 0.05,
    seed: Annotated[int, typer.Option(help="Seed of the draws.", min=0)] = 1,
    solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None,
) -> None:  # fmt: skip
    """How much is still met when people drop out at random, and which seats suffer first."""
    from teamform.explain import stress as tested
    from teamform.solve import executor_for

    each = executor_for() if runs >= MANY else None
    answer(workbook, solved, time, json, out, lambda case: [tested(case, runs, absent, seed, each)])


@app.command()
def organisations(
    workbook: Workbook, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None
) -> None:
    """What would be lost if an organisation gave nobody, for each that gives anybody; those that give most first."""
    from teamform.explain import withdrawals

    answer(workbook, solved, time, json, out, lambda case: withdrawals(case, executor=_several(case)))


def _several(case: Case) -> Executor | None:
    """Where a question's many searches go: to processes beside this one, or a cluster, where that is worth it."""
    from teamform.solve import executor_for

    return executor_for() if len(case.program.candidates) >= LARGE else None
