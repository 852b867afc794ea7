"""Every page of the app, once: its file, its name, its address, and who sees it."""

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
    """One page: its name in the navigation, its address, and the roles that see it."""

    name: str
    url: str
    roles: frozenset[Role]
    hidden: bool = False
    """Whether it is reached from another page only, not from the navigation."""

    @property
    def file(self) -> Path:
        """The page's file."""
        return FOLDER / f"{self.url or 'home'}.py"


PAGES = (
    Entry("Home", "", EVERYONE),
    Entry("Load", "load", OFFICE),
    Entry("People", "people", OFFICE),
    Entry("Missions", "missions", LOOKERS),
    Entry("Rules", "rules", LOOKERS),
    Entry("Supply", "supply", LOOKERS),
    Entry("Run", "run", LOOKERS),
    Entry("Board", "board", frozenset({Role.PLANNER})),
    Entry("Team", "team", LOOKERS),
    Entry("Person", "person", EVERYONE),
    Entry("Working", "working", LOOKERS),
    Entry("Trade-offs", "trade_offs", LOOKERS),
    Entry("Compare", "compare", LOOKERS),
    Entry("Decisions", "decisions", EVERYONE),
    Entry("Tour", "tour", LOOKERS, hidden=True),
    Entry("About", "about", EVERYONE),
)


def seen_by(role: Role) -> tuple[Entry, ...]:
    """The pages that somebody in this role sees, in order."""
    return tuple(page for page in PAGES if role in page.roles)


def entry(url: str) -> Entry:
    """The page at an address; raises KeyError for one that isn't there."""
    return {page.url: page for page in PAGES}[url]
