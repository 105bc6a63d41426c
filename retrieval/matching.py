"""Matching: from a query's clauses to the best paragraphs, exactly as BM25 scores them.

Term at a time, the rarest first, into one dense accumulator of scores. What makes this fast:

- Frequent terms may have columns for postings, which are added without any gather
  (`retrieval.clause_scoring`).
- As soon as it is known which few paragraphs can still be among the best, what is left of the
  question is scored for these alone (`retrieval.contenders`).
- The best are picked out of the scores without sorting them (`retrieval.top_k`).

Where there are few paragraphs all of this takes longer than scoring them all: see
`retrieval.at_once`.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from retrieval import at_once
from retrieval.accumulator import Accumulator
from retrieval.bm25 import K1, SAME_WORD, B, group_frequency, inverse_document_frequency
from retrieval.clause_scoring import add_group, add_term
from retrieval.contenders import best_of, name_contenders
from retrieval.model import Clause, Hit, Query
from retrieval.posting_lists import Floats, Mask
from retrieval.reading import Postings, Snapshot
from retrieval.top_k import best_hits

# An accumulator has room for so many ids more than there are: not every update needs another one.
_STEP = 4_096
# A related word isn't read where more of the paragraphs hold it than this, times its share: it
# tells little there. Where few do it always is; where many do never, however large the collection.
COMMON = 1 / 6
FEW, MANY = 5_000, 60_000


@dataclass(frozen=True, slots=True, eq=False)
class Norms:
    """k1 * (1 - b + b * dl / avgdl) of every paragraph id; infinite where there is none."""

    version: int
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A clause whose terms the collection knows; `weight` is more than it adds to any score."""

    terms: Sequence[tuple[str, float]]
    weight: float

    def lists(self, found: Mapping[str, Postings]) -> list[tuple[float, Postings]]:
        """Return what was found of its terms, each with its share."""
        return [(share, found[term]) for term, share in self.terms if term in found]


