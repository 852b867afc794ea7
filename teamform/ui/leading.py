"""How a team is led: the adviser's five questions, two modes side by side, and what a switch does to people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.plan.lists import MODES
from teamform.plan.plan import Plan
from teamform.report.mode_adviser import QUESTIONS, Advice, advise, overruled
from teamform.report.mode_switch import Mover, switch
from teamform.store import Change, Role, add, put
from teamform.ui import answers, compare, look, memory, state, words

BUNDLE = (
    ("lead_from", "Lead from", ""), ("min_outside_share", "Outside, at least", "share"),
    ("max_central_share", "Central government, at most", "share"), ("max_central_fte", "Central FTE, at most", "fte"),
    ("min_orgs", "Organisations, at least", ""), ("min_sectors", "Sectors, at least", ""),
    ("size_min", "People, at least", ""), ("size_max", "People, at most", ""),
    ("cadence_weeks", "Weeks between meetings", ""), ("approver", "Approved by", ""),
)  # fmt: skip
"""What a mode asks: column, its name, how it is written."""


def show(opened: memory.Opened, found: answers.Answer, team: str) -> None:
    """Ask, advise, compare, choose; then what the last switch did."""
    advice = ask()
    if advice:
        look.inset([words.begin(advice.sentence)], "blue", "Suggested, and yours to overrule")
    now = in_force(found.plan, team)
    said = "; ".join(f"{period}: {mode.replace('_', ' ') or 'no mode'}" for period, mode in now.items())
    look.line(f"How {team} is led now.", said)
    first = advice.mode if advice else next(filter(None, now.values()), MODES[0])
    shown = st.multiselect("Modes side by side", MODES, [first, advice.second] if advice else [first],
                           format_func=_name, key=f"leading.shown.{first}")  # fmt: skip
    side_by_side(found.plan, shown)
    if state.role() is Role.PLANNER:
        choose(opened, team, advice, first)
    difference(opened, found, team)


def ask() -> Advice | None:
    """The five questions; None as long as nothing is answered."""
    given = {}
    for question in QUESTIONS:
        given[question.name] = st.radio(
            question.text, ["", *question.answers], horizontal=True, key=f"leading.{question.name}",
            format_func=lambda key, q=question: q.answers[key][0] if key else "Not sure",
        )  # fmt: skip
    return advise(given) if any(given.values()) else None


def in_force(plan: Plan, team: str) -> dict[str, str]:
    """The mode of a team in each period; blank for none."""
    row = plan.teams["team_id"].tolist().index(team)
    names = [*plan.sheets["LeadershipModes"]["leadership_mode"], ""]
    return {period: names[mode] for period, mode in zip(plan.periods["period"], plan.modes[row], strict=True)}


def side_by_side(plan: Plan, modes: list[str]) -> None:
    """What modes ask of a team, one column each."""
    bundles, needs = plan.sheets["LeadershipModes"].set_index("leadership_mode"), plan.sheets["ModeDisciplines"]
    modes = [mode for mode in modes if mode in bundles.index]
    if not modes:
        return
    rows = [[name, *(_written(bundles.loc[mode, column], how) for mode in modes)] for column, name, how in BUNDLE]
    must = [words.listed(sorted(needs.loc[needs["leadership_mode"] == mode, "discipline"])) or "–" for mode in modes]
    look.table("What each mode asks", ["", *map(_name, modes)], [*rows, ["Must be there", *must]])


def _written(value: object, how: str) -> str:
    if pd.isna(value) or value == "":
        return "–"
    if how == "share":
        return words.percent(float(str(value)) / 10_000)
    return words.fte(value) if how == "fte" else str(value)


def choose(opened: memory.Opened, team: str, advice: Advice | None, suggested: str) -> None:
    """Put a mode in force for some periods, with a reason for the log."""
    periods = list(opened.plan.periods["period"]) if opened.plan is not None else []
    with st.form(f"leading.{state.generation('leading')}", border=True):
        mode = st.selectbox("Mode", MODES, MODES.index(suggested), format_func=_name)
        when = st.multiselect("In", periods, periods)
        why = st.text_input("Why (kept in the log)")
        if st.form_submit_button("Lead the team so", type="primary"):
            _take(opened, team, mode, when, why.strip(), advice)


def _take(opened: memory.Opened, team: str, mode: str, when: list[str], why: str, advice: Advice | None) -> None:
    """Put the mode into the plan, and why into its log."""
    if not why or not when:
        look.inset(["Say in which periods, and why."], "red", "There is a problem")
        return
    line = overruled(advice, mode, why) if advice else f"{_name(mode)}: {why}"
    if memory.save(changes(opened, team, mode, when), opened.version, line):
        state.refresh("leading")
        state.notice(f"{team} is led as {_name(mode).lower()} now. Run again to see who joins and who is freed.")
        st.rerun()


def changes(opened: memory.Opened, team: str, mode: str, periods: list[str]) -> list[Change]:
    """The changes of ModeByPeriod that put a mode in force."""
    table = opened.table("ModeByPeriod")
    known = {row.period: int(row.Index) for row in table[table["team_id"] == team].itertuples()}
    return [put("ModeByPeriod", known[period], "leadership_mode", mode) if period in known
            else add("ModeByPeriod", {"team_id": team, "period": period, "leadership_mode": mode})
            for period in periods]  # fmt: skip


def difference(opened: memory.Opened, found: answers.Answer, team: str) -> None:
    """Who is freed, who joins, who leads, against another proposal of the plan or its scenarios."""
    others = {key: name for key, name in compare.choices(opened).items() if key != found.stored.id}
    if not others:
        look.nothing_yet("Nothing to compare with yet", "After a run with another mode, this says who is affected.")
        return
    before = st.selectbox("What changed since", list(others), format_func=others.get, key="leading.before")
    was = answers.answer(before)
    if team not in set(was.plan.teams["team_id"]):
        return
    done = switch(was.plan, was.allocation, found.plan, found.allocation, team)
    rows = [_row(what, mover) for what, movers in (("Freed", done.freed), ("Joins", done.joins), ("Stays", done.stay))
            for mover in movers]  # fmt: skip
    look.table(f"Everyone affected on {team}", ["", "Who", "From", "Before", "After", "When"], rows)
    look.line("Who leads.", f"Before: {words.listed(done.leads_before) or 'nobody'}. Now: "
              f"{words.listed(done.leads_after) or 'nobody'}.")  # fmt: skip


def _row(what: str, mover: Mover) -> list[str]:
    when = f"{mover.period}, from {mover.day:%d/%m/%Y}" if mover.day else mover.period
    changed = abs(mover.before - mover.after) > 1e-9
    return [what, words.person(mover.name, mover.person_id), mover.organisation, f"{mover.before:g} FTE",
            f"{mover.after:g} FTE", when if changed else "–"]  # fmt: skip


def _name(mode: str) -> str:
    return words.begin(mode.replace("_", " "))
