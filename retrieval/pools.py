"""Paragraphs read as pools, the last of which are kept: a small collection is the same pool,
whatever is asked."""

from collections.abc import Sequence

from retrieval.annotation import Annotator
from retrieval.errors import CollectionError
from retrieval.meaning import MeaningReader
from retrieval.pool import KEPT_POOLS, Pool, make_pool
from retrieval.reading import Snapshot

_Key = tuple[int, tuple[int, ...]]  # the index's version, and the paragraphs' ids


class PoolReader:
    """Reads paragraphs as pools. Threads may share it.

    Every snapshot has to be of one collection.
    """

    def __init__(self, annotator: Annotator, meaning: MeaningReader) -> None:
        self._annotator = annotator
        self._meaning = meaning
        self._kept: tuple[tuple[_Key, Pool], ...] = ()

    def read(self, snapshot: Snapshot, ids: Sequence[int]) -> Pool:
        """Return the pool of the paragraphs with these ids, ascending.

        Raises CollectionError where none of them is there, as an index that is damaged may tell.
        """
        wanted = snapshot.version, tuple(ids)
        for key, pool in self._kept:
            if key == wanted:
                return pool
        annotated = self._annotator.read(snapshot, ids)
        if not annotated:
            raise CollectionError(
                "The index names paragraphs that aren't there: run `verbatim check --rebuild`."
            )
        pool = make_pool(annotated, self._meaning.read(annotated))
        # Where two threads come here at once, one of the pools is made again another time.
        self._kept = ((wanted, pool), *self._kept)[:KEPT_POOLS]
        return pool
