"""Seeded small plans of every shape: each draws which features it has, so that they meet in all combinations."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from teamform.plan.plan import Plan
from tests.facts import plan

DISCIPLINES = ["DAT", "POL", "UR"]
ORGANISATIONS = {"A": "central", "B": "central", "C": "third", "D": "local"}
PERIODS = [
    {"period": "Q1", "start": "2026-04-01", "end": "2026-06-30"},
    {"period": "Q2", "start": "2026-07-01", "end": "2026-09-30"},
    {"period": "Q3", "start": "2026-10-01", "end": "2026-12-31"},
]
DAYS = ["2026-03-01", "2026-05-15", "2026-06-30", "2026-07-01", "2026-08-20", "2026-10-01"]


@cache  # a plan is frozen: whoever asks for a seed again may have the same one
def random_plan(seed: int, people: int = 12, teams: int = 3, periods: int = 3, step: float = 0.1) -> Plan:
    """A plan with at most so many people, teams and periods."""
    draw = random.Random(seed)
    drawn = _Drawn(draw, step, [f"P{i}" for i in range(draw.randint(-(-people // 2), people))],
                   [f"T{i}" for i in range(draw.randint(1, teams))], PERIODS[: draw.randint(0, periods)])  # fmt: skip
    sheets = {name: rows for name, rows in drawn.sheets().items() if rows}
    settings = {"planning_step": step, "seed": draw.randint(0, 99)}
    if draw.random() < 0.25:
        settings["smallest_allocation.part_timer_safe"] = draw.choice(["yes", "no"])
        settings["smallest_allocation.fte"] = draw.choice([0, 20, 40])
    for rule in SOFTENED:
        if draw.random() < 0.08:
            settings[f"{rule}.applied"] = draw.choice(["should", "off"])
    return _scored(random.Random(f"{seed} scores"), drawn, settings, sheets)


def _scored(draw: random.Random, drawn: _Drawn, settings: dict[str, Any], sheets: dict[str, Any]) -> Plan:
    """The plan, in some cases with match scores and with pairs from one organisation counted."""
    if draw.random() < 0.25:
        drawn.draw = draw
        sheets = {name: rows for name, rows in {**sheets, "match_scores": drawn.match_scores()}.items() if rows}
        settings["match_scores.pair_points"] = draw.choice([0, 0.25])
    if draw.random() < 0.2:
        settings["organisation_pairs.applied"] = "on"
    return plan(settings=settings, **sheets)


SOFTENED = (
    "organisation_share", "release_caps", "team_size", "missions_per_person", "pairs", "pins", "availability",
    "no_more_than_asked", "smallest_allocation", "lead", "lead_from", "central_cap", "people_per_seat",
)  # fmt: skip
"""Rules that are a should-rule, or off, in some of the plans."""


class _Drawn:
    """Draws one sheet after the other."""

    def __init__(self, draw: random.Random, step: float, people: list[str], teams: list[str], periods: list) -> None:
        self.draw, self.step, self.people, self.teams, self.periods = draw, step, people, teams, periods

    def sheets(self) -> dict[str, list[dict[str, Any]]]:
        draw = self.draw
        optional = {
            "disciplines": self.disciplines, "release_caps": self.release_caps, "skill_needs": self.skill_needs,
            "pair_rules": self.pair_rules, "pins": self.pins, "preferences": self.preferences,
            "mission_links": self.mission_links, "current_allocation": self.current_allocation, "budgets": self.budgets,
            "missions": self.missions,
        }  # fmt: skip
        made = {"people": self.people_rows(), "demand": self.demand(), "periods": self.periods,
                "teams": self.team_rows(), "organisations": self.organisations(),
                "first_steps": self.first_steps()}  # fmt: skip
        made |= {name: rows() for name, rows in optional.items() if draw.random() < 0.35}
        return made | (self.modes() if self.periods and draw.random() < 0.25 else {})

    def some(self, chance: float, *values: Any) -> Any:
        """One of the values with this chance, else a blank."""
        return self.draw.choice(values) if self.draw.random() < chance else None

    def fte(self, least: int, most: int) -> float:
        """A whole number of planning steps."""
        return round(self.draw.randint(least, most) * self.step, 2)

    def people_rows(self) -> list[dict[str, Any]]:
        draw, top = self.draw, round(1 / self.step)
        return [
            {"person_id": person, "organisation": draw.choice(list(ORGANISATIONS)),
             "directorate": self.some(0.4, "north", "south"), "primary_discipline": draw.choice(DISCIPLINES),
             "level": draw.choice([1, 2, 3, 3, 4, 4]),
             "other_disciplines": self.some(0.5, "DAT:2; UR:3", "POL:3", "UR:1; DAT:3"),
             "available_fte": draw.choice([self.fte(1, top), 0.54, 0.81, 1.0]),
             "grade": self.some(0.7, "HEO", "SEO", "G7"),
             "clearance": self.some(0.5, "BPSS", "SC", "DV"), "clearance_pending": self.some(0.2, "SC"),
             "clearance_expected": self.some(0.2, *DAYS), "clearance_expiry": self.some(0.15, *DAYS),
             "available_from": self.some(0.15, *DAYS[:4]), "available_to": self.some(0.15, *DAYS[2:]),
             "location": self.some(0.6, "Leeds", "York"), "work_pattern": self.some(0.5, "hybrid", "remote"),
             "engagement": self.some(0.12, "adviser", "panel", "member"),
             "max_missions": self.some(0.3, 1, 2), "consent": self.some(0.3, "agreed", "agreed", "declined"),
             "critical_until": self.some(0.06, *DAYS), "no_move_before": self.some(0.08, *DAYS)}
            for person in self.people
        ]  # fmt: skip

    def demand(self) -> list[dict[str, Any]]:
        rows = []
        for team in self.teams:
            for discipline in self.draw.sample(DISCIPLINES, self.draw.randint(1, 3)):
                required = self.fte(1, round(1.5 / self.step))
                first = self.draw.randrange(len(self.periods)) if self.periods else 0
                rows.append({
                    "team_id": team, "discipline": discipline, "fte_required": required,
                    "fte_desired": self.some(0.2, round(required + self.step, 2)),
                    "min_level": self.some(0.6, 1, 2, 2, 3),
                    "first_step": self.some(0.6, f"{team}-A", f"{team}-A", f"{team}-B"),
                    "horizon": self.some(0.1, "long_term"), "clearance": self.some(0.12, "BPSS", "SC"),
                    "min_grade": self.some(0.08, "HEO", "SEO"), "location": self.some(0.08, "Leeds"),
                    "sourcing": self.some(0.12, "inside", "outside"), "min_chunk": self.some(0.2, 0.2, 0.4),
                    "max_people": self.some(0.2, 1, 2), "sector": self.some(0.06, "central", "third"),
                    "seat_kind": self.some(0.25, "available_to", "hub", "stretch", "stretch"),
                    "contribution_mode": self.some(0.15, "panel", "pulse"),
                    "shape_group": self.some(0.2, "either"),
                    "start": self.periods[first]["period"] if self.periods and self.draw.random() < 0.3 else None,
                })  # fmt: skip
        return rows

    def team_rows(self) -> list[dict[str, Any]]:
        return [
            {"team_id": team, "mission": self.draw.choice(["Growth", "Health"]), "priority": self.draw.randint(1, 3),
             "size_min": self.some(0.06, 1), "size_max": self.some(0.3, 2, 3), "place": self.some(0.3, "Leeds"),
             "min_outside_share": self.some(0.15, 0.2, 0.5), "max_one_org_share": self.some(0.25, 0.5, 0.6, 0.75),
             "min_underused_share": self.some(0.06, 0.2), "bridges": self.some(0.05, True),
             "loop": self.some(0.04, True), "learning_allowance": self.some(0.08, 0.1, 0.2),
             "min_close_share": self.some(0.06, 0.1),
             "min_orgs": self.some(0.05, 2), "min_sectors": self.some(0.05, 2),
             "lead_min_grade": self.some(0.06, "SEO"), "lead_person": self.some(0.02, *self.people)}
            for team in self.teams
        ]  # fmt: skip

    def organisations(self) -> list[dict[str, Any]]:
        return [
            {"organisation": name, "sector": sector, "release_cap_fte": self.some(0.25, 0.5, 1.0),
             "closeness": "local" if sector == "local" else None}
            for name, sector in ORGANISATIONS.items()
        ]  # fmt: skip

    def missions(self) -> list[dict[str, Any]]:
        return [{"mission": "Growth", "lead_organisation": "C", "min_long_term_share": self.some(0.5, 0.3),
                 "risk_appetite": self.some(0.7, "cautious", "open", "eager")}]  # fmt: skip

    def mission_links(self) -> list[dict[str, Any]]:
        if len(self.teams) < 2:
            return []
        first, second = self.draw.sample(self.teams, 2)
        return [{"from_team": first, "to_team": second, "kind": "shares data", "shared_person": self.some(0.3, True)}]

    def modes(self) -> dict[str, list[dict[str, Any]]]:
        """One leadership mode, in force for some teams in some periods."""
        bundle = {"leadership_mode": "enabler", "lead_from": self.some(0.3, "central", "outside"),
                  "min_outside_share": self.some(0.4, 0.0, 0.25), "size_max": self.some(0.4, 3, 4),
                  "max_central_share": self.some(0.4, 0.6, 0.8), "max_central_fte": self.some(0.3, 0.5, 1.0),
                  "min_orgs": self.some(0.15, 2)}  # fmt: skip
        said = [{"team_id": team, "period": period["period"], "leadership_mode": "enabler"}
                for team in self.teams for period in self.periods if self.draw.random() < 0.4]  # fmt: skip
        needs = [{"leadership_mode": "enabler", "discipline": name, "fte": self.fte(1, 3), "either_or": group}
                 for name, group in (("DAT", "numbers"), ("UR", self.some(0.5, "numbers")))]  # fmt: skip
        return {"leadership_modes": [bundle], "mode_by_period": said, "mode_disciplines": needs} if said else {}

    def first_steps(self) -> list[dict[str, Any]]:
        return [
            {"first_step": f"{team}-{name}", "team_id": team, "publicly_committed": self.draw.random() < 0.5,
             "next_step": self.some(0.5, after), "keep_people": self.some(0.8, 0, 1)}
            for team in self.teams for name, after in (("A", f"{team}-B"), ("B", None))
        ]  # fmt: skip

    def disciplines(self) -> list[dict[str, Any]]:
        return [{"discipline": name, "min_chunk": self.draw.choice([0, 0.2, 0.3, 0.6]),
                 "max_teams": self.draw.randint(1, 2), "dial": self.some(0.3, 2, 3), "underused": self.some(0.4, True),
                 "loop_part": self.some(0.3, "research", "none")}
                for name in DISCIPLINES]  # fmt: skip

    def period(self, chance: float) -> Any:
        return self.some(chance, *[p["period"] for p in self.periods]) if self.periods else None

    def release_caps(self) -> list[dict[str, Any]]:
        return [
            {"organisation": self.draw.choice(list(ORGANISATIONS)), "directorate": self.some(0.3, "north", "nowhere"),
             "discipline": self.some(0.5, *DISCIPLINES, "LEG"), "period": self.period(0.3),
             "release_cap_fte": self.fte(0, round(1.5 / self.step)), "hard": self.some(0.3, False),
             "expires": self.some(0.2, *DAYS)}
            for _ in range(self.draw.randint(1, 3))
        ]  # fmt: skip

    def skill_needs(self) -> list[dict[str, Any]]:
        return [{"team_id": team, "skill": self.draw.choice(DISCIPLINES), "min_level": self.draw.randint(1, 3),
                 "min_people": self.draw.randint(1, 2), "hard": self.some(0.08, True)}
                for team in self.teams]  # fmt: skip

    def pair_rules(self) -> list[dict[str, Any]]:
        a, b = self.draw.sample(self.people, 2)
        return [{"person_a": a, "person_b": b, "rule": self.draw.choice(["together", "apart"]),
                 "hard": self.some(0.3, False)}]  # fmt: skip

    def pins(self) -> list[dict[str, Any]]:
        return [
            {"person_id": person, "team_id": self.draw.choice(self.teams), "discipline": self.some(0.2, *DISCIPLINES),
             "period": self.period(0.4), "fte": self.some(0.3, 0.2), "kind": self.some(0.4, "forbid"),
             "hard": self.some(0.75, False), "expires": self.some(0.1, *DAYS)}
            for person in self.draw.sample(self.people, self.draw.randint(1, 2))
        ]  # fmt: skip

    def preferences(self) -> list[dict[str, Any]]:
        return [{"person_id": person, "team_id": self.draw.choice(self.teams), "interest": self.draw.randint(-2, 2)}
                for person in self.people]  # fmt: skip

    def match_scores(self) -> list[dict[str, Any]]:
        return [{"person_id": person, "team_id": team, "score": self.draw.randint(-2000, 9000) / 10_000}
                for person in self.people for team in self.teams if self.draw.random() < 0.5]  # fmt: skip

    def current_allocation(self) -> list[dict[str, Any]]:
        return [{"person_id": person, "team_id": self.draw.choice(self.teams), "discipline": "DAT",
                 "fte": self.fte(1, 5)} for person in self.people if self.draw.random() < 0.5]  # fmt: skip

    def budgets(self) -> list[dict[str, Any]]:
        return [{"mission": self.draw.choice(["Growth", "Health"]), "budget_gbp": self.draw.choice([9_000, 60_000]),
                 "hard": self.some(0.4, False)},
                {"team_id": self.draw.choice(self.teams), "budget_gbp": 30_000,
                 "hard": self.some(0.5, False)}]  # fmt: skip
