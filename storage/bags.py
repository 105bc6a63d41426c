"""From counted terms to bags of words as they are stored, by the index's term ids."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from storage.counting import Counts


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

    def __init__(self, database: Database, fresh: Sequence[tuple[int, str]] = ()) -> None:
        """Start from the index's terms; `fresh` are (id, term) of some that were new before."""
        self._database = database
        self._ids = {term: term_id for term_id, term in fresh}
        (last,) = database.execute("SELECT coalesce(max(id), 0) FROM main.terms").fetchone()
        self._has_terms = last > 0
        self._last: int = max(last, *self._ids.values(), 0)
        self._fresh: list[tuple[int, str]] = []

    def ids_of(self, terms: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the ids of distinct terms, in their order."""
        found = list(map(self._ids.get, terms))
        unknown = [term for term, term_id in zip(terms, found, strict=True) if term_id is None]
        if unknown:
            self._add(unknown)
            found = list(map(self._ids.get, terms))
        return np.array(found, np.int64)

    def _add(self, terms: Sequence[str]) -> None:
        """Look terms up in the index, and give new ids to those that aren't there."""
        if self._has_terms:
            self._ids.update(stored_ids(self._database, terms))
        new = [term for term in terms if term not in self._ids]
        fresh = list(enumerate(new, self._last + 1))
        self._ids.update((term, term_id) for term_id, term in fresh)
        self._last += len(fresh)
        self._fresh += fresh

    def take_fresh(self) -> list[tuple[int, str]]:
        """Return (id, term) of the terms that are new since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh


def stored_ids(database: Database, terms: Sequence[str]) -> list[tuple[str, int]]:
    """Return (term, id) for those of `terms` that the index has."""
    return database.execute(
        "SELECT term, id FROM main.terms WHERE term IN (SELECT value FROM json_each(?))",
        [json.dumps(terms)],
    ).fetchall()


def fill_bags(counts: Counts, vocabulary: Vocabulary) -> Iterator[Bag]:
    """Yield a bag for each paragraph that was counted, in order."""
    ids = vocabulary.ids_of(counts.terms)
    paragraphs = np.repeat(np.arange(len(counts.sizes), dtype=np.int64), counts.sizes)
    # Paragraph, term and frequency in one number each: sorted far sooner than an order is found.
    packed = np.sort(paragraphs << 40 | ids[counts.places] << 8 | counts.frequencies)
    terms = (packed >> 8).astype(np.uint32).tobytes()
    frequencies = packed.astype(np.uint8).tobytes()
    start = 0
    for length, size in zip(counts.lengths.tolist(), counts.sizes.tolist(), strict=True):
        end = start + size
        yield Bag(length, terms[4 * start : 4 * end], frequencies[start:end])
        start = end
