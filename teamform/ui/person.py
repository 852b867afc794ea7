"""A person's page: what is proposed, why, what was looked at, what was not, and how to say no."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan import lists
from teamform.plan.columns import sentence_case
from teamform.store import Act, Role
from teamform.ui import answers, cells, figures, look, memory, state, words
from teamform.ui.rulebook import rulebook, too_large

USED = [
    "organisation",
    "directorate",
    "primary_discipline",
    "grade",
    "contract_fte",
    "available_fte",
    "available_from",
    "available_to",
    "location",
    "work_pattern",
    "clearance",
    "clearance_pending",
    "clearance_expected",
    "max_missions",
    "critical_function",
    "critical_until",
    "no_move_before",
    "consent",
]
"""The facts about a person that rules look at."""
NEVER = (
    "age, disability, sex, ethnicity, religion, orientation, marriage, pregnancy, nationality, pay, sickness, "
    "performance marks, home address, trade-union membership, or the reason for part-time work"
)


def choose(found: answers.Answer) -> str:
    """The person that is looked at: the one in the address, or, in a person's own role, only themselves."""
    people = found.plan.people.sort_values("person_id")
    ids = list(people["person_id"])
    if state.role() is Role.PERSON:
        ids = [i for i in ids if i in state.mine()]
        if not ids:
            look.nothing_yet("This page shows you your own placement", "Choose your number at the top under “You are”.")
            st.stop()
    if not ids:
        look.nothing_yet("There are no people yet", "Load people on the page Load, and run again.")
        st.stop()
    given, names = state.given("person"), dict(zip(people["person_id"], people["display_name"], strict=True))
    chosen = st.selectbox(
        "Person",
        ids,
        ids.index(given) if given in ids else 0,
        key="person.choice",
        format_func=lambda i: words.person(names[i], i),
    )
    state.remember("person", chosen)
    return chosen


def proposed(found: answers.Answer, person: str) -> pd.DataFrame:
    """What is proposed for somebody."""
    table = figures.members(found.plan, found.allocation[found.allocation["person_id"] == person])
    teams = found.plan.teams.set_index("team_id")["team"]
    return pd.DataFrame(
        {
            "Team": [words.team(t, teams.get(t, "")) for t in table["team_id"]],
            "As": table["discipline"],
            "FTE": table["spread"],
        }
    )


def headline(found: answers.Answer, person: str) -> None:
    """What is proposed, in a table or a sentence."""
    table = proposed(found, person)
    row = _row(found, person)
    st.subheader(words.plain(words.person(str(row["display_name"]), person)), anchor=False)
    if table.empty:
        look.inset(
            [
                "No team is proposed. That isn't a judgement: nobody's seat needed this person's FTE more "
                "than somebody "
                "else's, or a rule below keeps them off."
            ],
            "blue",
        )
    else:
        look.table("Proposed", list(table.columns), table.to_numpy().tolist())


def _row(found: answers.Answer, person: str) -> pd.Series:
    return found.plan.people.set_index("person_id").loc[person]


def why(found: answers.Answer, person: str) -> list[str]:
    """Rationale: the seats, what is brought, and how many other ways there were."""
    plan = found.plan
    mine = figures.members(plan, found.allocation[found.allocation["person_id"] == person])
    asked = plan.demand.set_index("demand_id")
    lines = [
        f"Team {r.team_id} asks for {asked.at[r.demand_id, 'fte_required'] / 100:g} FTE of {r.discipline} at level "
        f"{asked.at[r.demand_id, 'min_level']} ({lists.LEVELS[int(asked.at[r.demand_id, 'min_level'])]}) or above; "
        f"you bring level {int(r.level)}." + _others(found, r.demand_id, person)
        for r in mine.itertuples()
        if not pd.isna(r.level)
    ]
    if too_large(plan):
        return lines
    open_, barred = seats(found, person)
    lines.append(f"{words.count(open_, 'seat')} {'is' if open_ == 1 else 'are'} open to you in all.")
    return lines + [f"{rule}: not open to you on {words.count(n, 'seat')}." for rule, n in barred.items()]


def _others(found: answers.Answer, demand: str, person: str) -> str:
    """How many other ways there were to fill a seat, where they can be counted."""
    if too_large(found.plan):
        return ""
    block = rulebook(found.plan).program.candidates
    code = int(np.flatnonzero(found.plan.demand["demand_id"] == demand)[0])
    names = found.plan.people["person_id"].to_numpy()
    others = len(set(names[block.person[block.demand == code]]) - {person})
    return f" {words.count(others, 'other person', 'other people')} could also fill this seat."


