"""Accountability with space to learn, links between teams, and the panels that show both sides."""

from __future__ import annotations

import dataclasses

import pytest

from teamform.errors import InputError, RuleError
from teamform.plan.stopping import stopped
from teamform.report.links import panel_sessions, team_links, working_together
from teamform.report.paradox import paradoxes
from teamform.report.scorecard import ALL, scorecard
from teamform.rules import check, program
from tests.asking import RULES, remarks, rule_of
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.missions.demo import part, solved, whole
from tests.proposing import noticed

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "DHC", "sector": "central"},
                 {"organisation": "VCS", "sector": "third"}]  # fmt: skip


def test_the_scorecard_s_figures_follow_from_the_allocation():
    """F02: each figure of a team worked out by hand equals the card; the column before is today's allocation."""
    people = [person("P1", "POL", organisation="CAB", other_disciplines="DAT:2"),
              person("P2", "DAT", organisation="DHC"), person("P3", "UR", organisation="VCS"),
              person("P4", "OPS", organisation="VCS")]  # fmt: skip
    research = {"discipline": "UR", "underused": True, "contribution_mode": "embedded"}
    today = {"person_id": "P1", "team_id": "T1", "discipline": "POL", "fte": 0.5}
    facts = plan(people=people, demand=[seat("T1", code) for code in ("POL", "DAT", "UR", "OPS")],
                 organisations=ORGANISATIONS, disciplines=[research], current_allocation=[today])  # fmt: skip
    card = scorecard(facts, allocation(facts, ("P1", "T1/POL", 0.4), ("P2", "T1/DAT", 0.2), ("P3", "T1/UR", 0.2),
                                       ("P4", "T1/OPS", 0.2))).set_index(["team_id", "moment"])  # fmt: skip
    told = card.loc[("T1", "proposed")].to_dict()
    assert told == {"people": 4, "fte": 1.0, "disciplines": 4, "organisations": 3, "outside_share": 0.4,
                    "underused_share": 0.2, "largest_organisation_share": 0.4, "loop_closed": True,
                    "translator_coverage": 0.5, "token_roles": 1}  # fmt: skip
    before = card.loc[("T1", "today")]
    assert (before["people"], before["fte"], before["outside_share"], before["loop_closed"]) == (1, 0.5, 0.0, False)
    assert card.loc[(ALL, "proposed"), "fte"] == 1.0


def test_the_scorecard_of_the_demo_starts_from_today():
    """F02: for the demo the FTE of today is that of CurrentAllocation."""
    facts = whole()
    card = scorecard(facts, allocation(facts)).set_index(["team_id", "moment"])
    assert card.loc[(ALL, "today"), "fte"] == facts.sheets["CurrentAllocation"]["fte"].sum() / 100


def test_strongly_linked_teams_share_somebody_or_show_it():
    """F06: with the link's option on the two teams share a person; off, an open link is shown with its reason."""

    def linked(**more):
        link = {"from_team": "O1", "to_team": "N2", "kind": "same households", "strength": "strong", **more}
        return plan(people=[person("P1"), person("P2"), person("P3")], demand=[seat("O1"), seat("N2")],
                    mission_links=[link])  # fmt: skip

    facts = linked(shared_person=True)
    (link,) = team_links(facts, solved(facts).allocation).to_dict("records")
    assert len(link["people"]) >= 1 and link["looked_after"]
    apart = [("P1", "O1/DAT", 1.0), ("P2", "N2/DAT", 1.0)]
    (link,) = team_links(linked(), allocation(linked(), *apart)).to_dict("records")
    assert (link["people"], link["looked_after"]) == ((), False)
    (remark,) = noticed(linked(), "open_link", *apart)
    assert "same households" in remark.text


@pytest.fixture(scope="module")
def linked_in_demo():
    """The demonstration's strong link of O1 with N2, its option on, and a plan for both teams."""
    facts = part("O1", "N2")
    facts = facts.changed(MissionLinks=facts.given["MissionLinks"].assign(shared_person=True))
    return facts, solved(facts, 3)


