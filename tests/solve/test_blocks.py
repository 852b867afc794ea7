"""Large plans: certified bounds, first plans team by team, and blocks that only ever make a plan better."""

from __future__ import annotations

import dataclasses
import math
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from benchmarks.families import plan, tables
from teamform.errors import NoPlanInTime
from teamform.plan.plan import Plan
from teamform.rules import program
from teamform.solve import construction, solve
from teamform.solve.blocks import Blocks, _Search
from teamform.solve.bound import Relaxation, best
from teamform.solve.certificate import certified, lost, proved_by, proving
from teamform.solve.choice import Choice, Lens
from teamform.solve.construction import Construction
from teamform.solve.cpsat import Budget, End, Found, Model
from teamform.solve.grain import step_of
from teamform.solve.large import Large, NoFirstPlan
from teamform.solve.least import Floors
from teamform.solve.limits import Limits
from teamform.solve.piece import Piece, cut, joint, without_stuck
from teamform.solve.shape import Shape
from teamform.solve.tiers import Search
from teamform.solve.weighed import all_at_once, cost_of
from teamform.workbook import read
from tests.solve.test_linear import GivesUp

SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def small(request):
    """A small plan's shape."""
    return Shape(program(plan("S", request.param)))


@pytest.fixture(scope="module")
def middle():
    """A plan of two periods, with a current allocation, that is large enough for blocks."""
    return Shape(program(plan("M", 1, periods=2, current=True)))


@pytest.fixture(scope="module")
def begun(middle):
    """Its first plan."""
    return Blocks.of(middle, None, 1).construct()


def relaxed_whole(shape: Shape, cost: np.ndarray) -> float:
    """The linear relaxation of the whole program, solved by another library at once."""
    rows = shape.program
    matrix, equal = rows.matrix.astype(float), rows.equal
    found = linprog(
        cost, A_ub=matrix[~equal], b_ub=rows.bound[~equal], A_eq=matrix[equal] if equal.any() else None,
        b_eq=rows.bound[equal] if equal.any() else None, bounds=np.c_[np.zeros(shape.width), rows.upper],
    )  # fmt: skip
    assert found.status == 0
    return float(found.fun)


# --- the shape


def test_what_follows_from_a_candidate_is_all_that_changes_when_only_it_works(small):
    rows, nobody = small.program, small.nobody
    for candidate in range(0, small.count, 7):
        steps = np.zeros(small.count, np.int64)
        steps[candidate] = rows.upper[candidate]
        changed = np.flatnonzero(rows.complete(steps) != nobody)
        assert set(changed) <= set(small.columns(np.array([candidate])))


def test_private_columns_change_with_one_person_only(small):
    follows, person = small.follows.tocsr(), small.program.candidates.person
    for column in np.flatnonzero(small.private)[::5]:
        assert len(set(person[follows[column].indices])) == 1


# --- bounds


def test_the_bound_is_that_of_the_whole_relaxation_though_only_a_core_was_solved(small):
    cost = all_at_once(small)
    relaxation = Relaxation(small, 1)
    relaxation.aim_at(cost)
    found, whole = relaxation.run(), relaxed_whole(small, cost)
    assert found.bound <= whole + 1e-6 * abs(whole)
    at_stake = abs(cost @ small.nobody - whole)
    assert found.bound == pytest.approx(whole, abs=2e-4 * at_stake)
    assert found.value >= whole - 1e-6 * abs(whole)


def test_any_duals_give_a_bound_that_holds(small):
    rows, cost, random = small.program, all_at_once(small), np.random.default_rng(5)
    whole = relaxed_whole(small, cost)
    for size in (0.0, 1.0, 1e3, 1e6):
        duals = random.normal(0, size, len(rows.bound)) if size else np.zeros(len(rows.bound))
        found = certified(rows, small.private, cost, duals)
        assert found.bound <= whole + 1e-6 * abs(whole)
        assert found.bound == proved_by(rows, cost, found.duals)
        assert (lost(rows, cost, found.duals) <= 0).all()


