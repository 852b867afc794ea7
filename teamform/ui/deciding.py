"""Deciding about a team: approve, reject, or ask for another, per person or whole, with a reason."""

from __future__ import annotations

import streamlit as st

from teamform.errors import TeamformError
from teamform.store import Act, Decision, Role
from teamform.ui import answers, asking, look, memory, reasons, state, words
from teamform.ui.desk import Desk
from teamform.ui.rulebook import rulebook, too_large

LABELS = {Act.APPROVE: "Approve", Act.REJECT: "Reject", Act.ANOTHER: "Ask for another"}
COLOURS = {Act.APPROVE: "green", Act.REJECT: "red", Act.ANOTHER: "amber", Act.GO_LIVE: "blue",
           Act.CHOOSE: "blue"}  # fmt: skip


def said_about(found: answers.Answer, team: str) -> list[Decision]:
    """What was decided about a team in this proposal, the newest last."""
    return [
        d
        for d in memory.store().decisions(found.stored.plan_id)
        if d.proposal_id == found.stored.id and d.team_id == team
    ]


def record(found: answers.Answer, team: str) -> None:
    """List what was decided about a team."""
    lines = said_about(found, team)
    if lines:
        look.status_list(
            [(str(d), words.moment(d.at), LABELS.get(d.act, str(d.act)), COLOURS.get(d.act, "grey")) for d in lines]
        )
    else:
        st.write("Nobody has decided anything about this team in this proposal yet.")


def form(found: answers.Answer, team: str) -> None:
    """The form in which a leader decides; others see who may."""
    if state.role() is not Role.LEADER:
        st.write("The team's leader decides. Send this page to them:")
        from teamform.ui.team import link

        st.code(link(found, team), language=None, wrap_lines=True)
        return
    if team not in state.mine():
        look.inset(
            [f"You use the app as a leader, but {team} isn't among your teams. Choose it at the top under “You are”."],
            "amber",
        )
        return
    members = answers.members(found, team)
    people = {f"{words.person(r.name, r.person_id)}, {r.discipline}": r.person_id for r in members.itertuples()}
    about = st.radio("About", ["The whole team", "One person"], horizontal=True, key="decide.about")
    person = ""
    if about == "One person" and people:
        person = people[st.selectbox("Person", list(people), key="decide.person")]
    act = st.radio("Your decision", list(LABELS), format_func=LABELS.get, horizontal=True, key="decide.act")
    alternative = _alternative(found, team, person) if act is Act.ANOTHER and person else ""
    said = state.generation("decide")
    reason = st.text_input(
        "Why" + (" (needed)" if act is not Act.APPROVE else " (optional)"), key=f"decide.reason.{said}"
    )
    if st.button("Save the decision", type="primary", key="decide.go"):
        decide(found, team, person, act, reason, alternative)


def _alternative(found: answers.Answer, team: str, person: str) -> str:
    """Ranked alternatives to somebody: what each would change. Blank leaves the choice to the planner."""
    if too_large(found.plan):
        return ""
    table = Desk(rulebook(found.plan), found.allocation, found.allocation)
    rows = found.allocation[(found.allocation["person_id"] == person) & (found.allocation["team_id"] == team)]
    demand = str(rows["demand_id"].iloc[0])
    mine = rows[rows["demand_id"] == demand]
    needs = {p: int(f) for p, f in zip(mine["period"], mine["fte"], strict=True)}
    without = table.with_now(table.without(person, demand, list(needs)))
    options = {"": "Whoever is best"}
    for one in without.who_could(demand, needs):
        effect = table.compare(table.now, one.after)
        broken = f", breaks {words.count(len(effect.broken), 'rule')}" if effect.broken else ""
        options[one.person] = (
            f"{words.person(table.name(one.person), one.person)}: level {one.level}, "
            f"{words.fte(max(one.fte.values()))} FTE{broken}; {effect.words}"
        )
    chosen = str(st.radio("Instead", list(options), format_func=options.get, key=f"decide.instead.{person}") or "")
    with st.expander("What each would cost with everybody free to move"):
        asked = asking.question("people for seat", found, demand)
        asking.on_request(asked, "Rank the choices", reasons.choices, key=f"decide.rank.{person}")
    return chosen


def decide(found: answers.Answer, team: str, person: str, act: Act, reason: str, alternative: str = "") -> None:
    """Write the decision into the log; whatever stands against it is said."""
    try:
        memory.store().decide(found.stored.id, memory.who(), act, team, person, reason, alternative)
    except TeamformError as error:
        look.inset([str(error)], "red", "There is a problem")
        return
    state.refresh("decide")
    state.notice(f"Saved: {LABELS[act].lower()}, {person or f'the whole of team {team}'}.")
    st.rerun()


def work_list(opened: memory.Opened) -> None:
    """What came back and the latest proposal doesn't honour yet; one click makes the next proposal that does."""
    points = memory.store().to_do(opened.info.id)
    if not points:
        st.write("Nothing waits: whatever came back is honoured by the latest proposal.")
        return
    look.status_list(
        [
            (str(p), words.moment(p.decision.at), LABELS.get(p.decision.act, ""), COLOURS.get(p.decision.act, "grey"))
            for p in points
        ]
    )
    if state.role() is Role.PLANNER:
        st.write(
            "The next proposal pins what was approved, rules out what was rejected, "
            "and otherwise changes as little as possible."
        )
        st.button("Make the next proposal", type="primary", on_click=honour, args=(opened,), key="honour")


def take_in(opened: memory.Opened) -> bool:
    """Turn what came back into pins; says whether they could be kept."""
    try:
        memory.store().honour(opened.info.id, memory.who(), opened.version)
    except TeamformError as error:
        state.problem(str(error))
        return False
    state.refresh("Pins")
    return True


def honour(opened: memory.Opened) -> None:
    """Turn decisions into pins, and run with the least change."""
    from teamform.ui import running

    if not take_in(opened):
        return
    fresh, latest = memory.opened(), answers.listed(opened)
    if fresh and latest:
        running.start(fresh, 60, latest[0].id)
        state.notice("The decisions are pins now, and a new run has started: see Run.")
