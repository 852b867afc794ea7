"""Labels: names behind codes, and which label follows from which."""

import numpy as np
import pytest

from teamform.team.labels import Labels
from tests.facts import person, plan, seat
from tests.rich import rich_plan

PLAN = rich_plan()
LABELS = Labels.of(PLAN)


def test_a_code_is_the_place_in_the_plan_s_own_table():
    assert list(LABELS.names["person"]) == list(PLAN.people["person_id"])
    assert list(LABELS.names["demand"]) == list(PLAN.demand["demand_id"])
    assert list(LABELS.names["period"]) == ["Q1", "Q2"]


def follow(parent, codes, name):
    found = LABELS.follow({parent: np.array(codes)}, name)
    return [LABELS.name(name, code) for code in found]


def test_what_follows_from_people_is_what_the_people_sheet_says():
    everyone = range(len(PLAN.people))
    assert follow("person", everyone, "organisation") == list(PLAN.people["organisation"])
    assert follow("person", everyone, "home_discipline") == list(PLAN.people["primary_discipline"])
    sector = PLAN.organisations.set_index("organisation")["sector"]
    assert follow("person", everyone, "sector") == list(PLAN.people["organisation"].map(sector))


def test_what_follows_from_seats_is_what_demand_and_teams_say():
    every = range(len(PLAN.demand))
    teams = PLAN.teams.set_index("team_id")
    assert follow("demand", every, "team") == list(PLAN.demand["team_id"])
    assert follow("demand", every, "discipline") == list(PLAN.demand["discipline"])
    assert follow("demand", every, "step") == list(PLAN.demand["first_step"])
    assert follow("demand", every, "mission") == list(PLAN.demand["team_id"].map(teams["mission"]))
    assert follow("demand", every, "priority") == [f"P{p}" for p in PLAN.demand["team_id"].map(teams["priority"])]


def test_a_person_without_a_main_discipline_has_a_label_of_their_own():
    facts = plan(people=[person("P1", None, other_disciplines="DAT:3")], demand=[seat("T1")])
    labels = Labels.of(facts)
    code = labels.follow({"person": np.array([0])}, "home_discipline")[0]
    assert labels.name("home_discipline", code) == ""
    assert code >= labels.size("discipline")


def test_a_label_that_doesn_t_follow_is_refused_by_name():
    with pytest.raises(KeyError, match="doesn't follow from"):
        LABELS.follow({"person": np.array([0])}, "team")


def test_labels_read_as_names():
    frame = LABELS.frame({"team": np.array([0, 1]), "period": np.array([1, 0])})
    assert frame.to_dict("list") == {"team": ["T1", "T2"], "period": ["Q2", "Q1"]}
