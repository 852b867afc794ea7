"""Charts, each with words for those who can't see it and a table of the same figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

INK = "#0b0c0c"
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""Colours of the government analysis function, told apart by colour-blind people too."""
BLUES = [[0, "#f0f5fa"], [0.25, "#b3cbe1"], [0.5, "#6a97c0"], [0.75, "#346799"], [1, "#0a2c4a"]]


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


def bars(table: pd.DataFrame, label: str, parts: Sequence[str], unit: str = "FTE") -> go.Figure:
    """Stacked bars, one a row of the table; the last part is hatched so that it shows without colour."""
    figure = go.Figure()
    for i, part in enumerate(parts):
        last = i == len(parts) - 1 and i > 0
        figure.add_bar(
            y=table[label],
            x=table[part],
            name=part,
            orientation="h",
            marker={
                "color": "#fff" if last else COLOURS[i],
                "line": {"color": COLOURS[2] if last else COLOURS[i], "width": 1.5},
                "pattern": {"shape": "/" if last else "", "fgcolor": COLOURS[2]},
            },
            hovertemplate=f"%{{y}}: %{{x:.2f}} {unit} {part.lower()}<extra></extra>",
        )
    figure.update_layout(barmode="stack", height=max(240, 60 + 34 * len(table)))
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(title=unit)
    return figure


def heat(table: pd.DataFrame, unit: str = "FTE", signs: bool = False) -> go.Figure:
    """A heat map with its figures written in the cells; rows and columns as the table has them."""
    values = table.to_numpy(float)
    low, high = float(values.min(initial=0)), float(values.max(initial=0))
    text = [
        [f"{v:+.1f}" if signs and abs(v) >= 0.05 else f"{v:.1f}" if abs(v) >= 0.005 else "·" for v in r] for r in values
    ]
    scale = [[0, "#801650"], [0.5, "#ffffff"], [1, "#12436D"]] if signs else BLUES
    edge = max(abs(low), abs(high), 0.1)
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=list(table.columns),
            y=list(table.index),
            text=text,
            texttemplate="%{text}",
            colorscale=scale,
            zmin=-edge if signs else 0,
            zmax=edge,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate=f"%{{y}}, %{{x}}: %{{z:.2f}} {unit}<extra></extra>",
        )
    )
    figure.update_layout(height=max(220, 60 + 30 * len(table)))
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(side="top", type="category")
    return figure


def waterfall(labels: Sequence[str], values: Sequence[float]) -> go.Figure:
    """A ladder: the first bar is what there is, each further one what is lost on the way, the last what is left."""
    measures = ["absolute", *["relative"] * (len(values) - 2), "total"]
    figure = go.Figure(
        go.Waterfall(
            x=list(labels),
            y=list(values),
            measure=measures,
            text=[f"{v:+.1f}" if m == "relative" else f"{v:.1f}" for v, m in zip(values, measures, strict=True)],
            textposition="outside",
            decreasing={"marker": {"color": "#801650"}},
            increasing={"marker": {"color": "#28A197"}},
            totals={"marker": {"color": "#12436D"}},
            connector={"line": {"color": "#505a5f", "width": 1}},
        )
    )
    figure.update_layout(height=380, showlegend=False)
    figure.update_yaxes(title="FTE", range=[0, max(values[0] * 1.15, 0.5)])
    return figure


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


def timeline(table: pd.DataFrame, label: str, start: str, end: str, text: str) -> go.Figure:
    """Bars on a calendar, one a row."""
    begin = pd.to_datetime(table[start])
    length = pd.to_datetime(table[end]) + pd.Timedelta(days=1) - begin
    figure = go.Figure(
        go.Bar(
            y=table[label],
            x=length.dt.total_seconds() * 1000,
            base=begin,
            orientation="h",
            text=table[text],
            textposition="inside",
            insidetextanchor="start",
            marker={"color": "#12436D"},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure.update_layout(height=max(240, 60 + 30 * len(table)), showlegend=False)
    figure.update_xaxes(type="date")
    figure.update_yaxes(autorange="reversed", type="category")
    return figure
