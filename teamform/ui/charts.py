"""Charts, each with words for those who can't see it and a table of the same figures."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

INK = "#0b0c0c"
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""Colours of the government analysis function, told apart by colour-blind people too."""


def show(figure: go.Figure, alt: str, table: pd.DataFrame, key: str) -> None:
    """Show a chart with its description, and the same figures as a table on request."""
    figure.update_layout(
        font={"family": "Arial, Helvetica, sans-serif", "size": 14, "color": INK},
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        colorway=COLOURS,
        hoverlabel={"font_size": 14},
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.15, "x": 0},
    )
    axis = {"linecolor": INK, "tickcolor": INK, "gridcolor": "#d9dcde", "automargin": True, "fixedrange": True}
    figure.update_xaxes(**axis, tickfont_color=INK)
    figure.update_yaxes(**axis, tickfont_color=INK)
    st.plotly_chart(figure, theme=None, alt=alt, key=key, config={"displayModeBar": False, "responsive": True})
    with st.expander("Show as table"):
        st.dataframe(table, hide_index=True, alt=alt, key=f"{key}_table")


def flows(table: pd.DataFrame, source: str, target: str, value: str) -> go.Figure:
    """Who gives to whom: bands as wide as the FTE."""
    left, right = list(dict.fromkeys(table[source])), list(dict.fromkeys(table[target]))
    names = [*left, *right]
    figure = go.Figure(
        go.Sankey(
            node={
                "label": names,
                "pad": 12,
                "thickness": 14,
                "color": ["#12436D"] * len(left) + ["#28A197"] * len(right),
            },
            link={
                "source": [left.index(v) for v in table[source]],
                "target": [len(left) + right.index(v) for v in table[target]],
                "value": table[value],
                "color": "rgba(29,112,184,.25)",
            },
            valueformat=".1f",
            valuesuffix=" FTE",
        )
    )
    figure.update_layout(height=max(360, 26 * max(len(left), len(right))))
    return figure