def test_no_bound_of_a_goal_is_above_what_a_whole_search_proves(small):
    x, tiers = Search(small.program, Limits(2, 1)).run()
    relaxation = Relaxation(small, 1)
    for aim, tier in zip(small.program.aims, tiers, strict=True):
        relaxation.aim_at(cost_of(small, [aim], [1.0]))
        assert (relaxation.run().bound + aim.constant) / aim.scale <= tier.value + 1e-6
        relaxation.settle(aim, aim.raw(x))


def test_a_relaxation_that_is_cut_short_keeps_what_it_had_solved_and_a_bound_that_holds(small):
    cost = all_at_once(small)
    whole = relaxed_whole(small, cost)
    relaxation = Relaxation(small, 1)
    relaxation.aim_at(cost)
    for seconds in (0.0, proving(small.program) + 1e-3, np.inf):
        before = relaxation.spent
        found = relaxation.run(seconds=seconds)
        assert found.ended == np.isinf(seconds)
        assert found.x.any() or not found.ended
        assert found.bound <= whole + 1e-6 * abs(whole)
        assert relaxation.spent - before <= 2 * seconds
    assert found.bound == pytest.approx(whole, abs=2e-4 * abs(cost @ small.nobody - whole))


def test_the_relaxation_of_a_second_cost_goes_on_from_the_first_and_comes_to_the_same(small):
    aim = small.program.aims[-1]
    values = []
    for first in (all_at_once(small), None):
        relaxation = Relaxation(small, 1)
        if first is not None:
            relaxation.aim_at(first)
            relaxation.run()
        relaxation.aim_at(cost_of(small, [aim], [1.0]))
        values.append(relaxation.run().value)
    assert values[0] == pytest.approx(values[1], rel=1e-4, abs=1e-3)


def test_a_core_that_costs_no_more_than_a_bound_that_is_known_needs_no_certificate(small):
    aim = small.program.aims[0]
    relaxation = Relaxation(small, 1)
    relaxation.aim_at(cost_of(small, [aim], [1.0]))
    found = relaxation.run(least=1e9)
    assert found.ended and found.bound == 1e9 and found.x.any()


def test_a_relaxation_that_is_given_up_claims_nothing_and_goes_on_at_the_next_goal(small):
    relaxation = Relaxation(small, 1)
    relaxation.aim_at(all_at_once(small))
    relaxation._linear._engine = GivesUp(relaxation._linear._engine, 2)
    found = relaxation.run()
    assert not found.ended and not found.x.any()
    assert relaxation.run().ended


def test_a_relaxation_that_is_given_up_says_no_more_of_a_goal_than_is_plain_to_see(small):
    floors, aim = Floors(small.program), small.program.aims[0]
    engine = floors.relaxation._linear._engine
    floors.relaxation._linear._engine = GivesUp(engine, 2)
    assert floors.least(aim, small.nobody) == aim.lowest(small.program.upper)
    floors.relaxation._linear._engine = engine
    assert floors.least(aim, small.nobody) >= aim.lowest(small.program.upper)


def test_every_value_of_unmet_demand_is_a_multiple_of_the_planning_step(small):
    aim = small.program.aims[0]
    assert step_of(Shape(small.program), aim) == small.program.plan.step


def test_asking_for_the_steps_of_all_goals_takes_little_memory(middle):
    rows = middle.program
    _ = middle.by_column  # what is worked out once is not counted
    tracemalloc.start()
    steps = [step_of(middle, aim) for aim in rows.aims]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(step >= 1 for step in steps)
    assert peak < 20 * (rows.matrix.data.nbytes + rows.matrix.indices.nbytes)


def test_the_best_of_each_group_are_picked():
    score, group = np.array([3.0, 1.0, 2.0, 9.0, 8.0]), np.array([0, 0, 0, 1, 1])
    assert sorted(best(score, group, 2).tolist()) == [1, 2, 3, 4]
    assert sorted(best(score, group, np.array([1, 1, 1, 1, 1])).tolist()) == [1, 4]


