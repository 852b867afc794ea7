"""Roles: who may do what, in one table that every function of the store asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from teamform.errors import TeamformError
from teamform.plan.sheets import SHEETS


class NotAllowed(TeamformError):
    """Somebody asked for what their role may not do; the text says who may."""


class Role(StrEnum):
    """In what capacity somebody acts."""

    PLANNER = "planner"
    HR = "HR"
    LEADER = "leader"
    DIRECTOR = "director"
    PERSON = "person"


class May(StrEnum):
    """What roles may be allowed to do, in words that follow “may”."""

    PLAN = "make, copy, rename and change plans"
    EDIT_PEOPLE = "change facts about people and the rules for them"
    EDIT_RELEASE = "change how much an organisation lets go"
    SOLVE = "start a run"
    WATCH = "watch and stop a run"
    PROPOSE = "save a proposal"
    GO_LIVE = "make a plan the live one"
    DECIDE_TEAM = "decide about a team"
    DECIDE_RELEASE = "decide about the release of people"
    DECIDE_OWN = "decide about their own placement"


MATRIX: dict[May, tuple[Role, ...]] = {
    May.PLAN: (Role.PLANNER,),
    May.EDIT_PEOPLE: (Role.PLANNER, Role.HR),
    May.EDIT_RELEASE: (Role.PLANNER, Role.HR, Role.DIRECTOR),
    May.SOLVE: (Role.PLANNER,),
    May.WATCH: tuple(Role),
    May.PROPOSE: (Role.PLANNER,),
    May.GO_LIVE: (Role.PLANNER,),
    May.DECIDE_TEAM: (Role.LEADER,),
    May.DECIDE_RELEASE: (Role.DIRECTOR,),
    May.DECIDE_OWN: (Role.PERSON,),
}
"""The role matrix: for everything that can be done, the roles that may."""

SHEETS_OF: dict[str, May] = dict.fromkeys(SHEETS, May.PLAN) | {
    "People": May.EDIT_PEOPLE,
    "PersonSkills": May.EDIT_PEOPLE,
    "Preferences": May.EDIT_PEOPLE,
    "MatchScores": May.EDIT_PEOPLE,
    "CurrentAllocation": May.EDIT_PEOPLE,
    "PairRules": May.EDIT_PEOPLE,
    "Settings": May.EDIT_PEOPLE,
    "Organisations": May.EDIT_PEOPLE,
    "ReleaseCaps": May.EDIT_RELEASE,
}
"""What it takes to change each sheet."""


EVERYTHING = "*"


@dataclass(frozen=True)
class Who:
    """Somebody who acts: a name for the log, a role, and what is theirs.

    ``of`` names what the role is about: a leader's teams, a director's organisations, a person's
    own number; “*” stands for all. ``session`` tells two windows of the same person apart, so that neither overwrites
    the other.
    """

    name: str
    role: Role = Role.PLANNER
    of: tuple[str, ...] = ()
    session: str = ""

    @property
    def window(self) -> str:
        """The window in which the person acts."""
        return f"{self.name}#{self.session}"

    def must(self, act: May) -> None:
        """Raise NotAllowed unless the role may do ``act``."""
        if self.role not in MATRIX[act]:
            others = " or ".join(f"the {role}" for role in MATRIX[act])
            raise NotAllowed(f"As {self.role} you may not {act}; {others} may.")

    def must_edit(self, sheets: Iterable[str]) -> None:
        """Raise NotAllowed unless the role may change all of ``sheets``."""
        for sheet in sorted(set(sheets)):
            self.must(SHEETS_OF[sheet])

    def must_own(self, thing: str, what: str) -> None:
        """Raise NotAllowed unless ``thing`` is among what is theirs."""
        if thing not in self.of and EVERYTHING not in self.of:
            yours = f"yours: {', '.join(self.of)}" if self.of else "none is yours"
            raise NotAllowed(f"As {self.role} you may decide about your own {what} only ({yours}), not about {thing}.")
