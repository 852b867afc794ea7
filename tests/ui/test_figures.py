"""Tables that the screens show stand in an order in which they can be read."""

from teamform.ui import figures
from tests.facts import QUARTERS, allocation, person, plan, seat


def test_what_one_person_gives_a_team_stands_together_and_who_gives_most_comes_first():
    facts = plan(
        people=[person("P1"), person("P2")],
        demand=[seat("T1", demand_id="now", start="Q1", end="Q1"), seat("T1", demand_id="then", start="Q2", end="Q2")],
        periods=QUARTERS,
    )
    given = allocation(facts, ("P1", "now", 0.6), ("P2", "then", 0.5), ("P1", "then", 0.1))
    table = figures.members(facts, given, "T1")
    assert table[["person_id", "spread"]].to_numpy().tolist() == [
        ["P1", "0.6 in Q1"], ["P1", "0.1 in Q2"], ["P2", "0.5 in Q2"],
    ]  # fmt: skip