# --- pieces


def test_a_change_that_a_piece_allows_is_allowed_by_the_whole_program(middle, begun):
    rows, blocks = middle.program, Blocks.of(middle, None, 1)
    x = begun
    activity = rows.matrix @ x
    teams = blocks.choice.blocks(x, 0, 1)[0]
    columns = middle.columns(blocks.choice.promising(teams, x, activity))
    piece = cut(middle, columns, x, activity)
    random = np.random.default_rng(3)
    for _ in range(200):
        new = x.copy()
        some = random.integers(0, len(columns), 3)
        new[columns[some]] = random.integers(0, piece.upper[some] + 1)
        over = piece.matrix @ new[columns] - piece.bound
        kept = bool((np.where(piece.equal, np.abs(over), over) <= 0).all())
        assert kept == bool((rows.excess(new) <= 0).all())


def test_a_column_that_a_piece_does_without_could_only_be_nought(middle, begun):
    blocks, went = Blocks.of(middle, None, 1), 0
    for teams in blocks.choice.blocks(begun, 0, 8):
        columns = middle.columns(blocks.choice.promising(teams, begun, middle.program.matrix @ begun))
        piece = cut(middle, columns, begun, middle.program.matrix @ begun)
        less = without_stuck(piece, begun)
        gone = ~np.isin(piece.columns, less.columns)
        if not gone.any():
            continue
        went += 1
        assert less.matrix.shape[0] < piece.matrix.shape[0]
        upper_side, lower_side = piece.bound, np.where(piece.equal, piece.bound, -np.inf)
        rows = LinearConstraint(piece.matrix.astype(float), lower_side, upper_side)
        most = milp(-gone.astype(float), constraints=rows, bounds=Bounds(0, piece.upper),
                    integrality=np.ones(len(columns)))  # fmt: skip
        assert most.status == 0 and most.fun == 0
    assert went


def test_one_unit_of_an_earlier_aim_outweighs_all_that_later_ones_amount_to(small):
    x = Blocks.of(small, None, 1).construct()
    aims = small.aims.tocsr()
    now = aims @ x
    aim, kept = joint(aims, now, small.program.upper)
    assert kept >= 3
    weight = {int(c): int(k) for c, k in zip(aim.cols, aim.coefs, strict=True)}
    first = aims[0].indices[0]
    later = int(sum(weight.get(int(c), 0) * x[c] for c in aims[kept - 1].indices if c not in aims[0].indices))
    assert weight[int(first)] > later


def test_aims_that_are_small_now_but_could_become_huge_are_left_out_of_a_search_that_could_not_count_them():
    """What each could come to, not only what it comes to now, has to fit into the solver's whole numbers."""
    aims = sp.csr_matrix(np.array([[1, 1, 0], [0, 0, 30], [10, 10, 10]]))
    upper = np.full(3, 2**30)
    piece = Piece(np.arange(3), upper, sp.csr_matrix((0, 3), dtype=np.int64), np.zeros(0, np.int64),
                  np.zeros(0, bool), aims)  # fmt: skip
    now = np.array([0, 30 * 2**10, 2**25])
    aim, kept = joint(aims, now, upper)
    assert 1 <= kept < 3
    assert abs(aim.coefs).sum() * 2**30 < 2**62
    found = Model(piece).search(aim, None, Budget(1.0, 1, 1))
    assert found.end is End.PROVED and not found.x.any()


# --- plans


def test_a_first_plan_keeps_every_must_row(middle, begun):
    assert (middle.program.excess(begun) <= 0).all()


def test_a_first_plan_made_in_the_greatest_haste_keeps_every_must_row_too(middle, begun):
    blocks = Blocks.of(middle, None, 1)
    hasty = blocks.construct(left=lambda: 0.0)
    assert rows_kept(middle, hasty)
    assert (hasty != begun).any()


