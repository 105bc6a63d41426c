"""How near a question is to each sentence in meaning, where they share no word.

Shapes: Q clauses, T words, S sentences, P paragraphs. Every value is in [0, 1].
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.annotation import REMEMBERED_PARAGRAPHS, AnnotatedParagraph
from retrieval.encoder import Encoder, TermVectors, unit
from retrieval.model import Query
from retrieval.numbering import TermTable
from retrieval.pool import Floats, Pool, make_pool, number_distinct, sums_of_runs

# Two words that are nearer than this begin to stand for each other; below it likeness is noise.
LEAST_LIKENESS = 0.35
_NEIGHBOUR_SHARE = 0.5  # of a neighbouring sentence in the meaning around one


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Likeness of each clause to the nearest word of a sentence (Q, S), and of the whole question
    to each sentence, to it with its neighbours, and to its paragraph with its title: (S,) each."""

    words: Floats
    sentence: Floats
    around: Floats
    paragraph: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ParagraphMeaning:
    """Unit vectors of a paragraph's sentences (S, size), of each with its neighbours (S, size),
    and of the paragraph with its title (1, size)."""

    sentences: npt.NDArray[np.float16]
    around: npt.NDArray[np.float16]
    whole: npt.NDArray[np.float16]


class MeaningReader:
    """Compares questions with paragraphs; remembers the vectors of those that it saw last.

    Threads may share it. `table` numbers the terms of the paragraphs, `vectors` are these terms'.
    """

    def __init__(self, encoder: Encoder, table: TermTable, vectors: TermVectors) -> None:
        self._encoder = encoder
        self._table = table
        self._vectors = vectors
        self._seen: OrderedDict[int, tuple[AnnotatedParagraph, ParagraphMeaning]] = OrderedDict()
        self._lock = Lock()

    def compare(self, query: Query, pool: Pool) -> Meaning:
        """Compare a question's words, one by one and together, with the pool's."""
        asked = self._asked(query)
        question = _as_one(query, asked)
        read = self._read(pool.paragraphs)
        return Meaning(
            words=self._word_likeness(asked, pool),
            sentence=_likeness([each.sentences for each in read], question),
            around=_likeness([each.around for each in read], question),
            paragraph=_likeness([each.whole for each in read], question)[pool.paragraph_of],
        )

    def question(self, query: Query) -> Floats:
        """Return a question as a unit vector (size,)."""
        return _as_one(query, self._asked(query))

    def _asked(self, query: Query) -> Floats:
        """Return the vectors (Q, size) of a question's words."""
        return self._encoder.vectors([clause.terms[0][0] for clause in query.clauses])

    def _word_likeness(self, asked: Floats, pool: Pool) -> Floats:
        distinct, places = number_distinct(pool.terms)
        directions = self._vectors.directions_of(distinct, self._table.terms)
        likeness = np.einsum("qd,td->qt", unit(asked), directions)
        likeness = np.clip((likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS), 0, 1)
        return pool.best_of_sentences(likeness[:, places])

    def _read(self, paragraphs: Sequence[AnnotatedParagraph]) -> list[ParagraphMeaning]:
        with self._lock:
            known = [self._seen.get(each.paragraph.id, (None, None)) for each in paragraphs]
            found = [m if a is p else None for (a, m), p in zip(known, paragraphs, strict=True)]
        new = [p for p, meaning in zip(paragraphs, found, strict=True) if meaning is None]
        placed = iter(self._place(new) if new else ())
        read = [meaning or next(placed) for meaning in found]
        with self._lock:
            for annotated, meaning in zip(paragraphs, read, strict=True):
                self._seen[annotated.paragraph.id] = annotated, meaning
                self._seen.move_to_end(annotated.paragraph.id)
            while len(self._seen) > REMEMBERED_PARAGRAPHS:
                self._seen.popitem(last=False)
        return read

    def _place(self, paragraphs: Sequence[AnnotatedParagraph]) -> Iterator[ParagraphMeaning]:
        """Yield the vectors of each paragraph; those of all are made at once."""
        pool = make_pool(paragraphs, [0.0] * len(paragraphs))
        terms = self._table.terms
        sentences = sums_of_runs(self._vectors.of(pool.terms, terms).T, pool.starts).T
        titles = sums_of_runs(self._vectors.of(pool.titles, terms).T, pool.title_starts).T
        whole = unit(sums_of_runs(sentences.T, pool.first_sentence).T + titles)
        directions = unit(sentences)
        around = directions.copy()
        same = (pool.paragraph_of[1:] == pool.paragraph_of[:-1])[:, None]
        around[1:] += _NEIGHBOUR_SHARE * directions[:-1] * same
        around[:-1] += _NEIGHBOUR_SHARE * directions[1:] * same
        parts = [each.astype(np.float16) for each in (directions, unit(around), whole)]
        for row, (first, end) in enumerate(pairwise(pool.first_sentence.tolist())):
            spans = (slice(first, end), slice(first, end), slice(row, row + 1))
            # Copies: a view would keep the vectors of all paragraphs as long as one is remembered.
            own = [part[span].copy() for part, span in zip(parts, spans, strict=True)]
            yield ParagraphMeaning(*own)


def _likeness(parts: list[npt.NDArray[np.float16]], question: Floats) -> Floats:
    """Return the cosine of each row of the parts with the question, 0 where it is below 0."""
    rows = np.concatenate(parts).astype(np.float32)
    cosine: Floats = np.einsum("nd,d->n", rows, question)
    return np.clip(cosine, np.float32(0), np.float32(1))


def _as_one(query: Query, asked: Floats) -> Floats:
    """Return the vectors (Q, size) of a question's words as the unit vector (size,) of it all."""
    boosts = np.array([clause.boost for clause in query.clauses], np.float32)
    return unit(_weighted(boosts, asked))


def _weighted(weights: Floats, rows: Floats) -> Floats:
    total: Floats = np.einsum("q,qd->d", weights, rows)
    return total
