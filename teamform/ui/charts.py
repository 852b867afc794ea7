"""Charts, each with words for those who can't see it and a table of the same figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

INK = "#0b0c0c"
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""Colours of the government analysis function, told apart by colour-blind people too."""
PAD, EDGE = 18, 8
"""Points between two nodes of a picture of flows, so that their names have room; and around a chart."""
LONGEST = 24
"""Letters of a name in a chart; the table has the whole."""


def show(figure: go.Figure, alt: str, table: pd.DataFrame, key: str) -> None:
    """Show a chart with its description, and the same figures as a table on request."""
    figure.update_layout(
        font={"family": "Arial, Helvetica, sans-serif", "size": 14, "color": INK},
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        colorway=COLOURS,
        hoverlabel={"font_size": 14},
        margin={"l": figure.layout.margin.l or EDGE, "r": EDGE, "t": EDGE, "b": EDGE},
        legend={"orientation": "h", "y": -0.15, "x": 0},
    )
    axis = {"linecolor": INK, "tickcolor": INK, "gridcolor": "#d9dcde", "automargin": True, "fixedrange": True}
    figure.update_xaxes(**axis, tickfont_color=INK)
    figure.update_yaxes(**axis, tickfont_color=INK)
    st.plotly_chart(figure, theme=None, alt=alt, key=key, config={"displayModeBar": False, "responsive": True})
    with st.expander("Show as table"):
        st.dataframe(table, hide_index=True, alt=alt, key=f"{key}_table")


def flows(table: pd.DataFrame, source: str, target: str, value: str) -> go.Figure:
    """Who gives to whom: bands as wide as the FTE, in the colour of who gets it, the largest first."""
    left, right = (table.groupby(each)[value].sum().sort_values(ascending=False) for each in (source, target))
    most = max(len(left), len(right))
    height = max(360, 30 * most)
    places = [_centres(list(each), height, most) for each in (left, right)]
    shades = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(right.index)}
    at = [{name: i for i, name in enumerate(each.index)} for each in (left, right)]
    node = {
        "customdata": [*left.index, *right.index],
        "hovertemplate": "%{customdata}: %{value}<extra></extra>",
        "x": [0.001] * len(left) + [0.999] * len(right),
        "y": [*places[0], *places[1]],
        "pad": PAD,
        "thickness": 12,
        "line": {"width": 0},
        "color": [INK] * len(left) + [shades[name] for name in right.index],
    }
    link = {
        "source": [at[0][name] for name in table[source]],
        "target": [len(left) + at[1][name] for name in table[target]],
        "value": table[value],
        "hovertemplate": "%{source.customdata} to %{target.customdata}: %{value}<extra></extra>",
        "color": [_pale(shades[name]) for name in table[target]],
    }
    figure = go.Figure(go.Sankey(arrangement="fixed", node=node, link=link, valueformat=".1f", valuesuffix=" FTE"))
    longest = max(_name(figure, 0, y, name, amount) for (name, amount), y in zip(left.items(), places[0], strict=True))
    for (name, amount), y in zip(right.items(), places[1], strict=True):
        _name(figure, 1, y, name, amount)
    return figure.update_layout(height=height, margin_l=16 + 8 * longest)


def _name(figure: go.Figure, side: int, y: float, name: str, amount: float) -> int:
    """Write a name with its amount left of its node, where it can be read; returns how long it is."""
    text = f"{name if len(name) <= LONGEST else name[:LONGEST] + '…'} {amount:.1f}"
    figure.add_annotation(
        text=text, x=side, y=1 - y, xref="paper", yref="paper", xanchor="right", yanchor="middle", showarrow=False,
        xshift=-16 if side else -6, bgcolor="rgba(255,255,255,.8)" if side else None, borderpad=1,
    )  # fmt: skip
    return len(text)


def _centres(amounts: Sequence[float], height: float, most: int) -> list[float]:
    """Where the middle of each node stands, as a share of the height; all columns have the scale of the longest."""
    scale = (height - 2 * EDGE - (most - 1) * PAD) / sum(amounts)
    gap = (height - 2 * EDGE - scale * sum(amounts)) / max(len(amounts) - 1, 1)
    ends = [sum(amounts[: i + 1]) * scale + i * gap for i in range(len(amounts))]
    return [(end - amount * scale / 2) / (height - 2 * EDGE) for end, amount in zip(ends, amounts, strict=True)]


def _pale(colour: str) -> str:
    """A colour through which others are seen."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},.35)"
