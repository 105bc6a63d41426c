"""How much of a question a sentence meets: by the same words, by related ones, by words alike.

A share is the part of the question's weight (idf times boost) that is met, in [0, 1]; met by the
sentence itself, with its neighbours, with its paragraph, with what it stands under.

Shapes: Q clauses, S sentences, P paragraphs.
"""

import numpy as np

from retrieval.evidence import Asked, Evidence
from retrieval.pool import Floats, Ints, Pool
from retrieval.runs import best_of_runs


def find_shares(asked: Asked, pool: Pool, evidence: Evidence, alike: Floats) -> dict[str, Floats]:
    """Return every share by its name, (S,) each.

    `alike` (Q, S) says how far the word that is most alike, or related, meets each clause.
    """
    of = pool.paragraph_of
    # What is met in these three ways: by sentences, the ones before and behind, and paragraphs.
    ways = np.array([evidence.sentences, evidence.related, alike])
    before, behind = _shifted(ways, of, 1), _shifted(ways, of, -1)
    same, related, alike = ways
    _, related_around, alike_around = np.maximum(ways, np.maximum(before, behind))
    paragraph, *nearly = best_of_runs(ways, pool.first_sentence)[:, :, of]
    titles, headings = evidence.titles[:, of], evidence.headings[:, of]
    under = np.maximum(titles, headings)
    met = {
        "coverage": same,
        "coverage_with_previous": np.maximum(same, before[0]),
        "coverage_with_next": np.maximum(same, behind[0]),
        "coverage_with_title": np.maximum(same, titles),
        "coverage_with_heading": np.maximum(same, headings),
        "coverage_of_paragraph": paragraph,
        "coverage_around": np.maximum(paragraph, under),
        "coverage_of_title": titles,
        "coverage_of_heading": headings,
        "related": related,
        "related_nearby": related_around,
        "related_with_title": np.maximum(related, under),
        "related_in_paragraph": np.maximum(nearly[0], under),
        "alike": alike,
        "alike_around": alike_around,
        "alike_in_paragraph": np.maximum(nearly[1], under),
    }
    shares = weighted_sum(asked.weights, np.array(list(met.values()))) / np.float32(asked.total)
    return dict(zip(met, shares, strict=True))


def weighted_sum(weights: Floats, rows: Floats) -> Floats:
    """Return the sums (..., S) of the rows (..., Q, S), each by its weight (Q,).

    Row by row, so that equal columns have equal sums, as they wouldn't have with BLAS.
    """
    total: Floats = (weights[:, None] * rows).sum(axis=-2)
    return total


def _shifted(matched: Floats, paragraph_of: Ints, step: int) -> Floats:
    """Return the neighbouring sentence's matches (step 1: the one before), 0 past the paragraph."""
    neighbour = np.zeros_like(matched)
    here, there = (slice(1, None), slice(None, -1))[::step]
    same = paragraph_of[1:] == paragraph_of[:-1]
    neighbour[..., here] = matched[..., there] * same
    return neighbour
