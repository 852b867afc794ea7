"""Independent solves give the same results here, in processes and on a cluster; what is lost is done again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from teamform.solve import Limits, solve
from teamform.solve.executor import Cancelled, Cluster, Here, Job, Processes, WorkerLost, executor_for
from tests.random_plans import random_plan

ITEMS = list(range(12))


def squared(ready, item):
    """What a job without any preparation does."""
    return ready["by"] * item * item


def same(given):
    """Nothing has to be prepared."""
    return given


def solved(ready, seed):
    """A plan solved: its goals and who works where."""
    proposal = solve(ready[seed], Limits(5, 1))
    return [tier.value for tier in proposal.tiers], proposal.allocation.to_dict("list")


def dies_once(folder, item):
    """The process of item 5 dies, the first time."""
    mark = Path(folder) / "died"
    if item == 5 and not mark.exists():
        mark.touch()
        os._exit(9)
    return item


def dies(_, item):
    """Whatever is asked, the process dies."""
    os._exit(9)


def marks(folder, item):
    """Leave a mark that an item is done, which takes a moment."""
    time.sleep(0.05)
    (Path(folder) / str(item)).touch()
    return item


def fails(_, item):
    """An error of the task itself."""
    raise ValueError(f"item {item} makes no sense")


SQUARES = Job(same, squared, {"by": 3})
PLANS = {seed: random_plan(seed) for seed in (2, 6)}


@pytest.fixture(scope="module")
def cluster():
    """A cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as running:
        yield running


def test_results_come_in_the_order_of_the_items_and_progress_is_told():
    told = []
    for each in (Here(), Processes(1)):
        assert list(each.each(SQUARES, ITEMS, lambda done, total: told.append((done, total)))) == [
            3 * n * n for n in ITEMS
        ]
        assert told[-1] == (12, 12)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        told.clear()


def test_a_result_is_given_as_soon_as_it_and_those_before_it_are_known(tmp_path):
    for number, each in enumerate((Here(), Processes(1))):
        done = tmp_path / str(number)
        done.mkdir()
        results = each.each(Job(same, marks, str(done)), ITEMS)
        assert next(results) == 0
        assert len(list(done.iterdir())) < len(ITEMS)
        assert list(results) == ITEMS[1:]


def test_plans_are_solved_alike_here_in_processes_and_on_a_cluster_of_several_workers(cluster):
    job, seeds = Job(same, solved, PLANS), list(PLANS)
    told = []
    here = list(Here().each(job, seeds))
    assert list(Processes(2).each(job, seeds)) == here
    assert list(Cluster(cluster.scheduler_address).each(job, seeds, lambda *known: told.append(known))) == here
    assert told[-1] == (2, 2)


def test_a_lost_process_has_its_work_done_again(tmp_path, cluster):
    for name, each in (("processes", Processes(2)), ("cluster", Cluster(cluster.scheduler_address))):
        folder = tmp_path / name
        folder.mkdir()
        assert list(each.each(Job(same, dies_once, str(folder)), ITEMS)) == ITEMS
        assert (folder / "died").exists()


def test_work_over_which_processes_die_again_and_again_is_given_up():
    with pytest.raises(WorkerLost):
        list(Processes(1).each(Job(same, dies, None), [1]))


def test_an_error_of_the_work_itself_is_raised_and_not_tried_again():
    for each in (Here(), Processes(1)):
        with pytest.raises(ValueError, match="makes no sense"):
            list(each.each(Job(same, fails, None), ITEMS[:3]))


def test_work_can_be_cancelled(cluster):
    for each in (Here(), Processes(1), Cluster(cluster.scheduler_address)):
        with pytest.raises(Cancelled):
            list(each.each(Job(same, solved, PLANS), list(PLANS) * 20, stop=lambda: True))


def test_a_cluster_is_used_where_an_address_is_given_and_local_processes_otherwise(monkeypatch):
    monkeypatch.delenv("TEAMFORM_CLUSTER", raising=False)
    assert executor_for(workers=2) == Processes(2)
    assert executor_for(workers=1) == Here()
    monkeypatch.setenv("TEAMFORM_CLUSTER", "tcp://127.0.0.1:8786")
    assert executor_for() == Cluster("tcp://127.0.0.1:8786")
