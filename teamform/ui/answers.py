"""Proposals on the screen: which one is looked at, under which facts it was made, and how good it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.plan import Plan
from teamform.report import Outcome, Seat
from teamform.report.reasoning import ladders
from teamform.store import Origin, ProposalInfo, StoredProposal
from teamform.team.proposal import TierResult
from teamform.ui import figures, guard, look, memory, state, words
from teamform.ui.menu import entry
from teamform.ui.rulebook import too_large
from teamform.workbook import write


@dataclass(frozen=True, eq=False)
class Answer:
    """A proposal with the facts that it answers."""

    stored: StoredProposal
    plan: Plan
    worked_out: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What was worked out about it; see `once`."""

    @property
    def allocation(self):  # type: ignore[no-untyped-def]
        """Who is proposed for what."""
        return self.stored.proposal.allocation

    @cached_property
    def outcome(self) -> Outcome:
        """What the run came to, with reasons for empty seats and remarks."""
        return Outcome.proposed(self.plan, self.stored.proposal)

    @property
    def heading(self) -> str:
        """The proposal in a sentence."""
        edited = "Edited by hand: checked against every rule, not searched for."
        return edited if self.stored.origin is Origin.EDITED else self.outcome.heading

    @cached_property
    def short(self) -> tuple[Seat, ...]:
        """Seats that aren't filled, with reasons; none where there are too many to look into."""
        return () if too_large(self.plan) else self.outcome.shortfall

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Every seat and period with what is required, allocated and unmet."""
        return figures.seats(self.plan, self.allocation)

    def unmet(self, priority: int = 0) -> float:
        """Unmet required FTE of an average period: of one priority, or of all."""
        mine = self.seats if not priority else self.seats[self.seats["priority"] == priority]
        return float(mine["unmet"].sum()) / 100 / len(self.plan.periods)


Work = TypeVar("Work", bound=Callable[..., Any])


def once(work: Work) -> Work:
    """Work something out about a proposal once for all sessions; whoever is given it must not change it."""

    @wraps(work)
    def worked(found: Answer, *more: str) -> Any:
        key = (work, *more)
        if key not in found.worked_out:
            found.worked_out[key] = work(found, *more)
        return found.worked_out[key]

    return cast(Work, worked)


@once
def by_team(found: Answer) -> pd.DataFrame:
    """What each team has and lacks; see `figures.by_team`."""
    return figures.by_team(found.plan, found.allocation)


@once
def members(found: Answer, team: str) -> pd.DataFrame:
    """Who is on a team; see `figures.members`."""
    return figures.members(found.plan, found.allocation, team)


@once
def cost(found: Answer) -> pd.Series:
    """Pounds over the whole plan, by team."""
    return figures.cost(found.plan, found.allocation)


@st.cache_resource(max_entries=12, show_spinner=False)
def _answer(proposal_id: str) -> Answer:
    stored = memory.store().proposal(proposal_id)
    plan = Plan.build({k: v for k, v in memory.store().tables(stored.plan_id, stored.version).items() if len(v)})
    return Answer(stored, plan)


def answer(proposal_id: str) -> Answer:
    """A proposal with its facts; raises NotFound."""
    return _answer(proposal_id)


def listed(opened: memory.Opened) -> list[ProposalInfo]:
    """The proposals of the open plan, newest first; of a row of edits by hand only the last."""
    return heads(memory.store().proposals(opened.info.id))


def heads(every: list[ProposalInfo]) -> list[ProposalInfo]:
    """Proposals without those that a later edit by hand has gone on from."""
    gone_on = {p.parent for p in every if p.origin is Origin.EDITED}
    return [p for p in every if p.origin is not Origin.EDITED or p.id not in gone_on]


def going(plan_id: str) -> bool:
    """Whether a run of a plan hasn't ended."""
    return any(not run.state.over for run in memory.store().runs(plan_id))


def none_yet(opened: memory.Opened, what_for: str = "") -> None:
    """Say that there is no proposal, and what to do for one; ``what_for`` says why a page needs it."""
    if going(opened.info.id):
        look.nothing_yet("A run is going on", "Its proposal is shown here when it ends; see the page Run.")
    else:
        todo = f"Make one on the page Run{what_for}; a plan like the demo has one in less than a minute."
        look.nothing_yet("There is no proposal yet", todo)


def need_answer(key: str) -> tuple[memory.Opened, Answer]:
    """The proposal that is looked at: named in the address, else the newest. Without one, say what to do."""
    opened, _ = guard.need_facts()
    every = listed(opened)
    if not every:
        none_yet(opened)
        st.page_link(entry("run").file, label="Go to Run")
        st.stop()
    chosen = _choose(every, state.given("proposal"), key)
    found = answer(chosen)
    if found.stored.plan_id != opened.info.id:
        st.session_state[state.PLAN] = st.query_params["plan"] = found.stored.plan_id
        st.rerun()
    _tell_of_changes(opened, found, key != "board")
    return opened, found


