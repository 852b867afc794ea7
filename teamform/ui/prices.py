"""Prices on the screen: what each rule costs, notch by notch, equal plans, and what one more is worth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.explain import standing
from teamform.explain.words import small
from teamform.plan.columns import sentence_case
from teamform.store import Role
from teamform.ui import answers, asking, look, memory, pictures, reasons, state, words
from teamform.ui.asking import Asked, question


def rules(found: answers.Answer) -> None:
    """The price of every rule, as it becomes known."""
    st.write(
        "Every limit is loosened, one after the other, and the plan is searched for again: what would missions gain? "
        "Whole rules come first, then whatever costs something, notch by notch."
    )
    asking.on_request(
        question("prices", found),
        "Work out the prices",
        _rules,
        "Searching again with one rule after the other loosened.",
    )


def _rules(asked: Asked) -> None:
    known = standing(asked.parts)  # a plan found later may have amended what was shown before
    whole = [p for p in known if p.says.startswith("The rule ")]
    by_part: dict[str, list[Any]] = {}
    for p in known:
        by_part.setdefault(p.says, []).append(p)
    costly = {says: prices for says, prices in by_part.items() if any(p.better for p in prices)}
    costs = {p.rule for prices in costly.values() for p in prices}
    free = dict.fromkeys(p.rule for p in whole if p.free and p.rule not in costs)
    open_ = dict.fromkeys(p.rule for p in whole if not p.better and not p.free and p.rule not in costs)
    st.caption(
        f"{words.count(len(known), 'search', 'searches')} so far."
        if not asked.over
        else f"{words.count(len(known), 'search', 'searches')}."
    )
    for says, prices in sorted(costly.items(), key=lambda item: -max(p.gained for p in item[1])):
        _one(says, prices)
    if free:
        look.inset(
            [words.listed(map(sentence_case, free), 40) + ": missions would gain nothing without them."],
            "green",
            "These rules are free",
        )
    if open_:
        look.inset(
            [words.listed(map(sentence_case, open_), 40) + "."],
            "grey",
            "No gain was found in the time given, though none is ruled out",
        )


def _one(says: str, prices: list[Any]) -> None:
    """One rule, or one of its sentences, notch by notch."""
    rows = []
    prices = sorted(prices, key=lambda p: (p.notches == 0, p.notches))
    for p in prices:
        changed = reasons.brief(p.shifts) or "No gain found"
        rows.append(
            [
                words.begin(p.loosened),
                words.change(p.gained, "FTE") if p.gained else "0",
                changed,
                words.listed(map(str, p.gains), 4) or "nobody",
                words.count(len(p.moves), "person", "people"),
            ]
        )
    head = ["If it were", "Met in addition", "What changes", "Which seats", "Move"]
    look.table(says, head, rows, ["Met in addition"], whole=["If it were", "Move"])
    if any(less.gained > more.gained for less, more in pairwise(prices)):
        st.caption("Goals count in strict order: what gains less in all gains more for an earlier goal.")
    owner = next((p.owner for p in prices if p.owner), None)
    if owner:
        st.caption(words.plain(f"Who may grant it: {owner}"))
    best = next((p for p in prices if p.moves), None)
    if best:
        with st.expander(f"Who would move if it were {best.loosened}"):
            reasons.moved(best.moves)


def equal(found: answers.Answer) -> None:
    """Plans that reach the same and differ in who is short, side by side; choosing one is a decision."""
    st.write(
        "Other plans may give missions no less and leave other teams short. Which of them is right "
        "is for people to decide; the choice and its reason go into the log of decisions."
    )

    def draw(asked: Asked) -> None:
        _equal(found, asked)

    asking.on_request(
        question("equal plans", found),
        "Look for equal plans",
        draw,
        "Searching for plans that reach the same and share the shortage differently.",
    )


def _equal(found: answers.Answer, asked: Asked) -> None:
    plans = asked.parts
    if len(plans) < 2:
        if asked.over and not asked.error:
            look.inset(["No other plan reaches the same with other teams short."], "green")
        return
    names = ["As proposed", *(f"Plan {n}" for n in range(2, len(plans) + 1))]
    teams = sorted({team for p in plans for team in p.short})
    table = pd.DataFrame([[p.short.get(team, 0.0) for p in plans] for team in teams], teams, names)
    pictures.heat(
        "Unmet FTE by team in each plan", table, pictures.amounts(float(table.to_numpy().max(initial=0.1))), "Team"
    )
    goals = [t.title for t in plans[0].proposal.tiers]
    rows = []
    for name, p in zip(names, plans, strict=True):
        other = [g for g in goals if g not in p.same]
        rows.append(
            [
                name,
                words.count(len(p.moves), "person changes", "people change") if p.moves else "nobody changes",
                f"{len(p.same)} of {len(goals)}",
                named(other) or "none",
            ]
        )
    look.table(
        "How they differ otherwise",
        ["Plan", "Against the proposal", "Goals that are the same", "Goals that differ"],
        rows,
        whole=["Plan", "Against the proposal"],
    )
    if asked.over and state.role() is Role.PLANNER:
        _choose(found, plans, names)


def named(titles: Sequence[str], most: int = 3) -> str:
    """Goals in a row, told apart by semicolons: their titles have commas of their own."""
    more = [f"and {words.count(len(titles) - most, 'more goal')}"] if len(titles) > most else []
    return words.begin("; ".join([*map(small, titles[:most]), *more]))


def _choose(found: answers.Answer, plans: list[Any], names: list[str]) -> None:
    with st.form("equal.choose", border=False):
        chosen = st.radio("Choose", range(len(plans)), format_func=lambda n: f"{names[n]}. {plans[n].sentence}")
        reason = st.text_input("Why this one", key="equal.reason")
        if st.form_submit_button("Write the choice down"):
            _decide(found, plans[chosen], names[chosen], len(plans), reason)


def _decide(found: answers.Answer, chosen: Any, name: str, of: int, reason: str) -> None:
    if not reason.strip():
        look.inset(["Say why: whoever asks later needs the reason."], "red", "There is a problem")
        return
    store, who, stored = memory.store(), memory.who(), found.stored
    try:
        kept = (
            stored.id
            if name == "As proposed"
            else store.save_proposal(
                stored.plan_id, stored.version, chosen.proposal, who, f"chosen out of {of} equal plans"
            )
        )
        store.choose(kept, who, f"{reason.strip()} (chosen out of {of} equal plans. {chosen.sentence})")
    except TeamformError as error:
        look.inset([str(error)], "red", "There is a problem")
        return
    st.query_params["proposal"] = kept
    state.notice("The choice is written down, with its reason, in the log of decisions.")
    st.rerun()


def one_more(found: answers.Answer) -> None:
    """The hiring and training list: what one more of each discipline that is short would bring."""
    st.write(
        "Half an FTE more of each kind of person that is short, recruited or contracted, and everyone trained one "
        "level up: each line is found by searching again."
    )
    asking.on_request(
        question("one more", found),
        "Work out the list",
        _one_more,
        "Adding one person after the other and searching again.",
    )


def _one_more(asked: Asked) -> None:
    helps = sorted((w for w in asked.parts if w.gained > 0), key=lambda w: -w.gained)
    rows = [
        [
            words.begin(w.option),
            _what(w),
            words.change(w.gained, "FTE"),
            words.listed(map(str, w.gains), 4),
            f"£{w.cost:,.0f} a year" if w.cost else "not known",
            "yes" if w.proved else "as far as found",
        ]
        for w in helps
    ]
    if rows:
        look.table(
            "What would help",
            ["How", "What", "Met in addition", "Which seats", "Cost", "Proved"],
            rows,
            ["Met in addition"],
        )
    nothing = list(dict.fromkeys(_what(w) for w in asked.parts if w.gained <= 0))
    if nothing:
        look.inset([words.listed(nothing, 20) + "."], "grey", "Would bring missions nothing")


def _what(w: Any) -> str:
    if w.option == "train":
        return f"everyone with {w.discipline} at level {w.level - 1} trained to level {w.level}"
    return f"{w.fte:g} FTE of {w.discipline} at level {w.level}" + (f" in {w.place}" if w.place else "")
