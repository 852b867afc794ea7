"""The frame, and leaning into the messy: work with what is known, and say what isn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teamform.explain import Case
from teamform.explain.fragile import depths
from teamform.explain.groups import groups
from teamform.explain.price import notch_by_notch
from teamform.explain.repair import repair
from teamform.report.outcome import Outcome
from teamform.report.record import as_json
from teamform.workbook import Undone, import_files
from tests.explain.asking import hoarding, hoarding_case, hoarding_prices, values
from tests.explain.asking import solved as proposed
from tests.facts import frame, person, plan, seat
from tests.missions.demo import part, scarce, scarce_case, solved

DEPARTMENTAL = re.compile(r"organisation|department|release|cap\b|cost|budget|utilis", re.IGNORECASE)


@pytest.fixture(scope="module")
def small():
    """Two of the demo's teams with their proposal."""
    facts = part("O3", "C3")
    return facts, solved(facts)


def test_idle_people_are_not_filled_up_for_their_own_sake():
    """F04: with ten idle people more no more is given than is asked for, and they are left in peace."""
    people, demand = [person("P1"), person("P2")], [seat("T1"), seat("T2", fte=0.5)]
    idle = [person(f"I{n}", organisation="DHC") for n in range(10)]
    before, after = (solved(plan(people=some, demand=demand)) for some in (people, people + idle))
    assert before.allocation["fte"].sum() == after.allocation["fte"].sum() == 150
    assert after.allocation["person_id"].nunique() == 2
    assert not [tier.title for tier in after.tiers if "idle" in tier.title.lower() or "utilis" in tier.title.lower()]


def test_somebody_who_declines_is_gone_and_whoever_moves_is_listed(small):
    """F05: the plan is repaired without the person, and everybody else who moves is named."""
    facts, proposal = small
    gone = str(proposal.allocation["person_id"].iloc[0])
    people = facts.given["People"].copy()
    people.loc[people["person_id"] == gone, "consent"] = "declined"
    found = repair(Case.of(facts, proposal), facts.changed(People=people))
    after = set(found.proposal.allocation["person_id"])
    assert gone not in after
    assert found.forced == (gone,)
    placed = {key: set(map(tuple, table[["person_id", "demand_id", "fte"]].to_numpy())) for key, table in
              (("before", proposal.allocation), ("after", found.proposal.allocation))}  # fmt: skip
    moved = {who for who, *_ in placed["before"] ^ placed["after"]}
    assert {move.person_id for move in found.moves} == moved


def test_each_filled_seat_says_how_many_others_could_step_in():
    """F05: depth nought, one, or two and more, with the people in reserve."""
    people = [person("P1"), person("P2"), person("P3"), person("Q1", "UR")]
    facts = plan(people=people, demand=[seat("T1"), seat("T1", "UR")])
    found = {depth.discipline: depth for depth in depths(Case.of(facts, proposed(facts)))}
    assert (found["DAT"].depth, len(found["DAT"].reserve)) == (2, 2)
    assert (found["UR"].depth, found["UR"].reserve) == (0, ())


MESSY = (
    "Staff list as at 1 April,,,,\n,,,,\n"
    "Person Number,Person Full Name,Assignment FTE Value,Assignment Legal Employer Name,Person Gender\n"
    '017,"Opal, Vale","0,8",DHC,F\n'
    "018,Clover Flint,60%,DHC,M\n"
    "019,Heath Garnet,22.2 hours,DHC,M\n"
    '017,"Opal, Vale",0.2,DHC,F\n'
    "Total,,3,,\n"
)


def test_a_messy_list_is_read_and_every_repair_is_a_line():
    """F07: headings under a title are found, three ways of writing FTE are read, private columns go, all is listed."""
    found = import_files([("staff.csv", MESSY.encode())])
    people = found.tables["People"].set_index("person_id")
    assert set(people.index) == {"017", "018", "019"}
    assert people["contract_fte"].to_dict() | {"017": 0} == {"017": 0, "018": 60, "019": 60}
    told = " ".join(str(issue) for issue in found.issues)
    for what in ("60%", "22.2 hours", "Person Gender", "017"):
        assert what in told, what
    assert "Person Gender" not in {column for table in found.tables.values() for column in table}


EXPORTS = Path(__file__).parents[1] / "ui" / "exports"


@pytest.fixture(scope="module")
def exports():
    """The demonstration's people as three systems export them, imported together."""
    return import_files([(path.name, path.read_bytes()) for path in sorted(EXPORTS.iterdir())])


def test_three_messy_exports_are_read_with_all_their_columns(exports):
    """F07: headings in row 6 under a title, and twice in row 1; every column that is needed is one of ours."""
    assert {table.file.split("_")[1]: table.head for table in exports.read} == {
        "workday": 6, "oracle": 1, "successfactors": 1}  # fmt: skip
    columns = [column for table in exports.read for column in table.columns]
    assert [column.heading for column in columns if not column.used] == ["USERNAME"]
    assert {column.how for column in columns if column.used} == {"exact"}
    for table in exports.read:
        known = {column.field for column in table.columns}
        assert {"person_id", "contract_fte", "grade", "location"} <= known
        assert "organisation" in known or [question.name for question in exports.questions] == ["organisation"]


