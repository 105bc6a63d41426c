"""Matching: from a query's clauses to the best paragraphs, exactly as BM25 scores them.

Term at a time, the rarest first, into one dense accumulator of scores. What makes this fast:

- Frequent terms may have columns for postings, which are added without any gather.
- No clause can add more than its weight to a score, since tf / (tf + norm) is below 1. As soon as
  the k-th best score so far is larger than all that the clauses to come can add, no paragraph that
  holds none of the terms so far can be among the best any more, and few of those that do can: the
  *contenders*. What is left of the question is then scored for these alone. Nothing is lost by it:
  it is the idea of MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations",
  1995), applied once a term where the textbook has it once a paragraph.

Where there are few paragraphs all of this takes longer than scoring them all: see `at_once`.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from retrieval import at_once
from retrieval.bm25 import K1, SAME_WORD, B, group_frequency, inverse_document_frequency
from retrieval.model import Clause, Hit, Query
from retrieval.reading import Postings, Snapshot
from retrieval.runs import begins_run

Floats = npt.NDArray[np.float32]
Frequencies = npt.NDArray[np.uint8] | Floats
Ids = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]  # one entry a paragraph id

# The first guess at the k-th best score looks at this many strided blocks' maxima.
BLOCKS = 64
# Lists up to this length are merged: a call of numpy costs more than their postings do.
SHORT = 2_000
# A ledger has room for so many ids more than there are: not every update needs another one.
_LEDGER_STEP = 4_096
# A related word isn't read where more of the paragraphs hold it than this, times its share: it
# tells little there. Where few do it always is; where many do never, however large the collection.
COMMON = 1 / 6
FEW, MANY = 5_000, 60_000
# Scores are sums of float32: bounds keep this share of what is to come away from them.
_ROUNDING = 1e-5


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


@dataclass(slots=True)
class Ledger:
    """The scores of one question as far as they are known, one a paragraph id.

    `touched` are the ids whose scores were changed, list by list; `everywhere` is true once a
    column was added to whole segments. `least` is a lower bound of the k-th best score; `fresh`
    are scores, as they were when a list was added, that may raise it.
    """

    scores: Floats
    frequencies: Floats
    is_contender: Mask
    touched: list[Ids] = field(default_factory=list)
    fresh: list[Floats] = field(default_factory=list)
    everywhere: bool = False
    least: float = 0.0
    contenders: Ids | None = None

    @classmethod
    def of_size(cls, size: int) -> "Ledger":
        """Return one for ids below `size`."""
        scores, frequencies = np.zeros(size, np.float32), np.zeros(size, np.float32)
        return cls(scores, frequencies, np.zeros(size, np.bool_))

    @property
    def candidates(self) -> Sequence[Ids]:
        """Lists of ids that hold all that can be among the best, unless it's everywhere."""
        return self.touched if self.contenders is None else [self.contenders]

    def scores_of_candidates(self) -> list[Floats]:
        """Return the scores of each list of candidates."""
        return [self.scores.take(ids) for ids in self.candidates]

    def clear(self) -> None:
        """Forget the question; what was touched is zero again."""
        if self.everywhere:
            self.scores.fill(0.0)
        for ids in self.touched:
            self.scores[ids] = 0.0
        if self.contenders is not None:
            self.is_contender[self.contenders] = False
        self.touched, self.fresh = [], []
        self.everywhere, self.least, self.contenders = False, 0.0, None


class Matcher:
    """Finds the best paragraphs of snapshots; keeps what can be used again between questions.

    Threads may share one: each has its own ledger.
    """

    def __init__(self, k1: float = K1, b: float = B, *, few: int = at_once.FEW) -> None:
        """Score all paragraphs at once where there are but `few` ids."""
        self._k1 = k1
        self._b = b
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
        ledger = self._ledger(norms.size)
        try:
            add_clauses(ledger, norms, found, clauses, k)
            return best_of(ledger, k)
        finally:
            ledger.clear()

    def scores(self, snapshot: Snapshot, query: Query) -> Floats:
        """Return the score of every paragraph id up to the last (N,): of few, as of a table."""
        return score_all(self._norms_of(snapshot).values, *self._read(snapshot, query))

    def _read(
        self, snapshot: Snapshot, query: Query
    ) -> tuple[list["Weighed"], Mapping[str, Postings]]:
        """Return the clauses that match anything, and all of their postings.

        All are read at once: nothing may be left behind in a ledger if reading breaks off.
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
                weighed.append((frequency, Weighed(known, clause.boost * idf * (self._k1 + 1))))
        return [each for _, each in sorted(weighed, key=itemgetter(0))]

    def _norms_of(self, snapshot: Snapshot) -> Norms:
        norms = self._norms
        if norms is None or norms.version != snapshot.version:
            norms = self._norms = length_norms(snapshot, self._k1, self._b)
        return norms

    def _ledger(self, size: int) -> Ledger:
        size = -(-size // _LEDGER_STEP) * _LEDGER_STEP
        ledger: Ledger | None = getattr(self._own, "ledger", None)
        if ledger is None or ledger.scores.size != size:
            ledger = self._own.ledger = Ledger.of_size(size)
        return ledger


def score_all(norms: Floats, clauses: Sequence[Weighed], found: Mapping[str, Postings]) -> Floats:
    """Return the score of every paragraph id (N,), 0 where it shares no term."""
    return at_once.score_at_once(norms, [(each.weight, each.lists(found)) for each in clauses])


def length_norms(snapshot: Snapshot, k1: float, b: float) -> Norms:
    """Compute the part of BM25's denominator that depends on the paragraph alone."""
    segments = snapshot.segments()
    size = max((segment.base + len(segment.lengths) for segment in segments), default=0)
    norms = np.full(size, np.inf, np.float32)
    avgdl = snapshot.statistics().average_length or 1.0
    for segment in segments:
        own = norms[segment.base : segment.base + len(segment.lengths)]
        np.multiply(segment.lengths, np.float32(k1 * b / avgdl), out=own)
        own += np.float32(k1 * (1.0 - b))
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


