"""What more is allowed never shows a worse plan, and what is known of other answers bounds it, though time runs out."""

import dataclasses

import numpy as np
import pytest

from teamform.explain.case import Case
from teamform.explain.groups import groups, whole
from teamform.explain.looser import looser
from teamform.explain.price import notch_by_notch, price_of
from teamform.solve.again import again
from teamform.solve.variants import barring, loosened
from teamform.team.proposal import TierResult
from tests.explain.asking import case, hoarding_case
from tests.facts import person, plan, seat


@pytest.fixture
def blind(monkeypatch):
    """Searches find nothing better than the plan that they begin with."""
    monkeypatch.setattr("teamform.explain.looser.step_by_step", lambda case, variant, free, floors, best: best)
    monkeypatch.setattr(Case, "in_whole", lambda self, variant, floors, best: best)


def hasty(case, variant, free, floors, best):
    """A plan that is best for priority 1 and leaves everybody else without anyone, as if time had run out then."""
    labels, aims = variant.vocabulary.labels, variant.aims[: case.mission_goals]
    later = labels.follow({"demand": variant.candidates.demand}, "priority") > 0
    found = again(barring(variant, later), np.where(later, 0, case.x[: len(free)]), variant.aims[:1])
    raw = tuple(aim.raw(found.x) for aim in aims)
    tiers = tuple(TierResult(aim.name, aim.title, aim.unit, aim.in_units(value), 0.0, False)
                  for aim, value in zip(aims, raw, strict=True))  # fmt: skip
    return dataclasses.replace(found, tiers=tiers, raw=raw, whole=False)


def test_a_search_that_ran_out_of_time_shows_no_plan_that_is_worse_than_the_one_in_hand(monkeypatch):
    monkeypatch.setattr("teamform.explain.looser.WHOLE", 0)  # too large a plan to be searched as a whole
    monkeypatch.setattr("teamform.explain.looser.step_by_step", hasty)
    of = hoarding_case()
    price = price_of(of, whole(of, "release_caps"), 0)
    assert price.gained > 0
    assert all(shift.by <= 0 for shift in price.shifts)
    assert not [gain for gain in price.gains if gain.fte < 0]


def test_changes_that_may_not_be_the_fewest_are_not_said_to_be():
    of = hoarding_case()
    sure = price_of(of, whole(of, "release_caps"), 0)
    assert sure.fewest and "At most" not in sure.sentence
    assert f"At most {len(sure.moves)} p" in dataclasses.replace(sure, fewest=False).sentence


def everybody(of):
    return np.arange(len(of.plan.people)), np.arange(len(of.plan.demand))


@pytest.fixture(scope="module")
def answers():
    """What missions can have with the hoarding body's cap loosened by half an FTE, and without it."""
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    return [looser(of, loosened(of.program, cap.rows, by), *everybody(of)).after for by in (50, None)]


def test_a_rule_that_gives_way_further_brings_no_less_though_time_runs_out(answers, blind):
    of, (half, _) = hoarding_case(), answers
    (cap,) = groups(of, "release_caps")
    further = loosened(of.program, cap.rows, 100)
    assert looser(of, further, *everybody(of)).after.raw > half.raw
    assert looser(of, further, *everybody(of), [half.x]).after.raw == half.raw


def test_a_notch_that_brings_as_much_as_giving_the_rule_up_is_proved_though_time_runs_out(answers, blind):
    of, (_, given_up) = hoarding_case(), answers
    (cap,) = groups(of, "release_caps")
    floors = [tier.bound * aim.scale for tier, aim in zip(given_up.tiers, of.program.aims, strict=False)]
    enough = looser(of, loosened(of.program, cap.rows, 500), *everybody(of), [given_up.x], floors).after
    assert enough.raw == given_up.raw
    assert enough.proved
    little = looser(of, loosened(of.program, cap.rows, 10), *everybody(of), [given_up.x], floors).after
    assert little.raw > given_up.raw  # a plan that so little doesn't allow isn't shown for it


def test_what_isnt_proved_of_giving_a_rule_up_bounds_no_later_goal_of_its_notches(monkeypatch):
    told = []

    def listening(of, variant, people, seats, known=(), floors=()):
        told.append(tuple(floors))
        found = looser(of, variant, people, seats, known, floors)
        unsure = dataclasses.replace(found.after.tiers[0], bound=found.after.tiers[0].bound - 0.5, proved=False)
        after = dataclasses.replace(found.after, tiers=(unsure, *found.after.tiers[1:]))
        return dataclasses.replace(found, after=after)

    monkeypatch.setattr("teamform.explain.price.looser", listening)
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    assert len(list(notch_by_notch(of, cap))) > 1
    assert told[0] == ()
    assert [len(floors) for floors in told[1:]] == [1] * len(told[1:])  # the first goal's, which is true in any case


def test_what_needs_many_changes_is_found_step_by_step(monkeypatch):
    monkeypatch.setattr("teamform.explain.looser.FEW", 1)
    monkeypatch.setattr(Case, "in_whole", lambda self, variant, floors, best: best)
    people = [person(name, fte=0.4, organisation="X") for name in "ABC"]
    of = case(plan(people=people, demand=[seat("T1", fte=1.2)],
                   release_caps=[{"organisation": "X", "release_cap_fte": 0}]))  # fmt: skip
    (cap,) = groups(of, "release_caps")
    assert looser(of, loosened(of.program, cap.rows, None), *everybody(of)).after.raw[0] == 0