def test_three_messy_exports_are_repaired_in_the_open_and_every_repair_can_be_undone(exports):
    """F07: “0,8” and “60%” are FTE, a number twice is flagged, private columns go; each line says was and became."""
    people = exports.tables["People"].set_index("person_id")
    assert people.loc[["P058", "P057", "15"], "contract_fte"].tolist() == [60, 80, 60]
    repaired = {(issue.file.split("_")[1], issue.found): issue.became for issue in exports.repairs}
    assert repaired["successfactors", "0,8"] == "0.8"
    assert repaired["workday", "60%"] == "0.6"
    assert all(issue.row and issue.column and issue.why for issue in exports.repairs)
    (twice,) = (issue for issue in exports.issues if issue.column == "Person Number")
    assert (twice.row, twice.found) == (34, "033")
    assert {(gone.file.split("_")[1], gone.heading) for gone in exports.dropped} == {
        (file, heading) for file, headings in (("oracle", ("Person Gender", "Person Date of Birth")),
                                               ("workday", ("Gender", "Date of Birth"))) for heading in headings
    }  # fmt: skip
    told = {issue.column for issue in exports.issues if "dropped" in issue.why}
    assert told == {"Person Gender", "Person Date of Birth", "Gender", "Date of Birth"}
    kinds = {issue.by for issue in exports.repairs}
    left = exports.again(undo=Undone(kinds=frozenset(kinds)))
    assert not [issue for issue in left.repairs if issue.by in kinds]


def test_people_and_demand_are_enough_and_what_is_assumed_is_listed():
    """F08: with all other sheets deleted a plan is made; the assumptions say what stood in."""
    given = {name: table for name, table in part("O3", "C3").given.items() if name in ("People", "Demand")}
    facts = type(part("O3")).build(given)
    assert len(solved(facts, 5).allocation)
    told = [str(assumption) for assumption in facts.assumptions]
    assert "no release caps given: everyone offered may be released" in told
    assert all(assumption.count for assumption in facts.assumptions)


def test_a_tie_goes_to_whoever_asked_and_wishes_never_cost_a_mission_anything():
    """F10: of two equal people the one with interest +2 is placed; without wishes as much demand is met."""
    people = [person("P1"), person("P2")]
    for keen in ("P1", "P2"):
        facts = plan(people=people, demand=[seat("T1")],
                     preferences=[{"person_id": keen, "team_id": "T1", "interest": 2}])  # fmt: skip
        proposal = solved(facts)
        assert set(proposal.allocation["person_id"]) == {keen}
        without = values(proposed(facts.with_settings(interest__applied="off")))
        assert {name: value for name, value in values(proposal).items() if name.startswith("unmet")} == {
            name: value for name, value in without.items() if name.startswith("unmet")}  # fmt: skip


def test_missions_come_first_in_the_record_and_nothing_departmental_above_them(small):
    """F19: the record lists the goals in order with value, bound and proof; departments enter only as caps below."""
    tiers = as_json(Outcome.proposed(*small))["tiers"]
    assert all({"value", "bound", "proved", "title"} <= set(tier) for tier in tiers)
    names = [tier["name"] for tier in tiers]
    last = max(place for place, name in enumerate(names) if name.startswith("unmet_demand"))
    assert all(name.startswith(("unmet_demand", "discipline_dials")) for name in names[: last + 1])
    assert not [tier["title"] for tier in tiers[: last + 1] if DEPARTMENTAL.search(tier["title"])]


def test_the_price_of_a_cap_is_what_solving_by_hand_gives_and_names_who_gains():
    """F20: a cap on release has a price, the step that gains is named; a rule that costs nothing is free."""
    found = hoarding_prices()
    cap = max((price for price in found if price.rule == "release_caps"), key=lambda price: price.gained)
    caps = [{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 5.0}]
    by_hand = values(proposed(hoarding().changed(ReleaseCaps=frame("ReleaseCaps", caps))))
    before = values(hoarding_case().proposal)
    mission = [name for name in before if name.startswith("unmet_demand")]
    assert cap.gained == pytest.approx(sum(before[name] - by_hand[name] for name in mission))
    assert "T1" in cap.sentence or "T2" in cap.sentence
    assert any(price.free for price in found)


def test_the_demo_s_silo_is_priced_notch_by_notch_as_solving_by_hand_finds_it():
    """F20: RPS holds 2.7 of 4.2 FTE of BEH and lets 0.5 go; as its cap is raised unmet priority 1 falls to nought."""
    facts, case = scarce("BEH"), scarce_case("BEH")
    held = facts.people[facts.people["primary_discipline"] == "BEH"].groupby("organisation")["available_fte"].sum()
    assert (held["RPS"], held.sum()) == (270, 420)
    (cap,) = (group for group in groups(case, "release_caps") if group.says == "RPS lets go at most 0.5 FTE of BEH")
    found = {price.notches: price for price in notch_by_notch(case, cap) if price.notches}
    assert [price.shifts[0].after for price in found.values()] == pytest.approx([0.2, 0])
    for notches, price in found.items():
        caps = facts.given["ReleaseCaps"].copy()
        caps.loc[caps["discipline"] == "BEH", "release_cap_fte"] = 50 + 50 * notches
        by_hand = values(proposed(facts.changed(ReleaseCaps=caps)))
        assert [shift.after for shift in price.shifts] == pytest.approx(
            [by_hand[f"unmet_demand.P{priority}"] for priority in (1, 2, 3)]
        )
        assert "FS1" in price.sentence
