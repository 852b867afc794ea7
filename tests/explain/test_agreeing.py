"""Prices agree though searches are cut short: no looser rule gives less than a tighter one, or is bounded alone."""

import dataclasses
import json

import pytest
from typer.testing import CliRunner

from teamform import workbook
from teamform.cli import app
from teamform.explain import standing
from teamform.explain.agreeing import Agreeing
from teamform.explain.groups import groups, whole
from teamform.explain.looser import looser
from teamform.explain.price import letting_people_in, notch_by_notch, price_of
from teamform.solve.variants import loosened
from tests.explain.asking import case, hoarding, hoarding_case
from tests.facts import person, plan, seat


def unsure(asked, least=0.0):
    """An answer as if time had run out once its plan was found."""
    tiers = tuple(dataclasses.replace(t, bound=min(least, t.value), proved=False) for t in asked.after.tiers)
    return dataclasses.replace(asked, after=dataclasses.replace(asked.after, tiers=tiers, whole=False, fewest=False))


@pytest.fixture
def cut_short(monkeypatch):
    """Once in a case that the hoarding body's caps are given up, only what a tenth of an FTE more gives is found."""

    def hasty(of, variant, people, seats, known=(), floors=()):
        rows = whole(of, "release_caps").rows
        if (variant.bound[rows] >= loosened(of.program, rows, None).bound[rows]).any():
            return unsure(looser(of, loosened(of.program, rows, 10), people, seats))
        return looser(of, variant, people, seats, known, floors)

    monkeypatch.setattr("teamform.explain.price.looser", hasty)


def unmet(price):
    return [shift.after for shift in price.shifts]


def test_what_a_notch_gives_the_rule_given_up_gives_as_well_though_it_was_told_before(cut_short):
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    told = list(notch_by_notch(of, cap))
    assert told[0].notches == 0
    assert told[0].gained < told[1].gained  # as the searches found it
    amended = [price for price in told if price.notches == 0][1:]
    stand = standing(told)
    assert [price.notches for price in stand] == sorted({price.notches for price in told})
    assert stand[0] is amended[-1]
    assert unmet(stand[0]) == min(map(unmet, told))
    assert stand[0].gains == stand[-1].gains
    assert stand[0].moves == stand[-1].moves
    assert "amended" in stand[0].sentence and "At most" in stand[0].sentence


def test_the_terminal_keeps_the_prices_that_stand_and_a_whole_rule_gives_what_its_sentences_do(cut_short, tmp_path):
    workbook.write(tmp_path / "plan.xlsx", hoarding())
    out = tmp_path / "prices.json"
    done = CliRunner().invoke(app, ["explain", "prices", str(tmp_path / "plan.xlsx"), "--json", str(out)])
    assert done.exit_code == 0, done.output
    kept = json.loads(out.read_text())["reasons"]
    assert len({(each["rule"], each["says"], each["notches"]) for each in kept}) == len(kept)
    caps = [each for each in kept if each["rule"] == "release_caps"]
    given_up = [each for each in caps if not each["notches"]]
    assert {each["says"] for each in given_up} == {"The rule release caps", "RPS lets go at most 0.5 FTE of BEH"}
    assert {each["gained"] for each in given_up} == {max(each["gained"] for each in caps)}
    assert all(each["amended"] for each in given_up)
    assert "(amended by what was found since)" in done.output.replace("\n", " ")


def test_what_is_proved_of_a_looser_rule_is_proved_of_a_tighter_one_that_gives_as_much():
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    sure = price_of(of, cap, 1)
    open_ = tuple(dataclasses.replace(shift, least=min(0.1, shift.after), proved=False) for shift in sure.shifts)
    told = Agreeing(of)
    one = dataclasses.replace(sure, shifts=open_, proved=False)
    assert told.tell(one, of.program, cap.rows.tolist()) == [one]
    two = dataclasses.replace(sure, notches=2)
    _, amended = told.tell(two, of.program, cap.rows.tolist())
    assert (amended.notches, amended.proved, amended.shifts) == (1, True, sure.shifts)
    (other,) = told.tell(dataclasses.replace(one, says="elsewhere"), of.program, [0])
    assert not other.proved  # of other rows nothing was proved


def test_no_amended_price_is_below_what_was_proved(cut_short):
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    sure = {}
    for price in notch_by_notch(of, cap):
        least = [shift.least for shift in price.shifts]
        assert price.reached >= sure.get(price.notches, least)
        assert all(shift.least <= shift.after for shift in price.shifts)
        sure[price.notches] = least


def test_a_level_that_is_waived_gives_no_less_than_one_level_less(monkeypatch):
    searches = []

    def hasty(of, variant, people, seats, known=(), floors=()):
        searches.append(of)
        if len(searches) == 1:  # everybody may come, but only half of what one of them offers is found
            half = dataclasses.replace(variant, upper=variant.upper.copy())
            new = slice(len(variant.candidates) - of.more, len(variant.candidates))
            half.upper[new] = half.upper[new] // 4
            return unsure(looser(of, half, people, seats))
        return looser(of, variant, people, seats, known, floors)

    monkeypatch.setattr("teamform.explain.price.looser", hasty)
    people = [person("A", fte=0.4, level=3), person("B", fte=0.4, level=2)]
    of = case(plan(people=people, demand=[seat("T1", fte=0.8, min_level=4)]))
    told = list(letting_people_in(of, of.by_name["discipline_and_level"]))
    assert told[0].gained < told[1].gained
    stand = standing(told)
    assert [price.notches for price in stand] == [0, 1, 2]
    assert [price.gained for price in stand] == [0.8, 0.4, 0.8]
