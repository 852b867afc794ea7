"""Running one measurement in a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import multiprocessing
import os
import platform
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

BLOCK = 1024
"""Linux counts peak memory in blocks of so many bytes."""


def measured(task: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What ``task`` returns, with the seconds, CPU seconds and peak memory (MB) of its process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_inside, task, arguments).result()  # a process that dies is an error, not a wait


def _inside(task: Callable[..., dict[str, Any]], arguments: tuple[Any, ...]) -> dict[str, Any]:
    wall = time.perf_counter()
    found = task(*arguments)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        **found,
        "whole_wall_s": round(time.perf_counter() - wall, 2),
        "whole_cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": peak_mb(),
    }


def peak_mb() -> int:
    """The most memory that this process has had so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BLOCK / 1e6)


class Stopwatch:
    """Wall and CPU seconds since it was last asked."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def lap(self, name: str) -> dict[str, float]:
        """The seconds since the last lap, under ``name``."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        self.__init__()  # type: ignore[misc]
        return {f"{name}_wall_s": round(wall, 3), f"{name}_cpu_s": round(cpu, 3)}


def machine() -> dict[str, Any]:
    """What was measured on, when, and how busy it was."""
    model = platform.processor() or platform.machine()
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": memory // 1024**2,
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def _lines(file: str) -> list[str]:
    """The lines of one of Linux's own files; none on another system."""
    path = Path(file)
    return path.read_text().splitlines() if path.exists() else []
