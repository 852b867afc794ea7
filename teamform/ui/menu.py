"""Every page of the app, once: its file, its name, its address, what it is for, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from teamform.store.roles import Role

FOLDER = Path(__file__).parent / "pages"

ROLES = {
    Role.PLANNER: "Planner",
    Role.HR: "HR partner",
    Role.LEADER: "Mission leader",
    Role.DIRECTOR: "Releasing director",
    Role.PERSON: "Person asked to join",
}
"""The roles as people know them."""

EVERYONE = frozenset(Role)
OFFICE = frozenset({Role.PLANNER, Role.HR})
LOOKERS = EVERYONE - {Role.PERSON}


@dataclass(frozen=True)
class Entry:
    """One page: its name in the navigation, its address, what it is for, and the roles that see it."""

    name: str
    url: str
    purpose: str
    roles: frozenset[Role]
    hidden: bool = False
    """Whether it is reached from another page only, not from the navigation."""

    @property
    def file(self) -> Path:
        """The page's file."""
        return FOLDER / f"{self.url or 'home'}.py"


PAGES = (
    Entry("Home", "", "From facts to teams: what is done, what waits, and for whom.", EVERYONE),
    Entry(
        "Load",
        "load",
        "Bring in people and demand as they are: exports, lists, workbooks. You check everything before it counts.",
        OFFICE,
    ),
    Entry("People", "people", "Everyone who may be asked to join a team: change a cell and it is saved.", OFFICE),
    Entry(
        "Missions", "missions", "What the missions are for, who works towards them, and what each team needs.", LOOKERS
    ),
    Entry(
        "Rules",
        "rules",
        "What every proposal must keep, what should be small, and what each rule does to the people of this plan.",
        LOOKERS,
    ),
    Entry(
        "Supply",
        "supply",
        "What people offer against what teams ask for, where supply is lost on the way, and what would help.",
        LOOKERS,
    ),
    Entry(
        "Run",
        "run",
        "Make a proposal and watch it get better. Go on working meanwhile; anybody with this page's address can watch.",
        LOOKERS,
    ),
    Entry(
        "Board",
        "board",
        "Teams as lanes, people as cards. Drag a card or use “Move to…”; every rule is checked at once.",
        frozenset({Role.PLANNER}),
    ),
    Entry(
        "Team",
        "team",
        "What a team is for, who is on it and why, what is missing, what it costs, and what you are asked to decide.",
        LOOKERS,
    ),
    Entry(
        "Person",
        "person",
        "What is proposed for one person, why, which facts were looked at, and how to say no.",
        EVERYONE,
    ),
    Entry("Working", "working", "Not only who is on a team but how it works: today, and in this proposal.", LOOKERS),
    Entry(
        "Trade-offs",
        "trade_offs",
        "What would be gained if one thing gave way. Every figure is found by searching again, never guessed.",
        LOOKERS,
    ),
    Entry(
        "Compare",
        "compare",
        "Copy a plan, change it, run it, and put the results side by side; then approve one as the live plan.",
        LOOKERS,
    ),
    Entry(
        "Decisions",
        "decisions",
        "What came back from leaders and people, who decided what and why, and every change of the plan.",
        EVERYONE,
    ),
    Entry(
        "Tour",
        "tour",
        "Nine things that the demonstration shows about making mission teams, in ten minutes.",
        LOOKERS,
        hidden=True,
    ),
    Entry(
        "About",
        "about",
        "How proposals are made, who may do what, what is never looked at, and how accessible this service is.",
        EVERYONE,
    ),
)


def seen_by(role: Role) -> tuple[Entry, ...]:
    """The pages that somebody in this role sees, in order."""
    return tuple(page for page in PAGES if role in page.roles)


def entry(url: str) -> Entry:
    """The page at an address; raises KeyError for one that isn't there."""
    return {page.url: page for page in PAGES}[url]
