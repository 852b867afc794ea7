"""What follows in the demonstration's second half-year: second steps, what they need, and what the first ones test."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

THIRD, LAST = "2026-27 Q3", "2026-27 Q4"

SECOND_STEPS = (
    ("C2-FS2", "Roll the best offer out to 60,000 households", "Warmth for the whole street",
     "Every home affordable to heat", "yes"),
    ("N1-FS2", "Eight more trusts take the new journey", "What works travels", "18 weeks met for good", "no"),
    ("N2-FS2", "Two more neighbourhoods, led by the health board", "Whitehall steps back",
     "Shift from hospital to community", "no"),
    ("S2-FS2", "Four more forces use the new referral routes", "Believed wherever you live",
     "Halve violence against women and girls in a decade", "yes"),
    ("O1-FS2", "Twenty hubs run what worked, councils in the lead", "Help that stays",
     "Every child ready for school", "no"),
)  # fmt: skip
"""Step, title, what it stands for, what it builds towards, whether it is promised in public."""

NEEDS = {
    "C2-FS2": "POL:0.5 DEL:0.8 BEH:0.6:3 COM:0.6 EVA:0.4",
    "N1-FS2": "DEL:1.0:3 OPS:1.0 UR:0.6 PRO:0.6",
    "N2-FS2": "OPS:0.6 ENG:0.4 EVA:0.3 DAT:0.2 LEX:0.2:1",
    "S2-FS2": "POL:0.6 OPS:0.5 ENG:0.4 BEH:0.4 EVA:0.3 LEX:0.2:1",
    "O1-FS2": "DEL:0.6 OPS:0.8 BEH:0.4 ENG:0.4 EVA:0.3",
}
"""Discipline, FTE and level (2 unless said) that each second step asks for."""

TESTS = {
    "C2-FS1": ("A visit from a neighbour beats a letter and a discount", "Fewer than 90 sign-ups after eight weeks"),
    "O1-FS1": ("A call in the first week doubles the visits to a hub", "No difference after 400 calls"),
}
"""First steps that try something out: what, and when they end early."""

LONG_TERM = ("EVA", "ENG")
"""Disciplines whose work is for the long term: what is learned, and who was won over, outlives a step."""


def later(raw: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The source's sheets as they are read, with the second half-year added."""
    steps, demand, caps = (raw[name].copy() for name in ("FirstSteps", "Demand", "ReleaseCaps"))
    second = pd.DataFrame(SECOND_STEPS, columns=["first_step", "title", "symbolises", "builds_towards",
                                                 "publicly_committed"])  # fmt: skip
    second = second.assign(team_id=second["first_step"].str[:2], start=THIRD, end=LAST)
    follows = dict(zip(second["team_id"], second["first_step"], strict=True))
    steps = steps.assign(next_step=steps["team_id"].map(follows), kind="deliver")
    for step, (hypothesis, stop_rule) in TESTS.items():
        steps.loc[steps["first_step"] == step, ["kind", "hypothesis", "stop_rule", "decide_by"]] = [
            "test", hypothesis, stop_rule, "15/09/2026"]  # fmt: skip
    needs = pd.DataFrame([_need(step, need) for step, whole in NEEDS.items() for need in whole.split()])
    demand = pd.concat([demand, needs], ignore_index=True).astype(object)
    demand["horizon"] = demand["discipline"].map(lambda code: "long_term" if code in LONG_TERM else "first_step")
    return {
        **raw,
        "FirstSteps": pd.concat([steps, second], ignore_index=True).astype(object),
        "Demand": demand,
        "ReleaseCaps": caps.assign(expires="30/09/2026").astype(object),
    }


def _need(step: str, need: str) -> dict[str, object]:
    """A row of Demand."""
    discipline, fte, level = [*need.split(":"), "2"][:3]
    return {"team_id": step[:2], "discipline": discipline, "fte_required": float(fte), "min_level": int(level),
            "first_step": step}  # fmt: skip
