"""Reviewers for the papers of a conference, as an ordinary plan; the data stays where it is, its path is given.

A paper is a team that needs three quarters of an FTE from three people, a quarter each; a reviewer has four
quarters to give. ``scores.npy`` (reviewer x paper) are the MatchScores; ``covs.npy`` and ``loads.npy`` say how
many reviewers a paper has and how many papers a reviewer may have.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.team.proposal import Proposal

EACH = 25
"""Hundredths of an FTE that a reviewer gives to a paper."""
SETTINGS = {"planning_step": "0.25"} | {
    f"{goal}.applied": "off" for goal in ("largest_shortage", "fit", "fragmentation", "cost")
}


def plan(folder: Path) -> Plan:
    """The plan: a paper asks for as many people as quarters, so that each gives one."""
    scores, covers, loads = (np.load(folder / f"{name}.npy") for name in ("scores", "covs", "loads"))
    who, papers = _names(scores)
    reviewer, paper = np.nonzero(scores)
    tables = {
        "People": pd.DataFrame({
            "person_id": who, "primary_discipline": "REV", "level": 2, "available_fte": loads.astype(int) * EACH,
            "max_missions": loads.astype(int),
        }),
        "MatchScores": pd.DataFrame({
            "person_id": who[reviewer], "team_id": papers[paper], "score": scores[reviewer, paper],
        }),
        "Teams": pd.DataFrame({"team_id": papers, "priority": 1, "size_min": covers.astype(int)}),
        "Demand": pd.DataFrame({
            "team_id": papers, "discipline": "REV", "fte_required": covers.astype(int) * EACH, "min_level": 1,
        }),
        "Disciplines": pd.DataFrame({"discipline": ["REV"], "max_teams": [int(loads.max())]}),
        "Settings": pd.DataFrame({"setting": list(SETTINGS), "value": list(SETTINGS.values())}),
    }  # fmt: skip
    return Plan.build({name: SHEETS[name].typed(table) for name, table in tables.items()})


def total(folder: Path, proposal: Proposal) -> float:
    """The sum of the scores of a proposal, from the file; every paper has its reviewers, nobody too many papers."""
    scores, covers, loads = (np.load(folder / f"{name}.npy") for name in ("scores", "covs", "loads"))
    who, papers = _names(scores)
    placed = proposal.allocation
    reviewer, paper = pd.Index(who).get_indexer(placed["person_id"]), pd.Index(papers).get_indexer(placed["team_id"])
    assert (placed["fte"] == EACH).all()
    assert not placed.duplicated(["person_id", "team_id"]).any()
    assert (np.bincount(paper, minlength=len(covers)) == covers).all()
    assert (np.bincount(reviewer, minlength=len(loads)) <= loads).all()
    return float(scores[reviewer, paper].sum())


def _names(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.array([f"{kind}{i:03d}" for i in range(n)]) for kind, n in zip("RP", scores.shape, strict=True))  # type: ignore[return-value]
