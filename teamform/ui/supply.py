"""Supply against demand: by discipline, by period, and rung by rung down the ladder."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from teamform.plan.plan import Plan
from teamform.ui import desk, figures, look, state, words


def key_figures(plan: Plan) -> None:
    """The plan in four figures."""
    short = figures.supply_and_demand(plan)
    while_working = "on average while there is work" if len(plan.periods) > 1 else ""
    scarce = short[short["balance"] < -1e-9]
    look.figures(
        [
            ("People", f"{len(plan.people):,}", f"of {plan.people['organisation'].nunique()} organisations"),
            ("FTE offered", f"{short['offered'].sum():.1f}", while_working),
            ("FTE asked for", f"{short['asked'].sum():.1f}", f"by {plan.demand['team_id'].nunique()} teams"),
            ("Scarce disciplines", str(len(scarce)), words.listed(scarce["discipline"]) or "none in total"),
        ]
    )


def overview(plan: Plan) -> pd.DataFrame:
    """One row a discipline, for people to read."""
    table = figures.supply_and_demand(plan)
    return pd.DataFrame(
        {
            "Discipline": table["discipline"] + " " + table["name"],
            "People": table["people"],
            "Asked for": table["asked"].round(2),
            "Offered": table["offered"].round(2),
            "Left over": table["balance"].round(2),
        }
    )


def balance_chart(table: pd.DataFrame) -> go.Figure:
    """Two bars a discipline."""
    figure = go.Figure()
    for column, colour, pattern in (("Asked for", "#801650", "/"), ("Offered", "#12436D", "")):
        figure.add_bar(
            y=table["Discipline"],
            x=table[column],
            name=column,
            orientation="h",
            marker={
                "color": colour if not pattern else "#fff",
                "line": {"color": colour, "width": 1.5},
                "pattern": {"shape": pattern, "fgcolor": colour},
            },
            hovertemplate="%{y}: %{x:.1f} FTE<extra></extra>",
        )
    figure.update_layout(barmode="group", height=max(280, 60 + 40 * len(table)), bargap=0.3)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(title="FTE")
    return figure


def balance_words(table: pd.DataFrame) -> str:
    """The chart in a sentence."""
    short = table[table["Left over"] < 0]
    parts = [f"{r.Discipline} lacks {-r[4]:.1f} FTE" for r in short.itertuples(index=False)]
    return (
        "FTE asked for and offered by discipline. "
        + ("; ".join(parts) if parts else "No discipline lacks FTE in total")
        + "."
    )


def gap(plan: Plan) -> pd.DataFrame:
    """Offered less asked for: discipline (row) by period (column)."""
    need, offer = figures.asked(plan), figures.offered(plan)
    codes = sorted(set(need.index) | (set(offer.index) - {""}))
    return offer.reindex(codes).fillna(0) - need.reindex(codes).fillna(0)


def gap_words(table: pd.DataFrame) -> str:
    """The heat map in a sentence."""
    low = table.stack()
    worst = low[low < 0].sort_values().head(3)
    parts = [f"{d} in {p} lacks {-v:.1f} FTE" for (d, p), v in worst.items()]
    return "FTE offered less FTE asked for, by discipline and period. " + (
        f"Worst: {'; '.join(parts)}." if parts else ""
    )


def choose_discipline(plan: Plan) -> str:
    """Ask for a discipline; the choice lives in the address. At first the scarcest one."""
    table = figures.supply_and_demand(plan)
    codes = [c for c in table["discipline"] if c in set(plan.demand["discipline"])]
    scarcest = str(table.set_index("discipline").loc[codes, "balance"].idxmin())
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


def choose_period(plan: Plan) -> int:
    """Ask for a period, where there is more than one; return its place."""
    names = list(plan.periods["period"])
    return names.index(st.selectbox("Period", names, key="supply.period")) if len(names) > 1 else 0


@st.cache_data(max_entries=32, show_spinner=False)
def _ladder(_plan: Plan, plan_hash: str, discipline: str, period: int) -> pd.DataFrame:
    """Rung by rung from everyone who has a discipline to those who can be placed (FTE)."""
    book = desk.rulebook(_plan)
    sifted = book.program.sifted
    seats = np.flatnonzero(_plan.demand["discipline"] == discipline)
    offered = _plan.offered[:, period] / 100
    rows, step = [], np.zeros(len(_plan.people), bool)
    has = _plan.levels[:, _plan.abilities.get_loc(discipline)] > 0
    rows.append(("Have the discipline", float(offered[has].sum())))
    here = np.isin(sifted.excluded.demand, seats) & (sifted.excluded.period == period)
    open_ = np.isin(sifted.eligible.demand, seats) & (sifted.eligible.period == period)
    step[sifted.eligible.person[open_]] = True
    left = has.copy()
    for name, mask in sifted.reasons.items():
        turned = here & mask
        gone = np.zeros(len(left), bool)
        gone[sifted.excluded.person[turned]] = True
        gone &= left & ~step
        if gone.any():
            rows.append((_because(name), -float(offered[gone].sum())))
            left &= ~gone
    rest = left & ~step & has
    if offered[rest].sum() > 0:
        rows.append(("No seat asks for them", -float(offered[rest].sum())))
        left &= ~rest
    rounded = float(offered[left].sum() - (_plan.availability[left, period] / 100).sum())
    if rounded > 1e-9:
        rows.append(("Planning step", -rounded))
    caps = _held_by_caps(_plan, discipline, period, left)
    if caps > 1e-9:
        rows.append(("Release caps", -caps))
    rows.append(("Can be placed", sum(v for _, v in rows)))
    return pd.DataFrame(rows, columns=["Rung", "Change"]).round({"Change": 4})


def ladder(plan: Plan, discipline: str, period: int) -> pd.DataFrame:
    """Rung by rung from everyone who has a discipline to those who can be placed (FTE): Rung, Change."""
    return _ladder(plan, plan.hash, discipline, period)


def _because(rule: str) -> str:
    return {"discipline_and_level": "Level too low", "availability_dates": "Not there yet or any more"}.get(
        rule, words.sentence_case(rule)
    )


def _held_by_caps(plan: Plan, discipline: str, period: int, left: np.ndarray) -> float:
    """FTE of a discipline that caps on exactly this discipline, or on whole organisations, hold back for certain."""
    offer = (
        pd.Series(plan.availability[left, period], index=plan.people["organisation"].to_numpy()[left])
        .groupby(level=0)
        .sum()
    )
    caps = plan.sheets["ReleaseCaps"]
    caps = caps[plan.in_force(caps["expires"])[:, period]]
    mine = caps[
        (caps["discipline"].isin(["", discipline]))
        & (caps["directorate"] == "")
        & caps["period"].isin(["", plan.periods["period"].iloc[period]])
    ]
    limit = mine.groupby("organisation")["release_cap_fte"].min()
    whole = plan.organisations.set_index("organisation")["release_cap_fte"].dropna()
    limit = pd.concat([limit, whole]).astype("float64").groupby(level=0).min()
    over = (offer - limit.reindex(offer.index)).clip(lower=0)
    return float(over.fillna(0).sum()) / 100


def ladder_words(table: pd.DataFrame, discipline: str) -> str:
    """The ladder in a sentence."""
    first, last = table["Change"].iloc[0], table["Change"].iloc[-1]
    lost = "; ".join(f"{r.Rung.lower()} loses {-r.Change:.1f}" for r in table.iloc[1:-1].itertuples())
    return f"{discipline}: {first:.1f} FTE exist, {last:.1f} can be placed. " + (f"On the way {lost}." if lost else "")
