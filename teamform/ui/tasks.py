"""Home: what is done, what waits for whom, and the way to each."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from teamform.plan.issues import Severity
from teamform.store import PlanInfo, Role
from teamform.ui import answers, loading, look, memory, rule_forms, state, words
from teamform.ui.menu import entry, seen_by
from teamform.ui.rulebook import too_large

LARGE = 5_000
"""People above whom a plan is checked on the page Load only."""


@dataclass(frozen=True)
class Task:
    """One step of a round of planning: its page, where it stands, and a word about it."""

    page: str
    title: str
    note: str
    state: str
    colour: str


def listed(opened: memory.Opened | None) -> list[Task]:
    """The steps from an empty store to an approved plan, with their state."""
    if opened is None:
        return [Task("load", "Load people and demand", "Start with the demo or a workbook.", "To do", "blue")]
    large = len(opened.table("People")) > LARGE
    issues = () if large else loading.issues_of(opened.info.id, opened.version, opened)
    red, amber = (sum(i.severity is s for i in issues) for s in (Severity.RED, Severity.AMBER))
    wrong = ", ".join(filter(None, [f"{red} to put right" if red else "", f"{amber} to check" if amber else ""]))
    tasks = [
        Task(
            "load",
            "Load people and demand",
            f"{len(opened.table('People')):,} people, {len(opened.table('Demand')):,} seats.",
            "Done",
            "green",
        ),
        Task(
            "load",
            "Put right what is wrong",
            f"Issues: {wrong}." if wrong else "Look at Load." if large else "Nothing is wrong.",
            "To do" if red else "Please check" if amber else "Done",
            "red" if red else "amber" if amber else "green",
        ),
    ]
    if opened.plan is None:
        return [*tasks, Task("decisions", "These facts make no plan", str(opened.error), "To do", "red")]
    remarks = rule_forms.remarks(opened.plan, opened.plan.hash)
    tasks.append(
        Task(
            "missions",
            "Set demand and rules",
            f"{words.count(len(remarks), 'remark')} on the plan."
            if remarks
            else "Too large to be looked at rule by rule."
            if too_large(opened.plan)
            else "No remarks on the plan.",
            "Please check" if remarks else "Done",
            "amber" if remarks else "green",
        )
    )
    return [*tasks, *_after(opened)]


def _after(opened: memory.Opened) -> list[Task]:
    """From the first proposal to approval."""
    proposals = answers.listed(opened)
    going = answers.going(opened.info.id)
    if not proposals:
        now = ("A run is going on.", "Running", "blue") if going else ("No proposal yet.", "To do", "blue")
        return [
            Task("run", "Make a proposal", *now),
            Task("team", "Review the teams", "Needs a proposal.", "Later", "grey"),
            Task("decisions", "Work off what comes back", "Needs a review.", "Later", "grey"),
        ]
    old = proposals[0].version != opened.version
    said = memory.store().decisions(opened.info.id)
    teams = {d.team_id for d in said if d.proposal_id == proposals[0].id}
    todo = memory.store().to_do(opened.info.id)
    every = opened.plan.teams["team_id"] if opened.plan is not None else []
    return [
        Task(
            "run",
            "Make a proposal",
            "Facts changed since the last one." if old else answers.title(proposals[0]),
            "Running" if going else "Run again" if old else "Done",
            "blue" if going else "amber" if old else "green",
        ),
        Task(
            "team",
            "Review the teams",
            f"{len(teams)} of {len(every)} teams have answered.",
            "Done" if len(teams) == len(every) else "Waits for leaders",
            "green" if len(teams) == len(every) else "amber",
        ),
        Task(
            "decisions",
            "Work off what comes back",
            f"{words.count(len(todo), 'point')} to honour." if todo else "Nothing waits.",
            "To do" if todo else "Done",
            "red" if todo else "green",
        ),
        Task(
            "compare",
            "Approve a plan",
            "This is the live plan." if opened.info.live else "Compare scenarios, then approve one.",
            "Done" if opened.info.live else "To do",
            "green" if opened.info.live else "blue",
        ),
    ]


def show(tasks: list[Task]) -> None:
    """The task list, each with a link to its page."""
    mine = {page.url for page in seen_by(state.role())}
    for number, task in enumerate(tasks, 1):
        with st.container(horizontal=True, vertical_alignment="center", key=f"task.{number}"):
            with st.container(gap=None, width="stretch"):
                if task.page in mine:
                    st.page_link(entry(task.page).file, label=f"{number}. {task.title}")
                else:
                    look.line(f"{number}. {task.title}", "")
                st.caption(words.plain(task.note))
            st.html(look.tag(task.state, task.colour), width="content")


def plans(opened: memory.Opened | None) -> None:
    """The plans there are, the one changed last first."""
    every: list[PlanInfo] = [p for p in memory.store().plans() if not p.name.startswith("What if: ")]
    if len(every) < 2:
        return
    st.subheader("Plans", anchor=False)
    for plan in every[:20]:
        with st.container(horizontal=True, vertical_alignment="center"):
            note = f"changed {words.moment(plan.changed_at)}" + (", live plan" if plan.live else "")
            look.line(plan.name, note)
            if opened is None or plan.id != opened.info.id:
                st.button("Open", key=f"home.open.{plan.id}", on_click=loading.open_plan, args=(plan.id,))


def of_role(opened: memory.Opened | None) -> None:
    """What waits for somebody who isn't a planner."""
    role = state.role()
    if role is Role.LEADER and opened:
        mine = state.mine()
        look.inset(
            [
                f"Your teams: {words.listed(mine)}. Open the page Team to read and decide."
                if mine
                else "Choose your teams at the top under “You are”."
            ],
            "blue",
            "You decide",
        )
    if role is Role.PERSON:
        look.inset(
            ["The page Person shows what is proposed for you, why, and how to say no."], "blue", "Your placement"
        )
