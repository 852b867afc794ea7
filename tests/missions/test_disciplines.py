"""Multidisciplinary teams: disciplines used in the right way."""

from __future__ import annotations

import pytest

from teamform.explain import Case, dials
from teamform.explain.dials import RULES
from teamform.explain.groups import groups
from teamform.explain.price import price_of
from teamform.plan.lists import INSTRUMENTS
from teamform.plan.recipes import recipe
from teamform.report.discipline_use import dial_effect, discipline_use
from teamform.report.seats import short_seats
from teamform.rules import check
from tests.asking import broken, remarks, turned_away
from tests.facts import allocation, person, plan, seat
from tests.missions.demo import part, scarce, scarce_case, solved, unmet, whole, with_discipline
from tests.proposing import noticed


def test_a_recipe_seeds_demand_and_a_missing_discipline_is_found():
    """F11: a campaign's recipe offers five disciplines; without BEH it is remarked on, until a reason is given."""
    step = {"first_step": "A", "team_id": "T1", "instrument": "behaviour change campaign"}
    facts = plan(people=[person("P1")], demand=[seat("T1")], first_steps=[step], teams=[{"team_id": "T1"}])
    rows = recipe(facts, "A")
    assert set(rows["discipline"]) == {"BEH", "COM", "UR", "EVA", "ENG"}
    seeded = [seat("T1", r.discipline, r.fte_required / 100, first_step="A") for r in rows.itertuples()]
    complete = plan(people=[person("P1")], demand=seeded, first_steps=[step])
    assert remarks(complete, "missing_discipline") == []
    without = [row for row in seeded if row["discipline"] != "BEH"]
    (remark,) = remarks(plan(people=[person("P1")], demand=without, first_steps=[step]), "missing_discipline")
    assert "Behavioural science" in remark.text
    accepted = plan(people=[person("P1")], demand=without, first_steps=[step | {"goes_without": "BEH: trial done"}])
    assert remarks(accepted, "missing_discipline") == []


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_every_instrument_and_service_phase_has_a_recipe(instrument):
    """F11, F27: each way of working, and each phase of a service, offers rows of demand."""
    steps = [{"first_step": "A", "team_id": "T2", "instrument": instrument}]
    rows = recipe(plan(people=[person("P1")], demand=[seat("T1")], first_steps=steps), "A")
    assert len(rows) >= 4
    assert (rows["fte_required"] > 0).all()


@pytest.mark.parametrize("dial", [1, 3])
def test_a_dial_turned_up_never_raises_its_discipline_s_shortage(dial):
    """F29: the shared shortage goes where the dial is lower; how much is unmet in all stays the same."""
    known = [{"discipline": "DAT", "dial": 2}, {"discipline": "BEH", "dial": dial}]
    people = [person("P1", "DAT", 1.0, other_disciplines="BEH:3")]
    proposal = solved(plan(people=people, demand=[seat("T1"), seat("T1", "BEH")], disciplines=known))
    given = proposal.allocation.groupby("discipline")["fte"].sum()
    assert given.sum() == 100
    assert given.get("BEH", 0) == (100 if dial == 3 else 0)


def test_the_monitor_shows_what_is_offered_asked_for_used_and_latent():
    """F29: the under-use monitor, with latent supply from further disciplines."""
    people = [person("P1", "BEH", 0.6), person("P2", "POL", 1.0, other_disciplines="BEH:2"), person("P3", "POL", 0.5,
              other_disciplines="BEH:1")]  # fmt: skip
    facts = plan(people=people, demand=[seat("T1", "BEH", 0.8), seat("T1", "POL", 1.0)],
                 disciplines=[{"discipline": "BEH", "underused": True}])  # fmt: skip
    row = discipline_use(facts, allocation(facts, ("P1", "T1/BEH", 0.4))).set_index("discipline").loc["BEH"]
    told = row[["people", "offered", "latent_people", "latent", "asked", "used", "unmet", "idle"]].tolist()
    assert told == [1, 0.6, 1, 1.0, 0.8, 0.4, 0.4, 0.2]


def test_the_demo_s_monitor_agrees_with_the_published_supply_and_demand():
    """F29: 4.2 FTE of behavioural science are offered for 3.6 asked for, 4.7 of user research for 5.4."""
    facts = part(*whole().teams["team_id"])
    table = discipline_use(facts, allocation(facts)).set_index("discipline")
    assert table.loc["BEH", ["offered", "asked"]].tolist() == [4.2, 3.6]
    assert table.loc["UR", ["offered", "asked"]].tolist() == [4.7, 5.4]


