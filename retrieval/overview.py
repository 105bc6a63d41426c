"""The paragraphs of a collection as vectors: those near a question may share no word with it.

They are made from what the index holds, no text is read, and of the terms that the encoder has a
row of: the others are names, which are matched as words anyway.

Shapes: N paragraphs, `size` dimensions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.encoder import Encoder, Floats, unit
from retrieval.reading import Bags, Snapshot
from retrieval.runs import sums_of_runs

Ids = npt.NDArray[np.intp]  # ascending

MOST_KNOWN = 3_000  # paragraphs, some 400 bytes each; more, and those that are gone are forgotten
_AT_ONCE = 256  # paragraphs whose terms' vectors are laid out at once
# Versions of one collection count on, those of another are far away (see `Snapshot.version`).
_NEAR_VERSION = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Paragraphs of a collection as it was at a version: ids (N,) and unit vectors (N, size)."""

    version: int
    ids: Ids
    vectors: Floats


class Overview:
    """Tells how near in meaning paragraphs are; reads each one once. Threads may share it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known = _Known(0, np.zeros(0, np.intp), np.zeros((0, encoder.size), np.float32))
        self._lock = Lock()

    def likeness(self, snapshot: Snapshot, question: Floats, ids: Ids) -> Floats:
        """Return the cosine (N,) of each paragraph with a question, a unit vector (size,).

        `ids` (N,) ascend, and the snapshot has them all.
        """
        known = self._read(snapshot, ids)
        likeness: Floats = np.dot(known.vectors, question)
        if len(ids) < len(known.ids):
            likeness = likeness[np.searchsorted(known.ids, ids)]
        return likeness

    def _read(self, snapshot: Snapshot, ids: Ids) -> _Known:
        """Return what is known of these paragraphs and others; of all new ones from now on.

        An id is never used again, so that a paragraph's vector stays right while the index changes.
        """
        with self._lock:
            known = self._known
            if np.array_equal(known.ids, ids) and known.version == snapshot.version:
                return known
            if not 0 <= snapshot.version - known.version < _NEAR_VERSION:
                known = _Known(snapshot.version, known.ids[:0], known.vectors[:0])
            elif len(known.ids) > MOST_KNOWN:
                kept = _are_among(known.ids, ids)
                known = _Known(snapshot.version, known.ids[kept], known.vectors[kept])
            new = ids[~_are_among(ids, known.ids)]
            if new.size:
                bags = snapshot.bags(new.tolist())
                every = np.concatenate([known.ids, bags.ids])
                vectors = np.concatenate([known.vectors, *self._place(bags)])
                order = np.argsort(every)
                known = _Known(snapshot.version, every[order], vectors[order])
            self._known = known
            return known

    def _place(self, bags: Bags) -> Iterator[Floats]:
        """Yield the vectors (at most _AT_ONCE, size) of the paragraphs, in order."""
        of_terms = self._encoder.known_vectors(bags.terms)
        for first in range(0, len(bags.ids), _AT_ONCE):
            bounds = bags.bounds[first : first + _AT_ONCE + 1]
            own = slice(bounds[0], bounds[-1])
            weights = bags.frequencies[own].astype(np.float32)
            vectors = of_terms[bags.places[own]] * weights[:, None]
            yield unit(sums_of_runs(vectors, bounds - bounds[0]))


def _are_among(ids: Ids, others: Ids) -> npt.NDArray[np.bool_]:
    """Tell of each id (N,) whether it is one of the others; numpy.isin is slow to load."""
    if not len(others):
        return np.zeros(len(ids), np.bool_)
    places = np.minimum(np.searchsorted(others, ids), len(others) - 1)
    found: npt.NDArray[np.bool_] = others[places] == ids
    return found
