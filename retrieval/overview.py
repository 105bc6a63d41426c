"""The paragraphs of a small collection as vectors: those near a question may share no word with it.

Shapes: N paragraphs, `size` dimensions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words_of_spans
from retrieval.encoder import Floats, TermVectors, unit
from retrieval.model import Paragraph, Span
from retrieval.numbering import FUNCTION_WORD, TermTable
from retrieval.reading import Snapshot
from retrieval.runs import bounds_of, sums_of_runs

Ids = npt.NDArray[np.intp]  # ascending

MOST_KNOWN = 3_000  # paragraphs, some 400 bytes each; more, and those that are gone are forgotten
# Versions of one collection count on, those of another are far away (see `Snapshot.version`).
_NEAR_VERSION = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Paragraphs of a collection as it was at a version: ids (N,) and unit vectors (N, size)."""

    version: int
    ids: Ids
    vectors: Floats


class Overview:
    """Finds paragraphs near in meaning; reads each one once. Threads may share it."""

    def __init__(self, vectors: TermVectors, table: TermTable) -> None:
        """Read paragraphs with these vectors, by the numbers that `table` gives terms."""
        self._vectors = vectors
        self._table = table
        self._known = _Known(0, np.zeros(0, np.intp), np.zeros((0, vectors.size), np.float32))
        self._lock = Lock()

    def nearest(self, snapshot: Snapshot, question: Floats, ids: Ids, k: int) -> list[int]:
        """Return the `k` of some paragraphs that are nearest to a unit vector (size,), by id.

        `ids` (N,) ascend, and the snapshot has them all.
        """
        known = self._read(snapshot, ids)
        vectors = known.vectors[np.searchsorted(known.ids, ids)]
        likeness = np.einsum("nd,d->n", vectors, question)
        order = np.argsort(-likeness, kind="stable")[:k]
        nearest: list[int] = np.sort(ids[order]).tolist()
        return nearest

    def _read(self, snapshot: Snapshot, ids: Ids) -> _Known:
        """Return what is known of these paragraphs and others; of all new ones from now on.

        An id is never used again, so that a paragraph's vector stays right while the index changes.
        """
        with self._lock:
            known = self._known
            if not 0 <= snapshot.version - known.version < _NEAR_VERSION:
                known = _Known(snapshot.version, known.ids[:0], known.vectors[:0])
            elif len(known.ids) > MOST_KNOWN:
                kept = _are_among(known.ids, ids)
                known = _Known(snapshot.version, known.ids[kept], known.vectors[kept])
            new = ids[~_are_among(ids, known.ids)]
            if new.size:
                every = np.concatenate([known.ids, new])
                placed = self._place(snapshot.paragraphs(new.tolist()))
                vectors = np.concatenate([known.vectors, placed])
                order = np.argsort(every)
                known = _Known(snapshot.version, every[order], vectors[order])
            self._known = known
            return known

    def _place(self, paragraphs: Sequence[Paragraph]) -> Floats:
        """Return the vectors (N, size) of at least one paragraph."""
        terms = [self._terms_of(paragraph) for paragraph in paragraphs]
        starts = bounds_of(list(map(len, terms)))
        vectors = self._vectors.of(np.concatenate(terms), self._table.terms)
        return unit(sums_of_runs(vectors, starts))

    def _terms_of(self, paragraph: Paragraph) -> npt.NDArray[np.int32]:
        """Return the numbers of the terms of a paragraph and of its title."""
        known = self._table.words(paragraph.lang)
        words, _ = words_of_spans(paragraph.text, [Span(0, len(paragraph.text))])
        terms = known.read(words).terms
        return np.append(terms[terms != FUNCTION_WORD], known.read_terms(paragraph.article.title))


def _are_among(ids: Ids, others: Ids) -> npt.NDArray[np.bool_]:
    """Tell of each id (N,) whether it is one of the others; numpy.isin is slow to load."""
    if not len(others):
        return np.zeros(len(ids), np.bool_)
    places = np.minimum(np.searchsorted(others, ids), len(others) - 1)
    found: npt.NDArray[np.bool_] = others[places] == ids
    return found