def test_a_dial_that_can_do_nothing_says_why():
    """F29: where a cap on release holds people back the sentence says release-limited, not priority-limited."""
    people = [person(f"P{n}", "BEH", 1.0, organisation="RPS") for n in range(4)]
    facts = plan(people=people, demand=[seat("C2", "BEH", 1.0)],
                 release_caps=[{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 0.5}])  # fmt: skip
    placed = allocation(facts, ("P0", "C2/BEH", 0.5))
    told = dial_effect("BEH", short_seats(check(facts, placed), placed))
    assert "release-limited, not priority-limited" in told
    scarce = plan(people=people[:1], demand=[seat("C2", "BEH", 2.0)])
    placed = allocation(scarce, ("P0", "C2/BEH", 1.0))
    assert "it is scarce" in dial_effect("BEH", short_seats(check(scarce, placed), placed))


@pytest.mark.parametrize("dial", [1, 3])
def test_the_demo_s_dial_of_behavioural_science_does_nothing_because_release_binds(dial):
    """F29: turned from 1 to 3 beside user research at 2, 1.6 FTE of BEH stay unmet, and the panel says why."""
    facts = with_discipline(scarce("BEH", "UR"), "BEH", dial=dial)
    case = Case.of(facts, solved(facts))
    assert unmet(case.proposal, facts) == pytest.approx({"BEH": 1.6, "UR": 1.2})
    told = dial_effect("BEH", short_seats(check(facts, case.proposal.allocation), case.proposal.allocation))
    assert "release-limited, not priority-limited" in told
    of_dial = next(each for each in dials(case) if each.discipline == "BEH")
    assert (of_dial.works, of_dial.verdict) == (False, RULES)
    assert "RPS lets go at most 0.5 FTE of BEH" in of_dial.sentence


def test_a_call_off_seat_doesn_t_make_the_team_larger():
    """F30: an expert on call at 0.1 FTE counts neither as a member nor as one of the person's teams."""
    demand = [seat("T1"), seat("T1", "LEG", 0.1, seat_kind="available_to"), seat("T2", "LEG", 0.1, seat_kind="hub")]
    facts = plan(people=[person("P1"), person("P2", "LEG", max_missions=1)], demand=demand,
                 teams=[{"team_id": "T1", "size_max": 1}, {"team_id": "T2"}])  # fmt: skip
    assert broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/LEG", 0.1), ("P2", "T2/LEG", 0.1)) == {}
    inside = plan(people=[person("P1"), person("P2", "LEG")], demand=[demand[0], seat("T1", "LEG", 0.1)],
                  teams=[{"team_id": "T1", "size_max": 1}])  # fmt: skip
    assert "team_size" in broken(inside, ("P1", "T1/DAT", 0.5), ("P2", "T1/LEG", 0.1))


def test_an_inside_only_seat_is_never_filled_by_a_partner():
    """F30: sourcing decides."""
    organisations = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]
    facts = plan(people=[person("P1", organisation="CAB"), person("P2", organisation="VCS")],
                 demand=[seat("T1", sourcing="inside")], organisations=organisations)  # fmt: skip
    assert turned_away(facts, "sourcing") == {("P2", "T1/DAT")}


def test_contribution_modes_set_chunk_and_teams_where_nothing_more_exact_is_said():
    """F31: an embedded researcher gives 0.6 FTE or more to one team; a seat may have a mode of its own."""
    known = [{"discipline": "UR", "contribution_mode": "embedded"}, {"discipline": "BEH", "contribution_mode": "pulse"}]
    people = [person("P1", "UR"), person("P2", "BEH")]
    demand = [seat("T1", "UR"), seat("T2", "UR"), seat("T1", "BEH"), seat("T2", "BEH", contribution_mode="embedded")]
    facts = plan(people=people, demand=demand, disciplines=known)
    assert broken(facts, ("P1", "T1/UR", 0.6), ("P2", "T1/BEH", 0.2)) == {}
    assert "smallest_allocation" in broken(facts, ("P1", "T1/UR", 0.5))
    assert "missions_per_person" in broken(facts, ("P1", "T1/UR", 0.6), ("P1", "T2/UR", 0.4))
    assert "0.6 FTE" in broken(facts, ("P2", "T2/BEH", 0.4))["smallest_allocation"]
    assert "teams_by_contribution" in broken(facts, ("P2", "T2/BEH", 0.6), ("P2", "T1/BEH", 0.2))


