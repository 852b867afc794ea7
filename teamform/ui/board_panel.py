"""Beside the board: what the last move did, and everything that can be done with the chosen card."""

from __future__ import annotations

import streamlit as st

from teamform.store import StoredProposal
from teamform.ui import answers, asking, board, board_moves, look, memory, reasons, running, state, words
from teamform.ui.asking import question
from teamform.ui.desk import Desk, Effect
from teamform.ui.menu import entry

MOST_GOALS = 3
"""How many goals a price names before it only counts."""


def last_move(table: Desk, opened: memory.Opened, stored: StoredProposal) -> None:
    """What the last change by hand did: rules broken, the price, and a better way if there is one."""
    moved = st.session_state.get(state.MOVED)
    if not moved or moved[1] != stored.id:
        return
    before = memory.store().proposal(moved[0]).proposal.allocation
    effect = table.compare(board.known(before, table.book), table.now)
    say(f"{moved[2]}.", effect)
    person, _, demand = str(st.session_state.get(state.CARD, "")).partition("|")
    better = table.better(person, demand) if person and demand and (effect.broken or _worse(effect)) else None
    if better:
        what, then, after = better
        look.inset([f"A better way: {what}. Against the proposal as it was made: {then.words}."], "blue")
        if st.button("Do that instead", key="board.better"):
            board_moves.take(table, after, f"Instead: {what}", opened, stored)
    if person and demand and (effect.broken or _worse(effect)):
        best_way(table, person, demand, moved[0], opened, stored)


