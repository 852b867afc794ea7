"""Many independent solves: in this process, in processes beside it, or on a cluster; the same results everywhere.

A job is a function of what was prepared once and of one item. Whoever works on it prepares it once and is then
handed items; results come back in the order of the items, whoever was first. An item that was lost with its
worker is done again.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from teamform.errors import TeamformError

ADDRESS = "TEAMFORM_CLUSTER"
"""The environment variable that holds the address of a cluster's scheduler, such as ``tcp://10.0.0.1:8786``."""
TRIES = 3
"""An item whose worker dies so many times is given up."""
POLL = 0.2
"""Seconds between two looks at whether somebody wants to stop."""

Tell = Callable[[int, int], None]
"""Hears how many items are done, and of how many."""
Stop = Callable[[], bool]


class Cancelled(TeamformError):
    """Somebody stopped the work before all items were done."""


class WorkerLost(TeamformError):
    """A worker died again and again over the same work."""


@dataclass(frozen=True)
class Job:
    """What is to be done with each item: ``task(prepare(given), item)``; all of it can be sent elsewhere."""

    prepare: Callable[[Any], Any]
    """Done once by each worker."""
    task: Callable[[Any, Any], Any]
    given: Any


class Executor(Protocol):
    """Does a job with each of some items."""

    def each(self, job: Job, items: Sequence[Any], tell: Tell | None = None, stop: Stop | None = None) -> Iterator[Any]:
        """The results in the order of the items, as they become known; raises Cancelled, WorkerLost, or what the
        task raised."""
        ...


@dataclass(frozen=True)
class Here:
    """One item after the other, in this process."""

    def each(self, job: Job, items: Sequence[Any], tell: Tell | None = None, stop: Stop | None = None) -> Iterator[Any]:
        """The results in the order of the items."""
        ready = job.prepare(job.given)
        for number, item in enumerate(items):
            if stop is not None and stop():
                raise Cancelled(f"Stopped after {number} of {len(items)}")
            found = job.task(ready, item)
            _tell(tell, number + 1, len(items))
            yield found


@dataclass(frozen=True)
class Processes:
    """Processes of this machine, one a core unless said otherwise."""

    workers: int = 0

    def each(self, job: Job, items: Sequence[Any], tell: Tell | None = None, stop: Stop | None = None) -> Iterator[Any]:
        """The results in the order of the items; what was in work when a process died is begun anew."""
        found: dict[int, Any] = {}
        given = in_vain = 0
        while given < len(items):
            before = len(found)
            with suppress(BrokenProcessPool):
                for _ in self._go_on(job, items, found, tell, stop):
                    while given in found:
                        yield found[given]
                        given += 1
            in_vain = in_vain + 1 if len(found) == before else 0
            if in_vain >= TRIES:
                raise WorkerLost(f"A process died {TRIES} times over the same work; memory may be short.")

    def _go_on(
        self, job: Job, items: Sequence[Any], found: dict[int, Any], tell: Tell | None, stop: Stop | None
    ) -> Iterator[None]:
        """Find what is still missing, one item after the other; raises BrokenProcessPool when a process dies."""
        left = [number for number in range(len(items)) if number not in found]
        with self._pool(job, len(left)) as pool:
            running = {pool.submit(_inside, items[number]): number for number in left}
            for number, future in _ended(running, stop, len(items)):
                found[number] = future.result()
                _tell(tell, len(found), len(items))
                yield

    @contextmanager
    def _pool(self, job: Job, most: int) -> Iterator[ProcessPoolExecutor]:
        count = max(1, min(self.workers or os.cpu_count() or 1, most))
        context = multiprocessing.get_context("spawn")  # a copy of a process with threads may hang
        pool = ProcessPoolExecutor(count, context, _begin, (job,))
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask cluster that runs already; Dask does again what is lost with a worker."""

    address: str

    def each(self, job: Job, items: Sequence[Any], tell: Tell | None = None, stop: Stop | None = None) -> Iterator[Any]:
        """The results in the order of the items."""
        from distributed import Client, KilledWorker

        with Client(self.address, timeout="10s", set_as_default=False) as client, client.as_current():
            sent = client.submit(partial(_itself, job), pure=False)  # data would be lost with its worker
            futures = [client.submit(_remote, sent, item, pure=False) for item in items]
            try:
                given = 0
                for _ in _followed(futures, tell, stop):
                    while given < len(futures) and futures[given].done():
                        yield futures[given].result()
                        given += 1
            except KilledWorker as dead:
                raise WorkerLost(f"Workers of the cluster died over the same work again and again: {dead}") from None
            except BaseException:
                client.cancel(futures, force=True)
                raise


def executor_for(address: str | None = None, workers: int = 0) -> Executor:
    """The cluster at an address (that of the environment's TEAMFORM_CLUSTER by default), else local processes."""
    address = os.environ.get(ADDRESS, "") if address is None else address
    if address:
        return Cluster(address)
    return Here() if (workers or os.cpu_count() or 1) == 1 else Processes(workers)


# --- inside a worker

_READY: list[tuple[Job, Any]] = []
"""The job that this process is at work on, and what it prepared for it."""
_ONE_AT_A_TIME = threading.Lock()


def _begin(job: Job) -> None:
    _READY[:] = [(job, job.prepare(job.given))]


def _inside(item: Any) -> Any:
    job, ready = _READY[0]
    return job.task(ready, item)


def _itself(job: Job) -> Job:
    return job


def _remote(job: Job, item: Any) -> Any:
    with _ONE_AT_A_TIME:
        if not _READY or _READY[0][0] is not job:
            _begin(job)
        ready = _READY[0][1]
    return job.task(ready, item)


# --- waiting


def _ended(running: dict[Future[Any], int], stop: Stop | None, total: int) -> Iterator[tuple[int, Future[Any]]]:
    """Items as they end, until all have; raises Cancelled when somebody wants to stop."""
    waiting = set(running)
    while waiting:
        done, waiting = wait(waiting, timeout=POLL, return_when=FIRST_COMPLETED)
        for future in done:
            yield running[future], future
        if stop is not None and stop() and waiting:
            for future in waiting:
                future.cancel()
            raise Cancelled(f"Stopped after {total - len(waiting)} of {total}")


def _followed(futures: Sequence[Any], tell: Tell | None, stop: Stop | None) -> Iterator[None]:
    """Wait for a cluster's futures, telling how many are done, until all are."""
    from distributed import wait as wait_for

    told, waiting = 0, set(futures)
    while waiting:
        with suppress(TimeoutError):
            waiting = set(wait_for(waiting, timeout=POLL, return_when="FIRST_COMPLETED").not_done)
        if told != (told := len(futures) - len(waiting)):
            _tell(tell, told, len(futures))
            yield
        if stop is not None and stop() and waiting:
            raise Cancelled(f"Stopped after {told} of {len(futures)}")


def _tell(tell: Tell | None, done: int, total: int) -> None:
    if tell is not None:
        tell(done, total)