def test_no_researcher_is_on_two_teams_or_thin_by_default():
    """F31: in a plan for two of the demo's teams every researcher is on one team, with 0.6 FTE or all they offer."""
    facts = part("G1", "C1")
    on = solved(facts, 5).allocation
    on = on[on["discipline"] == "UR"].assign(
        offer=on["person_id"].map(facts.people.set_index("person_id")["available_fte"]).astype(int)
    )
    assert len(on)
    assert on.groupby("person_id")["team_id"].nunique().max() == 1
    assert (on["fte"] >= on["offer"].clip(upper=60)).all()


def test_no_researcher_of_the_demo_is_on_two_teams_or_thin_and_3_3_fte_stay_unmet():
    """F31: by default each is on one team with 0.6 FTE or all they offer; BEH, UR and SD are short of 3.3 FTE."""
    facts, proposal = scarce("BEH", "UR", "SD"), scarce_case("BEH", "UR", "SD").proposal
    offers = facts.people.set_index("person_id")["available_fte"].astype(int)
    research = proposal.allocation[proposal.allocation["discipline"] == "UR"]
    assert len(research) == research["person_id"].nunique() == 7
    assert (research["fte"] >= research["person_id"].map(offers).clip(upper=60)).all()
    assert unmet(proposal, facts) == pytest.approx({"BEH": 1.6, "UR": 1.2, "SD": 0.5})


def test_two_teams_a_researcher_would_gain_half_an_fte_and_the_price_says_so():
    """F31: once research may be done in smaller pieces, a second team a researcher gains 0.5 FTE: 3.3 become 2.8."""
    facts = with_discipline(scarce("BEH", "UR", "SD"), "UR", min_chunk=20)
    case = Case.of(facts, solved(facts))
    assert sum(unmet(case.proposal, facts).values()) == pytest.approx(3.3)
    (teams,) = (group for group in groups(case, "missions_per_person") if group.says.endswith("asks of UR"))
    price = price_of(case, teams, 1)
    assert price.gained >= 0.5
    assert sum(shift.after for shift in price.shifts) == pytest.approx(2.8)
    assert "loosened by 1 team" in price.sentence


def test_an_expert_who_is_not_used_as_one_is_remarked_on():
    """F31: more than half of an expert's time in another discipline is flagged; see also the rule's own tests."""
    facts = plan(people=[person("P1", "BEH", level=4, other_disciplines="POL:2")],
                 demand=[seat("T1", "POL"), seat("T1", "BEH")])  # fmt: skip
    assert len(noticed(facts, "expert_below_level", ("P1", "T1/POL", 0.6))) == 1


def test_the_demo_s_part_timer_is_placed_whole_and_the_naive_rule_costs_two_tenths():
    """F32: P051 of DCF gives her 0.5 FTE to one team; naively UR lacks 1.4 instead of 1.2, priority 1 0.9 of 0.7."""
    facts, kind = scarce("BEH", "UR", "SD"), scarce_case("BEH", "UR", "SD").proposal
    hers = kind.allocation[kind.allocation["person_id"] == "P051"]
    assert (hers["fte"].tolist(), hers["discipline"].tolist()) == ([50], ["UR"])
    naive = facts.with_settings(smallest_allocation__part_timer_safe="no")
    proposal = solved(naive)
    assert "P051" not in set(proposal.allocation["person_id"])
    assert (unmet(kind, facts)["UR"], unmet(proposal, naive)["UR"]) == pytest.approx((1.2, 1.4))
    assert [each.tiers[0].value for each in (kind, proposal)] == pytest.approx([0.7, 0.9])


def test_a_part_timer_can_be_placed_whole():
    """F32: with a chunk of 0.6 a researcher of 0.5 FTE is placed whole on one team; the naive rule shuts her out."""
    known = [{"discipline": "UR", "contribution_mode": "embedded"}]
    facts = plan(people=[person("P1", "UR", 0.5)], demand=[seat("T1", "UR", 0.6)], disciplines=known)
    assert solved(facts).allocation["fte"].tolist() == [50]
    naive = facts.with_settings(smallest_allocation__part_timer_safe="no")
    assert len(solved(naive).allocation) == 0