def test_the_demo_s_linked_teams_share_somebody_once_the_option_is_on(linked_in_demo):
    """F06: the strong link O1–N2 of the demo has at least one person on both teams in every period."""
    facts, proposal = linked_in_demo
    (link,) = team_links(facts, proposal.allocation).to_dict("records")
    assert (link["from_team"], link["to_team"], link["strength"]) == ("O1", "N2", "strong")
    on = {team: set(rows["person_id"]) for team, rows in proposal.allocation.groupby("team_id")}
    assert set(link["people"]) == on["O1"] & on["N2"]
    assert link["people"]
    assert proposal.broken == ()


def test_the_demo_s_link_without_a_shared_person_is_open_and_says_why(linked_in_demo):
    """F06: with those on both teams taken off N2 the link is open, and the rule and the remark give its reason."""
    facts, proposal = linked_in_demo
    (link,) = team_links(facts, proposal.allocation).to_dict("records")
    apart = proposal.allocation[
        ~(proposal.allocation["person_id"].isin(link["people"]) & (proposal.allocation["team_id"] == "N2"))
    ]
    (link,) = team_links(facts, apart).to_dict("records")
    assert (link["people"], link["looked_after"]) == ((), False)
    (breach,) = (breach for breach in check(facts, apart).breaches if breach.rule == "linked_teams")
    assert "same households" in breach.sentence
    left = dataclasses.replace(proposal, allocation=apart)
    (remark,) = rule_of(facts, "open_link").remarks(facts, program(facts), left)
    assert "same households" in remark.text


def test_the_collaboration_matrix_adds_up_to_what_organisations_give():
    """F21: the rows of the matrix sum to each organisation's FTE."""
    facts = part("O3")
    given = solved(facts, 5).allocation
    home = given["person_id"].map(facts.people.set_index("person_id")["organisation"])
    matrix = working_together(facts, given)
    assert matrix.sum(axis=1).round(2).to_dict() == (given.groupby(home)["fte"].sum() / 100).round(2).to_dict()


def test_citizens_appear_as_sessions_and_not_as_persons():
    """F24: a panel's 0.1 FTE over a half-year is 22 half-day sessions, and nobody is named."""
    people = [person("P1", "LEX", 0.2, organisation="CIT", employment_type="citizen_panel"), person("P2", "LEX")]
    facts = plan(people=people, demand=[seat("T1", "LEX", 0.6)], periods=QUARTERS)
    table = panel_sessions(facts, allocation(facts, ("P1", "T1/LEX", 0.1), ("P2", "T1/LEX", 0.5)))
    assert table.to_dict("records") == [{"organisation": "CIT", "team_id": "T1", "fte": 0.1, "sessions": 22}]


def test_a_team_of_five_sells_at_most_four_and_a_half():
    """F38: with an allowance of 10 % at most 4.5 of the 5.0 FTE of a team's people go to seats."""
    people = [person(f"P{n}") for n in range(5)]
    facts = plan(people=people, demand=[seat("T1", fte=5)], teams=[{"team_id": "T1", "learning_allowance": 0.1}])
    assert solved(facts).allocation["fte"].sum() == 450


def test_a_test_that_is_stopped_must_say_what_it_taught_and_frees_its_people():
    """F38: without a lesson it is refused; with one its people are free from the next period."""
    facts = plan(people=[person("P1")], demand=[seat("T1", first_step="A"), seat("T2", start="Q2")], periods=QUARTERS,
                 first_steps=[{"first_step": "A", "team_id": "T1", "kind": "test"}])  # fmt: skip
    with pytest.raises(InputError, match="only with what it taught"):
        stopped(facts, "A", " ", "Q1")
    ended = stopped(facts, "A", "Letters don't work", "Q1")
    placed = solved(ended).allocation
    assert {(row.team_id, row.period) for row in placed.itertuples()} == {("T1", "Q1"), ("T2", "Q2")}


def test_a_stopped_step_without_a_lesson_in_the_sheet_goes_on_and_is_listed():
    """F38: a workbook can't slip a stop past the lesson."""
    facts = plan(people=[person("P1")], demand=[seat("T1", first_step="A")], periods=QUARTERS, first_steps=[
        {"first_step": "A", "team_id": "T1", "status": "stopped_learned", "stopped_after": "Q1"}])  # fmt: skip
    assert facts.demand["end"].tolist() == ["Q2"]
    assert any("they go on: A" in str(assumption) for assumption in facts.assumptions)