def _choose(every: list[ProposalInfo], given: str, key: str) -> str:
    """The proposal that is looked at; the choice lives in the address."""
    ids = [p.id for p in every]
    if given and given not in ids:
        try:
            return answer(given).stored.id
        except TeamformError as error:
            look.inset([str(error)], "red", "There is a problem")
    if len(ids) == 1:
        return ids[0]
    chosen = st.selectbox(
        "Proposal",
        ids,
        ids.index(given) if given in ids else 0,
        key=f"{key}.proposal.{given or ids[0]}",
        format_func=titles(every).get,
    )
    state.remember("proposal", chosen if given or chosen != ids[0] else "")
    return chosen


def _tell_of_changes(opened: memory.Opened, found: Answer, of_breaches: bool) -> None:
    """Say when a proposal breaks rules (the board says so itself), or when the facts have changed since it was made."""
    broken = [str(b) for b in found.stored.broken if b.must]
    if broken and of_breaches:
        look.inset(broken[:5], "red", f"This proposal, edited by hand, breaks {words.count(len(broken), 'rule')}")
    if found.stored.version == opened.version:
        return
    changes = memory.store().changes_between(opened.info.id, found.stored.version, opened.version)
    if changes:
        said = f"{words.count(len(changes), 'fact')} changed since this proposal was made. Run again to take them in."
        look.inset([said], "amber")


def titles(newest_first: list[ProposalInfo]) -> dict[str, str]:
    """The proposals of a list by id, each with a name of its own: a list tells its entries apart by name alone."""
    found: dict[str, str] = {}
    for info in reversed(newest_first):
        name = title(info)
        before = sum(other == name or other.startswith(f"{name} (") for other in found.values())
        found[info.id] = f"{name} ({before + 1})" if before else name
    return {info.id: found[info.id] for info in newest_first}


def title(info: ProposalInfo) -> str:
    """A proposal in a list: when, by whom, and how sure it is."""
    how = "edited by hand" if info.origin is Origin.EDITED else "proved best" if info.status == "proved" else "good"
    note = f", {info.note}" if info.note else ""
    return f"{words.moment(info.at)}, {how}{note}"


def sure(tier: TierResult) -> tuple[str, str]:
    """How sure one figure is, in words, and the colour of that."""
    return ("Best possible, proved", "green") if tier.proved else (tier.words[:1].upper() + tier.words[1:], "amber")


def tiers(answer: Answer) -> None:
    """Every goal in its strict order: what it came to, and how sure that is."""
    rows = [[str(i + 1), t.title, words.amount(t.value, t.unit), sure(t)[0]] for i, t in enumerate(answer.stored.tiers)]
    look.table("Goals, the most important first", ["", "Goal", "Reached", "How sure"], rows, ["Reached"])


def headline(answer: Answer) -> None:
    """The proposal in a few figures."""
    proposal, plan = answer.stored.proposal, answer.plan
    people = proposal.allocation["person_id"].nunique()
    asked = plan.needed.sum() / 100 / len(plan.periods)
    look.figures(
        [
            *(
                (f"Unmet, priority {p}", words.amount(round(answer.unmet(p), 2), "FTE"), "of required FTE")
                for p in sorted(set(plan.teams["priority"].astype(int)))
            ),
            (
                "Demand met",
                f"{100 * (1 - answer.unmet() / asked):.1f} %" if asked else "–",
                f"of {asked:.1f} FTE asked for",
            ),
            ("People placed", f"{people:,}", f"of {len(plan.people):,}"),
        ]
    )
    look.inset([answer.heading], "green" if answer.stored.status == "proved" else "blue")


def workbook(proposal_id: str) -> bytes:
    """The proposal as an Excel workbook that can be loaded again."""
    found = answer(proposal_id)
    reasons = {(s.demand_id, s.period): s.reason for s in found.short}
    remarks = [] if too_large(found.plan) else [str(r) for r in found.outcome.remarks]
    proposal = found.stored.proposal
    more = {} if too_large(found.plan) else ladders(found.outcome.checked)
    with io.BytesIO() as out:
        write(out, found.plan, proposal, remarks=remarks, reasons=reasons, more=more)
        return out.getvalue()


def download(answer: Answer, key: str) -> None:
    """A button that hands out the proposal as an Excel workbook."""
    st.download_button(
        "Download as Excel",
        lambda: workbook(answer.stored.id),
        f"proposal-{answer.stored.id}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"{key}.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
