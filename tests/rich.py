"""A small plan about which every rule has something to say, and which can be planned."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.team.program import Program
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [
    person("P1", "DAT", 1.0, organisation="CAB", grade="G7", location="Leeds", clearance="SC"),
    person("P2", "DAT", 0.5, organisation="CAB", grade="HEO", contract_fte=0.5, work_pattern="remote"),
    person("P3", "DAT", 0.8, organisation="DHC", directorate="Evidence", grade="SEO", other_disciplines="BEH:2"),
    person("P4", "BEH", 0.6, organisation="DHC", directorate="Evidence", grade="G6", clearance="SC",
           clearance_expiry="2026-08-01"),
    person("P5", "BEH", 0.6, organisation="VCS", display_name="Clover Flint", other_disciplines="ENG:3; DAT:2"),
    person("P6", "ENG", 0.4, organisation="CBC", engagement="adviser", available_from="2026-05-01",
           clearance_pending="SC", clearance_expected="2026-07-01"),
    person("P7", "ENG", 1.0, organisation="CAB", grade="EO", consent="declined"),
    person("P8", "ENG", 1.0, organisation="DHC", grade="HEO", critical_until="2026-06-30"),
    person("P9", "DAT", 0.4, organisation="CBC", no_move_before="2026-07-01", max_missions=1),
    person("P10", "BEH", 0.15, organisation="VCS", available_to="2026-06-30"),
]  # fmt: skip

SHEETS: dict[str, list[dict[str, Any]]] = {
    "people": PEOPLE,
    "demand": [
        seat("T1", "DAT", 1.2, fte_desired=1.4, min_level=3, first_step="T1-A", demand_id="T1/DAT", end="Q1"),
        seat("T1", "DAT", 1.2, fte_desired=1.4, min_level=3, first_step="T1-B", demand_id="T1/next", start="Q2"),
        seat("T1", "BEH", 0.4, clearance="SC", max_people=2),
        seat("T1", "ENG", 0.4, sourcing="outside", location="Leeds", demand_id="T1/outside"),
        seat("T2", "DAT", 0.6, min_grade="HEO", min_chunk=0.3, contribution_mode="embedded"),
        seat("T2", "BEH", 0.6, first_step="T2-A", start="Q2", contribution_mode="pulse"),
        seat("T2", "ENG", 0.3, sector="local", seat_kind="available_to"),
        seat("T3", "ENG", 0.6, sourcing="inside", end="Q1"),
        seat("T3", "BEH", 0.2, min_level=3, seat_kind="stretch"),
        seat("T3", "DAT", 0.5, fte_desired=0.7, horizon="long_term"),
        seat("T2", "UR", 0.4, demand_id="T2/or/UR", shape_group="research"),
        seat("T2", "DAT", 0.6, demand_id="T2/or/DAT", shape_group="research"),
    ],
    "teams": [
        {"team_id": "T1", "mission": "Growth", "priority": 1, "size_max": 5, "max_one_org_share": 0.6,
         "lead_min_grade": "SEO", "place": "Leeds"},
        {"team_id": "T2", "mission": "Health", "priority": 1, "size_min": 1, "min_outside_share": 0.1,
         "bridges": True, "min_close_share": 0.1, "min_underused_share": 0.1, "min_orgs": 2, "min_sectors": 2},
        {"team_id": "T3", "mission": "Health", "priority": 3, "lead_person": "P2", "loop": True,
         "learning_allowance": 0.1},
    ],
    "first_steps": [
        {"first_step": "T1-A", "team_id": "T1", "publicly_committed": True, "next_step": "T1-B", "keep_people": 1},
        {"first_step": "T1-B", "team_id": "T1", "instrument": "convening"},
        {"first_step": "T2-A", "team_id": "T2", "kind": "test", "symbolises": "Care at home",
         "builds_towards": "Health"},
    ],
    "organisations": [
        {"organisation": "CAB", "sector": "central", "release_cap_fte": 2.5},
        {"organisation": "DHC", "sector": "central"},
        {"organisation": "VCS", "sector": "third", "closeness": "community"},
        {"organisation": "CBC", "sector": "local", "closeness": "local", "place": "Leeds"},
    ],
    "release_caps": [
        {"organisation": "DHC", "release_cap_fte": 1.8},
        {"organisation": "DHC", "discipline": "BEH", "release_cap_fte": 0.6, "period": "Q1"},
        {"organisation": "DHC", "directorate": "Evidence", "release_cap_fte": 1.0, "hard": False},
        {"organisation": "DHC", "directorate": "Evidence", "discipline": "DAT", "release_cap_fte": 0.8},
    ],
    "periods": QUARTERS,
    "contribution_modes": [{"contribution_mode": "embedded", "min_chunk": 0.2, "max_teams": 1},
                           {"contribution_mode": "pulse", "max_periods": 1}],
    "missions": [{"mission": "Growth"}, {"mission": "Health", "risk_appetite": "open", "ready_to_staff": False}],
    "mission_links": [{"from_team": "T1", "to_team": "T2", "kind": "shares data", "strength": "strong",
                       "shared_person": True}],
    "lessons": [{"discipline": "BEH", "rule_to_try": "BEH>=0.2"}],
    "bridges": [{"discipline_a": "BEH", "discipline_b": "ENG"}],
    "leadership_modes": [{"leadership_mode": "enabler", "lead_from": "outside", "max_central_share": 0.9,
                          "max_central_fte": 1.5}],
    "mode_disciplines": [{"leadership_mode": "enabler", "discipline": "DAT", "fte": 0.2}],
    "mode_by_period": [{"team_id": "T2", "period": "Q2", "leadership_mode": "enabler"}],
    "disciplines": [
        {"discipline": "DAT", "min_chunk": 0.2, "contribution_mode": "embedded"},
        {"discipline": "BEH", "min_chunk": 0.2, "max_teams": 2, "underused": True, "dial": 3},
        {"discipline": "ENG", "max_teams": 1, "underused": True, "loop_part": "none"},
    ],
    "person_skills": [{"person_id": "P1", "discipline": "Welsh", "level": 3},
                      {"person_id": "P5", "discipline": "Welsh", "level": 2}],
    "skill_needs": [{"team_id": "T1", "skill": "Welsh", "hard": True}, {"team_id": "T2", "skill": "EVA"}],
    "preferences": [{"person_id": "P1", "team_id": "T1", "interest": 2},
                    {"person_id": "P3", "team_id": "T2", "interest": -1}],
    "match_scores": [{"person_id": "P2", "team_id": "T3", "score": 0.35}],
    "current_allocation": [{"person_id": "P9", "team_id": "T3", "discipline": "DAT", "fte": 0.4},
                           {"person_id": "P3", "team_id": "T1", "discipline": "DAT", "fte": 0.2}],
    "pair_rules": [{"person_a": "P1", "person_b": "P3", "rule": "apart"},
                   {"person_a": "P4", "person_b": "P5", "rule": "together", "hard": False}],
    "pins": [{"person_id": "P1", "team_id": "T1", "fte": 0.4, "period": "Q1"},
             {"person_id": "P2", "team_id": "T3", "discipline": "DAT"},
             {"person_id": "P5", "team_id": "T3", "kind": "forbid"},
             {"person_id": "P3", "team_id": "T2", "hard": False}],
    "budgets": [{"mission": "Health", "budget_gbp": 60_000}, {"team_id": "T1", "budget_gbp": 80_000, "hard": False}],
}  # fmt: skip


def rich_plan(settings: dict[str, Any] | None = None, **replaced: Any) -> Plan:
    """The plan, with some of its sheets or settings replaced."""
    return plan(settings=settings, **{**SHEETS, **replaced}) if settings or replaced else _as_it_is()


@cache
def _as_it_is() -> Plan:
    return plan(**SHEETS)


def any_steps(program: Program, seed: int) -> Ints:
    """Planning steps drawn at random for every candidate, whatever the rules say; about half get none."""
    draw = np.random.default_rng(seed)
    most = program.upper[: len(program.candidates)]
    return np.asarray(draw.integers(0, most + 1) * draw.integers(0, 2, len(most)))