def add_clauses(
    ledger: Ledger,
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
            name_contenders(ledger, to_come, k)
        lists = clause.lists(found)
        if len(lists) == 1 and lists[0][0] == 1.0:
            add_term(ledger, norms, lists[0][1], clause.weight)
        else:
            add_group(ledger, norms, lists, clause.weight)
        to_come -= clause.weight
        so_far += clause.weight


def name_contenders(ledger: Ledger, to_come: float, k: int) -> None:
    """Name the paragraphs that can still be among the best `k`, if not all can; or fewer of them.

    `to_come` is more than any score can still grow.
    """
    if ledger.everywhere:
        return
    raise_least(ledger, ledger.fresh, k)
    ledger.fresh.clear()
    if needed_now(ledger, to_come) > 0.0:
        scores = ledger.scores_of_candidates()
        raise_least(ledger, scores, k)
        contenders = at_least(ledger, scores, needed_now(ledger, to_come))
        if ledger.contenders is not None:
            ledger.is_contender[ledger.contenders] = False
        ledger.is_contender[contenders] = True
        ledger.contenders = contenders


def needed_now(ledger: Ledger, to_come: float) -> float:
    """Return the least score so far of who can be among the best in the end."""
    return ledger.least - to_come * (1.0 + _ROUNDING) - ledger.least * _ROUNDING


def raise_least(ledger: Ledger, scores: Sequence[Floats], k: int) -> None:
    """Raise the bound of the k-th best score to the best that the scores of one list show.

    The k-th best of some paragraphs can't exceed the k-th best of all.
    """
    bounds = (kth_best_bound(of_list, k) for of_list in scores if len(of_list) >= k)
    ledger.least = max(ledger.least, *bounds, 0.0)


def at_least(ledger: Ledger, scores: Sequence[Floats], needed: float) -> Ids:
    """Return the candidates, of whom `scores` are, that have at least `needed` > 0; ascending."""
    found = [ids[of_list >= needed] for ids, of_list in zip(ledger.candidates, scores, strict=True)]
    if ledger.contenders is not None:
        return found[0]
    ids: Ids = np.sort(np.concatenate(found)) if found else np.zeros(0, np.intp)
    distinct: Ids = ids[begins_run(ids)]
    return distinct


def add_term(ledger: Ledger, norms: Floats, postings: Postings, weight: float) -> None:
    """Add weight * tf / (tf + norm) to the score of every paragraph that holds the term."""
    tf: Frequencies
    if ledger.contenders is None:
        for column in postings.columns:
            ledger.everywhere = True
            span = slice(column.base, column.base + len(column.frequencies))
            ledger.scores[span] += saturate(column.frequencies, norms[span], weight)
        ids, tf = postings.ids, postings.frequencies
    else:
        ids, tf = holding_contenders(ledger, ledger.contenders, postings)
    add_scores(ledger, norms, ids, tf, weight)


def add_group(
    ledger: Ledger, norms: Floats, lists: Sequence[tuple[float, Postings]], weight: float
) -> None:
    """Add a clause whose terms share one term frequency (Pirkola's structured query)."""
    frequencies = ledger.frequencies
    found = [(share, *holders(ledger, postings)) for share, postings in lists]
    long = [each for each in found if len(each[1]) > SHORT]
    if len(found) > len(long) + 1:
        short = [each for each in found if len(each[1]) <= SHORT]
        found = [*long, (1.0, *merged(frequencies, short))]
    if len(found) == 1:
        add_scores(ledger, norms, found[0][1], np.float32(found[0][0]) * found[0][2], weight)
        return
    longest, *others = sorted(found, key=lambda each: -len(each[1]))
    for share, ids, tf in others:
        frequencies[ids] = frequencies.take(ids) + np.float32(share) * tf
    share, ids, tf = longest  # its own frequencies needn't be laid down to be read again
    add_scores(ledger, norms, ids, frequencies.take(ids) + np.float32(share) * tf, weight)
    frequencies[ids] = 0.0  # what one list has scored is 0 for the next
    for _, ids, _ in others:
        add_scores(ledger, norms, ids, frequencies.take(ids), weight)
        frequencies[ids] = 0.0


def add_scores(ledger: Ledger, norms: Floats, ids: Ids, tf: Frequencies, weight: float) -> None:
    """Add weight * tf / (tf + norm) to the scores of some paragraphs."""
    if ids.size:
        scores = ledger.scores.take(ids)
        scores += saturate(tf, norms.take(ids), weight)
        ledger.scores[ids] = scores
        ledger.fresh.append(scores)
        if ledger.contenders is None:
            ledger.touched.append(ids)


def merged(
    frequencies: Floats, lists: Sequence[tuple[float, Ids, Frequencies]]
) -> tuple[Ids, Floats]:
    """Return the ids of all lists, each once, and the sums of their frequencies by their shares.

    `frequencies`, one an id, are 0 before and after.
    """
    ids = np.concatenate([ids for _, ids, _ in lists])
    shares = np.array([share for share, _, _ in lists], np.float32)
    tf = np.concatenate([tf for _, _, tf in lists]) * shares.repeat([len(i) for _, i, _ in lists])
    np.add.at(frequencies, ids, tf)
    sums = frequencies[ids]
    order = np.arange(len(ids), dtype=np.float32)
    frequencies[ids] = order  # where an id stands several times, its last place stays
    is_last = frequencies[ids] == order
    frequencies[ids] = 0.0
    return ids[is_last], sums[is_last]


def saturate(tf: npt.NDArray[np.number], norms: Floats, weight: float) -> Floats:
    """Return weight * tf / (tf + norm), 0.0 where the norm is infinite."""
    times = tf.astype(np.float32)
    below = times + norms
    times /= below
    times *= np.float32(weight)
    return times


def holders(ledger: Ledger, postings: Postings) -> tuple[Ids, Frequencies]:
    """Return the paragraphs that hold a term, of contenders alone once there are any, and tf."""
    if ledger.contenders is None:
        return sparse(postings)
    return holding_contenders(ledger, ledger.contenders, postings)


def holding_contenders(
    ledger: Ledger, contenders: Ids, postings: Postings
) -> tuple[Ids, Frequencies]:
    """Return the contenders (ascending) that hold a term, and tf; 0 for some that don't hold it."""
    kept = ledger.is_contender.take(postings.ids)
    parts = [(postings.ids[kept], postings.frequencies[kept])]
    for column in postings.columns:
        end = column.base + len(column.frequencies)
        ids = contenders[slice(*np.searchsorted(contenders, (column.base, end)))]
        parts.append((ids, column.frequencies[ids - column.base]))
    return _concatenated(parts)


def sparse(postings: Postings) -> tuple[Ids, Frequencies]:
    """Return the ids of the paragraphs that hold a term, each once, and tf; columns among them."""
    parts = [(postings.ids, postings.frequencies)]
    for column in postings.columns:
        places = np.flatnonzero(column.frequencies)
        parts.append((places + column.base, column.frequencies[places]))
    return _concatenated(parts)


def mark_holders(postings: Postings | None, size: int) -> Mask:
    """Tell of each id below `size` whether that paragraph holds the term; none for no postings."""
    holding = np.zeros(size, np.bool_)
    if postings is not None:
        holding[sparse(postings)[0]] = True
    return holding


def _concatenated(parts: Sequence[tuple[Ids, Frequencies]]) -> tuple[Ids, Frequencies]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([ids for ids, _ in parts]), np.concatenate([tf for _, tf in parts])


def best_of(ledger: Ledger, k: int) -> list[Hit]:
    """Return the `k` best scores of a ledger as hits, best first, ties by paragraph id."""
    if ledger.everywhere:
        return best_hits(ledger.scores, k)
    scores = ledger.scores_of_candidates()
    raise_least(ledger, scores, k)
    ids = at_least(ledger, scores, max(ledger.least, float(np.finfo(np.float32).tiny)))
    return ranked(ids, ledger.scores[ids], k)


def best_hits(scores: Floats, k: int) -> list[Hit]:
    """Return the `k` best positive scores as hits, best first, ties by paragraph id."""
    if k < 1 or not scores.size:
        return []
    bound = kth_best_bound(scores, k)
    ids = np.flatnonzero(scores >= bound if bound > 0.0 else scores > 0.0)
    return ranked(ids, scores[ids], k)


def ranked(ids: Ids, scores: Floats, k: int) -> list[Hit]:
    """Return the `k` best of these paragraphs as hits, best first, ties by id."""
    order = np.lexsort((ids, -scores))[:k]
    return list(map(Hit, ids[order].tolist(), scores[order].tolist()))


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
