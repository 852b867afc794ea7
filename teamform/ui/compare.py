"""Scenarios side by side: what is met, who is short, what it costs, who gives, and who is affected."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.store import PlanInfo, Role
from teamform.ui import answers, figures, loading, look, memory, scorecard, state, words

TODAY = "today"


def family(opened: memory.Opened) -> list[PlanInfo]:
    """The open plan and the scenarios that come from the same root."""
    return [p for p in memory.store().plans() if p.root == opened.info.root]


def make(opened: memory.Opened) -> None:
    """Copy the open plan into a scenario, and list the scenarios there are."""
    with st.expander("Scenarios", expanded=True):
        for plan in family(opened):
            with st.container(horizontal=True, vertical_alignment="center"):
                is_open = plan.id == opened.info.id
                mark = ", open" if is_open else ""
                look.line(plan.name, f"version {plan.version}{mark}" + (", live plan" if plan.live else ""))
                if not is_open:
                    st.button("Open", key=f"open.{plan.id}", on_click=loading.open_plan, args=(plan.id,))
                if not plan.live and state.role() is Role.PLANNER:
                    st.button(
                        "Approve as the live plan", key=f"live.{plan.id}", on_click=go_live, args=(plan.id, plan.name)
                    )
        if state.role() is Role.PLANNER:
            with (
                st.form(f"copy.{state.generation('copy')}", border=False),
                st.container(horizontal=True, vertical_alignment="bottom"),
            ):
                name = st.text_input("Name of a new scenario", key=f"copy.name.{state.generation('copy')}")
                if st.form_submit_button("Copy the open plan"):
                    copy(opened, name)


def copy(opened: memory.Opened, name: str) -> None:
    """Copy the open plan and open the copy."""
    if not name.strip():
        look.inset(["Give the scenario a name."], "red", "There is a problem")
        return
    try:
        new = memory.store().copy_plan(opened.info.id, name.strip(), memory.who())
    except TeamformError as error:
        look.inset([str(error)], "red", "There is a problem")
        return
    loading.open_plan(new)
    state.refresh("copy")
    state.notice(f"“{name.strip()}” is a copy of “{opened.info.name}” and is open. Change it, run it, and compare.")
    st.rerun()


def go_live(plan_id: str, name: str) -> None:
    """Make a scenario the live plan; the log keeps it."""
    try:
        newest = next(iter(memory.store().proposals(plan_id)), None)
        memory.store().make_live(
            plan_id, memory.who(), newest.id if newest else "", f"“{name}” approved as the live plan"
        )
    except TeamformError as error:
        state.problem(str(error))
        return
    state.notice(f"“{name}” is the live plan now.")


def choices(opened: memory.Opened) -> dict[str, str]:
    """Every proposal of every scenario, by id, with its name for a list."""
    found = {}
    for plan in family(opened):
        named = answers.titles(answers.heads(memory.store().proposals(plan.id)))
        found |= {proposal: f"{plan.name}: {name}" for proposal, name in list(named.items())[:8]}
    return found


def choose(options: dict[str, str]) -> list[str]:
    """The proposals that are compared; the choice lives in the address."""
    given = [i for i in state.given("with").split(",") if i in options]
    chosen = st.multiselect(
        "Proposals to compare",
        list(options),
        given or list(options)[1::-1],
        format_func=options.get,
        max_selections=4,
        key="compare.choice",
    )
    state.remember("with", ",".join(chosen))
    return chosen


def lines(found: Sequence[answers.Answer], names: Sequence[str]) -> pd.DataFrame:
    """Seven lines a leader reads, one column a proposal."""
    rows: dict[str, list[str]] = {}
    for each in found:
        for name, value in _column(each).items():
            rows.setdefault(name, []).append(value)
    return pd.DataFrame([[name, *values] for name, values in rows.items()], columns=["", *names])


@answers.once
def _column(each: answers.Answer) -> dict[str, str]:
    """What a leader reads about one proposal, by line."""
    plan, allocation, teams = each.plan, each.allocation, answers.by_team(each)
    short = teams[teams["unmet"] > 0.005].sort_values("unmet", ascending=False)
    home = plan.people.set_index("person_id")["organisation"]
    givers = allocation.groupby(allocation["person_id"].map(home).to_numpy())["fte"].sum() / 100 / len(plan.periods)
    moved = figures.differences(plan, figures.today(plan), allocation)
    asked = plan.needed.sum() / 100 / len(plan.periods)
    return {
        "What is met": f"{100 * (1 - each.unmet() / asked):.1f} % of {asked:.1f} FTE" if asked else "–",
        **{f"Unmet, priority {p}": f"{each.unmet(p):.2f} FTE" for p in (1, 2, 3)},
        "Who is short": words.listed([f"{r.team_id} {r.unmet:.1f}" for r in short.itertuples()], 5) or "nobody",
        "Cost over the plan": f"£{answers.cost(each).sum():,.0f}",
        "Who gives most": words.listed(
            [f"{o} {v:.1f}" for o, v in givers.sort_values(ascending=False).head(4).items()], 4
        ),
        "From outside": f"{words.percent(scorecard.whole(each)['outside_share'])} of FTE",
        "People affected": f"{moved['person_id'].nunique()} change against today" if len(moved) else "nobody changes",
        "How sure": _sure(each),
        "Rules broken": _broken(each),
    }


def _sure(each: answers.Answer) -> str:
    """How many of the goals are proved best, in their strict order."""
    tiers = each.stored.tiers
    proved = sum(tier.proved for tier in tiers)
    return "proved best" if each.stored.status == "proved" else f"good; {proved} of {len(tiers)} goals are proved best"


def _broken(each: answers.Answer) -> str:
    """How many rules are broken that must hold, and that should."""
    must = sum(breach.must for breach in each.stored.broken)
    kinds = ((must, "that must hold"), (len(each.stored.broken) - must, "that should hold"))
    return words.listed([f"{number} {which}" for number, which in kinds if number]) or "none"


def changes(first: answers.Answer, second: answers.Answer) -> pd.DataFrame:
    """Who joins, leaves or changes from one proposal to the other."""
    table = figures.differences(second.plan, first.allocation, second.allocation)
    return pd.DataFrame(
        {
            "Number": table["person_id"],
            "Name": table["name"],
            "Team": table["team_id"],
            "Brings": table["discipline"],
            "What": table["what"],
            "Before": table["before"].round(2),
            "After": table["after"].round(2),
        }
    )


def facts(first: answers.Answer, second: answers.Answer) -> list[list[str]]:
    """Which facts and settings differ between the plans of two proposals."""
    from teamform.store.cells import rows_of
    from teamform.store.changes import to_table

    found = []
    for name in sorted(set(first.plan.given) | set(second.plan.given)):
        old, new = (rows_of(name, a.plan.given[name]) if name in a.plan.given else {} for a in (first, second))
        found += [[str(change)] for change in to_table(name, old, new.values())]
    return found