def test_a_plan_made_under_prices_is_no_worse_in_the_first_goal(middle, begun, monkeypatch):
    """What it lacks there is mended in blocks; where there is no time for that, the plan before it stays."""
    fit = next(number for number, aim in enumerate(middle.program.aims) if aim.name == "fit")
    shape = Shape(dataclasses.replace(middle.program, aims=middle.program.aims[fit:]))
    before = Blocks.of(shape, None, 1).improve(begun, 0, 0.4)
    first = shape.program.aims[0]
    assert first.raw(before) < first.raw(begun)
    large = Large(shape.program, Limits(8, 1))
    large.blocks = Blocks.of(shape, None, 1)
    monkeypatch.setattr(Blocks, "construct", lambda self, *_: begun)
    for mending in (0.0, 0.1):
        monkeypatch.setattr("teamform.solve.large.MENDING", mending)
        after = large._under_prices(before)
        assert first.raw(after) <= first.raw(before) and rows_kept(shape, after)
        assert (after == before).all() == (mending == 0)


def test_no_first_plan_is_made_where_a_team_can_have_no_lead():
    facts = plan("S", 1)
    people = facts.given["People"].assign(grade="HEO")
    with pytest.raises(NoFirstPlan):
        Large(program(facts.changed(People=people)), Limits(5, 1)).run()


def test_a_first_plan_that_is_far_too_late_is_given_up_and_nobody_calls_it_impossible(monkeypatch):
    facts = plan("M", 1)
    monkeypatch.setattr("teamform.solve.construction.MAKING", 60.0)  # each team takes far longer than there is
    with pytest.raises(NoPlanInTime, match="doesn't mean there is none"):
        solve(facts, Limits(5, 1, repeatable=True))


def test_blocks_make_a_plan_better_in_strict_order_and_break_nothing(middle, begun):
    rows, blocks = middle.program, Blocks.of(middle, None, 1)
    x = begun
    better = blocks.improve(x, 0, 1.0)
    assert (rows.excess(better) <= 0).all()
    assert tuple(middle.aims @ better) < tuple(middle.aims @ x)


def test_a_later_goal_never_costs_an_earlier_one_anything(middle, begun):
    blocks = Blocks.of(middle, None, 1)
    x = begun
    last = len(middle.program.aims) - 1
    better = blocks.improve(x, last, 0.6)
    assert (middle.aims @ better)[:last].tolist() == (middle.aims @ x)[:last].tolist() or tuple(
        (middle.aims @ better)[:last]
    ) < tuple((middle.aims @ x)[:last])
    assert rows_kept(middle, better)


def rows_kept(shape: Shape, x: np.ndarray) -> bool:
    """Whether all rows are kept."""
    return bool((shape.program.excess(x) <= 0).all())


def test_no_block_may_go_on_after_the_clock_is_where_the_search_is_to_end(middle, begun, monkeypatch):
    may_take = []

    def search(self, aim, hint, budget):
        may_take.append(budget.seconds * budget.wall)
        return Found(End.NOTHING, None, float("-inf"), 1.0)

    monkeypatch.setattr(Model, "search", search)
    Blocks.of(middle, None, 1, 1).improve(begun, 0, 2.0, until=time.monotonic() + 3)
    assert may_take and 0 < max(may_take) <= 3
    Blocks.of(middle, None, 1, 1).improve(begun, 0, 2.0, until=time.monotonic() - 1)
    assert may_take[-1] == 0


def test_the_same_seed_gives_the_same_plan_on_one_core_and_on_two(middle):
    plans = []
    for cores in (1, 2, 1):
        blocks = Blocks.of(middle, None, 7, cores)
        plans.append(blocks.improve(blocks.construct(), 0, 0.6))
    assert (plans[0] == plans[1]).all()
    assert (plans[0] == plans[2]).all()


def test_a_large_search_reports_honest_goals_and_a_plan_that_passes(middle):
    heard = []
    x, tiers = Large(middle.program, Limits(6, 1), heard.append).run()
    assert rows_kept(middle, x)
    assert [t.name for t in tiers] == [a.name for a in middle.program.aims]
    for aim, tier in zip(middle.program.aims, tiers, strict=True):
        assert tier.value == pytest.approx(aim.in_units(aim.raw(x)))
        assert tier.bound <= tier.value
        assert tier.proved == (tier.bound == tier.value)
    assert heard[0].best is not None


