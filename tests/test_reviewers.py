"""Reviewer assignment as an ordinary plan; the data is used where it is present, and never copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import reviewers
from teamform.solve import Limits, solve
from tests.checker import verify

FOLDER = Path(os.environ.get("TEAMFORM_REVIEWERS", "/work/shared/data/reviewers"))


@pytest.mark.skipif(not FOLDER.exists(), reason="the reviewers' scores are not on this machine")
def test_the_known_best_sum_of_scores_is_reached_and_proved():
    facts = reviewers.plan(FOLDER)
    proposal = solve(facts, Limits(30, 1))
    verify(facts, proposal)
    assert all(tier.proved for tier in proposal.tiers)
    assert reviewers.total(FOLDER, proposal) == pytest.approx(201.884878, abs=1e-5)
