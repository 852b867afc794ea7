"""Who is looked at because a team in the making needs somebody like them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.blocks import Blocks
from teamform.solve.choice import COUNT
from teamform.solve.shape import Shape


@pytest.fixture(scope="module")
def shape():
    """The shape of a plan with all that missions have."""
    return Shape(program(plan("M", 1, missions=True)))


def short_of_help(shape: Shape, blocks: Blocks, lacking: bool) -> list[int]:
    """The rows that are broken without anybody, and for which fewer are looked at who help than could be."""
    nobody, rows = shape.nobody, shape.program
    activity, follows, short = rows.matrix @ nobody, shape.follows.tocsr(), []
    for team in range(len(rows.plan.teams)):
        able = np.flatnonzero(rows.candidates.team == team)
        seen = blocks.choice.promising(np.array([team]), nobody, activity, lacking=lacking)
        for row in np.flatnonzero(rows.excess(nobody) > 0).tolist():
            part = rows.matrix[row]
            helping = part.indices[(part.data < 0) | rows.equal[row]]
            could, do = (len(np.unique(follows[helping][:, some].indices)) for some in (able, seen))
            if do < min(could, COUNT):
                short.append(row)
    return short


def test_for_each_rule_that_a_team_doesnt_keep_yet_several_are_looked_at_who_help(shape):
    blocks = Blocks.of(shape, None, 1)
    assert not short_of_help(shape, blocks, lacking=True)
    assert short_of_help(shape, blocks, lacking=False)


def test_where_all_rules_are_kept_nobody_is_looked_at_on_top(shape):
    blocks = Blocks.of(shape, None, 1)
    x = blocks.construct()
    activity, teams = shape.program.matrix @ x, np.array([0, 1, 2])
    plain, more = (blocks.choice.promising(teams, x, activity, lacking=lacking).tolist() for lacking in (False, True))
    assert plain == more


def test_teams_are_tied_where_somebody_must_be_on_both(shape):
    choice, plan = Blocks.of(shape, None, 1).choice, shape.program.plan
    ids, links = plan.teams["team_id"].tolist(), plan.sheets["MissionLinks"]
    links = links[links["shared_person"] & (links["liaison"] == "")]
    linked = {frozenset(pair) for pair in links[["from_team", "to_team"]].itertuples(index=False)}
    tied = {frozenset((ids[team], ids[other])) for team in range(len(ids)) for other in choice.tied(team)}
    assert len(linked) > 3 and tied == linked
