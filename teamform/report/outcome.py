"""What a run came to: a proposal, or a plain reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from teamform.errors import ConflictError, InputError, NoPlanInTime, TeamformError
from teamform.plan.issues import Issue
from teamform.plan.plan import Plan
from teamform.report.seats import Seat, short_seats
from teamform.rules import Checked, Lint, Remark, check, program, rules_of
from teamform.team.proposal import Claim, Proposal
from teamform.team.reach import MANY, places


class Ending(StrEnum):
    """How a run ended (ready: the input was only checked, and can be solved)."""

    PROVED = "proved"
    GOOD = "good"
    CONFLICT = "conflict"
    NO_PLAN_IN_TIME = "no plan in time"
    REFUSED = "refused"
    READY = "ready"


@dataclass(frozen=True)
class Outcome:
    """The end of a run, with everything that is known of it."""

    status: Ending
    message: str = ""
    """Why there is no proposal, in plain sentences."""
    plan: Plan | None = None
    proposal: Proposal | None = None
    issues: tuple[Issue, ...] = ()
    conflict: tuple[Claim, ...] = ()
    """Rules that can't hold together."""
    smallest: bool = True
    """Whether giving up any one of them is known to resolve the conflict."""
    seconds: float = 0.0
    time_limit: float | None = None
    workers: int | None = None

    @classmethod
    def proposed(cls, plan: Plan, proposal: Proposal, issues: Sequence[Issue] = ()) -> Outcome:
        """A proposal was made."""
        return cls(
            Ending(proposal.status), plan=plan, proposal=proposal, issues=tuple(issues), seconds=proposal.seconds,
            time_limit=proposal.time_limit, workers=proposal.workers,
        )  # fmt: skip

    @classmethod
    def failed(
        cls, error: TeamformError, *, plan: Plan | None = None, issues: Sequence[Issue] = (), seconds: float = 0.0,
        time_limit: float | None = None, workers: int | None = None,
    ) -> Outcome:  # fmt: skip
        """No proposal could be made; the error says why."""
        known: dict[str, Any] = {"plan": plan, "seconds": seconds, "time_limit": time_limit, "workers": workers}
        ending = Ending.NO_PLAN_IN_TIME if isinstance(error, NoPlanInTime) else Ending.REFUSED
        if isinstance(error, ConflictError):
            return cls(Ending.CONFLICT, _clash(error), issues=tuple(issues), conflict=error.claims,
                       smallest=error.smallest, **known)  # fmt: skip
        if isinstance(error, InputError):
            issues = (*issues, *(issue for issue in error.issues if issue not in issues))
        return cls(ending, str(error), issues=tuple(issues), **known)

    @cached_property
    def checked(self) -> Checked | None:
        """The proposal read back through every rule."""
        if self.plan is None or self.proposal is None:
            return None
        return check(self.plan, self.proposal.allocation)

    @cached_property
    def shortfall(self) -> tuple[Seat, ...]:
        """Every seat that isn't filled, and where the people for it are."""
        if self.checked is None or self.proposal is None:
            return ()
        return short_seats(self.checked, self.proposal.allocation)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What the lints have to say of the plan and the proposal."""
        if self.plan is None or self.status is Ending.REFUSED:
            return ()
        if places(self.plan) > MANY:
            return (Remark("", "No remarks were worked out: the plan is too large for that.", "Look at parts of it."),)
        rows = self.checked.program if self.checked else program(self.plan)
        lints = (r for r in rules_of(self.plan) if isinstance(r, Lint) and not r.off and r.applies(self.plan))
        return tuple(remark for lint in lints for remark in lint.remarks(self.plan, rows, self.proposal))

    @property
    def heading(self) -> str:
        """The result in a sentence."""
        if self.proposal is None:
            return self.message
        if self.status is Ending.PROVED:
            return "Proved best: no allowed plan serves any goal better without serving an earlier one worse."
        proved = sum(tier.proved for tier in self.proposal.tiers)
        are = "is" if proved == 1 else "are"
        opened = next(tier for tier in self.proposal.tiers if not tier.proved)
        stopped = " when you stopped it" if self.proposal.stopped else ""
        partly = f" {self.proposal.partly}" if self.proposal.partly else ""
        return (
            f"A good plan{stopped}: {proved} of {len(self.proposal.tiers)} goals {are} proved best. "
            f"The first that isn't: “{opened.title}”, {opened.words}.{partly}"
        )


def _clash(error: ConflictError) -> str:
    """A conflict in a sentence (the claims follow it)."""
    if len(error.claims) == 1:
        return "One rule can't be kept, whatever the plan:"
    ways_out = ("giving up any one of them resolves it" if error.smallest
                else "there was no time to find out whether fewer would clash too")  # fmt: skip
    return f"No plan can keep these {len(error.claims)} rules together; {ways_out}:"
