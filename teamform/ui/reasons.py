"""Reasons as people read them: why somebody, why not somebody else, who could, and what each would cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from teamform.explain.words import small
from teamform.plan.columns import sentence_case
from teamform.plan.plan import Plan
from teamform.ui import answers, asking, look, state, words
from teamform.ui.asking import Asked, question

HEADINGS = {
    "placed": ("Is there already", "green"),
    "turned away": ("Not allowed", "amber"),
    "can't be": ("Can't be", "amber"),
    "costs": ("Has a price", "amber"),
    "equal choice": ("An equal choice", "blue"),
    "may be better": ("May be better", "blue"),
    "not known": ("Not known", "grey"),
}
"""How an answer begins, by its kind."""
MOST_GOALS = 6


def why(asked: Asked) -> None:
    """Why somebody is, or isn't, on a seat: a sentence, the price goal by goal, and who would change."""
    answer = asked.only
    heading, colour = HEADINGS.get(answer.answer, ("", "blue"))
    look.inset([answer.sentence], colour, heading)
    if answer.reasons:
        rows = [[r.sentence, sentence_case(r.rule), str(r.owner)] for r in answer.reasons]
        look.table("What stands against it", ["Sentence", "Rule", "Who may say otherwise"], rows)
    price(answer.shifts)
    moved(answer.moves)


def price(shifts: Iterable[Any]) -> None:
    """Every goal that changes, before and after; those that stay are only counted."""
    shifts = list(shifts)
    changed = [s for s in shifts if s.by]
    if not shifts:
        return
    if not changed:
        st.caption("No goal would change.")
        return
    rows = [
        [
            s.title,
            words.amount(s.before, s.unit),
            words.amount(s.after, s.unit),
            ("worse" if s.by > 0 else "better") + ("" if s.proved else ", as far as was found in the time given"),
        ]
        for s in changed[:MOST_GOALS]
    ]
    look.table("What it would cost, the most important goal first", ["Goal", "Now", "Then", ""], rows, ["Now", "Then"])
    if len(changed) > MOST_GOALS:
        st.caption(f"{words.count(len(changed) - MOST_GOALS, 'lesser goal')} would change too.")


def brief(shifts: Iterable[Any], most: int = 4) -> str:
    """What changes, goal by goal, in few words; how sure that is, once."""
    changed = [s for s in shifts if s.by]
    said = [f"{small(s.title)} {words.change(s.by, s.unit)}" for s in changed[:most]]
    said += [f"and {words.count(len(changed) - most, 'more goal')}"] if len(changed) > most else []
    sure = "" if all(s.proved for s in changed) else " (as far as was found in the time given)"
    return words.begin("; ".join(said)) + sure if said else ""


def moved(moves: Iterable[Any], caption: str = "Everyone who would change") -> None:
    """Everyone whose placements change, before and after."""
    rows = [[words.person(m.name, m.person_id), m.organisation, _places(m.before), _places(m.after)] for m in moves]
    if rows:
        look.table(caption, ["Person", "From", "Before", "After"], rows)


def _places(placements: Iterable[Any]) -> str:
    """Placements in few words; periods are named where they aren't all the same."""
    by_seat: dict[tuple[str, str, float], list[str]] = {}
    for p in placements:
        by_seat.setdefault((p.team_id, p.discipline, p.fte), []).extend(p.periods)
    said = [f"{fte:g} {discipline} on {team} ({_span(when)})" for (team, discipline, fte), when in by_seat.items()]
    return "; ".join(said) or "no seat"


