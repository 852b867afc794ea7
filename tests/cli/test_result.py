"""A run's end as people see it in the terminal."""

import io

from rich.console import Console

from teamform.cli import result, running
from teamform.cli.result import show
from teamform.errors import ConflictError, NoPlanInTime
from teamform.plan.issues import Issue, Severity
from teamform.report import Outcome
from teamform.solve import Limits, solve
from teamform.team.proposal import Claim
from tests.facts import QUARTERS, person, plan, seat


def shown(outcome):
    """The text of a run's end."""
    console = Console(file=io.StringIO(), width=140, highlight=False, markup=False, emoji=False)
    show(outcome, console)
    return console.file.getvalue()


def section(text, title):
    """The lines under a heading, up to the next blank one."""
    lines = text.splitlines()
    start = [i for i, line in enumerate(lines) if line.startswith(title)][-1]
    return [" ".join(line.split()) for line in lines[start : lines.index("", start)]]


def solved(**facts):
    made = plan(**facts)
    return Outcome.proposed(made, solve(made, Limits(10, 1)))


def test_a_team_shows_its_people_with_discipline_organisation_and_fte_by_period():
    text = shown(solved(
        people=[person("P1", "UR", 0.6, display_name="Clover Flint", organisation="DHC"),
                person("P2", "BEH", 0.5, organisation="UNI")],
        demand=[seat("T1", "UR", 0.6), seat("T1", "BEH", 0.4, start="Q2"), seat("T2", "UR", 0.1, end="Q1")],
        periods=QUARTERS,
    ))  # fmt: skip
    lines = section(text, "T1 · priority 1 · 2 people")
    assert lines[1] == "person organisation discipline Q1 Q2"
    assert "P2 UNI BEH 0.4" in lines
    assert lines[-1] == "needed 0.6 1.0"
    assert any(line.startswith("Clover Flint (P1) DHC UR 0.") for line in lines)


def test_only_the_periods_in_which_a_team_runs_are_shown():
    text = shown(solved(people=[person("P1")], demand=[seat("T1", end="Q1"), seat("T2", start="Q2")], periods=QUARTERS))
    assert section(text, "T1 · ")[1] == "person organisation discipline Q1"
    assert section(text, "T2 · ")[1] == "person organisation discipline Q2"


def test_a_team_without_people_is_shown_with_what_it_needs():
    lines = section(shown(solved(people=[person("P1", "UR")], demand=[seat("T1", "BEH", 0.7)])), "T1 · ")
    assert lines[0].endswith("0 people")
    assert lines[-1] == "needed 0.7"


def test_a_plan_that_meets_all_demand_says_so():
    assert "Every seat is filled." in shown(solved(people=[person("P1")], demand=[seat("T1")]))


def test_more_teams_than_fit_are_counted(monkeypatch):
    monkeypatch.setattr(result, "CROWD", 2)
    text = shown(solved(people=[person("P1")], demand=[seat(f"T{i}", fte=0.1) for i in range(5)]))
    assert "… and 3 more; --out and --json list all teams" in text


def test_of_issues_alike_the_first_few_are_shown_and_the_worst_first():
    alike = [Issue(Severity.AMBER, "People", row, "fte", "0.75", "Rounded.", "Look.") for row in range(2, 52)]
    other = Issue(Severity.RED, "Demand", 9, "team_id", "", "Blank.", "Fill it.")
    text = shown(Outcome.failed(NoPlanInTime("Time ran out before any plan was found."), issues=[*alike, other]))
    lines = section(text, "51 issues in the workbook")
    assert lines[3].startswith("red Demand 9 team_id")
    assert sum(line.startswith("amber") for line in lines) == result.ALIKE
    assert lines[-1] == "… and 45 more; --json lists all"


def test_a_conflict_lists_each_rule_with_what_it_asks():
    claims = [Claim("pins", "Clover Flint is pinned to team C2"), Claim("consent", "Clover Flint has declined")]
    text = shown(Outcome.failed(ConflictError(claims)))
    assert text.startswith("✗ No plan can keep these 2 rules together; giving up any one of them resolves it:")
    assert "pins      Clover Flint is pinned to team C2" in text
    assert "consent   Clover Flint has declined" in text


def test_broken_should_rules_are_named_with_by_how_much():
    text = shown(solved(
        people=[person("P1", fte=1.0, organisation="RPS")],
        demand=[seat("T1")],
        release_caps=[{"organisation": "RPS", "release_cap_fte": 0.4, "hard": False}],
    ))  # fmt: skip
    (line,) = section(text, "Should-rules that are broken")[1:]
    assert line == "- RPS lets go at most 0.4 FTE: missed by 0.6 FTE (release caps)"


def test_a_need_in_two_shapes_is_asked_for_once():
    shapes = [seat("T1", demand_id=name, fte=fte, shape_group="numbers") for name, fte in (("more", 1), ("less", 0.4))]
    facts = plan(people=[person("P1", fte=0.4)], demand=shapes)
    assert "Asked for: 1.0 FTE in 1 seats of 1 teams" in running._contents(facts)
    text = shown(Outcome.proposed(facts, solve(facts, Limits(seconds=10, workers=1))))
    assert [line.split()[-1] for line in text.splitlines() if line.strip().startswith("needed")] == ["0.4"]
