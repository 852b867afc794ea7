"""Three hundred small plans of every shape: each proposal passes the independent checker, each conflict is real."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from teamform.errors import ConflictError
from teamform.plan.plan import Plan
from teamform.rules import by_name, program_with_reasons, rules_of
from teamform.solve import Limits, solve
from teamform.team.proposal import Claim
from tests.brute_force import ORDER
from tests.checker import verify
from tests.random_plans import random_plan

LIMITS = Limits(seconds=20, workers=1)
SEEDS = range(300)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_proposal_is_allowed_and_its_figures_are_right_or_a_smallest_conflict_is_named(seed):
    facts = random_plan(seed)
    try:
        proposal = solve(facts, LIMITS)
    except ConflictError as conflict:
        assert conflict.smallest
        assert_smallest(facts, conflict.claims)
    else:
        verify(facts, proposal)
        assert all(tier.proved for tier in proposal.tiers)
        names = [tier.name for tier in proposal.tiers]
        assert names == [name for name in ORDER if name in names]


def assert_smallest(facts: Plan, claims: Sequence[Claim]) -> None:
    """The claims can't hold together, and without any one of them they can: asked of another solver."""
    program = program_with_reasons(facts, rules_of(facts))
    known, labels = by_name(rules_of(facts)), program.vocabulary.labels
    rows: dict[tuple[str, str], list[int]] = {}
    definitions = []
    for row in range(len(program.bound)):
        rule, codes = program.row_codes(row)
        if not rule:
            definitions.append(row)
        elif program.must[row]:
            rows.setdefault((rule, known[rule].says(facts, labels, codes)), []).append(row)

    def possible(kept: Sequence[Claim]) -> bool:
        chosen = [*definitions, *(row for claim in kept for row in rows[claim.rule, claim.sentence])]
        low = np.where(program.equal[chosen], program.bound[chosen], -np.inf)
        found = milp(
            np.zeros(len(program.upper)),
            integrality=np.ones(len(program.upper)),
            bounds=Bounds(0, program.upper),
            constraints=LinearConstraint(program.matrix[chosen].astype(float), low, program.bound[chosen]),
        )
        assert found.status in {0, 2}, found.message
        return bool(found.status == 0)

    assert not possible(claims), "the claims can hold together"
    for claim in claims:
        assert possible([other for other in claims if other is not claim]), f"not needed: {claim.sentence}"
