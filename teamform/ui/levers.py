"""Trade-offs: what would be gained if one rule, cap or piece of work gave way; each answer is a real run."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.plan import Plan
from teamform.rules import Limit, rules_of
from teamform.store import Change, PlanInfo, Role, Run, add, drop, put
from teamform.ui import answers, figures, look, memory, pictures, running, state, words

MARK = "What if: "
NOTCH = 50
"""How much a cap is loosened at a time, in hundredths of FTE."""
SECONDS = 60


@dataclass(frozen=True)
class Lever:
    """One thing that could give way: what it is called, and the changes of the plan that it means."""

    title: str
    changes: tuple[Change, ...]


def caps(opened: memory.Opened) -> list[Lever]:
    """Every release cap, loosened by a notch."""
    table = opened.table("ReleaseCaps")
    found = []
    for row in table.itertuples():
        of = " ".join(filter(None, [row.organisation, row.directorate, row.discipline, row.period]))
        new = int(row.release_cap_fte) + NOTCH
        found.append(
            Lever(
                f"{of} releases {words.fte(new)} FTE instead of {words.fte(row.release_cap_fte)}",
                (put("ReleaseCaps", int(row.Index), "release_cap_fte", new),),
            )
        )
    for row in opened.table("Organisations").dropna(subset=["release_cap_fte"]).itertuples():
        new = int(row.release_cap_fte) + NOTCH
        found.append(
            Lever(
                f"{row.organisation} releases {words.fte(new)} FTE instead of {words.fte(row.release_cap_fte)} in all",
                (put("Organisations", int(row.Index), "release_cap_fte", new),),
            )
        )
    return found


def rules(opened: memory.Opened, plan: Plan) -> list[Lever]:
    """Every limit that must hold and has something to say, switched off."""
    known = {name: int(row) for row, name in opened.table("Settings")["setting"].items()}
    found = []
    for rule in rules_of(plan):
        if isinstance(rule, Limit) and rule.applied == "must" and rule.applies(plan):
            name = f"{rule.name}.applied"
            change = (
                put("Settings", known[name], "value", "off")
                if name in known
                else add("Settings", {"setting": name, "value": "off", "reason": "What if"})
            )
            found.append(Lever(f"Without “{rule.title}”", (change,)))
    return found


def pauses(opened: memory.Opened, plan: Plan) -> list[Lever]:
    """Every team of priority 2 or 3, paused."""
    demand = opened.table("Demand")
    teams = plan.teams[plan.teams["priority"] > 1].sort_values("priority", ascending=False)
    return [
        Lever(
            f"Pause {words.team(t.team_id, t.team)} (priority {t.priority})",
            tuple(drop("Demand", int(row)) for row in demand.index[demand["team_id"] == t.team_id]),
        )
        for t in teams.itertuples()
    ]


def every(opened: memory.Opened, plan: Plan) -> dict[str, list[Lever]]:
    """All levers by kind."""
    return {"Release caps": caps(opened), "Rules": rules(opened, plan), "Pausing work": pauses(opened, plan)}


def tried(opened: memory.Opened) -> list[PlanInfo]:
    """The what-ifs of the open plan as it is now."""
    return [
        p
        for p in memory.store().plans()
        if p.parent == opened.info.id and p.name.startswith(MARK) and p.parent_version == opened.version
    ]


def pull(opened: memory.Opened, lever: Lever) -> None:
    """Copy the plan, change the one thing, and put a run of it into the queue."""
    store, who = memory.store(), memory.who()
    if lever.title in {p.name.removeprefix(MARK) for p in tried(opened)}:
        state.notice("That is being tried already: see below.")
        return
    try:
        copy = store.copy_plan(opened.info.id, MARK + lever.title, who)
        version = store.edit(copy, lever.changes, who, 1, "What if").version
        store.start(store.queue(copy, version, {"seconds": float(SECONDS)}, who))
    except TeamformError as error:
        state.problem(str(error))


def results(opened: memory.Opened, base: answers.Answer) -> None:
    """What each what-if came to, against the proposal that is looked at; looked at again while any still runs."""
    copies = tried(opened)
    if not copies:
        look.nothing_yet("Nothing has been tried yet", "Choose what could give way and press Try it.")
        return
    busy = any(answers.going(copy.id) for copy in copies)
    st.fragment(_results, run_every=2.0 if busy else None)(copies, base.stored.id)


def _results(copies: list[PlanInfo], base_id: str) -> None:
    memory.store().poll()
    base = answers.answer(base_id)
    rows = []
    for copy in copies:
        run = next(iter(memory.store().runs(copy.id)), None)
        rows.append([copy.name.removeprefix(MARK), *_gain(run, base)])
    look.table(
        "What would be gained",
        ["If this gave way", *(f"Priority {p}" for p in (1, 2, 3)), "Who gains", "How sure"],
        sorted(rows, key=lambda r: str(r[-1])),
    )


def _gain(run: Run | None, base: answers.Answer) -> list[str]:
    """What a what-if gains by priority, which teams gain, and how sure that is."""
    if run is None or not run.state.over:
        lines = memory.store().progress(run.id) if run else []
        return ["", "", "", "", running.said(run, lines) if run else "waiting"]
    if not run.proposal_id:
        return ["", "", "", "", f"{run.state}: {run.message}"]
    new = answers.answer(run.proposal_id)
    gains = [base.unmet(p) - new.unmet(p) for p in (1, 2, 3)]
    before, after = (answers.by_team(a).set_index("team_id")["unmet"] for a in (base, new))
    less = (before - after.reindex(before.index)).dropna()
    who = [f"{team} {gain:+.1f}" for team, gain in less[less.abs() > 0.005].sort_values(ascending=False).items()]
    firm = all(t.proved for a in (base, new) for t in a.stored.tiers if t.name.startswith("unmet_demand"))
    return [
        *(_words(g) for g in gains),
        words.listed(who, 5) or "nobody",
        "Proved" if firm else "Both were good, not proved: look longer to be sure",
    ]


def _words(gain: float) -> str:
    return "free: no gain" if abs(gain) < 0.005 else f"{gain:+.2f} FTE"


def where_short(found: answers.Answer) -> None:
    """Where seats are short, by discipline, most first."""
    table = figures.by(found.plan, found.allocation, "discipline")
    short = table[table["unmet"] > 0.005].sort_values("unmet", ascending=False)
    if short.empty:
        look.inset(["Every seat is filled: nothing needs to give way."], "green")
        return
    names = found.plan.disciplines.set_index("discipline")["name"]
    rows = [[f"{r.discipline} {names.get(r.discipline, '')}", r.allocated, r.unmet] for r in short.itertuples()]
    with st.expander(f"Where it is short: {words.listed(short['discipline'])}"):
        pictures.bars("FTE filled (solid) and unmet (hatched)", ["Discipline", "Filled", "Unmet"], rows)


def form(opened: memory.Opened) -> None:
    """Choose one thing that could give way, and run the plan without it."""
    assert opened.plan is not None
    st.write("Give one cap, rule or piece of work up and run the plan again; the result can be compared and kept.")
    kinds = every(opened, opened.plan)
    kind = st.segmented_control("Kind", list(kinds), default=next(iter(kinds)), key="levers.kind", required=True)
    if not kinds[kind]:
        st.write("There is nothing of this kind in the plan.")
    elif state.role() is Role.PLANNER:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            title = st.selectbox("What if", [lever.title for lever in kinds[kind]], key=f"levers.{kind}")
            lever = next(one for one in kinds[kind] if one.title == title)
            st.button("Try it", type="primary", on_click=pull, args=(opened, lever), key="levers.go")
    else:
        st.write("A planner can try these out; the results are shown below.")