def seats(found: answers.Answer, person: str) -> tuple[int, dict[str, int]]:
    """How many seats are open to somebody, and how many each rule keeps from them."""
    sifted = rulebook(found.plan).program.sifted
    row = int(np.flatnonzero(found.plan.people["person_id"] == person)[0])
    open_ = set(sifted.eligible.demand[sifted.eligible.person == row])
    barred = {}
    for rule, mask in sifted.reasons.items():
        lost = set(sifted.excluded.demand[mask & (sifted.excluded.person == row)]) - open_
        if lost:
            barred[sentence_case(rule)] = len(lost)
    return len(open_), barred


def six_parts(found: answers.Answer, person: str) -> None:
    """The explanation in six parts: why, who decides, which data, fairness, how sure, what it means."""
    plan, row = found.plan, _row(found, person)
    look.inset(why(found, person), "blue", "Why")
    look.inset(
        [
            f"A planner ({found.stored.who}) made this proposal. The team's leader approves or rejects it, "
            "and so do you. "
            "Nothing happens before your home organisation, the team's leader and you have agreed."
        ],
        "blue",
        "Who decides",
    )
    sheet = memory.SHEETS["People"].by_name
    data = [[sentence_case(c), cells.text(row[c], sheet[c].kind) or "not given", sheet[c].help] for c in USED]
    skills = plan.sheets["PersonSkills"]
    mine = skills[skills["person_id"] == person]
    data.append(
        [
            "Abilities",
            ", ".join(f"{s.discipline} level {s.level}" for s in mine.itertuples()),
            "What the person can do.",
        ]
    )
    with st.expander("Which facts were looked at"):
        look.table("Facts about this person", ["Fact", "As recorded", "What it means"], data)
        st.write("Something is wrong? Tell your HR partner; they can put it right on the page People.")
    look.inset(
        [
            f"Never looked at, because there is no place for it: {NEVER}.",
            f"Equal people are drawn by lot with the published number {found.stored.proposal.seed}. "
            "Part-timers are measured against their own hours.",
        ],
        "blue",
        "Fairness",
    )
    look.inset(
        [
            found.heading,
            f"Made on {words.moment(found.stored.at)}; checked against every rule again before it was shown.",
        ],
        "blue",
        "How sure this is",
    )
    look.inset(_means(found, person), "blue", "What it means for you")


def _means(found: answers.Answer, person: str) -> list[str]:
    plan, row = found.plan, _row(found, person)
    today = plan.sheets["CurrentAllocation"]
    mine = today[today["person_id"] == person]
    now = "; ".join(f"{words.fte(r.fte)} FTE on {r.team_id}" for r in mine.itertuples()) or "on no team"
    notice = f"Notice: {row['notice_days']} days. " if not pd.isna(row["notice_days"]) else ""
    return [
        f"Today: {now}.",
        f"{notice}Based in {row['location'] or 'a place that is not recorded'}, "
        f"{row['work_pattern'] or 'work pattern not recorded'}.",
    ]


def say_no(found: answers.Answer, person: str) -> None:
    """How to say no; in a person's own role, do it here. No reason is asked."""
    teams = list(dict.fromkeys(found.allocation.loc[found.allocation["person_id"] == person, "team_id"]))
    if state.role() is not Role.PERSON:
        st.write(
            "The person can say yes or no on this page in their own role, without giving a reason. "
            "A no is respected in every later proposal."
        )
        return
    if not teams:
        return
    team = st.selectbox("About team", teams, key="no.team")
    with st.container(horizontal=True):
        st.button("I agree", on_click=_answer, args=(found, person, team, Act.APPROVE), key="no.yes", type="primary")
        st.button("I would rather not", on_click=_answer, args=(found, person, team, Act.REJECT), key="no.no")
    st.caption(
        "No reason is asked for, and none is kept. You can also ask for a human review: talk to your HR partner."
    )


def _answer(found: answers.Answer, person: str, team: str, act: Act) -> None:
    try:
        memory.store().decide(found.stored.id, memory.who(), act, team, person)
    except TeamformError as error:
        state.problem(str(error))
        return
    state.notice("Saved. The planner sees it at once." if act is Act.REJECT else "Saved: you agree.")
