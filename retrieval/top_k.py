"""The k best scores, without sorting them all."""

import numpy as np

from retrieval.model import Hit
from retrieval.posting_lists import Floats, Ids

# The first guess at the k-th best score looks at this many strided blocks' maxima.
BLOCKS = 64


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
