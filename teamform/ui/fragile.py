"""How much hangs on one person: who could step in, who alone can do something, and what absences would do."""

from __future__ import annotations

import streamlit as st

from teamform.explain.words import figure
from teamform.ui import answers, asking, look, reasons, words
from teamform.ui.asking import Asked, question

RUNS = {25: "25 (a first idea)", 100: "100", 200: "200"}
MOST_SEATS = 20
"""Seats that one table shows before it is turned over."""
ABSENT = {0.02: "2 %", 0.05: "5 %", 0.1: "10 %"}


def seats(found: answers.Answer) -> None:
    """For every filled seat, how many people with time left could step in today."""
    st.write("For every filled seat: how many people with time left could step in today, without anybody else moving.")

    def draw(asked: Asked) -> None:
        _seats(found, asked)

    asking.on_request(question("depths", found), "See who could step in", draw, "Going through the seats one by one.")
    asking.at_once(question("single holders", found), _alone)


def _seats(found: answers.Answer, asked: Asked) -> None:
    counts = [sum(d.depth == n for d in asked.parts) for n in (0, 1, 2)]
    of = f"of {words.count(len(asked.parts), 'filled seat')}"
    look.figures(
        [
            ("Nobody could step in", str(counts[0]), of),
            ("One person could", str(counts[1]), of),
            ("Two or more could", str(counts[2]), of),
        ]
    )
    names = dict(zip(found.plan.people["person_id"], found.plan.people["display_name"], strict=True))

    def people(ids: tuple[str, ...]) -> str:
        return words.listed([words.person(names.get(i, i), i) for i in ids], 4) or "nobody"

    rows = [
        [
            f"{d.discipline} on {d.team_id}",
            people(d.holders),
            ("✖ 0", "▲ 1", "✔ 2 or more")[d.depth],
            people(d.reserve),
        ]
        for d in sorted(asked.parts, key=lambda d: d.depth)
    ]
    head = ["Seat", "Held by", "Could step in", "Reserve"]
    pages = -(-len(rows) // MOST_SEATS)
    shown = st.pagination(pages, key="depths.page") if pages > 1 else 1
    rows = rows[(shown - 1) * MOST_SEATS : shown * MOST_SEATS]
    if rows:
        look.table("Seats, the most fragile first", head, rows, whole=[head[0], head[2]])


def _alone(asked: Asked) -> None:
    look.inset([h.sentence for h in asked.parts], "amber", "Only one person can do this")


def leaving(found: answers.Answer) -> None:
    """What if somebody leaves: the repaired plan, with everyone affected before and after."""
    placed = found.allocation.loc[found.allocation["fte"] > 0, "person_id"].unique()
    names = dict(zip(found.plan.people["person_id"], found.plan.people["display_name"], strict=True))
    person = st.selectbox("If this person left", sorted(placed), key="leaves.person",
                          format_func=lambda i: words.person(names.get(i, i), i))  # fmt: skip
    if person:
        asking.on_request(question("if leaves", found, person), "What would happen?", repaired,
                          "Repairing the plan without them.", key="leaves.go")  # fmt: skip


def repaired(asked: Asked) -> None:
    """A repaired plan: what missions lose, and each affected person before and after."""
    answer = asked.only
    look.inset([answer.sentence], "blue")
    reasons.moved(answer.moves, "Everyone affected, before and after")
    if not answer.moves:
        st.write("Nobody changes.")
    reasons.price(answer.shifts)


def stress(found: answers.Answer) -> None:
    """Random absences: how much of demand is still met, and which seats break first."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        runs = st.selectbox("Runs", list(RUNS), 0, format_func=RUNS.get, key="stress.runs", width=200)
        absent = st.selectbox("People missing at random", list(ABSENT), 1, format_func=ABSENT.get, key="stress.absent",
                              width=240)  # fmt: skip

    def draw(asked: Asked) -> None:
        _stress(found, asked)

    asking.on_request(question("stress", found, runs, absent), "Test it", draw,
                      f"Repairing the plan for {runs} random sets of absences.", key="stress.go")  # fmt: skip


def _stress(found: answers.Answer, asked: Asked) -> None:
    answer = asked.only
    look.figures(
        [
            ("Usually", f"{100 * answer.usual:.1f} %", "of demand is met with everyone there"),
            ("In half of the runs", f"{100 * answer.half:.1f} %", "or more is still met"),
            ("In nine of ten", f"{100 * answer.nine_in_ten:.1f} %", "or more is still met"),
        ]
    )
    known = set(found.plan.demand["demand_id"])
    rows = [[reasons.seat(found.plan, s), f"{n} of {answer.runs}"] for s, n in answer.breaks_first if s in known]
    if rows:
        look.table("Seats that suffer first", ["Seat", "Runs in which it loses FTE"], rows)
    st.caption(f"Seeded with {answer.seed}: the same question gives the same answer.")


def withdrawals(found: answers.Answer) -> None:
    """What would be lost without the people of one organisation, for each."""
    st.write("The plan is solved anew without the people of one organisation after the other.")
    asking.on_request(question("withdrawals", found), "Try each organisation", _withdrawals,
                      "Solving the plan without one organisation after the other.", key="withdrawals.go")  # fmt: skip


def _withdrawals(asked: Asked) -> None:
    losing = sorted(asked.parts, key=lambda w: [-s.by for s in w.shifts])
    rows = [
        [
            w.organisation,
            words.count(w.people, "person", "people"),
            figure(w.fte),
            (reasons.brief(w.shifts) or "Nothing") if w.shifts else w.sentence,
        ]
        for w in losing
    ]
    head = ["Organisation", "Gives", "FTE", "What would change for missions"]
    if rows:
        look.table("Without one organisation", head, rows, [head[2]], whole=head[:2])
