"""What holds for every rule of the folder: a new rule is held to it without a new test."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from teamform.errors import RuleError
from teamform.rules import Eligibility, Goal, Limit, breaches, check, kinds_of_rule, program, rules_of
from teamform.rules._kinds import Rule
from teamform.team.candidates import everyone_with_the_discipline
from teamform.team.labels import Labels
from tests.asking import RULES
from tests.facts import allocation, person, plan, seat
from tests.random_plans import random_plan
from tests.rich import any_steps, rich_plan

SOLVER_WORDS = re.compile(
    r"infeasib|constraint|objective|\bdual|slack|penalt|variable|boolean|integer|matrix|coefficient|weight|\brow",
    re.IGNORECASE,
)
every_rule = pytest.mark.parametrize("name", sorted(RULES))
every_goal = pytest.mark.parametrize("name", sorted(n for n, rule in RULES.items() if issubclass(rule, Goal)))
every_limit = pytest.mark.parametrize("name", sorted(n for n, rule in RULES.items() if issubclass(rule, Limit)))


@pytest.fixture(scope="module")
def facts():
    return rich_plan()


@pytest.fixture(scope="module")
def whole(facts):
    return program(facts)


# --- what planners read


@every_rule
def test_its_docstrings_are_sentences_without_solver_words(name):
    rule = RULES[name]
    module = __import__(rule.__module__, fromlist=["_"])
    for text in (rule().title, (module.__doc__ or "").splitlines()[0]):
        assert text[0].isupper() and text.endswith("."), text
        assert not SOLVER_WORDS.search(text), text
    assert rule.__doc__ != Rule.__doc__


@every_rule
def test_each_setting_has_a_help_text_and_bounds_or_choices(name):
    for field in dataclasses.fields(RULES[name]):
        about = field.metadata
        assert about.get("help", "").endswith("."), field.name
        assert not SOLVER_WORDS.search(about["help"])
        assert type(field.default) in {bool, int, float, str}
        if type(field.default) is str:
            assert field.default in about["choices"]
        elif type(field.default) is not bool:
            assert about["lowest"] <= field.default <= about["highest"]


@every_rule
def test_it_has_a_test_file_of_its_own(name):
    assert (Path(__file__).parent / f"test_{name}.py").exists()


@every_rule
@pytest.mark.parametrize("example", ["edge", "past", "nothing_to_say"])
def test_it_has_an_example_at_the_edge_one_past_it_and_one_with_nothing_to_say(name, example):
    tests = vars(importlib.import_module(f"tests.rules.test_{name}"))
    marked = [mark for test, at in tests.items() if test.startswith("test_") for mark in getattr(at, "pytestmark", [])]
    assert example in {mark.name for mark in marked}


@every_rule
def test_a_setting_that_makes_no_sense_is_refused_by_name(name):
    for field in dataclasses.fields(RULES[name]):
        facts = plan(settings={f"{name}.{field.name}": "nonsense"})
        with pytest.raises(RuleError, match=rf"{name}\.{field.name}"):
            rules_of(facts)
    with pytest.raises(RuleError, match=rf"{name}\.no_such_setting"):
        rules_of(plan(settings={f"{name}.no_such_setting": "1"}))


def test_names_and_tiers_are_distinct():
    assert len(RULES) == len(kinds_of_rule())
    goals = [rule for rule in kinds_of_rule() if rule.kind == "goal"]
    assert len({rule.tier for rule in goals}) == len(goals)


# --- what rules say about a plan


@every_rule
def test_the_rich_plan_gives_it_something_to_say(name, facts, whole):
    rule = RULES[name]()
    assert rule.applies(facts)
    if isinstance(rule, Eligibility):
        assert whole.sifted.reasons[name].any()
    elif isinstance(rule, Limit):
        assert name in {block.rule for block in whole.blocks}


@every_rule
def test_switched_off_it_says_nothing(name, facts):
    off = facts.with_settings(**{f"{name}__applied": "off"})
    made = program(off)
    assert name not in made.sifted.reasons
    assert name not in {block.rule for block in made.blocks}


def test_every_row_keeps_labels_that_name_something(whole):
    for block in whole.blocks:
        if block.rule:
            assert block.codes, block.rule
        for label, codes in block.codes.items():
            assert len(codes) == block.rows.stop - block.rows.start
            assert ((codes >= 0) & (codes < whole.vocabulary.labels.size(label))).all(), (block.rule, label)


@every_limit
def test_the_sentence_of_each_row_names_whom_it_concerns(name, facts, whole):
    rule = {rule.name: rule for rule in rules_of(facts)}[name]
    labels = whole.vocabulary.labels
    for block in (block for block in whole.blocks if block.rule == name):
        for row in range(block.rows.start, block.rows.stop):
            _, codes = whole.row_codes(row)
            sentence = rule.says(facts, labels, codes)
            assert _concerned(labels, codes) & set(re.findall(r"[\w-]+", sentence)), sentence
            _readable(sentence, facts, codes)


def _concerned(labels, codes):
    """The names behind a row's person, team, organisation or mission, in that order of telling."""
    for label in ("person", "team", "organisation", "directorate", "demand", "mission", "pair"):
        if label in codes:
            names = re.findall(r"[\w-]+", labels.name(label, codes[label]))
            return set(names)
    raise AssertionError(f"nobody is concerned by {codes}")


def _readable(sentence, facts, codes):
    assert not SOLVER_WORDS.search(sentence), sentence
    assert not re.search(r"<NA>|NaT|nan|None", sentence), sentence
    if "period" in codes:
        assert facts.periods["period"].iloc[codes["period"]] in sentence, sentence


