"""Amplifying, translating and making sense; a shorter loop between policy and delivery."""

from __future__ import annotations

from teamform.plan.fluency import translators
from teamform.plan.loops import loops
from teamform.report.sense import sense_making, translation_matrix
from tests.asking import remarks
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.missions.demo import solved, whole
from tests.proposing import noticed

PEOPLE = [person("P1", "POL"), person("P2", "DAT"), person("P3", "UR"), person("P4", "DAT", other_disciplines="POL:3"),
          person("P5", "POL", 0.5, other_disciplines="UR:2"), person("P6", "POL", 0.4, other_disciplines="UR:3"),
          person("P7", "POL", 0.4, other_disciplines="UR:2")]  # fmt: skip
DEMAND = [seat("T1", "POL"), seat("T1", "DAT"), seat("T1", "UR")]


def test_policy_that_only_hands_over_is_an_open_loop():
    """F28: policy only in Q1 and delivery only in Q2 is an open loop; a closed one says how long a turn takes."""
    steps, teams = [{"first_step": "A", "team_id": "T1"}], [{"team_id": "T1", "cycle_weeks": 2}]
    apart = [seat("T1", "POL", first_step="A", end="Q1"), seat("T1", "OPS", first_step="A", start="Q2"),
             seat("T1", "UR", first_step="A")]  # fmt: skip
    facts = plan(people=PEOPLE, demand=apart, first_steps=steps, teams=teams, periods=QUARTERS)
    (remark,) = remarks(facts, "open_loop")
    assert "policy hands over to delivery, no overlap" in remark.text
    together = plan(people=PEOPLE, demand=[each | {"start": None, "end": None} for each in apart], first_steps=steps,
                    teams=teams, periods=QUARTERS)  # fmt: skip
    (loop,) = loops(together)
    assert (loop.closed, loop.weeks) == (True, 2)


def test_a_removed_bridge_turns_its_pair_empty_and_names_three_who_could():
    """F33: without the only bridge the pair of the matrix is empty, and three people who could bridge are named."""
    facts = plan(people=PEOPLE, demand=DEMAND)
    placed = [("P1", "T1/POL", 0.4), ("P4", "T1/DAT", 0.4), ("P3", "T1/UR", 0.4)]
    matrix = translation_matrix(facts, allocation(facts, *placed), "T1").set_index(["discipline_a", "discipline_b"])
    assert matrix.loc[("DAT", "POL"), "people"] == ("P4",)
    assert matrix.loc[("POL", "UR"), "people"] == ()
    assert matrix["needed"].to_dict() == {("DAT", "POL"): True, ("DAT", "UR"): False, ("POL", "UR"): True}
    (remark,) = noticed(facts, "missing_bridge", *placed)
    assert "POL and UR" in remark.text
    assert all(who in remark.action for who in ("P5", "P6", "P7"))


def test_with_the_rule_on_somebody_who_bridges_is_placed():
    """F33: where a team asks for bridges the plan has one for each needed pair."""
    facts = plan(people=PEOPLE, demand=DEMAND, teams=[{"team_id": "T1", "bridges": True}])
    proposal = solved(facts)
    matrix = translation_matrix(facts, proposal.allocation, "T1")
    assert all(matrix.loc[matrix["needed"], "people"].map(len) > 0)
    assert noticed(facts, "missing_bridge", *_placements(proposal)) == []


def _placements(proposal):
    return list(proposal.allocation[["person_id", "demand_id", "fte"]].assign(
        fte=lambda t: t["fte"] / 100).itertuples(index=False, name=None))  # fmt: skip


def test_translators_are_those_fluent_in_two_disciplines_or_marked():
    """F33: translators of the demo are derived, and more than those who are marked."""
    facts = plan(people=[*PEOPLE, person("P8", "LEG", translator=True)], demand=DEMAND)
    assert set(facts.people["person_id"][translators(facts)]) == {"P4", "P5", "P6", "P7", "P8"}
    assert 10 < translators(whole()).sum() < len(whole().people)


def test_a_team_without_numbers_or_stories_is_one_eyed_and_its_page_shows_the_empty_box():
    """F34: no DAT or no UR is remarked on; the page shows who brings what, who decides and when they meet."""
    facts = plan(people=PEOPLE, demand=DEMAND, teams=[{"team_id": "T1", "lead_person": "P1", "cycle_weeks": 2}])
    full = [("P1", "T1/POL", 0.4), ("P2", "T1/DAT", 0.4), ("P3", "T1/UR", 0.4)]
    (page,) = sense_making(facts, allocation(facts, *full))
    assert (page.numbers, page.stories, page.decides, page.meets) == (("P2",), ("P3",), ("P1",), "every 2 weeks")
    assert page.empty == ()
    (page,) = sense_making(facts, allocation(facts, *full[:2]))
    assert page.empty == ("stories",)
    (remark,) = noticed(facts, "one_eyed_team", *full[:2])
    assert "One-eyed team T1" in remark.text
