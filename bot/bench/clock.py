"""Time and memory, as they are measured here."""

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")

_STATUS = Path("/proc/self/status")


class Outside(Generic[T]):
    """An iterable whose own time is not the measured engine's: `seconds` is what it took."""

    def __init__(self, values: Iterable[T]) -> None:
        self._values = iter(values)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[T]:
        """Yield the values, stopping the time that each takes to come."""
        while True:
            start = time.perf_counter()
            try:
                value = next(self._values)
            except StopIteration:
                return
            finally:
                self.seconds += time.perf_counter() - start
            yield value


def time_each(
    ask: Callable[[T], object], questions: Sequence[T], at_least: int, budget: float
) -> list[float]:
    """Return the milliseconds of each question, in order.

    All of them, or as many as fit into `budget` seconds, but at least `at_least`.
    """
    times: list[float] = []
    begun = time.perf_counter()
    for question in questions:
        start = time.perf_counter()
        ask(question)
        end = time.perf_counter()
        times.append(1_000 * (end - start))
        if end - begun > budget and len(times) >= at_least:
            break
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` percent of values don't exceed; nan for none."""
    return float(np.percentile(values, share)) if values else float("nan")


def resident_bytes() -> int:
    """Return the memory that this process has in use now; its peak where that can't be told."""
    if _STATUS.exists():
        for line in _STATUS.read_text("ascii", "replace").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return peak_bytes()


def peak_bytes(who: int = resource.RUSAGE_SELF) -> int:
    """Return the most memory that this process, or one of its children, has had in use."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit


def processor_seconds() -> float:
    """Return the processor time of this process so far, and of its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)