def test_each_reason_to_turn_somebody_away_names_the_person(facts, whole):
    known = {rule.name: rule for rule in rules_of(facts)}
    excluded = whole.sifted.excluded
    for name, mask in whole.sifted.reasons.items():
        for i in np.flatnonzero(mask):
            codes = {label: int(values[i]) for label, values in excluded.codes.items()}
            sentence = known[name].says(facts, excluded.labels, codes)
            assert facts.people["person_id"].iloc[codes["person"]] in sentence
            assert not SOLVER_WORDS.search(sentence), sentence
            assert not re.search(r"<NA>|NaT|\bnan\b|None", sentence), sentence


# --- goals


@pytest.fixture(scope="module")
def any_programs(whole):
    """The programs of plans of every shape."""
    return [whole, *(program(random_plan(seed)) for seed in range(30))]


@every_goal
def test_a_goal_that_says_that_it_counts_from_nought_can_t_be_below(name, any_programs):
    aims = [(made, aim) for made in any_programs for aim in made.aims if aim.name.partition(".")[0] == name]
    assert aims or name == "organisation_pairs"  # off unless asked for
    for made, aim in aims if RULES[name].from_nought else []:
        assert aim.lowest(made.upper) >= 0, aim.name


# --- softening


@pytest.fixture(scope="module")
def softened(facts):
    """The plan and its program with one rule softened, by the rule's name."""

    @cache
    def of(name):
        soft = facts.with_settings(**{f"{name}__applied": "should"})
        return soft, program(soft)

    return of


@pytest.fixture(scope="module")
def hard_breaches(facts, whole):
    """What steps drawn at random break while all rules are hard, by the seed."""

    @cache
    def of(seed):
        return breaches(whole, rules_of(facts), whole.complete(any_steps(whole, seed)))

    return of


@every_limit
@pytest.mark.parametrize("seed", range(3))
def test_softened_it_forbids_nothing_and_tells_all_that_is_missed(name, seed, whole, softened, hard_breaches):
    soft_facts, made = softened(name)
    x = made.complete(any_steps(whole, seed))
    assert (x <= made.upper).all(), "a should-rule can't be missed by as much as it is"
    hard = hard_breaches(seed)
    soft = breaches(made, rules_of(soft_facts), x)
    assert not [breach for breach in soft if breach.rule == name and breach.must]
    assert _amounts(soft, name) == _amounts(hard, name)
    others = {breach.rule for breach in (*soft, *hard)} - {name}
    for other in others:
        assert _amounts(soft, other) == _amounts(hard, other)


def _amounts(found, name):
    total = defaultdict(float)
    for breach in found:
        if breach.rule == name:
            total[breach.sentence] += round(breach.amount, 6)
    return dict(total)


def test_softened_rules_are_counted_after_required_demand_and_before_everything_else(facts):
    order = [aim.name for aim in program(facts).aims]
    place = order.index("broken_should_rules")
    assert all(name.startswith("unmet_demand") for name in order[:place])
    assert not any(name.startswith("unmet_demand") for name in order[place:])


# --- any rule may be missing, any block may be asked about


@every_rule
def test_without_it_everything_else_works(name, facts, whole):
    rest = rules_of(facts.changed(), among=[rule for rule in kinds_of_rule() if rule is not RULES[name]])
    made = program(facts, rest)
    placed = allocation(facts, ("P1", "T1/DAT", 0.4), ("P2", "T3/DAT", 0.5))
    left = {breach.rule for breach in check(facts, placed, made, rest).breaches}
    assert name not in left
    assert {aim.name for aim in made.aims} <= {aim.name for aim in whole.aims}


@pytest.mark.parametrize("seed", range(6))
def test_rules_say_the_same_about_a_part_of_the_candidates_as_about_the_whole(seed, facts, whole):
    draw = np.random.default_rng(seed)
    everyone = everyone_with_the_discipline(facts, Labels.of(facts))
    kept = draw.random(len(everyone)) < 0.6
    part = program(facts, block=everyone.take(kept))
    steps = any_steps(part, seed)
    of_whole = np.zeros(len(whole.candidates), np.int64)
    of_whole[whole.candidates.places(part.candidates.codes)] = steps
    small, large = _activity(part, part.complete(steps)), _activity(whole, whole.complete(of_whole))
    for key, amounts in small.items():
        assert amounts == large[key], key
    for key in set(large) - set(small):
        assert all(amount <= 0 for amount in large[key]), f"{key} is broken and not told of"
    assert _aim_values(part, part.complete(steps)) == _aim_values(whole, whole.complete(of_whole))


def _activity(made, x):
    """By how much each named row exceeds its bound, by rule and labels."""
    over = made.matrix @ x - made.bound
    found = defaultdict(list)
    for row in range(len(made.bound)):
        rule, codes = made.row_codes(row)
        if rule:
            found[rule, tuple(sorted(codes.items()))].append(int(over[row]))
    return {key: sorted(amounts) for key, amounts in found.items()}


def _aim_values(made, x):
    return {aim.name: aim.raw(x) for aim in made.aims}


def test_a_bare_plan_leaves_only_the_rules_that_always_have_something_to_say():
    facts = plan(people=[person("P1")], demand=[seat("T1")])
    saying = {rule.name for rule in rules_of(facts) if rule.kind in {"eligibility", "limit"} and rule.applies(facts)}
    assert saying == {
        "availability", "availability_dates", "clearance", "consent", "discipline_and_level", "missions_per_person",
        "no_more_than_asked", "smallest_allocation",
    }  # fmt: skip
