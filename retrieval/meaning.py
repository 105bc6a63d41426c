"""How near a question is to each sentence in meaning, where they share no word.

Shapes: Q clauses, T words, S sentences, P paragraphs. Every value is in [0, 1].
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.annotation import REMEMBERED_PARAGRAPHS, AnnotatedParagraph, TermTable
from retrieval.encoder import Encoder, TermVectors, unit
from retrieval.model import Query
from retrieval.pool import Floats, Pool, number_distinct, sums_of_runs

# Two words that are nearer than this begin to stand for each other; below it likeness is noise.
LEAST_LIKENESS = 0.35
_NEIGHBOUR_SHARE = 0.5  # of a neighbouring sentence in the meaning around one


@dataclass(frozen=True, slots=True)
class Meaning:
    """Likeness of each clause to the nearest word of a sentence (Q, S), and of the whole question
    to each sentence, to it with its neighbours, and to its paragraph with its title: (S,) each."""

    words: Floats
    sentence: Floats
    around: Floats
    paragraph: Floats


@dataclass(frozen=True, slots=True)
class ParagraphMeaning:
    """Unit vectors of a paragraph's sentences (S, size), of each with its neighbours (S, size),
    and of the paragraph with its title (1, size)."""

    sentences: npt.NDArray[np.float16]
    around: npt.NDArray[np.float16]
    whole: npt.NDArray[np.float16]


class MeaningReader:
    """Compares questions with paragraphs; remembers the vectors of those that it saw last.

    Threads may share it. `table` numbers the terms of the paragraphs.
    """

    def __init__(self, encoder: Encoder, table: TermTable) -> None:
        self._encoder = encoder
        self._table = table
        self._vectors = TermVectors(encoder)
        self._seen: OrderedDict[int, tuple[AnnotatedParagraph, ParagraphMeaning]] = OrderedDict()
        self._lock = Lock()

    def compare(self, query: Query, pool: Pool) -> Meaning:
        """Compare a question's words, one by one and together, with the pool's."""
        asked = np.stack([self._encoder.vector(clause.terms[0][0]) for clause in query.clauses])
        boosts = np.array([clause.boost for clause in query.clauses], np.float32)
        question = unit(_weighted(boosts, asked))
        read = [self._read(annotated) for annotated in pool.paragraphs]
        return Meaning(
            words=self._word_likeness(asked, pool),
            sentence=_likeness([each.sentences for each in read], question),
            around=_likeness([each.around for each in read], question),
            paragraph=_likeness([each.whole for each in read], question)[pool.paragraph_of],
        )

    def _word_likeness(self, asked: Floats, pool: Pool) -> Floats:
        distinct, places = number_distinct(pool.terms)
        directions = self._vectors.directions_of(distinct, self._table.terms)
        likeness = np.einsum("qd,td->qt", unit(asked), directions)
        likeness = np.clip((likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS), 0, 1)
        return pool.best_of_sentences(likeness[:, places])

    def _read(self, annotated: AnnotatedParagraph) -> ParagraphMeaning:
        place = annotated.paragraph.id
        with self._lock:
            known = self._seen.get(place)
            if known is not None and known[0] is annotated:
                self._seen.move_to_end(place)
                return known[1]
        meaning = self._place(annotated)
        with self._lock:
            self._seen[place] = annotated, meaning
            if len(self._seen) > REMEMBERED_PARAGRAPHS:
                self._seen.popitem(last=False)
        return meaning

    def _place(self, annotated: AnnotatedParagraph) -> ParagraphMeaning:
        rows = self._vectors.of(annotated.terms, self._table.terms)
        title = self._vectors.of(annotated.title, self._table.terms)
        sentences = sums_of_runs(rows.T, annotated.starts.astype(np.intp)).T
        whole = (rows.sum(axis=0) + title.sum(axis=0))[None]
        directions = unit(sentences)
        around = directions.copy()
        around[1:] += _NEIGHBOUR_SHARE * directions[:-1]
        around[:-1] += _NEIGHBOUR_SHARE * directions[1:]
        vectors = (directions, unit(around), unit(whole))
        return ParagraphMeaning(*(each.astype(np.float16) for each in vectors))


def _likeness(parts: list[npt.NDArray[np.float16]], question: Floats) -> Floats:
    """Return the cosine of each row of the parts with the question, 0 where it is below 0."""
    rows = np.concatenate(parts).astype(np.float32)
    cosine: Floats = np.einsum("nd,d->n", rows, question)
    return np.clip(cosine, np.float32(0), np.float32(1))


def _weighted(weights: Floats, rows: Floats) -> Floats:
    total: Floats = np.einsum("q,qd->d", weights, rows)
    return total
