"""From lists of terms to bags of words: each paragraph's terms, and how often it has each.

Term statistics are rank-bm25's own, chunk by chunk; numpy turns them into arrays.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np
from sqlite_utils import Database

from retrieval.bm25 import PositiveBM25

MOST_COUNTED = 255  # a uint8; what has one word more often is hardly prose


@dataclass(frozen=True, slots=True)
class Bag:
    """A paragraph's terms as they are stored: uint32 ids, ascending, and a uint8 frequency each.

    `length` counts every term with its repetitions.
    """

    length: int
    terms: bytes
    frequencies: bytes


class Vocabulary:
    """The ids of terms: those that the index has, and new ones for those that it doesn't.

    Whoever writes the index takes the new ones from it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[str, int] = {}
        (self._last,) = database.execute("SELECT coalesce(max(id), 0) FROM terms").fetchone()
        self._fresh: list[tuple[int, str]] = []

    def ids_of(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return a mapping that has an id for each of `terms` (and for others)."""
        unknown = [term for term in terms if term not in self._ids]
        if unknown:
            self._ids.update(stored_ids(self._database, unknown))
        for term in unknown:
            if term not in self._ids:
                self._last += 1
                self._ids[term] = self._last
                self._fresh.append((self._last, term))
        return self._ids

    def take_fresh(self) -> list[tuple[int, str]]:
        """Return (id, term) of the terms that are new since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh


def stored_ids(database: Database, terms: Sequence[str]) -> list[tuple[str, int]]:
    """Return (term, id) for those of `terms` that the index has."""
    return database.execute(
        "SELECT term, id FROM terms WHERE term IN (SELECT value FROM json_each(?))",
        [json.dumps(terms)],
    ).fetchall()


def fill_bags(paragraphs: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Bag]:
    """Return a bag for each paragraph's list of terms, in order."""
    statistics = PositiveBM25(paragraphs, idf={})  # of a chunk, an idf would mean nothing
    counted = cast("list[dict[str, int]]", statistics.doc_freqs)  # a paragraph each: term to tf
    ids = vocabulary.ids_of(cast("Mapping[str, int]", statistics.nd))
    sizes = np.fromiter(map(len, counted), np.intp, len(counted))
    total = int(sizes.sum())
    terms = np.fromiter(map(ids.__getitem__, chain.from_iterable(counted)), np.uint32, total)
    tf = np.fromiter(chain.from_iterable(map(dict.values, counted)), np.int64, total)
    # By paragraph, then by term: both in one number are sorted in a quarter of lexsort's time.
    order = np.argsort(np.repeat(np.arange(len(counted), dtype=np.int64), sizes) << 32 | terms)
    term_bytes = terms[order].tobytes()
    tf_bytes = np.minimum(tf[order], MOST_COUNTED).astype(np.uint8).tobytes()
    ends = sizes.cumsum()
    return [
        Bag(int(length), term_bytes[4 * start : 4 * end], tf_bytes[start:end])
        for length, start, end in zip(
            statistics.doc_len, (ends - sizes).tolist(), ends.tolist(), strict=True
        )
    ]
