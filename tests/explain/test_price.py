"""The price of a rule is what solving again without it gives, for every rule in the folder."""

import pytest

from teamform.explain.groups import groups, whole
from teamform.explain.price import letting_people_in, notch_by_notch, price_of
from teamform.rules import BROKEN_TIER, Eligibility, Goal, Limit, kinds_of_rule, rules_of
from tests.explain.asking import case, hoarding, hoarding_case, hoarding_prices, solved, values
from tests.facts import frame, person, plan, seat
from tests.rich import rich_plan


def after(price):
    return {shift.name: shift.after for shift in price.shifts}


@pytest.fixture(scope="module")
def rich():
    """The rich plan with its goals about missions alone: no price tells of others, and each is solved by hand."""
    facts = rich_plan()
    later = [rule for rule in rules_of(facts) if isinstance(rule, Goal) and rule.tier > BROKEN_TIER]
    return case(facts.with_settings(**{f"{rule.name}__applied": "off" for rule in later}))


NAMES = [rule.__module__.rpartition(".")[2] for rule in kinds_of_rule() if issubclass(rule, Limit)]
WHO = [rule.__module__.rpartition(".")[2] for rule in kinds_of_rule() if issubclass(rule, Eligibility)]


@pytest.mark.parametrize("name", NAMES)
def test_giving_up_a_rule_is_switching_it_off_and_solving_again(rich, name):
    group = whole(rich, name)
    rule = rich.by_name[name]
    if not rule.gives_way or not len(group.rows):
        pytest.skip("nothing to give up")
    by_hand = values(solved(rich.plan.with_settings(**{f"{name}__applied": "off"})))
    got = after(price_of(rich, group, 0))
    assert got == pytest.approx({goal: by_hand[goal] for goal in got})


@pytest.mark.parametrize("name", WHO)
def test_letting_everybody_in_is_switching_the_rule_off_and_solving_again(rich, name):
    found = list(letting_people_in(rich, rich.by_name[name], 0))
    if not found:
        pytest.skip("it turns nobody away alone")
    by_hand = values(solved(rich.plan.with_settings(**{f"{name}__applied": "off"})))
    assert after(found[0]) == pytest.approx({goal: by_hand[goal] for goal in after(found[0])})


def test_each_notch_of_a_cap_is_raising_the_cap_and_solving_again():
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    listed = [price for price in notch_by_notch(of, cap) if price.notches]
    for price in listed:
        caps = [{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 0.5 + 0.5 * price.notches}]
        by_hand = values(solved(hoarding().changed(ReleaseCaps=frame("ReleaseCaps", caps))))
        assert after(price) == pytest.approx({goal: by_hand[goal] for goal in after(price)})
        assert price.proved
    assert listed[-1].gained == pytest.approx(0.5)
    assert all(price.fewest and f"{len(price.moves)} p" in price.sentence for price in listed)
    assert "RPS director" in listed[0].sentence


def test_a_rule_that_costs_nothing_is_said_to_be_free():
    found = hoarding_prices()
    free = {price.rule for price in found if price.free}
    assert "missions_per_person" in free
    assert "release_caps" not in free
    assert max(found, key=lambda price: price.gained).rule == "release_caps"
    assert all(price.sentence.endswith("nothing.") for price in found if price.free)


def test_what_publicly_promised_steps_gain_is_counted_once():
    steps = [{"first_step": f"{team}-FS1", "team_id": team, "title": team, "publicly_committed": promised}
             for team, promised in (("T1", "yes"), ("T2", "no"))]  # fmt: skip
    demand = (
        hoarding()
        .given["Demand"]
        .assign(first_step=["T1-FS1", "T2-FS1", "T1-FS1"], fte_required=[140, 60, 60], fte_desired=[140, 60, 60])
    )
    teams = frame("Teams", [{"team_id": team, "priority": 1} for team in ("T1", "T2")])
    of = case(hoarding().changed(FirstSteps=frame("FirstSteps", steps), Teams=teams, Demand=demand))
    price = price_of(of, whole(of, "release_caps"), 0)
    assert "unmet_demand.P1.committed" in after(price)
    every, promised = (
        next(s for s in price.shifts if s.name == f"unmet_demand.P1{which}") for which in ("", ".committed")
    )
    assert promised.by < 0
    assert price.gained == pytest.approx(-every.by)


def test_an_eligibility_rule_is_loosened_until_that_brings_as_much_as_giving_it_up():
    demand = [seat("T1", fte=0.6, min_level=4)]
    people = [person("A", fte=0.2, level=3), person("B", fte=0.4, level=2), person("C", fte=0.6, level=1)]
    of = case(plan(people=people, demand=demand))
    found = list(letting_people_in(of, of.by_name["discipline_and_level"]))
    assert [(price.notches, price.gained) for price in found] == [(0, 0.6), (1, 0.2), (2, 0.6)]
    assert all(price.proved for price in found)


def test_what_is_simply_so_has_no_price():
    assert not {"availability", "no_more_than_asked"} & {price.rule for price in hoarding_prices()}