def test_what_prices_made_worse_and_blocks_had_no_time_to_mend_gives_way_to_the_first_plan(monkeypatch):
    rows = program(plan("M", seed=23))
    search = Large(rows, Limits(30, 1))
    first = search._first_plan()
    anew = search._under_prices(first)
    goals = [aim.raw(first) for aim in rows.aims]
    assert [aim.raw(anew) for aim in rows.aims] > goals  # worse at first, and far better in what comes later
    assert rows.aims[-3].raw(anew) < goals[-3]
    monkeypatch.setattr("teamform.solve.large.RELAXING", 0.0)
    monkeypatch.setattr(Blocks, "improve", lambda blocks, x, *_, **__: x)
    x, tiers = Large(rows, Limits(30, 1)).run()
    assert [aim.raw(x) for aim in rows.aims] <= goals
    assert all(tier.bound <= tier.value for tier in tiers)


def test_blocks_grow_only_once_small_ones_bring_nothing():
    lens = Lens(5, 16)
    lens.resize(proved=True, better=True, effort=0.1)
    assert lens.size == 5
    lens.resize(proved=True, better=False, effort=0.5)
    grown = lens.size
    assert grown > 5
    lens.resize(proved=False, better=True, effort=1.0)
    assert lens.size < grown


def test_all_teams_are_looked_at_once_first_and_again_only_while_that_helps():
    lens = Lens(20, 200, wide=False, all_first=True)
    lens.resize(proved=True, better=True, effort=0.1)
    assert lens.all_first
    lens.resize(proved=False, better=True, effort=1.0)
    assert not lens.all_first and lens.size == 20
    lens.resize(proved=True, better=True, effort=0.1)
    assert not lens.all_first


def test_a_block_that_looks_at_one_goal_alone_leaves_the_later_ones_as_good_as_it_can(middle, begun):
    """What it finds is better in that goal; of those values it takes some that are good in the later ones."""
    goal = [aim.name for aim in middle.program.aims].index("skill_gaps")
    relaxation = Relaxation(middle, 1)
    relaxation.aim_at(cost_of(middle, [middle.program.aims[goal]], [1.0]))
    blocks = Blocks.of(middle, relaxation.run(np.flatnonzero(begun[: middle.count])), 1)
    teams, activity = np.arange(blocks.choice.teams), middle.program.matrix @ begun
    columns, values, _ = blocks._solved(teams, 1, begun, activity, goal, False, math.inf)
    both = blocks._merged(begun, columns, values)
    search = _Search(cut(middle, columns, begun, activity), begun[columns], Budget(0.3, 1, 1))
    for earlier in range(goal):
        search.settle(earlier)
    search.smallest(goal, goal + 1)
    alone = blocks._merged(begun, columns, search.best)
    before, found, without = ((middle.aims @ x).tolist() for x in (begun, both, alone))
    assert found[goal] < before[goal] and found[:goal] <= before[:goal]
    assert found[goal + 1 :] < without[goal + 1 :]


def test_blocks_grow_the_faster_the_less_effort_they_needed():
    quick, slow = Lens(20, 200), Lens(20, 200)
    quick.resize(proved=True, better=False, effort=0.02)
    slow.resize(proved=True, better=False, effort=0.9)
    assert quick.size > slow.size > 20


def test_a_stopped_large_search_keeps_the_best_so_far(middle):
    calls = iter(range(1000))
    search = Large(middle.program, Limits(60, 1), stop=lambda: next(calls) > 3)
    x, _ = search.run()
    assert search.stopped
    assert rows_kept(middle, x)


def test_who_wants_to_stop_gets_a_first_plan_made_in_haste(middle):
    patient, stopping = (
        Large(middle.program, Limits(60, 1), stop=lambda stops=stops: stops) for stops in (False, True)
    )
    assert patient._for_first_plan() > 0 and not patient.stopped
    assert stopping._for_first_plan() == 0 and stopping.stopped


