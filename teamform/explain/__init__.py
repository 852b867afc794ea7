"""Reasons: why, why not, what a rule costs, what would help. Each is backed by searching again, never by a score.

Begin with `Case.of(plan, proposal)` and ask away. Nothing here knows a rule by name.
"""

from __future__ import annotations

from teamform.explain.agreeing import standing
from teamform.explain.case import Case
from teamform.explain.choices import Choice, Choices, people_for_seat, seats_for_person
from teamform.explain.climb import ladder
from teamform.explain.conflicts import Clash, GiveWay, ways_out_of
from teamform.explain.dials import Dial, dials
from teamform.explain.equal import EqualPlan, equal_plans
from teamform.explain.fragile import Depth, SingleHolder, Stress, depths, if_leaves, single_holders, stress
from teamform.explain.ladder import Ladder
from teamform.explain.patience import Patience
from teamform.explain.person import OwnWords, own_words
from teamform.explain.price import Price, prices
from teamform.explain.record import as_json
from teamform.explain.repair import Repair, repair
from teamform.explain.short import Short, short_seats, why_short
from teamform.explain.stop import StopList, short_steps, stop_list
from teamform.explain.ways import Way, WaysOut, ways_out
from teamform.explain.why import Why, why, why_not
from teamform.explain.wish import Wish, wishes
from teamform.explain.withdrawal import Withdrawal, withdrawals
from teamform.explain.worth import Worth, one_more

__all__ = [
    "Case", "Choice", "Choices", "Clash", "Depth", "Dial", "EqualPlan", "GiveWay", "Ladder", "OwnWords", "Patience",
    "Price", "Repair", "Short", "SingleHolder", "StopList", "Stress", "Way", "WaysOut", "Why", "Wish", "Withdrawal",
    "Worth", "as_json", "depths", "dials", "equal_plans", "if_leaves", "ladder", "one_more", "own_words",
    "people_for_seat", "prices", "repair", "seats_for_person", "short_seats", "short_steps", "single_holders",
    "standing", "stop_list", "stress", "ways_out", "ways_out_of", "why", "why_not", "why_short", "wishes",
    "withdrawals",
]  # fmt: skip
