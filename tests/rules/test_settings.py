"""How the settings of rules are read from the text of a workbook."""

import pytest

from teamform.errors import RuleError
from tests.asking import rule_of
from tests.facts import plan


def setting(name, value):
    rule, _, field = name.partition(".")
    return getattr(rule_of(plan(settings={name: value}), rule), field)


@pytest.mark.parametrize("text, means", [("yes", True), ("No", False), ("TRUE", True), ("0", False), (" on ", True)])
def test_yes_and_no_are_read_in_the_usual_spellings(text, means):
    assert setting("smallest_allocation.part_timer_safe", text) is means


def test_a_whole_number_may_be_written_as_spreadsheets_write_it():
    assert setting("organisation_share.percent", "60.0") == 60
    assert setting("organisation_share.percent", " 60 ") == 60


@pytest.mark.parametrize("text", ["0", "101", "60.5", "sixty", "", "nan", "inf", "1e999"])
def test_a_number_that_makes_no_sense_is_refused_with_the_setting_s_name(text):
    with pytest.raises(RuleError, match=r"organisation_share\.percent is “"):
        setting("organisation_share.percent", text)


def test_a_rule_is_applied_in_the_ways_that_its_kind_allows():
    assert setting("pins.applied", "should") == "should"
    with pytest.raises(RuleError, match="use one of on, off"):
        setting("clearance.applied", "should")


def test_a_setting_of_no_rule_is_refused():
    with pytest.raises(RuleError, match="no_such_rule"):
        rule_of(plan(settings={"no_such_rule.applied": "off"}), "pins")
