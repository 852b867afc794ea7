"""Reference lists: levels, clearances, grades, sectors and the other fixed words of the domain."""

from __future__ import annotations

from typing import Final

LEVELS: Final = {1: "awareness", 2: "working", 3: "practitioner", 4: "expert"}
"""The four levels of the government capability framework."""

CLEARANCES: Final = ("none", "BPSS", "CTC", "SC", "DV")
"""Security clearances, lowest first; a higher one covers every lower one."""

GRADES: Final = {
    "AA/AO": (1, 30_000),
    "EO": (2, 38_000),
    "HEO": (3, 47_000),
    "SEO": (4, 56_000),
    "G7": (5, 77_000),
    "G6": (6, 94_000),
    "SCS1": (7, 125_000),
    "SCS2": (8, 170_000),
    "SCS3": (9, 220_000),
}
"""Grade -> rank, average employer's cost in pounds a year (editable in the Grades sheet)."""

SECTORS: Final = (
    "central", "ALB", "devolved", "local", "health", "police/justice",
    "business", "union", "third", "academia", "citizen",
)  # fmt: skip

CLOSENESS: Final = ("national", "regional", "local", "community", "citizen")
CLOSE: Final = ("local", "community", "citizen")
"""The closeness of those who are near the people whom a team serves."""
ENGAGEMENTS: Final = ("member", "adviser", "co-lead", "panel")
"""How a partner takes part."""
SEAT_KINDS: Final = ("in_team", "available_to", "hub", "stretch", "lead")
CALLED_OFF: Final = ("available_to", "hub")
"""Kinds of seat whose people serve the team without being members of it."""
CONSENTS: Final = ("not_asked", "asked", "agreed", "declined")
EMPLOYMENT: Final = (
    "permanent", "fixed_term", "loan_in", "secondee", "contractor", "partner", "citizen_panel",
)  # fmt: skip
WORK_PATTERNS: Final = ("office", "hybrid", "remote")
MODES: Final = ("problem_solver", "convenor", "funder", "enabler", "standing_back")
CONTRIBUTIONS: Final = ("embedded", "core", "pulse", "advise", "panel", "upskill")
LOOP_PARTS: Final = ("policy", "delivery", "research", "none")
SENSES: Final = ("numbers", "stories", "decisions", "none")
USUAL_LOOP: Final = {"POL": "policy", "DEL": "delivery", "OPS": "delivery", "UR": "research", "DAT": "research",
                     "EVA": "research", "BEH": "research"}  # fmt: skip
"""The usual part of each discipline in the loop from policy to delivery and back."""
USUAL_SENSES: Final = {"DAT": "numbers", "UR": "stories", "POL": "decisions"}
"""What each discipline usually brings when a team makes sense of things."""
APPETITES: Final = {"averse": 0, "minimal": 0, "cautious": 1, "open": 2, "eager": 3}
"""Risk appetites, with the stretch placements that each allows in a mission at the same time."""
PRIORITIES: Final = (1, 2, 3)
INSTRUMENTS: Final = (
    "policy change", "regulation", "service redesign", "behaviour change campaign", "challenge prize",
    "place pilot", "investment/grant", "data sharing", "convening", "discovery", "alpha", "beta", "live",
)  # fmt: skip

DISCIPLINES: Final = {
    "POL": "Policy design",
    "DEL": "Delivery and project management",
    "UR": "User research",
    "SD": "Service design",
    "PRO": "Prototyping and technology",
    "DAT": "Data analysis and science",
    "EVA": "Economics and evaluation",
    "BEH": "Behavioural science",
    "ENG": "Public engagement and participation",
    "COM": "Communications and campaigns",
    "OPS": "Frontline and operational delivery",
    "CGF": "Commercial, grants and finance",
    "LEG": "Legal",
    "LEX": "Lived experience partner",
}

DECIMALS = 6
"""Decimals of a match score that count."""
