"""How near a question is to each sentence in meaning, where they share no word.

Shapes: Q clauses, T words, S sentences, P paragraphs. Every value is in [0, 1].
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np

from retrieval.annotation import (
    REMEMBERED_PARAGRAPHS,
    UNIT,
    AnnotatedParagraph,
    ParagraphMeaning,
)
from retrieval.encoder import Encoder, TermVectors, unit
from retrieval.matches import find_matches
from retrieval.model import Query
from retrieval.numbering import TermTable
from retrieval.pool import Floats, Ints, Pool, make_pool
from retrieval.runs import sums_of_runs

# Two words that are nearer than this begin to stand for each other; below it likeness is noise.
LEAST_LIKENESS = 0.35
_REMEMBERED_WORDS = 4_000  # of questions, half a kilobyte each
_NEIGHBOUR_SHARE = 0.5  # of a neighbouring sentence in the meaning around one


class AskedMeaning(NamedTuple):
    """A question's words as vectors (Q, size), and all of it as a unit vector (size,)."""

    words: Floats
    whole: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Likeness of each clause to the nearest word of a sentence (Q, S), and of the whole question
    to each sentence, to it with its neighbours, and to its paragraph with its title: (S,) each."""

    words: Floats
    sentence: Floats
    around: Floats
    paragraph: Floats


class MeaningReader:
    """Compares questions with paragraphs; remembers the vectors of those that it saw last.

    Threads may share it. `table` numbers the terms of the paragraphs, `vectors` are these terms'.
    """

    def __init__(self, encoder: Encoder, table: TermTable, vectors: TermVectors) -> None:
        self._vector = lru_cache(_REMEMBERED_WORDS)(encoder.vector)
        self._table = table
        self._vectors = vectors
        self._seen: OrderedDict[int, tuple[AnnotatedParagraph, ParagraphMeaning]] = OrderedDict()
        self._lock = Lock()

    def ask(self, query: Query) -> AskedMeaning:
        """Return a question as vectors."""
        words = np.array([self._vector(clause.terms[0][0]) for clause in query.clauses])
        boosts = np.array([clause.boost for clause in query.clauses], np.float32)
        return AskedMeaning(words, unit(_weighted(boosts, words)))

    def compare(self, asked: AskedMeaning, pool: Pool) -> Meaning:
        """Compare a question's words, one by one and together, with a pool that has meanings."""
        # dot, not matmul, which warns of whatever BLAS meets in the padding of its rows.
        cosines = np.dot(pool.vectors, asked.whole / UNIT)
        sentence = cosines[pool.vector_of_sentence]
        around = with_neighbours(sentence, pool.paragraph_of) * pool.around_scales
        paragraph = cosines[pool.vector_of_paragraph]
        return Meaning(
            words=self._word_likeness(asked.words, pool),
            sentence=clip(sentence),
            around=clip(around),
            paragraph=clip(paragraph)[pool.paragraph_of],
        )

    def _word_likeness(self, asked: Floats, pool: Pool) -> Floats:
        directions = self._vectors.directions_of(pool.vocabulary, self._table.terms)
        likeness = directions.cosines(unit(asked))
        likeness = clip((likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS))
        words = pool.words[: pool.starts[-1]]
        return find_matches(likeness, words, pool.starts).best_of_runs(pool.size)

    def read(self, paragraphs: Sequence[AnnotatedParagraph]) -> list[ParagraphMeaning]:
        """Return the meaning of each paragraph."""
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
        pool = make_pool(paragraphs)
        vectors = self._vectors.of(pool.vocabulary, self._table.terms)
        runs = sums_of_runs(vectors[pool.words], pool.bounds)
        sums, titles = runs[: pool.size], runs[pool.size : pool.size + len(paragraphs)]
        whole = unit(sums_of_runs(sums, pool.first_sentence) + titles)
        sentences = unit(sums)
        lengths = np.linalg.norm(with_neighbours(sentences, pool.paragraph_of), axis=1)
        scales = 1 / np.maximum(lengths, np.float32(1e-9))
        for row, (first, end) in enumerate(pairwise(pool.first_sentence.tolist())):
            # Copies: a view would keep the vectors of all paragraphs as long as one is remembered.
            rows = np.concatenate([sentences[first:end], whole[row : row + 1]])
            yield ParagraphMeaning(np.rint(rows * UNIT).astype(np.int16), scales[first:end].copy())


def clip(values: Floats) -> Floats:
    """Return values with those below 0 as 0, those above 1 as 1 (numpy.clip takes its time)."""
    clipped: Floats = np.minimum(np.maximum(values, np.float32(0)), np.float32(1))
    return clipped


def with_neighbours(values: Floats, paragraph_of: Ints) -> Floats:
    """Return what each sentence has (S, ...) with a share of what those beside it have.

    Only sentences of one paragraph are beside one another.
    """
    shares = (paragraph_of[1:] == paragraph_of[:-1]) * np.float32(_NEIGHBOUR_SHARE)
    shares = shares.reshape(-1, *(1,) * (values.ndim - 1))
    around = values.copy()
    around[1:] += shares * values[:-1]
    around[:-1] += shares * values[1:]
    return around


def _weighted(weights: Floats, rows: Floats) -> Floats:
    total: Floats = np.einsum("q,qd->d", weights, rows)
    return total
