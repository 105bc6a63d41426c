"""Matching: from a query's clauses to the best paragraphs, exactly as BM25 scores them.

Term at a time into one dense accumulator. A textbook MaxScore was slower: what makes frequent
terms cheap is that their postings are dense columns, added without any gather.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.bm25 import K1, B, group_frequency, inverse_document_frequency
from retrieval.model import Clause, Hit, Query
from retrieval.reading import Postings, Snapshot

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]  # one entry a paragraph id

# The first guess at the k-th best score looks at this many strided blocks' maxima.
BLOCKS = 64


@dataclass(frozen=True, slots=True)
class Norms:
    """k1 * (1 - b + b * dl / avgdl) of every paragraph id; infinite where there is none."""

    version: int
    values: Floats


class Matcher:
    """Finds the best paragraphs of snapshots; keeps what can be used again between questions.

    Threads may share one: each has its own accumulator.
    """

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self._k1 = k1
        self._b = b
        self._norms: Norms | None = None
        self._scratch = threading.local()

    def live(self, snapshot: Snapshot) -> Mask:
        """Tell of each id up to the last whether a paragraph has it; one removed counts as none."""
        return np.isfinite(self._norms_of(snapshot).values)

    def search(
        self, snapshot: Snapshot, query: Query, k: int, allowed: Mask | None = None
    ) -> list[Hit]:
        """Return at most `k` hits, best first, ties by paragraph id; only scores above 0.

        With `allowed`, which has the shape of `live`, they are the best of the allowed paragraphs.
        """
        norms = self._norms_of(snapshot)
        scores = self._accumulator(norms.values.size)
        found = snapshot.document_frequencies(
            {term for clause in query.clauses for term, _ in clause.terms}
        )
        paragraphs = snapshot.statistics().paragraphs
        for clause in rarest_first(query.clauses, found):
            known = [(term, weight) for term, weight in clause.terms if term in found]
            df = min(group_frequency(known, found), paragraphs)
            weight = clause.boost * inverse_document_frequency(df, paragraphs) * (self._k1 + 1)
            if len(known) == 1 and known[0][1] == 1.0:
                for postings in snapshot.postings(known[0][0]):
                    add_term(scores, norms.values, postings, weight)
            else:
                self._add_group(scores, norms.values, snapshot, known, weight)
        if allowed is not None:
            scores[~allowed] = 0.0
        return best_hits(scores, k)

    def _add_group(
        self,
        scores: Floats,
        norms: Floats,
        snapshot: Snapshot,
        terms: Sequence[tuple[str, float]],
        weight: float,
    ) -> None:
        """Add a clause whose terms share one term frequency (Pirkola's structured query)."""
        frequencies = self._group_frequencies(scores.size)
        # Read first: nothing may be left in the frequencies if reading breaks off.
        lists = [
            (share, *sparse(postings))
            for term, share in terms
            for postings in snapshot.postings(term)
        ]
        for share, ids, tf in lists:
            frequencies[ids] += np.float32(share) * tf
        for _, ids, _ in lists:  # what one list has scored is 0 for the next
            tf = frequencies[ids]
            scores[ids] += tf / (tf + norms[ids]) * np.float32(weight)
            frequencies[ids] = 0.0

    def _norms_of(self, snapshot: Snapshot) -> Norms:
        norms = self._norms
        if norms is None or norms.version != snapshot.version:
            norms = self._norms = length_norms(snapshot, self._k1, self._b)
        return norms

    def _accumulator(self, size: int) -> Floats:
        scores: Floats | None = getattr(self._scratch, "scores", None)
        if scores is None or scores.size != size:
            scores = self._scratch.scores = np.zeros(size, np.float32)
        scores.fill(0.0)
        return scores

    def _group_frequencies(self, size: int) -> Floats:
        frequencies: Floats | None = getattr(self._scratch, "frequencies", None)
        if frequencies is None or frequencies.size != size:
            frequencies = self._scratch.frequencies = np.zeros(size, np.float32)
        return frequencies


def search(snapshot: Snapshot, query: Query, k: int) -> list[Hit]:
    """Return at most `k` hits of one snapshot, best first, ties by paragraph id."""
    return Matcher().search(snapshot, query, k)


def length_norms(snapshot: Snapshot, k1: float, b: float) -> Norms:
    """Compute the part of BM25's denominator that depends on the paragraph alone."""
    segments = snapshot.segments()
    size = max((segment.base + len(segment.lengths) for segment in segments), default=0)
    norms = np.full(size, np.inf, np.float32)
    avgdl = snapshot.statistics().average_length or 1.0
    for segment in segments:
        span = slice(segment.base, segment.base + len(segment.lengths))
        norms[span] = k1 * (1.0 - b) + (k1 * b / avgdl) * segment.lengths.astype(np.float32)
    removed = snapshot.removed()
    if removed:
        norms[np.asarray(removed, np.intp)] = np.inf
    return Norms(snapshot.version, norms)


def rarest_first(clauses: Sequence[Clause], df: Mapping[str, int]) -> list[Clause]:
    """Return the clauses that match anything, the one with the rarest terms first."""
    known = [clause for clause in clauses if any(term in df for term, _ in clause.terms)]
    return sorted(known, key=lambda clause: group_frequency(clause.terms, df))


def add_term(scores: Floats, norms: Floats, postings: Postings, weight: float) -> None:
    """Add weight * tf / (tf + norm) to the score of every paragraph that holds the term."""
    if postings.slots is None:
        span = slice(postings.base, postings.base + len(postings.frequencies))
        tf = postings.frequencies.astype(np.float32)
        scores[span] += tf / (tf + norms[span]) * np.float32(weight)
        return
    ids, tf = sparse(postings)
    scores[ids] += tf / (tf + norms.take(ids)) * np.float32(weight)


def sparse(postings: Postings) -> tuple[Ids, Floats]:
    """Return paragraph ids and term frequencies of one segment's postings, dense ones too."""
    if postings.slots is None:
        slots: Ids = np.flatnonzero(postings.frequencies)
        return slots + postings.base, postings.frequencies[slots].astype(np.float32)
    return postings.slots.astype(np.intp) + postings.base, postings.frequencies.astype(np.float32)


def best_hits(scores: Floats, k: int) -> list[Hit]:
    """Return the `k` best positive scores as hits, best first, ties by paragraph id."""
    if k < 1 or not scores.size:
        return []
    ids = np.flatnonzero((scores > 0.0) & (scores >= kth_best_bound(scores, k)))
    order = np.lexsort((ids, -scores[ids]))[:k]
    return [Hit(int(i), float(scores[i])) for i in ids[order]]


def kth_best_bound(scores: Floats, k: int) -> float:
    """Return a lower bound of the k-th best score, nearly always equal to it.

    The k-th best of the maxima of strided blocks can't exceed the k-th best of all, and costs a
    fraction of partitioning them all. 0.0 when there are fewer than k scores.
    """
    blocks = min(BLOCKS, scores.size // 2048)
    if blocks > 1:
        width = scores.size // blocks
        maxima = scores[: width * blocks].reshape(blocks, width).max(axis=0)
        scores = maxima if maxima.size >= k else scores
    if scores.size < k:
        return 0.0
    return float(np.partition(scores, scores.size - k)[scores.size - k])