@pytest.mark.parametrize(("appetite", "most"), [("averse", 0), ("cautious", 1), ("open", 2)])
def test_the_risk_appetite_bounds_how_many_are_stretched_each_with_an_expert(appetite, most):
    """F41: averse: nobody below the level; open: at most two, each with an expert beside them."""
    people = [person("E", level=4), *(person(f"S{n}", level=2) for n in range(4))]
    demand = [seat("T1", demand_id="lead", fte=0.4, min_level=4),
              seat("T1", demand_id="learn", fte=4, min_level=3, seat_kind="stretch")]  # fmt: skip
    facts = plan(people=people, demand=demand, teams=[{"team_id": "T1", "mission": "Health"}],
                 missions=[{"mission": "Health", "risk_appetite": appetite}])  # fmt: skip
    placed = solved(facts).allocation
    stretched = placed[placed["person_id"].str.startswith("S")]
    assert len(stretched) == most
    assert not most or placed.loc[placed["person_id"] == "E", "fte"].sum() >= 20


def test_a_lesson_with_a_rule_is_shown_with_the_next_plan():
    """F42: “UR under 0.6 gave no usable research” is shown with a seat for 0.4 UR in the next plan."""
    lessons = [{"lesson": "7", "discipline": "UR", "happened": "UR under 0.6 gave no usable research",
                "rule_to_try": "UR>=0.6"}]  # fmt: skip
    facts = plan(people=[person("P1", "UR")], demand=[seat("T1", "UR", 0.4)], lessons=lessons)
    (remark,) = remarks(facts, "lessons")
    assert remark.text.startswith("Lesson 7 says UR>=0.6")


def test_the_paradox_panel_shows_both_sides_and_never_a_score():
    """F43: pushed to one end, the other side's floor turns amber and names the rule that will bite."""
    people = [person("P1", organisation="CAB"), person("P2", organisation="VCS")]
    facts = plan(people=people, demand=[seat("T1", demand_id="now"), seat("T1", demand_id="long", horizon="long_term")],
                 organisations=ORGANISATIONS)  # fmt: skip
    one_end = paradoxes(facts, allocation(facts, ("P1", "now", 1.0)))
    assert len(one_end) == 4
    time, ecosystem, *_ = one_end
    assert (time.left.percent, time.right.percent) == (100, 0)
    assert time.right.amber and "long term share bites" in time.right.words
    assert ecosystem.right.amber and ecosystem.right.rule == "outside_share"
    other, from_outside, *_ = paradoxes(facts, allocation(facts, ("P2", "long", 1.0)))
    assert other.left.amber and from_outside.left.amber
    between, mixed, *_ = paradoxes(facts, allocation(facts, ("P1", "now", 0.6), ("P2", "long", 0.4)))
    assert not any(side.amber for gauge in (between, mixed) for side in (gauge.left, gauge.right))
    lower = facts.with_settings(floor__long_term=0)
    assert paradoxes(lower, allocation(facts, ("P1", "now", 1.0)))[0].right.amber is False


@pytest.mark.parametrize("percent", ["", "much", -1, 101, "nan"])
def test_a_floor_that_is_no_percentage_is_refused(percent):
    with pytest.raises(RuleError, match=r"floor.central is .*: use a percentage from 0 to 100"):
        plan(demand=[seat("T1")]).with_settings(floor__central=percent)


def test_any_gauge_of_the_demo_pushed_to_either_end_names_the_rule_that_will_bite():
    """F43: four gauges, eight ends; at each the other side is amber and names a rule, or the sheet that is empty."""
    gauges = paradoxes(whole(), allocation(whole()))
    assert len(gauges) == 4
    for gauge in gauges:
        for percent in (0, 100):
            pushed = gauge.pushed(percent)
            low, high = (pushed.left, pushed.right) if percent == 0 else (pushed.right, pushed.left)
            assert (low.amber, high.amber) == (True, False)
            assert low.rule in {*RULES, "Missions"}
            assert f"{low.rule.replace('_', ' ')} bites" in low.words


def test_a_mission_that_isn_t_ready_is_told_before_it_asks_for_people():
    """Missions of the demo have owners and written problems; see also the rule of that name."""
    assert remarks(whole(), "not_ready_to_staff") == []