def _span(periods: list[str]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"


def seat(plan: Plan, demand: str) -> str:
    """A seat: discipline and team."""
    row = plan.demand.set_index("demand_id").loc[demand]
    return f"{row['discipline']} on {row['team_id']}"


# --- on the page of a team


def ask_about_team(found: answers.Answer, team: str) -> None:
    """Ask why somebody is on a team, why somebody else isn't, and who else could be."""
    kinds = ("Why this person?", "Why not somebody else?", "Who else could do it?", "Why is a seat short?")
    kind = st.segmented_control("Ask", kinds, default=kinds[0], key="reasons.kind", required=True)
    if kind == kinds[0]:
        _ask_why(found, team)
    elif kind == kinds[1]:
        _ask_why_not(found, team)
    elif kind == kinds[2]:
        _ask_who(found, team)
    else:
        _ask_short(found, team)


def _people(found: answers.Answer, ids: Iterable[str], label: str, key: str) -> str | None:
    names = dict(zip(found.plan.people["person_id"], found.plan.people["display_name"], strict=True))
    ids = list(ids)
    return st.selectbox(label, ids, format_func=lambda i: words.person(names.get(i, i), i), key=key)


def _ask_why(found: answers.Answer, team: str) -> None:
    there = found.allocation[(found.allocation["team_id"] == team) & (found.allocation["fte"] > 0)]
    person = _people(found, dict.fromkeys(there["person_id"]), "Person on the team", f"why.{team}")
    if person is None:
        st.write("Nobody is on this team.")
        return
    asking.on_request(
        question("why", found, person, team), "Why this person?", why, "Searching for the best plan without them here."
    )


def _ask_why_not(found: answers.Answer, team: str) -> None:
    there = set(found.allocation.loc[found.allocation["team_id"] == team, "person_id"])
    others = [i for i in found.plan.people["person_id"] if i not in there]
    person = _people(found, others, "Somebody who isn't on the team", f"whynot.{team}")
    if person is not None:
        asking.on_request(
            question("why not", found, person, team),
            "Why not this person?",
            why,
            "Searching for the best plan with them here.",
        )


def _ask_who(found: answers.Answer, team: str) -> None:
    plan = found.plan
    seats = list(plan.demand.loc[plan.demand["team_id"] == team, "demand_id"])
    chosen = st.selectbox("Seat", seats, format_func=lambda s: seat(plan, s), key=f"who.{team}")
    if chosen:
        asking.on_request(
            question("people for seat", found, chosen),
            "Rank the choices",
            choices,
            "Trying the most promising people, one after the other.",
        )


def _ask_short(found: answers.Answer, team: str) -> None:
    short_ones = found.seats[(found.seats["team_id"] == team) & (found.seats["unmet"] > 0)]
    seats = list(dict.fromkeys(short_ones["demand_id"]))
    if not seats:
        st.write("Every seat of this team is filled.")
        return
    chosen = st.selectbox("Seat that is short", seats, format_func=lambda s: seat(found.plan, s), key=f"short.{team}")
    asking.at_once(question("why short", found, chosen), short)


def choices(asked: Asked) -> None:
    """Ranked choices for a seat, each with its true cost to the whole plan."""
    ranked = asked.only
    look.inset([ranked.sentence], "blue")
    rows = [
        [
            str(n),
            choice.why.sentence,
            words.count(sum(m.person_id != choice.person_id for m in choice.why.moves), "other person", "other people"),
        ]
        for n, choice in enumerate(ranked.choices, 1)
    ]
    if rows:
        look.table("Ranked by what they cost the whole plan", ["", "Choice", "Change with it"], rows)
    st.caption(f"Tried: {ranked.tried} of {ranked.possible} who could be chosen.")


def short(asked: Asked) -> None:
    """Why a seat is short: the chain of reasons and whom to ask."""
    answer = asked.only
    look.inset(
        [
            f"{answer.discipline} on {answer.team_id} lacks {words.amount(answer.unmet, 'FTE')} of "
            f"{words.amount(answer.required, 'FTE')} in {answer.period}.",
            answer.ladder.sentence,
        ],
        "amber",
        "Why this seat is short",
    )
    rows = [
        [b.sentence, words.amount(b.fte, "FTE"), words.count(b.people, "person", "people"), str(b.owner)]
        for b in answer.bindings
    ]
    if rows:
        look.table("What holds people back, and whom to ask", ["What", "FTE", "Whom it holds", "Ask"], rows, ["FTE"])
    if answer.elsewhere:
        most = list(answer.elsewhere.items())[:6]
        st.write(
            "People who could fill it give " + words.listed([f"{fte:g} FTE to {team}" for team, fte in most]) + "."
        )


# --- on a person's own page


def private(plan: Plan, person: str, text: str) -> str:
    """A sentence for somebody's own page: anybody else in it becomes “somebody else”."""
    for ident, name in zip(plan.people["person_id"], plan.people["display_name"], strict=True):
        if ident == person:
            continue
        for said in (f"{name} ({ident})", name, ident):
            if said and len(said) > 2 and said in text:
                text = text.replace(said, "somebody else")
    return text


def own_page(found: answers.Answer, person: str) -> None:
    """Ask about one person's own placement: why there, why not there, and which seats suit; nobody else is named."""
    teams = list(dict.fromkeys(found.allocation.loc[found.allocation["person_id"] == person, "team_id"]))
    every = list(found.plan.teams["team_id"])
    chosen = st.selectbox("Team", [*teams, *(t for t in every if t not in teams)], key=f"own.{person}")
    kind, label = ("why", f"Why team {chosen}?") if chosen in teams else ("why not", f"Why not team {chosen}?")

    def draw(asked: Asked) -> None:
        answer = asked.only
        heading, colour = HEADINGS.get(answer.answer, ("", "blue"))
        look.inset([private(found.plan, person, answer.sentence)], colour, heading)
        price(answer.shifts)

    def seats(asked: Asked) -> None:
        rows = [
            [str(n), seat(found.plan, c.demand_id), private(found.plan, person, c.sentence)]
            for n, c in enumerate(asked.only.choices, 1)
        ]
        if rows:
            look.table("Seats that would suit best", ["", "Seat", "What it would mean"], rows)
        else:
            st.write("No other seat was found that would be possible today.")

    asking.on_request(question(kind, found, person, chosen), label, draw, key="own.why")
    asking.on_request(
        question("seats for person", found, person), "Which seats would suit best?", seats, key="own.best"
    )


def role_may_ask() -> bool:
    """Whether the role sees other people's reasons."""
    return state.role() != "person"
