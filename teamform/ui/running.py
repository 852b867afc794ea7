"""Runs: starting one, watching it in words and as a chart, stopping it, and saying how it ended."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from teamform.errors import TeamformError
from teamform.explain.words import small
from teamform.store import ProgressLine, Role, Run, RunState
from teamform.ui import answers, charts, look, memory, state, wishes, words
from teamform.ui.menu import entry

TIMES = {10: "10 seconds", 30: "30 seconds", 60: "1 minute", 300: "5 minutes", 1800: "half an hour", 7200: "2 hours"}
COLOURS = {
    RunState.QUEUED: "grey",
    RunState.RUNNING: "blue",
    RunState.DONE: "green",
    RunState.STOPPED: "amber",
    RunState.CONFLICT: "red",
    RunState.NO_TIME: "amber",
    RunState.REFUSED: "red",
    RunState.DIED: "red",
}


def start_form(opened: memory.Opened) -> None:
    """Ask how long to search, and start; only planners start runs."""
    if state.role() is not Role.PLANNER:
        return
    proposals = answers.listed(opened)
    with st.form("start", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        seconds = st.selectbox("Search for at most", list(TIMES), 2, format_func=TIMES.get, width=220, key="seconds")
        close = ""
        if proposals:
            names = {"": "today's teams", **answers.titles(proposals)}
            close = st.selectbox(
                "Change as little as possible of",
                list(names),
                width=380,
                key="close",
                format_func=names.get,
            )
        if st.form_submit_button("Make a proposal", type="primary", icon=":material/play_arrow:"):
            start(opened, seconds, close)
            st.rerun()


def start(opened: memory.Opened, seconds: int, keep_close_to: str = "") -> None:
    """Put a run of the open plan into the queue and watch it."""
    store = memory.store()
    try:
        run = store.queue(
            opened.info.id, opened.version, {"seconds": float(seconds)}, memory.who(), keep_close_to or None
        )
        store.start(run)
    except TeamformError as error:
        state.problem(str(error))
        return
    state.remember("run", run)
    st.session_state[state.RUN] = run


def chosen(opened: memory.Opened) -> Run | None:
    """The run that is watched: the one in the address, else the newest of the plan."""
    store = memory.store()
    store.poll()
    given = state.given("run") or st.session_state.get(state.RUN, "")
    try:
        if given:
            run = store.run(given)
            if run.plan_id == opened.info.id or state.given("run"):
                return run
    except TeamformError as error:
        look.inset([str(error)], "red", "There is a problem")
    return next(iter(store.runs(opened.info.id)), None)


def watch(run: Run) -> None:
    """Show a run; while it goes on, look again every second."""
    state.remember("run", run.id)
    st.fragment(_watch, run_every=None if run.state.over else 1.0)(run.id)


def _watch(run_id: str) -> None:
    store = memory.store()
    store.poll()
    run = store.run(run_id)
    if run.state.over and st.session_state.get(f"watched.{run_id}"):
        del st.session_state[f"watched.{run_id}"]
        st.rerun()
    if not run.state.over:
        st.session_state[f"watched.{run_id}"] = True
    lines = store.progress(run_id)
    look.status_list([(title(run), said(run, lines), str(run.state).capitalize(), COLOURS[run.state])])
    if not run.state.over:
        with st.container(horizontal=True):
            st.button("Stop and keep the best so far", key=f"stop.{run_id}", on_click=stop, args=(run_id, False))
            st.button(
                "Stop at once and keep nothing",
                key=f"kill.{run_id}",
                on_click=stop,
                args=(run_id, True),
                type="tertiary",
            )
    if lines and not run.proposal_id:
        table = goals(lines, run.state.over)
        look.table("Goals so far, the most important first", list(table.columns), table.astype(str).to_numpy().tolist())
        last = lines[-1]
        drawn = course(lines, last.tier)
        if len(drawn) > 1 and not run.state.over:
            charts.show(course_chart(drawn, last.unit), course_words(drawn, last), drawn, f"course.{run_id}")


def stop(run_id: str, at_once: bool) -> None:
    """Stop a run."""
    try:
        memory.store().stop(run_id, memory.who(), at_once)
    except TeamformError as error:
        state.problem(str(error))


def said(run: Run, lines: list[ProgressLine]) -> str:
    """Where a run stands, in a sentence."""
    if run.message:
        return run.message
    if run.state is RunState.QUEUED:
        return "Waits for another run to end."
    if run.state is RunState.RUNNING:
        if run.stop_at:
            return "Stopping; the best so far is kept."
        return sentence(lines[-1]) if lines else "Reading the plan."
    taken = (run.ended_at - run.started_at).total_seconds() if run.ended_at and run.started_at else 0
    return f"Ended after {words.lasting(taken)}."


def title(run: Run) -> str:
    """A run by when it was asked for, what it solves, and by whom."""
    return f"{words.moment(run.queued_at)}, version {run.version}, by {run.who}"


def sentence(line: ProgressLine) -> str:
    """What is known of the goal that is being worked on."""
    where = f"Goal {line.tier} of {line.tiers}, {small(line.title)}"
    if line.best is None:
        return f"{where}: looking for a first plan."
    best = f"{where}: best so far {words.amount(line.best, line.unit)}"
    gap = None if line.bound is None else max(line.best - line.bound, 0)
    if gap is None:
        return f"{best}."
    return (
        f"{best}, best possible."
        if gap < 1e-9
        else f"{best}, may still improve by at most {words.amount(gap, line.unit)}."
    )


def goals(lines: list[ProgressLine], over: bool) -> pd.DataFrame:
    """The last word on each goal."""
    last = {line.tier: line for line in lines}
    current = max(last)
    rows = []
    for tier, line in sorted(last.items()):
        gap = None if line.bound is None or line.best is None else max(line.best - line.bound, 0)
        if line.best is None:
            how = "looking for a first plan"
        elif gap is not None and gap < 1e-9:
            how = "best possible, proved"
        elif tier == current and not over:
            how = "searching" if gap is None else f"may still improve by at most {words.amount(gap, line.unit)}"
        else:
            how = "good" if gap is None else f"good; may be improved by at most {words.amount(gap, line.unit)}"
        best = "" if line.best is None else words.amount(line.best, line.unit)
        rows.append((f"{tier} of {line.tiers}", line.title, best, how))
    return pd.DataFrame(rows, columns=["", "Goal", "Best so far", "How sure"])


def course(lines: list[ProgressLine], tier: int) -> pd.DataFrame:
    """How one goal went: seconds, best so far, and what is certain not to be beaten."""
    mine = [line for line in lines if line.tier == tier and line.best is not None]
    return pd.DataFrame(
        [(round(line.seconds, 1), line.best, line.bound) for line in mine],
        columns=["Seconds", "Best so far", "Can't be below"],
    )


def course_chart(table: pd.DataFrame, unit: str) -> go.Figure:
    """Two lines that meet when the goal is proved."""
    figure = go.Figure()
    for column, dash, colour in (("Best so far", "solid", "#12436D"), ("Can't be below", "dash", "#801650")):
        figure.add_scatter(
            x=table["Seconds"],
            y=table[column],
            name=column,
            mode="lines+markers",
            line={"shape": "hv", "dash": dash, "color": colour, "width": 3},
        )
    figure.update_layout(height=260)
    figure.update_xaxes(title="Seconds")
    figure.update_yaxes(title=unit, rangemode="tozero")
    return figure


def course_words(table: pd.DataFrame, line: ProgressLine) -> str:
    """The chart in a sentence."""
    first, last = table["Best so far"].iloc[0], table["Best so far"].iloc[-1]
    return f"{line.title}: from {words.amount(first, line.unit)} to {words.amount(last, line.unit)}. {sentence(line)}"


def ending(run: Run, opened: memory.Opened) -> None:
    """How a run ended: the proposal, or a plain reason why there is none."""
    if run.proposal_id:
        found = answers.answer(run.proposal_id)
        answers.headline(found)
        with st.container(horizontal=True):
            st.page_link(entry("team").file, label="See the teams", icon=":material/groups:")
            st.page_link(entry("board").file, label="Move people on the board", icon=":material/view_kanban:")
        answers.download(found, "run")
        with st.expander("Every goal, and how sure it is"):
            answers.tiers(found)
    elif run.state is RunState.CONFLICT:
        heading = (
            "These rules can't all hold; giving up any one of them is enough"
            if run.smallest
            else "These rules can't all hold together"
        )
        look.inset([f"{c.sentence} ({c.rule.replace('_', ' ')})" for c in run.claims], "red", heading)
        st.page_link(entry("rules").file, label="Change a rule", icon=":material/rule:")
        wishes.out_of_conflict(run.plan_id, run.version)
    elif run.state is RunState.NO_TIME:
        look.inset(["No plan was found in the time given. There may well be one: give it more time."], "amber")


def history(opened: memory.Opened, watched: Run) -> None:
    """The runs of the plan, each with a link that can be sent on; the one that is watched is marked."""
    runs = memory.store().runs(opened.info.id)
    if not runs:
        return
    st.subheader("Runs of this plan", anchor=False)
    for run in runs[:20]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(look.tag(str(run.state).capitalize(), COLOURS[run.state]), width="content")
            st.page_link(
                entry("run").file,
                label=title(run) + (", shown above" if run.id == watched.id else ""),
                query_params={"run": run.id, "plan": run.plan_id},
            )