class Matcher:
    """Finds the best paragraphs of snapshots; keeps what can be used again between questions.

    Threads may share one: each has its own accumulator.
    """

    def __init__(self, few: int = at_once.FEW) -> None:
        """Score all paragraphs at once where there are but `few` ids."""
        self._few = few
        self._norms: Norms | None = None
        self._own = threading.local()

    def live(self, snapshot: Snapshot) -> Mask:
        """Tell of each id up to the last whether a paragraph has it; one removed counts as none.

        So does one without a term, which nothing can find.
        """
        return np.isfinite(self._norms_of(snapshot).values)

    def search(
        self, snapshot: Snapshot, query: Query, k: int, allowed: Mask | None = None
    ) -> list[Hit]:
        """Return at most `k` hits, best first, ties by paragraph id; only scores above 0.

        With `allowed`, which has the shape of `live`, they are the best of the allowed paragraphs.
        """
        norms = self._norms_of(snapshot).values
        if k < 1 or not norms.size:
            return []
        if allowed is not None:  # nothing adds to the score of an infinitely long paragraph
            norms = np.where(allowed, norms, np.float32(np.inf))
        clauses, found = self._read(snapshot, query)
        if norms.size <= self._few:
            return best_hits(score_all(norms, clauses, found), k)
        accumulator = self._accumulator(norms.size)
        try:
            add_clauses(accumulator, norms, found, clauses, k)
            return best_of(accumulator, k)
        finally:
            accumulator.clear()

    def scores(self, snapshot: Snapshot, query: Query) -> Floats:
        """Return the score of every paragraph id up to the last (N,): of few, as of a table."""
        return score_all(self._norms_of(snapshot).values, *self._read(snapshot, query))

    def _read(
        self, snapshot: Snapshot, query: Query
    ) -> tuple[list[Weighed], Mapping[str, Postings]]:
        """Return the clauses that match anything, and all of their postings.

        All are read at once: nothing may be left behind in an accumulator if reading breaks off.
        """
        clauses = self._weigh(snapshot, query.clauses)
        return clauses, snapshot.postings({term for clause in clauses for term, _ in clause.terms})

    def _weigh(self, snapshot: Snapshot, clauses: Sequence[Clause]) -> list[Weighed]:
        """Return the clauses that match anything with their weights, idf * (k1 + 1) * boost.

        The one with the rarest terms comes first.
        """
        df = snapshot.document_frequencies({term for c in clauses for term, _ in c.terms})
        paragraphs = snapshot.statistics().paragraphs
        weighed = []
        for clause in clauses:
            known = worth_reading(clause.terms, df, paragraphs)
            if known:
                frequency = min(group_frequency(known, df), paragraphs)
                idf = inverse_document_frequency(frequency, paragraphs)
                weighed.append((frequency, Weighed(known, clause.boost * idf * (K1 + 1))))
        return [each for _, each in sorted(weighed, key=itemgetter(0))]

    def _norms_of(self, snapshot: Snapshot) -> Norms:
        norms = self._norms
        if norms is None or norms.version != snapshot.version:
            norms = self._norms = length_norms(snapshot)
        return norms

    def _accumulator(self, size: int) -> Accumulator:
        size = -(-size // _STEP) * _STEP
        accumulator: Accumulator | None = getattr(self._own, "accumulator", None)
        if accumulator is None or accumulator.scores.size != size:
            accumulator = self._own.accumulator = Accumulator.of_size(size)
        return accumulator


def score_all(norms: Floats, clauses: Sequence[Weighed], found: Mapping[str, Postings]) -> Floats:
    """Return the score of every paragraph id (N,), 0 where it shares no term."""
    return at_once.score_at_once(norms, [(each.weight, each.lists(found)) for each in clauses])


def add_clauses(
    accumulator: Accumulator,
    norms: Floats,
    found: Mapping[str, Postings],
    clauses: Sequence[Weighed],
    k: int,
) -> None:
    """Score clause after clause, and only the contenders as soon as these are known."""
    to_come = sum(clause.weight for clause in clauses)
    so_far = 0.0
    for clause in clauses:
        if so_far > to_come:
            name_contenders(accumulator, to_come, k)
        lists = clause.lists(found)
        if len(lists) == 1 and lists[0][0] == 1.0:
            add_term(accumulator, norms, lists[0][1], clause.weight)
        else:
            add_group(accumulator, norms, lists, clause.weight)
        to_come -= clause.weight
        so_far += clause.weight


def length_norms(snapshot: Snapshot) -> Norms:
    """Compute the part of BM25's denominator that depends on the paragraph alone."""
    segments = snapshot.segments()
    size = max((segment.base + len(segment.lengths) for segment in segments), default=0)
    norms = np.full(size, np.inf, np.float32)
    avgdl = snapshot.statistics().average_length or 1.0
    for segment in segments:
        own = norms[segment.base : segment.base + len(segment.lengths)]
        np.multiply(segment.lengths, np.float32(K1 * B / avgdl), out=own)
        own += np.float32(K1 * (1.0 - B))
        own[segment.lengths == 0] = np.inf  # a gap, left by what was removed long ago
    removed = snapshot.removed()
    if removed:
        norms[np.asarray(removed, np.intp)] = np.inf
    return Norms(snapshot.version, norms)


def worth_reading(
    terms: Sequence[tuple[str, float]], df: Mapping[str, int], paragraphs: int
) -> list[tuple[str, float]]:
    """Return the terms of a clause that paragraphs hold, but for related ones that tell nothing.

    In a large collection the commonest of these had most of a question's postings, and few points.
    """
    known = [(term, share) for term, share in terms if term in df]
    most = min(max(COMMON * paragraphs, FEW), MANY)
    telling = [
        (term, share) for term, share in known if share >= SAME_WORD or df[term] <= share * most
    ]
    return telling or known
