"""All teams at once: what each has and lacks, who is where, and which organisations give to whom and work together."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from teamform.report.links import working_together
from teamform.ui import answers, charts, figures, look, pictures, words

MOST_PEOPLE = 60
"""People that one picture shows before it is turned over."""
AVERAGE = "Average"


def overview(found: answers.Answer) -> None:
    """All teams with what they have and lack."""
    table = answers.by_team(found)
    rows = [
        [words.team(r.team_id, r.team), r.allocated, r.unmet, str(r.priority), str(r.people)]
        for r in table.itertuples(index=False)
    ]
    head = ["Team", "Filled", "Unmet", "Priority", "People"]
    pictures.bars("FTE filled (solid) and unmet (hatched), by team", head, rows)


def coverage(found: answers.Answer) -> None:
    """Which disciplines each team has of what it asks for."""
    table = figures.by(found.plan, found.allocation, "team_id", "discipline")
    table["share"] = table["allocated"] / table["required"].where(table["required"] > 0)
    order = [t for t in found.plan.teams["team_id"] if t in set(table["team_id"])]
    wide = table.pivot_table(index="team_id", columns="discipline", values="share").reindex(order)
    pictures.heat(
        "How far each team's seats are filled, by discipline; blank where nothing is asked for",
        wide,
        pictures.filled,
        "Team",
    )


def who_is_where(found: answers.Answer) -> None:
    """People by teams, in one period or on average."""
    plan = found.plan
    periods = list(plan.periods["period"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = (
            st.selectbox("Period", [*periods, AVERAGE], key="where.period", width=180) if len(periods) > 1 else AVERAGE
        )
        homes = ["", *sorted(set(plan.people["organisation"]))]
        home = st.selectbox("Organisation", homes, key="where.home", width=180, format_func=lambda o: o or "All")
    now = found.allocation
    now = now if period == AVERAGE else now[now["period"] == period]
    share = 100 * (len(periods) if period == AVERAGE else 1)
    wide = now.pivot_table(index="person_id", columns="team_id", values="fte", aggfunc="sum") / share
    people = plan.people.set_index("person_id")
    wide = wide[wide.index.map(people["organisation"]) == home] if home else wide
    wide = wide.reindex(columns=[t for t in plan.teams["team_id"] if t in wide.columns])
    wide = wide.iloc[_order(wide)]
    pages = -(-len(wide) // MOST_PEOPLE)
    shown = st.pagination(pages, key=f"where.page.{home}") if pages > 1 else 1
    wide = wide.iloc[(shown - 1) * MOST_PEOPLE : shown * MOST_PEOPLE]
    wide.index = [
        f"{words.person(str(people.at[i, 'display_name']), i)}, {people.at[i, 'organisation']}" for i in wide.index
    ]
    if wide.empty:
        st.write("Nobody is placed.")
        return
    when = "on average" if period == AVERAGE else f"in {period}"
    people_shown = words.count(len(wide), "person", "people")
    pictures.heat(f"FTE of {people_shown} by team {when}", wide, pictures.amounts(1.0), "Person")


def _order(wide: pd.DataFrame) -> list[int]:
    """People of one team together, in the order of the teams."""
    first = wide.notna().to_numpy().argmax(axis=1)
    return sorted(range(len(wide)), key=lambda i: (first[i], -wide.iloc[i, first[i]]))


def givers(found: answers.Answer) -> None:
    """From which organisation to which mission, and to which team."""
    table = figures.gives(found.plan, found.allocation)
    if table.empty:
        st.write("Nobody is placed.")
        return
    missions = found.plan.teams.set_index("team_id")["mission"]
    broad = table.assign(To=table["To"].map(missions)).groupby(["From", "To"], as_index=False)["FTE"].sum()
    order = broad.groupby("From")["FTE"].sum().sort_values(ascending=False)
    said = "FTE from organisations to missions. " + "; ".join(f"{o} gives {v:.1f}" for o, v in order[:3].items()) + "."
    charts.show(charts.flows(broad, "From", "To", "FTE"), said, broad, "flows")
    wide = table.pivot_table(index="From", columns="To", values="FTE")
    wide = wide.reindex(index=order.index, columns=[t for t in found.plan.teams["team_id"] if t in wide.columns])
    shade = pictures.amounts(float(wide.max().max()))
    pictures.heat("FTE from each organisation to each team, on average", wide, shade, "Organisation")


def together(found: answers.Answer) -> None:
    """Which organisations work together: today, in the proposal, and the difference."""
    before, now = (working_together(found.plan, a) for a in (figures.today(found.plan), found.allocation))
    names = sorted(set(now.index) | set(before.index))
    before, now = (t.reindex(index=names, columns=names).fillna(0) for t in (before, now))
    new = int(np.triu((now > 0) & ~(before > 0), 1).sum())
    st.write(
        "FTE of the organisation in the row, shared out over the organisations that it works beside; a row adds up "
        "to what the organisation gives. "
        f"{words.count(new, 'pair')} {'works' if new == 1 else 'work'} together that don't today."
    )
    chosen = st.segmented_control(
        "Show", ("Proposed", "Today", "Change"), default="Proposed", key="together", required=True
    )
    table = {"Proposed": now, "Today": before, "Change": now - before}[chosen]
    most = float(table.abs().to_numpy().max(initial=0.1))
    shade = pictures.differences(most) if chosen == "Change" else pictures.amounts(most)
    pictures.heat(f"Organisations that work together, {chosen.lower()}, in FTE", table, shade, "Organisation")


PICTURES = {
    "Filled and unmet": overview,
    "Coverage": coverage,
    "Who is where": who_is_where,
    "Who gives to whom": givers,
    "Who works together": together,
}
"""The pictures of all teams."""


def show(found: answers.Answer) -> None:
    """One of the pictures; which one is in the address."""
    PICTURES[look.sections(tuple(PICTURES), "picture", "Picture")](found)
