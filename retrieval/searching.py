"""From a query to its candidate sentences, described: what ranking and refusal look at."""

from dataclasses import dataclass

import numpy as np

from retrieval.annotation import Annotator
from retrieval.answer_types import AnswerType, answer_type
from retrieval.choosing import OF_LARGE, OF_MEDIUM, Scored, as_arrays, choose, mix_of
from retrieval.concepts import Concepts
from retrieval.encoder import Encoder, TermVectors, load_encoder
from retrieval.errors import CollectionError
from retrieval.evidence import Asked, Evidence, find_evidence, weigh_clauses
from retrieval.features import Features, describe_sentences
from retrieval.filtering import narrowed_hits
from retrieval.following import Quoted
from retrieval.matching import Matcher
from retrieval.meaning import AskedMeaning, MeaningReader
from retrieval.model import Hit, Paragraph, Query
from retrieval.numbering import TermTable
from retrieval.overview import Overview
from retrieval.pool import Floats, Ints, Pool, make_pool
from retrieval.query import read_question
from retrieval.reading import Snapshot
from retrieval.spelling import Speller, dictionary
from retrieval.suggesting import suggest_spellings

SMALL_COLLECTION = 300  # paragraphs up to which all are ranked for whoever pages through them
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
    def order(self) -> Ints:
        """The paragraphs' places in the pool (P,), the one that matches best first."""
        return np.argsort(-self.scores, kind="stable")

    @property
    def best_first(self) -> list[Paragraph]:
        """The paragraphs that match best first."""
        return [self.pool.paragraphs[row].paragraph for row in self.order.tolist()]


class _Memory:
    """What questions leave behind for the next ones: words by number, paragraphs that were read."""

    def __init__(self, encoder: Encoder) -> None:
        self.terms = TermTable()
        vectors = TermVectors(encoder)
        self.meaning = MeaningReader(encoder, self.terms, vectors)
        self.overview = Overview(encoder)
        self.annotator = Annotator(self.terms)


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
        memory, mix = self._memory(), mix_of(snapshot.statistics().paragraphs)
        if query.narrowing.concerns_anything:
            found, mix = as_arrays(self._narrowed(snapshot, query)), OF_MEDIUM
        elif mix.nearest:
            found = self._all_scores(snapshot, query)
        else:
            found = as_arrays(self._matcher.search(snapshot, query, mix.best))
        if not len(found.ids):
            return None
        meant = memory.meaning.ask(query)
        if len(found.ids) > mix.best + mix.nearest:
            likeness = memory.overview.likeness(snapshot, meant.whole, found.ids)
            found = choose(found, likeness, mix)
        return describe(memory, snapshot, query, meant, found)

    def search_whole(self, snapshot: Snapshot, found: Candidates) -> Candidates | None:
        """Return all paragraphs of a small collection as candidates, given those that were `found`.

        None of a large collection, and where there are no more than the candidates of a large one.
        """
        query, paragraphs = found.query, snapshot.statistics().paragraphs
        if len(found.pool.paragraphs) == paragraphs > OF_LARGE.best:
            return found
        if query.narrowing.concerns_anything:
            every = as_arrays(self._narrowed(snapshot, query))
        elif paragraphs <= SMALL_COLLECTION:
            every = self._all_scores(snapshot, query)
        else:
            return None
        return self._describe(snapshot, query, every) if len(every.ids) > OF_LARGE.best else None

    def search_beyond(
        self, snapshot: Snapshot, query: Query, first: int, most: int
    ) -> Candidates | None:
        """Return at most `most` paragraphs after the `first` that match best; None past the end."""
        if query.narrowing.concerns_anything:
            hits = narrowed_hits(self._matcher, snapshot, query, first + most, SMALL_COLLECTION)
        else:
            hits = self._matcher.search(snapshot, query, first + most)
        beyond = hits[first : first + most]
        return self._describe(snapshot, query, as_arrays(beyond)) if beyond else None

    def _describe(self, snapshot: Snapshot, query: Query, found: Scored) -> Candidates:
        memory = self._memory()
        return describe(memory, snapshot, query, memory.meaning.ask(query), found)

    def _all_scores(self, snapshot: Snapshot, query: Query) -> Scored:
        """Return every paragraph, those that don't match among them; none where none matches."""
        ids = np.flatnonzero(self._matcher.live(snapshot))
        scores = self._matcher.scores(snapshot, query)[ids]
        return Scored(ids, scores) if scores.any() else as_arrays(())

    def _narrowed(self, snapshot: Snapshot, query: Query) -> list[Hit]:
        return narrowed_hits(self._matcher, snapshot, query, OF_LARGE.best, SMALL_COLLECTION)


def describe(
    memory: _Memory, snapshot: Snapshot, query: Query, meant: AskedMeaning, found: Scored
) -> Candidates:
    """Return the sentences of at least one paragraph as candidates; `meant` is the query.

    Raises CollectionError where the index tells of paragraphs that aren't there.
    """
    annotated = memory.annotator.read(snapshot, found.ids.tolist())
    if not annotated:
        raise CollectionError(
            "The index names paragraphs that aren't there: run `verbatim check --rebuild`."
        )
    pool = make_pool(annotated, memory.meaning.read(annotated))
    scores = found.scores[np.searchsorted(found.ids, pool.paragraph_ids)]
    df = snapshot.document_frequencies({term for c in query.clauses for term, _ in c.terms})
    asked = weigh_clauses(query, df, snapshot.statistics().paragraphs, memory.terms)
    evidence = find_evidence(asked, pool)
    meaning = memory.meaning.compare(meant, pool)
    kind = answer_type(query.plain)
    features = describe_sentences(asked, pool, scores, evidence, meaning=meaning, kind=kind)
    return Candidates(query, kind, asked, pool, scores, evidence, features)
