"""What proved a goal once, tried on a plan that is a little different: it may fall short, it never says too much."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.bound import Relaxation
from teamform.solve.known import Proof
from teamform.solve.least import Floors
from teamform.solve.limits import Limits
from teamform.solve.shape import Shape
from teamform.solve.tiers import Search
from teamform.solve.weighed import cost_of
from tests.facts import person, seat
from tests.facts import plan as small_plan

GOALS = 6
"""So many of the first goals are proved."""


def proofs_of(rows):
    """What proves each goal in turn of the best plan there is, by the goals' names; and that plan."""
    x, _ = Search(rows, Limits(5, 1)).run()
    proofs = {}
    floors = Floors(rows, proofs=proofs)
    for aim in rows.aims[:GOALS]:
        floors.least(aim, x)
        floors.settle(aim, aim.raw(x))
    return proofs, x


@pytest.fixture(scope="module", params=(1, 2, 3))
def proved(request):
    """A small plan of a family, what proves its goals, and its best plan."""
    facts = plan("S", request.param)
    rows = program(facts)
    return facts, rows, *proofs_of(rows)


def edits(facts):
    """The plan after each of some edits, among them somebody who is gone and a seat that is new."""
    given = facts.given
    people, demand = given["People"], given["Demand"]
    who = people["person_id"].iloc[3]
    yield facts.changed(People=people.assign(available_fte=people["available_fte"] // 20 * 10))
    yield facts.changed(Demand=demand.assign(fte_required=demand["fte_required"] + 50 * (np.arange(len(demand)) == 2)))
    yield facts.changed(Demand=demand.iloc[:-3])
    left = {name: given[name] for name in ("PersonSkills", "PairRules") if name in given}
    columns = {"PersonSkills": ["person_id"], "PairRules": ["person_a", "person_b"]}
    yield facts.changed(
        People=people[people["person_id"] != who],
        **{name: table[~table[columns[name]].eq(who).any(axis=1)] for name, table in left.items()},
    )


def relaxed(shape, aim, settled):
    """What the relaxation of the whole proves of an aim, without its constant."""
    relaxation = Relaxation(shape, 1)
    for earlier, most in settled:
        relaxation.settle(earlier, most)
    relaxation.aim_at(cost_of(shape, [aim], [1.0]))
    return relaxation.run(np.arange(shape.count)).bound


def test_what_proved_a_goal_proves_it_again(proved):
    _, rows, proofs, x = proved
    settled, shape = [], Shape(rows)
    for aim in rows.aims[:GOALS]:
        bound = relaxed(shape, aim, settled)
        assert proofs[aim.name].bound(shape, aim, settled) == pytest.approx(bound, abs=1e-3 * max(1, abs(bound)))
        settled.append((aim, aim.raw(x)))


def test_of_a_plan_that_was_edited_it_never_says_more_than_is_true(proved):
    facts, _, proofs, _ = proved
    for after in edits(facts):
        rows = program(after)
        x, _ = Search(rows, Limits(2, 1)).run()
        shape, settled = Shape(rows), []
        for aim in rows.aims[:GOALS]:
            if aim.name in proofs:
                assert proofs[aim.name].bound(shape, aim, settled) <= aim.raw(x) - aim.constant + 1e-6
            settled.append((aim, aim.raw(x)))


def scarce(*people):
    """One seat for two people, of whom there are half as many, and a seat that anybody can take."""
    return small_plan(
        people=[person(who, discipline, 0.5) for who, discipline in people],
        demand=[seat("T1", "BEH", 1.0), seat("T2", "BEH", 1.0), seat("T2", "DAT", 0.5)],
        teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 1}],
    )


def test_rows_are_lined_up_by_the_names_they_are_about_though_people_have_come_and_gone():
    before = scarce(("A", "DAT"), ("B", "BEH"), ("C", "DAT"), ("D", "BEH"))
    after = scarce(("B", "BEH"), ("C", "DAT"), ("D", "BEH"), ("E", "DAT"), ("F", "DAT"))
    proofs, _ = proofs_of(program(before))
    rows = program(after)
    aim = next(aim for aim in rows.aims if aim.name == "unmet_demand.P1")
    assert proofs["unmet_demand.P1"].bound(Shape(rows), aim, []) + aim.constant == pytest.approx(100)


def test_where_a_proof_will_do_no_relaxation_is_solved(proved, monkeypatch):
    _, rows, proofs, x = proved
    aim, before = rows.aims[0], Floors(rows, proofs=dict(proofs)).least(rows.aims[0], x)
    monkeypatch.setattr(Relaxation, "run", lambda *_, **__: pytest.fail("a relaxation was solved"))
    if before == aim.raw(x):
        assert Floors(rows, proofs=dict(proofs)).least(aim, x) == before


def test_where_a_proof_falls_short_a_relaxation_is_solved_and_its_proof_kept(proved):
    _, rows, _, x = proved
    aim = rows.aims[0]
    nothing = Proof(rows.vocabulary.labels, {}, {})
    proofs = {aim.name: nothing}
    assert Floors(rows, proofs=proofs).least(aim, x) == Floors(rows).least(aim, x)
    assert (proofs[aim.name] is nothing) == (aim.raw(x) == aim.lowest(rows.upper))
