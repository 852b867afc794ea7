"""The role matrix is complete, and says in a sentence who may do what is refused."""

from __future__ import annotations

import pytest

from teamform.plan.sheets import SHEETS
from teamform.store import EVERYTHING, MATRIX, SHEETS_OF, May, NotAllowed, Role, Who


def test_everything_that_can_be_done_has_somebody_who_may() -> None:
    assert set(MATRIX) == set(May) and all(MATRIX.values())
    assert {role for roles in MATRIX.values() for role in roles} == set(Role)


def test_every_sheet_says_what_it_takes_to_change_it() -> None:
    assert set(SHEETS_OF) == set(SHEETS)


@pytest.mark.parametrize("act", list(May))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_exactly_what_the_matrix_says(role: Role, act: May) -> None:
    if role in MATRIX[act]:
        Who("Sam", role).must(act)
    else:
        with pytest.raises(NotAllowed, match=f"^As {role} you may not {act}; .+ may.$"):
            Who("Sam", role).must(act)


def test_planners_prepare_and_do_not_approve() -> None:
    deciding = {May.DECIDE_TEAM, May.DECIDE_RELEASE, May.DECIDE_OWN}
    assert {act for act in May if Role.PLANNER in MATRIX[act]} == set(May) - deciding


def test_nobody_owns_anything_unless_told_so() -> None:
    Who("Sam", Role.LEADER, ("C2",)).must_own("C2", "teams")
    Who("Sam", Role.LEADER, (EVERYTHING,)).must_own("C2", "teams")
    with pytest.raises(NotAllowed, match=r"your own teams only .none is yours., not about C2"):
        Who("Sam", Role.LEADER).must_own("C2", "teams")
    with pytest.raises(NotAllowed, match="yours: G1"):
        Who("Sam", Role.LEADER, ("G1",)).must_own("C2", "teams")
