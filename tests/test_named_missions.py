"""The named-missions benchmark: an ordinary plan whose figures are the score counted afresh from the files."""

from __future__ import annotations

from benchmarks import named
from teamform.solve import Limits, solve
from tests.checker import allowed
from tests.plain import Facts, Work


def test_a_hundred_people_reach_the_known_best_score_proved():
    facts = named.plan(100)
    proposal = solve(facts, Limits(20, 1))
    plain = Facts.of(facts)
    assert allowed(plain, Work.of(plain, proposal.allocation))
    assert named.score(100, proposal) == (-24, -3)
    assert [tier.value for tier in proposal.tiers] == [24, 3]
    assert all(tier.proved for tier in proposal.tiers)
