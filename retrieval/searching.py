"""From a query to its candidate sentences, described: what ranking and refusal look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.annotation import Annotator
from retrieval.answer_types import AnswerType, answer_type
from retrieval.concepts import Concepts
from retrieval.encoder import TermVectors, load_encoder
from retrieval.evidence import Asked, find_evidence, weigh_clauses
from retrieval.features import Features, describe_sentences
from retrieval.filtering import narrowed_hits
from retrieval.matching import Matcher
from retrieval.meaning import MeaningReader
from retrieval.model import Hit, Query
from retrieval.numbering import TermTable
from retrieval.overview import Overview
from retrieval.pool import Ints, Pool, make_pool
from retrieval.query import read_question
from retrieval.reading import Snapshot
from retrieval.spelling import Speller, dictionary
from retrieval.suggesting import suggest_spellings

# Best matches whose sentences are ranked. With 30 of them answers were as right (within 0.2 points
# on three sets of 12,000 questions), and took twice as long.
CANDIDATES = 12
# Of a collection of so few paragraphs, those nearest in meaning are ranked beside the best matches:
# one of them may answer without sharing a word with the question. In a larger one something always
# is near, and taking it for an answer costs more than it finds.
SMALL_COLLECTION = 300
BEST_MATCHES, NEAREST = 20, 70


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentences that could answer a query, with their features; at least one paragraph."""

    query: Query
    kind: AnswerType
    asked: Asked
    pool: Pool
    features: Features


class Searcher:
    """Finds and describes candidates; keeps what can be used again. Threads may share it."""

    def __init__(self, concepts: Concepts | None = None) -> None:
        """Read questions with `concepts`; with those that ship where none are given."""
        self._concepts = concepts
        self._matcher = Matcher()
        self._terms = TermTable()
        self._encoder = load_encoder()
        vectors = TermVectors(self._encoder)
        self._meaning = MeaningReader(self._encoder, self._terms, vectors)
        self._overview = Overview(vectors, self._terms)
        self._speller = Speller(dictionary)
        self._annotator = Annotator(self._terms)

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
        if query.narrowing.concerns_anything:
            hits = self._narrowed(snapshot, query)
            near = self._near(snapshot, query, hits, np.sort([hit.paragraph_id for hit in hits]))
        elif snapshot.statistics().paragraphs <= SMALL_COLLECTION:
            hits = self._matcher.search(snapshot, query, SMALL_COLLECTION)
            near = self._near(snapshot, query, hits, np.flatnonzero(self._matcher.live(snapshot)))
        else:
            hits, near = self._matcher.search(snapshot, query, CANDIDATES), []
        best = hits[:BEST_MATCHES] + near
        return self._describe(snapshot, query, best) if hits else None

    def search_whole(self, snapshot: Snapshot, query: Query) -> Candidates | None:
        """Return all paragraphs of a small collection that has a match as candidates.

        None of a large collection, and where there are no more than the candidates of `search`.
        """
        if query.narrowing.concerns_anything:
            hits = self._narrowed(snapshot, query)
        elif snapshot.statistics().paragraphs <= SMALL_COLLECTION:
            hits = self._matcher.search(snapshot, query, SMALL_COLLECTION)
            hits += unmatched(snapshot, hits) if hits else []
        else:
            return None
        return self._describe(snapshot, query, hits) if len(hits) > CANDIDATES else None

    def search_beyond(
        self, snapshot: Snapshot, query: Query, first: int, most: int
    ) -> Candidates | None:
        """Return at most `most` paragraphs after the `first` that match best; None past the end."""
        if query.narrowing.concerns_anything:
            hits = narrowed_hits(self._matcher, snapshot, query, first + most, SMALL_COLLECTION)
        else:
            hits = self._matcher.search(snapshot, query, first + most)
        beyond = hits[first : first + most]
        return self._describe(snapshot, query, beyond) if beyond else None

    def _describe(self, snapshot: Snapshot, query: Query, hits: list[Hit]) -> Candidates:
        pool = self._read_pool(snapshot, hits)
        asked = self._weigh(snapshot, query)
        evidence = find_evidence(asked, pool)
        meaning = self._meaning.compare(query, pool)
        kind = answer_type(query.plain)
        features = describe_sentences(asked, pool, evidence, meaning, kind)
        return Candidates(query, kind, asked, pool, features)

    def _narrowed(self, snapshot: Snapshot, query: Query) -> list[Hit]:
        return narrowed_hits(self._matcher, snapshot, query, BEST_MATCHES, SMALL_COLLECTION)

    def _near(
        self, snapshot: Snapshot, query: Query, hits: Sequence[Hit], every: Ints
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
        if len(near) > NEAREST:
            question = self._meaning.question(query)
            near = self._overview.nearest(snapshot, question, others, NEAREST)
        scores = {hit.paragraph_id: hit.score for hit in hits}
        found = [Hit(paragraph_id, scores.get(paragraph_id, 0.0)) for paragraph_id in near]
        return sorted(found, key=lambda hit: -hit.score)

    def _read_pool(self, snapshot: Snapshot, hits: list[Hit]) -> Pool:
        scores = {hit.paragraph_id: hit.score for hit in hits}
        annotated = self._annotator.read(snapshot, list(scores))
        meanings = self._meaning.read(annotated)
        return make_pool(annotated, [scores[each.paragraph.id] for each in annotated], meanings)

    def _weigh(self, snapshot: Snapshot, query: Query) -> Asked:
        terms = {term for clause in query.clauses for term, _ in clause.terms}
        df = snapshot.document_frequencies(terms)
        return weigh_clauses(query, df, snapshot.statistics().paragraphs, self._terms)


def unmatched(snapshot: Snapshot, hits: Sequence[Hit]) -> list[Hit]:
    """Return every paragraph that is not among the hits as one with score 0."""
    matched = {hit.paragraph_id for hit in hits} | set(snapshot.removed())
    ids = (
        segment.base + slot
        for segment in snapshot.segments()
        for slot in range(len(segment.lengths))
    )
    return [Hit(paragraph_id, 0.0) for paragraph_id in ids if paragraph_id not in matched]
