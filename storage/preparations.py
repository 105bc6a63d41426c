"""Articles being prepared: in this process, or for a large folder in others beside it.

Analysing takes most of the time of indexing, and articles don't depend on each other. Whoever puts
articles in gets them back prepared, in the same order; only so many are under way that memory stays
bounded.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from retrieval.model import RawArticle
from retrieval.preparation import PreparedArticle

Prepare = Callable[[RawArticle], PreparedArticle]

LARGE = 2_000_000  # bytes to read from which on workers are worth their start
_MOST_WORKERS = 4
_PARCEL = 100_000  # code points of text that travel to a worker at once


@dataclass(frozen=True, slots=True)
class Put:
    """An article to prepare, the file that it stands in and its fingerprint."""

    raw: RawArticle
    source: str
    fingerprint: str


Prepared = tuple[Put, PreparedArticle]


class Preparations:
    """Prepares articles; `workers` other processes do it, none but this one if that is 0."""

    def __init__(self, prepare: Prepare, workers: int = 0) -> None:
        self._prepare = prepare
        self._workers = workers
        self._pool = _start_pool(workers) if workers else None
        self._parcel: list[Put] = []
        self._under_way: deque[tuple[list[Put], Future[list[PreparedArticle]]]] = deque()

    def put(self, article: Put) -> Iterator[Prepared]:
        """Take one more article; yield those that are ready, in the order in which they came."""
        if self._pool is None:
            yield article, self._prepare(article.raw)
            return
        self._parcel.append(article)
        if sum(len(each.raw.text) for each in self._parcel) >= _PARCEL:
            self._send(self._pool)
        while len(self._under_way) > 2 * self._workers:
            yield from self._receive()

    def finish(self) -> Iterator[Prepared]:
        """Yield all that were put in and not handed back yet."""
        if self._pool is not None:
            self._send(self._pool)
        while self._under_way:
            yield from self._receive()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _send(self, pool: ProcessPoolExecutor) -> None:
        parcel, self._parcel = self._parcel, []
        raws = [article.raw for article in parcel]
        try:
            future = pool.submit(_prepare_all, self._prepare, raws)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._under_way.append((parcel, future))

    def _receive(self) -> Iterator[Prepared]:
        parcel, future = self._under_way.popleft()
        try:
            prepared = future.result()
        except BrokenProcessPool:  # a worker was killed; what it was at is done here
            prepared = _prepare_all(self._prepare, [article.raw for article in parcel])
        yield from zip(parcel, prepared, strict=True)


def workers_for(size: int) -> int:
    """Return how many workers `size` bytes of articles are worth on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_WORKERS) if size >= LARGE and (cores or 1) > 1 else 0


def _start_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a child must not share an open database.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_end_with_parent)


def _prepare_all(prepare: Prepare, articles: Sequence[RawArticle]) -> list[PreparedArticle]:
    return [prepare(article) for article in articles]


def _end_with_parent() -> None:
    """In a worker: end as soon as the process that started it is gone, even if it was killed."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
