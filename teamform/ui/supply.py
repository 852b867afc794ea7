"""Supply against demand: by discipline and period, rung by rung down the ladder, and what is short and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.plan.plan import Plan
from teamform.ui import answers, asking, figures, look, memory, pictures, state, words
from teamform.ui.asking import Asked, Question, question

RUNGS = {
    "exists": "Exists",
    "offered": "Is offered",
    "right level": "Has the right level",
    "cleared": "Is cleared",
    "here": "Is there at that time",
    "allowed": "May be asked",
    "released": "Is released",
    "free": "Is free",
    "placed": "Is placed",
}
"""The rungs as people read them."""
PICTURES = ("Offered less asked for", "Asked for", "Offered", "Unmet in the proposal")


def key_figures(plan: Plan) -> None:
    """The plan in four figures."""
    short = figures.supply_and_demand(plan)
    while_working = "on average while there is work" if len(plan.periods) > 1 else ""
    left = figures.offered(plan).sub(figures.asked(plan), fill_value=0).min(axis=1)
    scarce = left.index[left < -1e-9]
    look.figures(
        [
            ("People", f"{len(plan.people):,}", f"of {plan.people['organisation'].nunique()} organisations"),
            ("FTE offered", f"{short['offered'].sum():.1f}", while_working),
            ("FTE asked for", f"{short['asked'].sum():.1f}", f"by {plan.demand['team_id'].nunique()} teams"),
            ("Scarce disciplines", str(len(scarce)), words.listed(scarce) or "in no period"),
        ]
    )


def balance(plan: Plan) -> None:
    """What is asked for and offered, a pair of bars a discipline."""
    table = figures.supply_and_demand(plan)
    rows = [
        [f"{r.discipline} {r.name}", r.offered, r.asked, words.change(round(r.balance, 2), "FTE"), f"{r.people:,}"]
        for r in table.itertuples(index=False)
    ]
    head = ["Discipline", "Offered", "Asked for", "Left over", "People"]
    pictures.bars("FTE offered (solid) and asked for (hatched), by discipline", head, rows, together=False)


def by_period(plan: Plan, latest: answers.Answer | None) -> None:
    """Supply, demand and what is unmet, by discipline and period."""
    choices = PICTURES if latest else PICTURES[:-1]
    chosen = st.segmented_control("Picture", choices, default=choices[0], key="supply.picture", required=True)
    need, offer = figures.asked(plan), figures.offered(plan)
    codes = sorted(set(need.index) | (set(offer.index) - {""}))
    need, offer = need.reindex(codes).fillna(0), offer.reindex(codes).fillna(0)
    if chosen == PICTURES[0]:
        table = offer - need
        shade = pictures.differences(float(table.abs().to_numpy().max(initial=0.1)))
    else:
        table = need if chosen == PICTURES[1] else offer if chosen == PICTURES[2] else _unmet(latest)
        shade = pictures.amounts(float(table.to_numpy().max(initial=0.1)))
    if table.empty:
        look.inset(["Nothing is unmet."], "green")
        return
    pictures.heat(f"{chosen}: FTE by discipline and period", table, shade, "Discipline")


def _unmet(latest: answers.Answer) -> pd.DataFrame:
    table = figures.by(latest.plan, latest.allocation, "discipline", "period")
    wide = table.pivot_table(index="discipline", columns="period", values="unmet", fill_value=0)
    return wide.reindex(columns=[p for p in latest.plan.periods["period"] if p in wide.columns])


def newest(opened: memory.Opened) -> answers.Answer | None:
    """The newest proposal of the open plan, if there is one."""
    every = answers.listed(opened)
    return answers.answer(every[0].id) if every else None


def choose_discipline(plan: Plan, latest: answers.Answer | None) -> str:
    """Ask for a discipline; the choice lives in the address. At first the one that lacks most."""
    table = figures.supply_and_demand(plan)
    codes = [c for c in table["discipline"] if c in set(plan.demand["discipline"])]
    scarcest = str(table.set_index("discipline").loc[codes, "balance"].idxmin())
    if latest:
        unmet = figures.by(latest.plan, latest.allocation, "discipline").set_index("discipline")["unmet"]
        unmet = unmet[unmet.index.isin(codes)]
        scarcest = str(unmet.idxmax()) if len(unmet) and unmet.max() > 0.005 else scarcest
    given = state.given("discipline")
    names = plan.disciplines.set_index("discipline")["name"]
    chosen = st.selectbox(
        "Discipline",
        codes,
        codes.index(given if given in codes else scarcest),
        key="supply.discipline",
        format_func=lambda c: f"{c} {names.get(c, '')}",
    )
    state.remember("discipline", chosen)
    return chosen


def ladder(opened: memory.Opened, plan: Plan, latest: answers.Answer | None) -> None:
    """How much of a discipline exists, and which rule loses how much of it on the way to a seat."""
    st.write("How much of a discipline exists, and what loses how much of it on the way to a seat. The rungs add up.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        discipline = choose_discipline(plan, latest)
        names = list(plan.periods["period"])
        every = ["", *names]
        first = names[0] if len(names) > 1 else ""
        period = (
            st.selectbox(
                "Period", every, every.index(first), key="supply.period", format_func=lambda p: p or "Average of all"
            )
            if len(names) > 1
            else ""
        )
    about = (discipline, period)
    asked = (
        question("ladder", latest, *about) if latest else Question("ladder", opened.info.id, opened.version, "", about)
    )
    if latest is None:
        st.caption("Without a proposal nobody is placed yet: the ladder ends with what could be.")

    def draw(answer: Asked) -> None:
        _ladder(answer, discipline, period)

    asking.at_once(asked, draw, "Climbing the ladder.", wait=3.0)


def _ladder(asked: Asked, discipline: str, period: str) -> None:
    found = asked.only
    rows = []
    for rung in found.rungs:
        why = "; ".join(
            f"{loss.words}" + (f" ({words.count(loss.people, 'person', 'people')})" if loss.people else "")
            for loss in rung.losses
        )
        rows.append([RUNGS.get(rung.name, words.begin(rung.name)), rung.fte, rung.lost, words.begin(why)])
    when = f" in {period}" if period else ""
    head = ["Rung", "Left", "Lost on the way", "What loses it"]
    pictures.bars(f"Ladder of {discipline}{when}, in FTE: left (solid) and lost (hatched)", head, rows)
    look.inset([found.sentence], "amber" if found.unmet > 0.005 else "green")


def short_seats(latest: answers.Answer) -> None:
    """Every short seat with what holds people back and whom to ask."""
    st.write("Every seat that lacks somebody: what holds people back, how much, and whom to ask.")
    asking.at_once(question("short seats", latest), _short, "Going through the short seats.", wait=3.0)


def _short(asked: Asked) -> None:
    if not asked.parts:
        look.inset(["Every seat is filled."], "green")
    for s in asked.parts:
        with st.expander(f"{s.discipline} on {s.team_id}: {words.amount(s.unmet, 'FTE')} short in {s.period}"):
            rows = [
                [b.sentence, words.amount(b.fte, ""), words.count(b.people, "person", "people"), str(b.owner)]
                for b in s.bindings[:8]
            ]
            if rows:
                look.table("What holds people back", ["What", "FTE", "Whom it holds", "Ask"], rows, ["FTE"])
            else:
                st.write("No rule holds anybody back: there is nobody else with time to give.")
            if s.elsewhere:
                said = words.listed([f"{fte:g} FTE to {team}" for team, fte in list(s.elsewhere.items())[:6]])
                st.write(f"People who could fill it give {said}.")
            st.caption(words.plain(s.ladder.sentence))
