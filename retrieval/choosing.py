"""Which paragraphs' sentences are ranked: those that match best, and those nearest in meaning.

Shapes: P paragraphs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.model import Hit
from retrieval.top_k import kth_best_bound

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


class Mix(NamedTuple):
    """How many paragraphs' sentences are ranked: the best matches, and beside these the nearest in
    meaning, one of which may answer without sharing a word with the question."""

    best: int
    nearest: int


class Scored(NamedTuple):
    """Paragraphs and their scores by BM25 (P,), 0 for no match; the ids (P,) ascend."""

    ids: Ints
    scores: Floats


# With so few nearest ones as with more: answers are as right in collections of 84 to 1,918
# paragraphs. In a larger one, what is near is so by chance more often than not.
MEDIUM_COLLECTION = 1_500  # in larger ones it costs a tenth of the time, and helps less
OF_MEDIUM = Mix(best=10, nearest=12)
# With 30 of them answers are as right: within 0.3 points on 9,199 questions of two sets.
OF_LARGE = Mix(best=12, nearest=0)


def mix_of(paragraphs: int) -> Mix:
    """Return how many paragraphs of a collection of so many are ranked."""
    return OF_MEDIUM if paragraphs <= MEDIUM_COLLECTION else OF_LARGE


def as_arrays(hits: Sequence[Hit]) -> Scored:
    """Return hits as arrays."""
    ordered = sorted(hits)
    ids = np.array([hit.paragraph_id for hit in ordered], np.intp)
    return Scored(ids, np.array([hit.score for hit in ordered], np.float32))


def choose(found: Scored, likeness: Floats, mix: Mix) -> Scored:
    """Return the best matches and, of the others, the nearest by their likeness (P,)."""
    best = largest(found.scores, mix.best)
    best = best[found.scores[best] > 0]
    nearness = likeness.copy()
    nearness[best] = np.inf
    chosen = largest(nearness, len(best) + mix.nearest)
    return Scored(found.ids[chosen], found.scores[chosen])


def largest(values: Floats, k: int) -> Ints:
    """Return the places of the `k` >= 1 largest values, ascending; of equal ones the first."""
    if k >= len(values):
        return np.arange(len(values))
    places = np.flatnonzero(values >= kth_best_bound(values, k))
    order = np.argsort(-values[places], kind="stable")[:k]
    return np.sort(places[order])
