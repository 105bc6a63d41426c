"""Articles being prepared: in this process, or for a large folder in others beside it.

Analysing takes most of the time of indexing, and articles don't depend on each other. Whoever puts
articles in gets them back prepared and counted, in parcels, in the same order; only so many are
under way that memory stays bounded.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from retrieval.model import RawArticle
from storage.garbage import FEW
from storage.parcels import Packer, Parcel, Prepare, Put

LARGE = 2_000_000  # bytes to read from which on workers are worth their start
_MOST_WORKERS = 4
NICENESS = 3  # of who indexes: it can wait for somebody's answer
_WORKERS_NICENESS = 10  # and these for who writes
_PARCEL = 1_000_000  # code points of text that are prepared at once


Prepared = tuple[list[Put], Parcel]


class Preparations:
    """Prepares articles; `workers` other processes do it, none but this one if that is 0."""

    def __init__(self, prepare: Prepare, workers: int) -> None:
        self._prepare = prepare
        self._workers = workers
        self._packer = Packer()  # for what is prepared here
        self._pool = _start_pool(workers) if workers else None
        self._waiting: list[Put] = []
        self._size = 0  # of what is waiting, in code points
        self._under_way: deque[tuple[list[Put], Future[Parcel]]] = deque()

    def put(self, article: Put) -> Iterator[Prepared]:
        """Take one more article; yield the parcels that are ready, in the order they came."""
        self._waiting.append(article)
        self._size += len(article.raw.text)
        if self._size >= _PARCEL:
            yield from self._send()
        while len(self._under_way) > 2 * self._workers:
            yield self._receive()

    def finish(self) -> Iterator[Prepared]:
        """Yield all that were put in and not handed back yet."""
        if self._waiting:
            yield from self._send()
        while self._under_way:
            yield self._receive()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _send(self) -> Iterator[Prepared]:
        """Hand what is waiting to a worker; without any, prepare it here."""
        puts, self._waiting, self._size = self._waiting, [], 0
        if self._pool is None:
            yield puts, self._prepare_here(puts)
            return
        try:
            future = self._pool.submit(_prepare_there, self._prepare, [put.raw for put in puts])
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._under_way.append((puts, future))

    def _receive(self) -> Prepared:
        puts, future = self._under_way.popleft()
        try:
            return puts, future.result()
        except BrokenProcessPool:  # a worker was killed; what it was at is done here
            return puts, self._prepare_here(puts)

    def _prepare_here(self, puts: Sequence[Put]) -> Parcel:
        return self._packer.prepare(self._prepare, [put.raw for put in puts])


def workers_for(size: int) -> int:
    """Return how many workers `size` bytes of articles are worth on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_WORKERS) if size >= LARGE and (cores or 1) > 1 else 0


def give_way(niceness: int = NICENESS) -> None:
    """Leave the processor to other processes that want it; there is no way back."""
    if hasattr(os, "nice"):
        os.nice(max(0, niceness - os.nice(0)))


def _start_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a child must not share an open database.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin_worker)


def _begin_worker() -> None:
    """In a worker: leave the processor to whoever answers, and don't outlive the parent."""
    give_way(_WORKERS_NICENESS)
    gc.freeze()
    gc.set_threshold(FEW)
    _end_with_parent()


def _prepare_there(prepare: Prepare, articles: Sequence[RawArticle]) -> Parcel:
    """In a worker: prepare articles."""
    return _own_packer().prepare(prepare, articles)


@cache
def _own_packer() -> Packer:
    """Return a worker's packer: of the terms that it has told before, it tells the numbers."""
    return Packer()


def _end_with_parent() -> None:
    """End as soon as the process that started this one is gone, even if it was killed."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
