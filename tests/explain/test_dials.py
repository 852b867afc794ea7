"""A dial that does nothing is named with the reason, and turning it up by hand changes nothing."""

import dataclasses

import pytest

from teamform.explain.case import Case
from teamform.explain.dials import NOTHING_SHORT, PRIORITY, RULES, WORKS, dials
from tests.explain.asking import case, hoarding_case, solved
from tests.facts import person, plan, seat


def unmet(of, proposal, discipline):
    given = proposal.allocation.loc[proposal.allocation["discipline"] == discipline, "fte"].sum()
    return (of.plan.demand.loc[of.plan.demand["discipline"] == discipline, "fte_required"].sum() - given) / 100


def turned_up(of, discipline):
    names = sorted(set(of.plan.demand["discipline"]))
    table = of.plan.disciplines[["discipline", "dial"]]
    table = table[table["discipline"].isin(names)]
    return solved(
        of.plan.changed(Disciplines=table.assign(dial=table["dial"].mask(table["discipline"] == discipline, 5)))
    )


def by_name(of):
    return {dial.discipline: dial for dial in dials(of)}


def test_a_discipline_that_is_held_back_by_a_cap_gains_nothing_from_its_dial():
    of = hoarding_case()
    found = by_name(of)["BEH"]
    assert (found.verdict, found.works, found.proved) == (RULES, False, True)
    assert found.losses[0].rule == "release_caps"
    assert "RPS lets go at most 0.5 FTE of BEH" in found.sentence
    assert unmet(of, turned_up(of, "BEH"), "BEH") == pytest.approx(found.unmet)


def test_a_discipline_that_is_not_short_has_nothing_to_gain():
    found = by_name(hoarding_case())["DAT"]
    assert found.verdict == NOTHING_SHORT


@pytest.fixture(scope="module")
def shared():
    """One person who is either a data scientist or an engineer, for a team that lacks both."""
    return case(plan(
        people=[person("A", "DAT", 0.6, other_disciplines="ENG:3")],
        demand=[seat("T1", fte=0.6), seat("T1", "ENG", 0.6)],
    ))  # fmt: skip


def test_a_dial_that_decides_who_bears_a_shortage_works_as_it_says(shared):
    short = [dial for dial in dials(shared) if dial.unmet]
    assert short
    for dial in short:
        assert unmet(shared, turned_up(shared, dial.discipline), dial.discipline) == pytest.approx(dial.reached)
        assert dial.works == (dial.reached < dial.unmet)
        assert dial.verdict == WORKS


def test_where_more_important_work_has_the_people_that_is_the_reason():
    of = case(plan(people=[person("A", "DAT", 0.6, other_disciplines="ENG:3")],
                   demand=[seat("T1", fte=0.6), seat("T2", "ENG", 0.6)],
                   teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}]))  # fmt: skip
    found = by_name(of)["ENG"]
    assert (found.verdict, found.least) == (PRIORITY, 0)
    assert unmet(of, turned_up(of, "ENG"), "ENG") == pytest.approx(found.unmet)


def test_a_plan_that_could_still_be_improved_is_answered_all_the_same():
    of = hoarding_case()
    poor = dataclasses.replace(of.proposal, allocation=of.proposal.allocation.iloc[:0])
    found = by_name(Case.of(of.plan, poor))["BEH"]
    assert found.unmet == pytest.approx(1.4)
    assert found.least == pytest.approx(0.5)
