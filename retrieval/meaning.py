"""How near a question is to each sentence in meaning, where they share no word.

Shapes: Q clauses, T words, S sentences, P paragraphs. Every value is in [0, 1].
"""

from dataclasses import dataclass

import numpy as np

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


def compare_meaning(
    query: Query, pool: Pool, encoder: Encoder, vectors: TermVectors, terms: list[str]
) -> Meaning:
    """Compare a question's words, one by one and together, with the pool's."""
    asked = np.stack([encoder.vector(clause.terms[0][0]) for clause in query.clauses])
    boosts = np.array([clause.boost for clause in query.clauses], np.float32)
    question = unit(_weighted(boosts, asked))
    rows = vectors.of(pool.terms, terms)
    sentences = sums_of_runs(rows.T, pool.starts).T
    titles = sums_of_runs(vectors.of(pool.titles, terms).T, pool.title_starts).T
    paragraphs = sums_of_runs(sentences.T, pool.first_sentence).T + titles
    return Meaning(
        words=_word_likeness(asked, pool, vectors, terms),
        sentence=_likeness(sentences, question),
        around=_likeness(_with_neighbours(unit(sentences), pool), question),
        paragraph=_likeness(paragraphs, question)[pool.paragraph_of],
    )


def _word_likeness(asked: Floats, pool: Pool, vectors: TermVectors, terms: list[str]) -> Floats:
    distinct, places = number_distinct(pool.terms)
    likeness = np.einsum("qd,td->qt", unit(asked), unit(vectors.of(distinct, terms)))
    likeness = np.clip((likeness - LEAST_LIKENESS) / (1 - LEAST_LIKENESS), 0, 1)
    return pool.best_of_sentences(likeness[:, places])


def _with_neighbours(sentences: Floats, pool: Pool) -> Floats:
    around = sentences.copy()
    same = (pool.paragraph_of[1:] == pool.paragraph_of[:-1])[:, None]
    around[1:] += _NEIGHBOUR_SHARE * sentences[:-1] * same
    around[:-1] += _NEIGHBOUR_SHARE * sentences[1:] * same
    return around


def _likeness(rows: Floats, question: Floats) -> Floats:
    """Return the cosine of each row (N, size) with the question, 0 where it is below 0."""
    cosine: Floats = np.einsum("nd,d->n", unit(rows), question)
    return np.maximum(cosine, np.float32(0))


def _weighted(weights: Floats, rows: Floats) -> Floats:
    total: Floats = np.einsum("q,qd->d", weights, rows)
    return total
