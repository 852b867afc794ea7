"""Across government and across the ecosystem."""

from __future__ import annotations

import pandas as pd

from teamform.plan.issues import Severity
from teamform.report.leads import leads
from teamform.workbook import read, write
from tests.asking import applies, broken, remarks, turned_away
from tests.facts import allocation, person, plan, seat
from tests.missions.demo import part, solved, whole, with_team
from tests.proposing import noticed


def shares(plan, proposal, team):
    """FTE of a team by organisation, and all of it."""
    on = proposal.allocation[proposal.allocation["team_id"] == team]
    home = on["person_id"].map(plan.people.set_index("person_id")["organisation"])
    return on.groupby(home)["fte"].sum(), on["fte"].sum()


def test_any_organisation_may_lead_a_mission():
    """F01: a combined authority leads a mission; nothing asks its people for a civil-service grade."""
    missions = [{"mission": "Growth", "lead_organisation": "NCA"}]
    organisations = [{"organisation": "NCA", "sector": "local"}, {"organisation": "CAB", "sector": "central"}]
    teams = [{"team_id": "G2", "mission": "Growth", "lead_min_grade": "G7"}]
    facts = plan(people=[person("P1", organisation="NCA"), person("P2", organisation="CAB")], demand=[seat("G2")],
                 teams=teams, missions=missions, organisations=organisations)  # fmt: skip
    assert broken(facts, ("P1", "G2/DAT", 0.5)) == {}
    assert "lead" in broken(facts, ("P2", "G2/DAT", 0.5))
    assert "CBC" in set(whole().sheets["Missions"]["lead_organisation"])


def test_the_demo_loads_with_a_combined_authority_leading_and_asks_its_people_for_no_grade(tmp_path):
    """F01: Growth led by NCA: the workbook loads without an error, and somebody of NCA without a grade leads G2."""
    facts = part("G2")
    missions = facts.given["Missions"].copy()
    missions.loc[missions["mission"] == "Growth", "lead_organisation"] = "NCA"
    write(tmp_path / "led.xlsx", facts.changed(Missions=missions))
    reading = read(tmp_path / "led.xlsx")
    assert not [issue for issue in reading.issues if issue.severity is Severity.RED]
    loaded = reading.need_plan()
    placed = [("P100", "G2/DEL", 0.3), ("P004", "G2/POL", 0.5)]
    (lead,) = leads(loaded, allocation(loaded, *placed)).to_dict("records")
    assert (lead["person_id"], lead["organisation"]) == ("P100", "NCA")
    assert lead["why"] == "from the organisation that leads the mission"
    assert loaded.people.set_index("person_id").at["P100", "grade"] == ""
    assert not {"lead", "grade", "clearance"} & set(broken(loaded, *placed))


def test_no_organisation_exceeds_a_team_s_largest_share():
    """F21: with a largest share of 0.3 no organisation is above 30 % of the team's FTE."""
    facts = with_team(part("O1"), "O1", max_one_org_share=3000)
    found, whole_team = shares(facts, solved(facts), "O1")
    assert whole_team > 0
    assert (found * 10 <= whole_team * 3).all()


def test_a_central_only_team_is_remarked_on():
    """F22: C1 with nobody from outside shows the remark."""
    facts = part("C1")
    central = facts.people.loc[~facts.outside & (facts.people["primary_discipline"] == "DEL"), "person_id"].iloc[0]
    (remark,) = noticed(facts, "central_only", (central, "C1/DEL", 0.4))
    assert remark.concerns == ("C1",)


def test_a_step_in_a_place_with_nobody_from_the_place_is_remarked_on():
    """F22: N2 in Riverside, without the people of its health board: nobody from Riverside, 0.0 of 4.4 FTE."""
    facts = part("N2")
    people = facts.given["People"]
    without = facts.changed(People=people[(people["organisation"] != "ICB") & (people["location"] != "Riverside")])
    assert remarks(facts, "nobody_from_the_place") == []
    (remark,) = remarks(without, "nobody_from_the_place")
    assert remark.text.startswith("Nobody from Riverside")
    assert "0.0 of 4.4 FTE" in remark.text


def test_those_close_to_citizens_get_stuck_in():
    """F23: with a least close share of 0.3 at least 30 % of O1 is from close by."""
    facts = with_team(part("O1"), "O1", min_close_share=3000)
    found, whole_team = shares(facts, solved(facts), "O1")
    assert found.reindex(["CBC", "ICB", "VCS", "CIT"]).sum() * 10 >= whole_team * 3


def test_a_partner_without_grade_clearance_or_staff_number_loads(tmp_path):
    """F24: any name of one's own, organisation, offered FTE and discipline suffice."""
    with pd.ExcelWriter(tmp_path / "partners.xlsx") as book:
        people = [{"person_id": "A. B.", "organisation": "TUF", "available_fte": 0.2, "primary_discipline": "ENG"}]
        pd.DataFrame(people).to_excel(book, sheet_name="People", index=False)
        demand = [{"team_id": "O1", "discipline": "ENG", "fte_required": 0.2}]
        pd.DataFrame(demand).to_excel(book, sheet_name="Demand", index=False)
    facts = read(tmp_path / "partners.xlsx").need_plan()
    assert len(solved(facts).allocation) == 1


def test_a_seat_for_a_union_is_kept_for_one():
    """F24: a union partner's seat can be asked for."""
    organisations = [{"organisation": "TUF", "sector": "union"}, {"organisation": "CAB", "sector": "central"}]
    people = [person("P1", organisation="TUF"), person("P2", organisation="CAB")]
    facts = plan(people=people, demand=[seat("T1", sector="union")], organisations=organisations)
    assert turned_away(facts, "sector") == {("P2", "T1/DAT")}
    assert set(solved(facts).allocation["person_id"]) == {"P1"}


def test_without_limits_on_who_supplies_nothing_is_asked():
    """F21–F23: a plan that says nothing of organisations is asked nothing about them."""
    facts = plan(people=[person("P1")], demand=[seat("T1")])
    for name in ("organisation_share", "outside_share", "close_share", "organisations_per_team", "sectors_per_team",
                 "central_cap", "lead_from", "mode_disciplines"):  # fmt: skip
        assert not applies(facts, name)