def test_a_goal_can_be_bounded_whatever_plan_the_earlier_ones_are_settled_at(small):
    """Whoever is at work in the plan in hand is in the core, or what is settled could not be kept there."""
    search = Large(small.program, Limits(10, 1))
    x, _ = Search(small.program, Limits(2, 1)).run()
    for number, aim in enumerate(small.program.aims):
        bound, _ = search._bound(number, aim, x)
        assert bound <= aim.raw(x)
        search._relaxation.settle(aim, aim.raw(x))


def test_a_large_search_that_must_repeat_gives_the_identical_plan_on_one_core_and_on_two(middle):
    one, two, again = (Large(middle.program, Limits(2, cores, repeatable=True)).run() for cores in (1, 2, 2))
    assert (one[0] == two[0]).all() and one[1] == two[1]
    assert (two[0] == again[0]).all() and two[1] == again[1]


def test_a_plan_in_which_a_late_team_finds_its_people_taken_is_made_by_making_their_teams_again():
    facts = read(Path(__file__).parents[2] / "data" / "demo.xlsx").need_plan()
    assert len(facts.periods) > 1
    shape = Shape(program(facts))
    x = Blocks.of(shape, None, 1).construct()
    assert rows_kept(shape, x)


def test_a_team_in_the_making_breaks_no_row_that_only_later_teams_could_mend():
    """Someone may use up their moves on early teams only if no later team has to make up for it."""
    settings = pd.DataFrame({"setting": ["moves_per_year.moves"], "value": ["1"]})
    shape = Shape(program(plan("S", 1, periods=3).changed(Settings=settings)))
    rows, lost = shape.program, []

    class Watched(Construction):
        def _ended(self, making, *how):
            before = making.so_far.activity.copy()
            made = super()._ended(making, *how)
            after = making.so_far.activity
            lost.append(int((~rows.equal & (before <= rows.bound) & (after > rows.bound)).sum()))
            return made

    assert rows_kept(shape, Watched(Choice(shape, None, 1), 1, 1, lambda _: None).plan())
    assert len(lost) == 8
    assert not any(lost)


def test_a_bound_holds_people_who_must_be_there_even_where_they_cost_far_more_than_in_the_goal_before(small):
    """What it costs to do without somebody who must be there grows with the figures of the goal."""
    relaxation = Relaxation(small, 1)
    relaxation.aim_at(np.zeros(small.width))
    relaxation.run()
    dear = cost_of(small, [next(aim for aim in small.program.aims if aim.name == "fit")], [1e7])
    relaxation.aim_at(dear)
    found = relaxation.run()
    assert found.bound == pytest.approx(relaxed_whole(small, dear), rel=1e-4)


def test_a_team_that_needs_a_particular_person_is_made_before_more_important_ones_that_dont():
    made = tables("S", 3)
    plain = Plan.build(made)
    able, last = program(plain).candidates, made["Teams"].sort_values("priority")["team_id"].iloc[-1]
    person = able.of_person("person_id")[(able.of_demand("team_id") == last).to_numpy()].iloc[0]
    pinned = Plan.build({**made, "Pins": pd.DataFrame({"person_id": [person], "team_id": [last]})})
    priorities = []
    for facts in (plain, pinned):
        order = facts.teams.iloc[Choice(Shape(program(facts)), None, 1).order]
        place = order["team_id"].tolist().index(last)
        priorities.append(order["priority"].iloc[place + 1 :].tolist())
    assert 1 not in priorities[0] and 1 in priorities[1]


def test_a_team_that_cant_be_made_in_haste_is_given_its_time(monkeypatch):
    shape = Shape(program(plan("S", 3)))
    monkeypatch.setattr(construction, "HURRIED", 1e-9)
    x = Blocks.of(shape, None, 1).construct(left=lambda: 0.0)
    assert x is not None and rows_kept(shape, x)
