"""No organisation, or part of it, lets go more than it has agreed to."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import QUARTERS, person, plan, seat

BEH_1 = person("beh1", "BEH", organisation="RPS", directorate="Debt")
BEH_2 = person("beh2", "BEH", organisation="RPS", directorate="Benefits", other_disciplines="DAT:3")
DAT_1 = person("dat1", "DAT", organisation="RPS", directorate="Debt", other_disciplines="BEH:3")
OTHER = person("other", "BEH", organisation="DHC")
PEOPLE = [BEH_1, BEH_2, DAT_1, OTHER]
DEMAND = [seat("T1", "BEH", 3), seat("T1", "DAT", 3)]


def capped(*caps, **more):
    rows = [{"organisation": "RPS", **cap} for cap in caps]
    return plan(people=PEOPLE, demand=DEMAND, release_caps=rows, **more)


@pytest.mark.edge
@pytest.mark.past
def test_an_organisation_may_let_go_exactly_its_cap_and_no_more():
    facts = plan(people=PEOPLE, demand=DEMAND, organisations=[{"organisation": "RPS", "release_cap_fte": 1.2}])
    assert broken(facts, ("beh1", "T1/BEH", 0.7), ("dat1", "T1/DAT", 0.5), ("other", "T1/BEH", 1)) == {}
    found = broken(facts, ("beh1", "T1/BEH", 0.8), ("dat1", "T1/DAT", 0.5))
    assert found == {"release_caps": "RPS lets go at most 1.2 FTE: missed by 0.1 FTE"}


def test_a_cap_of_nought_lets_nobody_go():
    facts = plan(people=PEOPLE, demand=DEMAND, organisations=[{"organisation": "RPS", "release_cap_fte": 0}])
    assert "RPS lets go at most 0.0 FTE" in broken(facts, ("beh1", "T1/BEH", 0.1))["release_caps"]


def test_a_cap_on_a_discipline_counts_specialists_in_any_seat():
    facts = capped({"discipline": "BEH", "release_cap_fte": 0.5})
    assert broken(facts, ("beh2", "T1/DAT", 0.5)) == {}
    assert "RPS lets go at most 0.5 FTE of BEH" in broken(facts, ("beh2", "T1/DAT", 0.6))["release_caps"]


def test_a_cap_on_a_discipline_counts_anyone_who_takes_a_seat_of_it():
    facts = capped({"discipline": "BEH", "release_cap_fte": 0.5})
    assert broken(facts, ("dat1", "T1/BEH", 0.2), ("beh1", "T1/BEH", 0.3)) == {}
    assert "missed by 0.1" in broken(facts, ("dat1", "T1/BEH", 0.3), ("beh1", "T1/BEH", 0.3))["release_caps"]


def test_a_specialist_in_a_seat_of_the_discipline_counts_once():
    assert broken(capped({"discipline": "BEH", "release_cap_fte": 1}), ("beh1", "T1/BEH", 1)) == {}


def test_a_cap_on_a_discipline_leaves_other_seats_and_other_organisations_alone():
    facts = capped({"discipline": "BEH", "release_cap_fte": 0})
    assert broken(facts, ("dat1", "T1/DAT", 1), ("other", "T1/BEH", 1)) == {}


def test_a_cap_on_a_directorate_leaves_the_others_alone():
    facts = capped({"directorate": "Debt", "release_cap_fte": 0.5})
    assert broken(facts, ("beh1", "T1/BEH", 0.5), ("beh2", "T1/BEH", 1)) == {}
    found = broken(facts, ("beh1", "T1/BEH", 0.3), ("dat1", "T1/DAT", 0.3))
    assert found == {"release_caps": "RPS (Debt) lets go at most 0.5 FTE: missed by 0.1 FTE"}


def test_a_cap_on_a_directorate_and_a_discipline_counts_only_both():
    facts = capped({"directorate": "Debt", "discipline": "DAT", "release_cap_fte": 0.5})
    assert broken(facts, ("dat1", "T1/DAT", 0.5), ("beh1", "T1/BEH", 1), ("beh2", "T1/DAT", 1)) == {}
    assert "RPS (Debt) lets go at most 0.5 FTE of DAT" in broken(facts, ("dat1", "T1/BEH", 0.6))["release_caps"]


def test_a_cap_holds_in_its_period_and_until_its_last_day():
    facts = capped({"period": "Q2", "release_cap_fte": 0}, periods=QUARTERS)
    assert broken(facts, ("beh1", "T1/BEH", 1, "Q1")) == {}
    assert "in Q2" in broken(facts, ("beh1", "T1/BEH", 1, "Q2"))["release_caps"]
    facts = capped({"expires": "2026-06-30", "release_cap_fte": 0}, periods=QUARTERS)
    assert broken(facts, ("beh1", "T1/BEH", 1, "Q2")) == {}
    assert "in Q1" in broken(facts, ("beh1", "T1/BEH", 1, "Q1"))["release_caps"]


def test_a_cap_that_is_not_hard_is_reported_and_forbids_nothing():
    facts = capped({"release_cap_fte": 0.5, "hard": False})
    (breach,) = breaches(facts, ("beh1", "T1/BEH", 0.8))
    assert (breach.rule, breach.must, breach.amount) == ("release_caps", False, 0.3)


def test_of_two_caps_each_holds():
    facts = capped({"release_cap_fte": 1}, {"discipline": "DAT", "release_cap_fte": 0.2})
    assert len(breaches(facts, ("beh1", "T1/BEH", 0.9), ("dat1", "T1/DAT", 0.3))) == 2


def test_a_sentence_gives_the_cap_that_is_broken_and_not_another_of_the_same_body():
    organisations = [{"organisation": "RPS", "release_cap_fte": 2}]
    facts = capped({"release_cap_fte": 0.5}, organisations=organisations)
    assert "RPS lets go at most 0.5 FTE" in broken(facts, ("beh1", "T1/BEH", 0.8))["release_caps"]


def test_a_cap_on_a_discipline_that_nobody_brings_or_needs_limits_nothing():
    facts = capped({"discipline": "LEG", "release_cap_fte": 0})
    assert broken(facts, ("beh1", "T1/BEH", 1), ("dat1", "T1/DAT", 1)) == {}


def test_a_person_without_a_main_discipline_counts_only_in_seats_of_the_capped_one():
    people = [person("P1", None, organisation="A", level=None, other_disciplines="DAT:3"),
              person("P2", "BEH", organisation="B")]  # fmt: skip
    caps = [{"organisation": body, "discipline": "BEH", "release_cap_fte": 0} for body in ("A", "B")]
    facts = plan(people=people, demand=DEMAND, release_caps=caps)
    assert broken(facts, ("P1", "T1/DAT", 1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_caps_and_an_empty_allocation_breaks_nothing():
    assert broken(capped({"release_cap_fte": 0})) == {}
    assert not applies(plan(people=PEOPLE, demand=DEMAND), "release_caps")
