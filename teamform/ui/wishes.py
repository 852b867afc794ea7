"""Wishes: what somebody asks for on top, whether it can be had, and if not, what would have to give way."""

from __future__ import annotations

from typing import Any

import streamlit as st

from teamform.explain import Wish, wishes
from teamform.plan import lists
from teamform.plan.plan import Plan
from teamform.store import Role, add
from teamform.ui import answers, asking, look, memory, reasons, state, words
from teamform.ui.asking import Asked, question

FTES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)


def ask(opened: memory.Opened, found: answers.Answer) -> None:
    """Choose a wish of the plan or make one, and see what it would take."""
    st.write(
        "What does somebody ask for? If it can't be had, you see why, and the smallest changes with which it can, "
        "each one tried."
    )
    kept = wishes(found.plan)
    chosen = None
    if kept:
        names = ["A new wish", *(w.words + (f" ({w.asked_by})" if w.asked_by else "") for w in kept)]
        at = st.selectbox("Wish", range(len(names)), 1, format_func=lambda n: names[n], key="wish.which")
        chosen = kept[at - 1] if at else None
    wish = chosen or _form(found.plan)
    if wish is None:
        return

    def draw(asked: Asked) -> None:
        _answer(found.plan, asked)

    asking.on_request(question("ways out", found, wish), "Can this be had?", draw,
                      "Trying the wish as it is, and then asking for less, one thing after the other.")  # fmt: skip
    if chosen is None and state.role() is Role.PLANNER:
        st.button("Write this wish into the plan", key="wish.keep", on_click=_keep, args=(opened, wish))


def _form(plan: Plan) -> Wish | None:
    teams, disciplines = list(plan.teams["team_id"]), list(plan.disciplines["discipline"])
    names = plan.teams.set_index("team_id")["team"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        team = st.selectbox("Team", teams, format_func=lambda t: words.team(t, names.get(t, "")), key="wish.team")
        discipline = st.selectbox("Discipline", disciplines, key="wish.discipline", width=150)
        people = st.selectbox("People", range(1, 6), key="wish.people", width=110)
        fte = st.selectbox(
            "FTE of each", FTES, format_func=lambda f: f"{f:g}" if f else "Any", key="wish.fte", width=130
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = st.selectbox("Level", list(lists.LEVELS), 1, format_func=lambda n: f"{n} {lists.LEVELS[n]}",
                             key="wish.level", width=180)  # fmt: skip
        clearance = st.selectbox("Clearance", list(lists.CLEARANCES), key="wish.clearance", width=140)
        by = st.selectbox("From", ["", *plan.periods["period"]], key="wish.by", width=180,
                          format_func=lambda p: p or "As soon as it can be")  # fmt: skip
        apart = st.checkbox("From different organisations", key="wish.apart")
    if not teams or not disciplines:
        return None
    return Wish(team, discipline, people, fte, level, clearance, apart, by)


def _answer(plan: Plan, asked: Asked) -> None:
    answer = asked.only
    names = dict(zip(plan.people["person_id"], plan.people["display_name"], strict=True))
    if answer.possible:
        look.inset([answer.sentence], "green", "It can be had")
    else:
        could = words.listed([words.person(names.get(p, p), p) for p in answer.could], 4) or "nobody"
        out = words.count(len(answer.ways), "way") + " out" if answer.ways else "no way out was found"
        heading = "It can't be had as it is" if answer.known else "No plan with it was found in the time given"
        look.inset([f"{words.begin(answer.wish.words)}: {out}.", f"No rule speaks against: {could}."], "amber", heading)
    if answer.reasons:
        rows = [[r.sentence, str(r.owner)] for r in answer.reasons]
        look.table("What can't hold together with it", ["What", "Ask"], rows)
    rows = [_way(way, names) for way in answer.ways]
    if rows:
        head = ["If", "Could then take it", "Best plan", "What changes for missions", "Who may grant it"]
        look.table("Ways out, the smallest change first; each was tried by searching again", head, rows)
    for way in answer.ways:
        if way.moves:
            with st.expander(f"Who would move: {words.listed(way.changes) or 'as wished'}"):
                reasons.moved(way.moves)


def _way(way: Any, names: dict[str, str]) -> list[str]:
    who = words.listed([words.person(names.get(p, p), p) for p in way.people], 4) or "nobody"
    lost = reasons.brief(way.shifts) or "Nothing"
    grant = "; ".join(dict.fromkeys(map(str, way.owners))) or "whoever wishes it"
    could = words.count(len(way.could), "person", "people")
    return [words.begin(words.listed(way.changes)) or "As it is", could, who, lost, grant]


def _keep(opened: memory.Opened, wish: Wish) -> None:
    row = {
        "team_id": wish.team_id, "discipline": wish.discipline, "people": wish.people, "min_level": wish.level,
        "min_fte_each": round(wish.fte * 100), "clearance": wish.clearance, "different_orgs": wish.different_orgs,
        "by": wish.by, "asked_by": memory.who().name,
    }  # fmt: skip
    if memory.save([add("Wishes", row)], opened.version, "A wish"):
        state.notice("The wish is in the plan, as a question; it binds nothing.")


def out_of_conflict(plan_id: str, version: int) -> None:
    """Ways out of rules that can't hold together."""
    asked = asking.Question("conflict", plan_id, version)
    asking.on_request(asked, "Look for ways out", _clash, "Letting one rule after the other give way.", "conflict.out")


def _clash(asked: Asked) -> None:
    clash = asked.only
    look.inset([clash.sentence], "amber")
    rows = [
        [
            way.says,
            words.begin(way.change),
            words.amount(way.unmet, "FTE") if way.tried else "not known",
            str(way.owner),
        ]
        for way in clash.ways
    ]
    if rows:
        look.table("What could give way", ["What", "By how much", "Unmet then", "Ask"], rows)