def best_way(table: Desk, person: str, demand: str, before: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """The best plan in which this move is made, with everybody else free to move; one click takes it."""

    def draw(asked: asking.Asked) -> None:
        reasons.why(asked)
        if asked.only.moves:
            was = table.with_now(board.known(memory.store().proposal(before).proposal.allocation, table.book))
            if st.button("Do it this way", key="board.way"):
                after = board_moves.followed(was, asked.only.moves)
                board_moves.take(
                    table, after, f"{table.name(person)} on {table.seat_words(demand)}, best way", opened, stored
                )

    asking.on_request(
        question("why not", answers.answer(before), person, demand),
        "Look for the best way to do this",
        draw,
        "Searching for the best plan with this move in it.",
        "board.best_way",
    )


def _worse(effect: Effect) -> bool:
    """Whether the first goal that changes gets worse."""
    return bool(effect.price) and effect.price[0][2] > effect.price[0][1]


def say(what: str, effect: Effect) -> None:
    """A change with all it breaks and its price."""
    must = [str(b) for b in effect.broken if b.must]
    should = [str(b) for b in effect.broken if not b.must]
    if must:
        look.inset([what, *must], "red", f"This breaks {words.count(len(must), 'rule')}")
    if should:
        look.inset(should, "amber", "Rules that should hold and don't")
    price = [f"{goal}: {words.amount(a, unit)} → {words.amount(b, unit)}" for goal, a, b, unit in effect.price]
    more = f"; and {words.count(len(price) - MOST_GOALS, 'lesser goal')}" if len(price) > MOST_GOALS else ""
    lines = [f"Price: {'; '.join(price[:MOST_GOALS])}{more}." if price else "No goal changes."]
    look.inset([*([] if must else [what]), *lines], "amber" if must or _worse(effect) else "blue")


def whole(table: Desk) -> None:
    """Everything that is broken on the board as it is now."""
    found = table.checked.breaches
    if not found:
        look.inset(["Every rule is kept."], "green")
        return
    must = sum(b.must for b in found)
    kinds = [(must, "must"), (len(found) - must, "should")]
    broken = " and ".join(f"{words.count(number, 'rule')} that {word} hold" for number, word in kinds if number)
    with st.expander(f"{'' if must else 'Every rule that must hold is kept. '}Broken: {broken}"):
        for breach in found[:50]:
            look.inset([str(breach)], "red" if breach.must else "amber")


def chosen(table: Desk, opened: memory.Opened, stored: StoredProposal) -> None:
    """The chosen card: why it is there, how much, pin, rule out, take off, alternatives."""
    key = str(st.session_state.get(state.CARD, ""))
    person, _, demand = key.partition("|")
    if person == "seat":
        seat(table, demand, opened, stored)
        return
    if person and not demand:
        without_a_seat(table, person, opened, stored)
        return
    if not person or table.placed(person, demand).empty:
        st.caption("Choose a card to see why it is there, to change its FTE, to pin it or to rule it out.")
        return
    team = str(table.placed(person, demand)["team_id"].iloc[0])
    st.subheader(
        f"{words.plain(table.name(person))} ({words.plain(person)}), {words.plain(table.seat_words(demand))}",
        anchor=False,
    )
    rows = table.placed(person, demand)
    step, most = table.plan.step, int(table.plan.demand.set_index("demand_id").at[demand, "fte_desired"])
    steps = list(range(0, max(most, int(rows["fte"].max())) + step, step))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fte = st.selectbox(
            "FTE on this seat",
            steps,
            steps.index(int(rows["fte"].max()) // step * step),
            format_func=words.fte,
            key=f"fte.{key}.{stored.id}",
            width=160,
        )
        if st.button("Set", key="board.set") and fte != int(rows["fte"].max()):
            after = table.put(person, demand, fte, sorted(set(rows["period"])))
            board_moves.take(
                table,
                after,
                f"{table.name(person)} on {table.seat_words(demand)}: {words.fte(fte)} FTE",
                opened,
                stored,
            )
        if (person, team) in board.pins(opened, "pin"):
            st.button("Unpin", key="board.unpin", on_click=board_moves.unpin, args=(person, team, opened))
        else:
            st.button(
                "Pin here",
                icon=":material/push_pin:",
                key="board.pin",
                on_click=board_moves.pin,
                args=(table, person, demand, opened),
            )
        st.button(
            f"Never on {team}",
            icon=":material/block:",
            key="board.forbid",
            on_click=board_moves.forbid,
            args=(table, person, demand, opened, stored),
        )
        st.page_link(
            entry("person").file, label="Page of this person", query_params={"person": person, "plan": opened.info.id}
        )
    asking.on_request(
        question("why", answers.answer(stored.id), person, demand),
        "Why this person?",
        reasons.why,
        "Searching for the best plan without them here.",
        f"board.why.{key}",
    )
    others(table, demand, {p: int(f) for p, f in zip(rows["period"], rows["fte"], strict=True)}, opened, stored, person)


def without_a_seat(table: Desk, person: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """Somebody with time left: the seats that would suit best, everybody else being free to move."""
    st.subheader(f"Where could {words.plain(table.name(person))} ({words.plain(person)}) help?", anchor=False)

    def draw(asked: asking.Asked) -> None:
        look.inset([asked.only.sentence])
        for choice in asked.only.choices:
            with st.container(horizontal=True, vertical_alignment="center"):
                look.line(table.seat_words(choice.demand_id), choice.sentence)
                if st.button("Do this", key=f"seat.{person}.{choice.demand_id}") and choice.why.moves:
                    what = f"{table.name(person)} on {table.seat_words(choice.demand_id)}"
                    board_moves.take(table, board_moves.followed(table, choice.why.moves), what, opened, stored)

    asking.on_request(
        question("seats for person", answers.answer(stored.id), person),
        "Which seats would suit best?",
        draw,
        "Trying the most promising seats, one after the other.",
        f"board.seats.{person}",
    )


def seat(table: Desk, demand: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """A seat that lacks somebody: who could fill it."""
    st.subheader(f"Who could fill {words.plain(table.seat_words(demand))}?", anchor=False)
    asking.on_request(
        question("why short", answers.answer(stored.id), demand),
        "Why is this seat short?",
        reasons.short,
        key=f"board.short.{demand}",
    )
    others(table, demand, table.lacks(demand), opened, stored)
    true_costs(table, demand, opened, stored)


def true_costs(table: Desk, demand: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """The best people for a seat with everybody else free to move too; one click takes one, and all that follows."""

    def draw(asked: asking.Asked) -> None:
        reasons.choices(asked)
        if not asked.over:
            return
        for choice in asked.only.choices:
            who = table.name(choice.person_id)
            if st.button(f"Do this: {who}", key=f"true.{demand}.{choice.person_id}"):
                after = board_moves.followed(table, choice.why.moves)
                board_moves.take(table, after, f"{who} on {table.seat_words(demand)}", opened, stored)

    st.caption("The above leaves everybody else where they are. Moving others as well may be better:")
    asking.on_request(
        question("people for seat", answers.answer(stored.id), demand),
        "Rank with everybody free to move",
        draw,
        "Trying the most promising people, one after the other.",
        f"board.rank.{demand}",
    )


def others(
    table: Desk, demand: str, needs: dict[str, int], opened: memory.Opened, stored: StoredProposal, instead: str = ""
) -> None:
    """The best few people for a seat, with what each breaks and costs; one click takes one."""
    without = table.with_now(table.without(instead, demand, list(needs))) if instead else table
    found = without.who_could(demand, needs)
    if not found:
        st.write("Nobody else who is allowed on this seat has FTE left to give.")
        return
    with st.expander("Others who could do it" if instead else "The best few", expanded=not instead):
        for one in found:
            effect = table.compare(table.now, one.after)
            broken = (
                f"breaks {words.count(len(effect.broken), 'rule')}: {effect.broken[0].sentence}"
                if effect.broken
                else "breaks no rule"
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                fte = words.fte(max(one.fte.values()))
                look.line(
                    f"{table.name(one.person)} ({one.person})",
                    f"{fte} FTE, level {one.level}; {broken}; {effect.words}",
                )
                if st.button("Choose", key=f"take.{demand}.{one.person}"):
                    what = f"{table.name(one.person)} on {table.seat_words(demand)}"
                    board_moves.take(table, one.after, what, opened, stored)


def around(table: Desk, opened: memory.Opened, stored: StoredProposal) -> None:
    """Keep what was placed by hand and search for the best of the rest."""
    if st.button(
        "Solve the rest around this",
        icon=":material/autorenew:",
        key="board.around",
        help="Pins what you placed by hand, and changes as little as possible of the rest",
    ) and board_moves.pin_moves(table, opened):
        fresh = memory.opened()
        assert fresh is not None
        state.refresh("Pins")
        running.start(fresh, 60, stored.id)
        st.switch_page(entry("run").file, query_params=dict(st.query_params))
