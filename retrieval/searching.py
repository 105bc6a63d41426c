"""From a query to its candidate sentences, described: what ranking and refusal look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.annotation import Annotator
from retrieval.answer_types import AnswerType, answer_type
from retrieval.concepts import Concepts
from retrieval.encoder import Encoder, TermVectors, load_encoder
from retrieval.evidence import Asked, Evidence, find_evidence, weigh_clauses
from retrieval.features import Features, describe_sentences
from retrieval.filtering import narrowed_hits
from retrieval.following import Quoted
from retrieval.matching import Matcher
from retrieval.meaning import MeaningReader
from retrieval.model import Hit, Paragraph, Query
from retrieval.numbering import TermTable
from retrieval.overview import Overview
from retrieval.pool import Floats, Ints, Pool
from retrieval.pools import PoolReader
from retrieval.query import read_question
from retrieval.reading import Snapshot
from retrieval.spelling import Speller, dictionary
from retrieval.suggesting import suggest_spellings

# Best matches whose sentences are ranked. With 30 of them answers are as right: within 0.3 points
# on 9,199 questions of two sets.
CANDIDATES = 12
# Of a collection of so few paragraphs, those nearest in meaning are ranked beside the best matches:
# one of them may answer without sharing a word with the question. In a larger one something always
# is near, and taking it for an answer costs more than it finds.
SMALL_COLLECTION = 300
# One of so few is described whole: it is laid out once for all questions.
TINY_COLLECTION = 120
BEST_MATCHES, NEAREST = 20, 70
MOST_TERMS = 60_000  # that are known by number, with their vectors: some 300 bytes each


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentences that could answer a query, with their features; at least one paragraph.

    `scores` (P,) are the paragraphs' by BM25. `before` is what the question before was
    answered with, for a query that leans on it.
    """

    query: Query
    kind: AnswerType
    asked: Asked
    pool: Pool
    scores: Floats
    evidence: Evidence
    features: Features
    before: Quoted | None = None

    @property
    def best_first(self) -> list[Paragraph]:
        """The paragraphs that match best first."""
        order = np.argsort(-self.scores, kind="stable").tolist()
        return [self.pool.paragraphs[row].paragraph for row in order]


class _Memory:
    """What questions leave behind for the next ones: words by number, paragraphs that were read."""

    def __init__(self, encoder: Encoder) -> None:
        self.terms = TermTable()
        vectors = TermVectors(encoder)
        self.meaning = MeaningReader(encoder, self.terms, vectors)
        self.overview = Overview(vectors, self.terms)
        self.pools = PoolReader(Annotator(self.terms), self.meaning)


