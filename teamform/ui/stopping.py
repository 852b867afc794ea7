"""Doing less: the fewest steps to pause so that one is fully staffed, and dials that would do nothing."""

from __future__ import annotations

import streamlit as st

from teamform.ui import answers, asking, figures, look, reasons, words
from teamform.ui.asking import Asked, question


def pause(found: answers.Answer) -> None:
    """The stop list of a step that is short."""
    st.write(
        "Which work of lower priority would have to pause so that a first step gets everybody it asks for? "
        "The list is the shortest there is: leaving any one of it out would leave the step short."
    )
    short = _short_steps(found)
    if not short:
        look.inset(["Every step is fully staffed: nothing needs to pause."], "green")
        return
    step = st.selectbox("Step", list(short), format_func=lambda s: f"{s}: lacks {short[s]:.2g} FTE", key="stop.step")
    asking.on_request(question("stop list", found, step), "What would have to pause?", _pauses,
                      "Looking for the shortest list.", "stop.go")  # fmt: skip


def _short_steps(found: answers.Answer) -> dict[str, float]:
    """Steps (or the work of a team that belongs to none) with what they lack, the most important first."""
    seats = figures.seats(found.plan, found.allocation)
    seats["step"] = seats["first_step"].where(seats["first_step"] != "", seats["team_id"])
    lacks = seats.groupby(["priority", "step"])["unmet"].sum() / 100 / len(found.plan.periods)
    return {str(step): float(fte) for (_, step), fte in lacks[lacks > 0.004].items()}


def _pauses(asked: Asked) -> None:
    answer = asked.only
    look.inset([answer.sentence], "blue" if answer.possible else "amber")
    rows = [[p.step, p.team_id, str(p.priority), words.amount(p.fte, "FTE")] for p in answer.pauses]
    if rows:
        look.table("To pause", ["Step", "Team", "Priority", "What its people give it today"], rows)
    if answer.moves:
        with st.expander(f"Who would move: {words.count(len(answer.moves), 'person', 'people')}"):
            reasons.moved(answer.moves)


def dials(found: answers.Answer) -> None:
    """Which dials would bring a discipline more, and why others do nothing."""
    st.write("A dial says how much more a discipline counts inside a priority. Would turning it up bring more people?")
    asking.on_request(question("dials", found), "Try the dials", _dials, "Turning up one dial after the other.")


def _dials(asked: Asked) -> None:
    rows = []
    for d in sorted(asked.parts, key=lambda d: -d.unmet):
        what = "✔ Brings more" if d.works else "– Not known" if d.verdict == "not known" else "✖ Does nothing"
        rows.append([d.discipline, str(d.dial), words.amount(d.unmet, "FTE"), what, d.sentence])
    look.table("Dials", ["Discipline", "Dial today", "Unmet", "Turning it up", "Why"], rows, ["Unmet"])
