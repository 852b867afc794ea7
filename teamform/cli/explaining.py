"""``teamform explain``: why, why not, and how else, each a sentence, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teamform.cli.asking import Json, Out, Period, Person, Solved, Time, Where, Workbook, answer

if TYPE_CHECKING:
    from teamform.explain import Case

app = typer.Typer(
    name="explain", help="Why, why not, what a rule costs, and what would help.", no_args_is_help=True,
    rich_markup_mode=None,
)  # fmt: skip

Most = Annotated[int, typer.Option(help="So many at most.", min=1, max=50)]


@app.command()
def ladder(workbook: Workbook, discipline: Annotated[str, typer.Argument(help="The discipline's code.")],
           period: Period = "", solved: Solved = None, time: Time = 60.0,
           json: Json = None, out: Out = None) -> None:  # fmt: skip
    """How much of a discipline exists, and which rule loses how much of it on the way to a seat."""
    from teamform.explain import ladder as climbed

    answer(workbook, solved, time, json, out, lambda case: [climbed(case, discipline, period)])


@app.command()
def short(workbook: Workbook, seat: Annotated[str, typer.Argument(help="A demand_id; blank: every short seat.")] = "",
          period: Period = "", solved: Solved = None, time: Time = 60.0,
          json: Json = None, out: Out = None) -> None:  # fmt: skip
    """Why a seat, or every seat that lacks FTE, is short."""
    from teamform.explain import short_seats, why_short

    def reasons(case: Case) -> Iterable[Any]:
        seats = [(seat, period)] if seat else short_seats(case)
        return (why_short(case, *each) for each in seats)

    answer(workbook, solved, time, json, out, reasons)


@app.command()
def why(workbook: Workbook, person: Person, where: Where, solved: Solved = None, time: Time = 60.0,
        json: Json = None, out: Out = None) -> None:  # fmt: skip
    """Why a person is where they are: what the plan would be without them there."""
    from teamform.explain import why as asked

    answer(workbook, solved, time, json, out, lambda case: [asked(case, person, where)])


@app.command()
def why_not(workbook: Workbook, person: Person, where: Where, period: Period = "", solved: Solved = None,
            time: Time = 60.0, json: Json = None, out: Out = None) -> None:  # fmt: skip
    """Why a person isn't on a seat or team: what turns them away, or what it would cost."""
    from teamform.explain import why_not as asked

    answer(workbook, solved, time, json, out, lambda case: [asked(case, person, where, period=period)])


@app.command()
def choices(workbook: Workbook, seat: Annotated[str, typer.Argument(help="A demand_id.")], most: Most = 5,
            solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:  # fmt: skip
    """The best other people for a seat, each with the true cost to the whole plan."""
    from teamform.explain import people_for_seat

    answer(workbook, solved, time, json, out, lambda case: [people_for_seat(case, seat, most)])


@app.command()
def seats_for_person(workbook: Workbook, person: Person, most: Most = 5, solved: Solved = None, time: Time = 60.0,
                     json: Json = None, out: Out = None) -> None:  # fmt: skip
    """The best other seats for a person, each with the true cost to the whole plan."""
    from teamform.explain import seats_for_person as ranked

    answer(workbook, solved, time, json, out, lambda case: [ranked(case, person, most)])


@app.command()
def person(workbook: Workbook, person: Person, where: Annotated[list[str] | None, typer.Argument(
               help="Seats or teams that the person asks about.")] = None,
           solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None) -> None:  # fmt: skip
    """What the plan says to one person about themselves; nobody else is named or compared with."""
    from teamform.explain import own_words

    answer(workbook, solved, time, json, out, lambda case: [own_words(case, person, where or ())])


@app.command()
def equal(
    workbook: Workbook, most: Most = 5, solved: Solved = None, time: Time = 60.0, json: Json = None, out: Out = None
) -> None:
    """Plans that reach the same and differ in who bears the shortage; the one in hand comes first."""
    from teamform.explain import equal_plans

    answer(workbook, solved, time, json, out, lambda case: equal_plans(case, most))