class Searcher:
    """Finds and describes candidates; keeps what can be used again. Threads may share it."""

    def __init__(self, concepts: Concepts | None = None) -> None:
        """Read questions with `concepts`; with those that ship where none are given."""
        self._concepts = concepts
        self._matcher = Matcher()
        self._speller = Speller(dictionary)
        self._kept = _Memory(load_encoder())

    def _memory(self) -> _Memory:
        """Return the memory that a question may use to its end; an empty one for a full one."""
        if len(self._kept.terms.terms) > MOST_TERMS:
            self._kept = _Memory(load_encoder())
        return self._kept

    def read(self, snapshot: Snapshot, question: str, context: str) -> Query:
        """Return a question as a query; `context` is the question before."""
        return read_question(question, context, snapshot, self._speller, self._concepts)

    def suggest(self, snapshot: Snapshot, query: Query) -> tuple[str, ...]:
        """Return other spellings of what a query asks, as the articles write them."""
        return suggest_spellings(snapshot, query, self._speller)

    def search(self, snapshot: Snapshot, query: Query) -> Candidates | None:
        """Return the candidates of a query; None when no paragraph shares a word with it.

        Only paragraphs that its narrowing allows are looked at.
        """
        memory = self._memory()
        near: list[Hit] = []
        if query.narrowing.concerns_anything:
            hits = self._narrowed(snapshot, query)
            every = np.sort([hit.paragraph_id for hit in hits])
            near = near_in_meaning(memory, snapshot, query, hits, every)
        elif snapshot.statistics().paragraphs <= SMALL_COLLECTION:
            hits = self._matcher.search(snapshot, query, SMALL_COLLECTION)
            every = np.flatnonzero(self._matcher.live(snapshot))
            near = near_in_meaning(memory, snapshot, query, hits, every)
        else:
            hits = self._matcher.search(snapshot, query, CANDIDATES)
        best = hits[:BEST_MATCHES] + near
        return describe(memory, snapshot, query, best) if hits else None

    def search_whole(self, snapshot: Snapshot, found: Candidates) -> Candidates | None:
        """Return all paragraphs of a small collection as candidates, given those that were `found`.

        None of a large collection, and where there are no more than the candidates of a large one.
        """
        query = found.query
        if len(found.pool.paragraphs) == snapshot.statistics().paragraphs > CANDIDATES:
            return found
        if query.narrowing.concerns_anything:
            hits = self._narrowed(snapshot, query)
        elif snapshot.statistics().paragraphs <= SMALL_COLLECTION:
            hits = self._matcher.search(snapshot, query, SMALL_COLLECTION)
            hits += unmatched(snapshot, hits)
        else:
            return None
        if len(hits) <= CANDIDATES:
            return None
        return describe(self._memory(), snapshot, query, hits)

    def search_beyond(
        self, snapshot: Snapshot, query: Query, first: int, most: int
    ) -> Candidates | None:
        """Return at most `most` paragraphs after the `first` that match best; None past the end."""
        if query.narrowing.concerns_anything:
            hits = narrowed_hits(self._matcher, snapshot, query, first + most, SMALL_COLLECTION)
        else:
            hits = self._matcher.search(snapshot, query, first + most)
        beyond = hits[first : first + most]
        return describe(self._memory(), snapshot, query, beyond) if beyond else None

    def _narrowed(self, snapshot: Snapshot, query: Query) -> list[Hit]:
        return narrowed_hits(self._matcher, snapshot, query, BEST_MATCHES, SMALL_COLLECTION)


def describe(memory: _Memory, snapshot: Snapshot, query: Query, hits: Sequence[Hit]) -> Candidates:
    """Return at least one hit's paragraphs as candidates."""
    score_of = {hit.paragraph_id: hit.score for hit in hits}
    pool = memory.pools.read(snapshot, sorted(score_of))
    scores = np.array([score_of[each] for each in pool.paragraph_ids.tolist()], np.float32)
    df = snapshot.document_frequencies({term for c in query.clauses for term, _ in c.terms})
    asked = weigh_clauses(query, df, snapshot.statistics().paragraphs, memory.terms)
    evidence = find_evidence(asked, pool)
    meaning = memory.meaning.compare(query, pool)
    kind = answer_type(query.plain)
    features = describe_sentences(asked, pool, scores, evidence, meaning=meaning, kind=kind)
    return Candidates(query, kind, asked, pool, scores, evidence, features)


def near_in_meaning(
    memory: _Memory, snapshot: Snapshot, query: Query, hits: Sequence[Hit], every: Ints
) -> list[Hit]:
    """Return, of paragraphs (ascending), the nearest in meaning beside the best of the hits.

    The best match first; none where nothing matches.
    """
    if not hits:
        return []
    is_other = np.ones(len(every), bool)
    is_other[np.searchsorted(every, [hit.paragraph_id for hit in hits[:BEST_MATCHES]])] = False
    others = every[is_other]
    near = others.tolist()
    if len(every) > TINY_COLLECTION:
        question = memory.meaning.question(query)
        near = memory.overview.nearest(snapshot, question, others, NEAREST)
    scores = {hit.paragraph_id: hit.score for hit in hits}
    found = [Hit(paragraph_id, scores.get(paragraph_id, 0.0)) for paragraph_id in near]
    return sorted(found, key=lambda hit: -hit.score)


def unmatched(snapshot: Snapshot, hits: Sequence[Hit]) -> list[Hit]:
    """Return every paragraph that is not among the hits as one with score 0."""
    matched = {hit.paragraph_id for hit in hits} | set(snapshot.removed())
    ids = (
        segment.base + slot
        for segment in snapshot.segments()
        for slot in range(len(segment.lengths))
    )
    return [Hit(paragraph_id, 0.0) for paragraph_id in ids if paragraph_id not in matched]
