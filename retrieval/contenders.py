"""Contenders: the few paragraphs that can still be among the best.

No clause can add more than its weight to a score, since tf / (tf + norm) is below 1. As soon as the
k-th best score so far is larger than all that the clauses to come can add, no paragraph that holds
none of the terms so far can be among the best any more, and few of those that do can. Nothing is
lost by scoring the rest for these alone: it is the idea of MaxScore (Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995), applied once a term where the textbook has it once
a paragraph.
"""

from collections.abc import Sequence

import numpy as np

from retrieval.accumulator import Accumulator
from retrieval.model import Hit
from retrieval.posting_lists import Floats, Ids
from retrieval.runs import begins_run
from retrieval.top_k import best_hits, kth_best_bound, ranked

# Scores are sums of float32: bounds keep this share of what is to come away from them.
_ROUNDING = 1e-5


def name_contenders(accumulator: Accumulator, to_come: float, k: int) -> None:
    """Name the paragraphs that can still be among the best `k`, if not all can; or fewer of them.

    `to_come` is more than any score can still grow.
    """
    if accumulator.everywhere:
        return
    raise_least(accumulator, accumulator.fresh, k)
    accumulator.fresh.clear()
    if needed_now(accumulator, to_come) > 0.0:
        scores = accumulator.scores_of_candidates()
        raise_least(accumulator, scores, k)
        contenders = at_least(accumulator, scores, needed_now(accumulator, to_come))
        if accumulator.contenders is not None:
            accumulator.is_contender[accumulator.contenders] = False
        accumulator.is_contender[contenders] = True
        accumulator.contenders = contenders


def best_of(accumulator: Accumulator, k: int) -> list[Hit]:
    """Return the `k` best scores of an accumulator as hits, best first, ties by paragraph id."""
    if accumulator.everywhere:
        return best_hits(accumulator.scores, k)
    scores = accumulator.scores_of_candidates()
    raise_least(accumulator, scores, k)
    ids = at_least(accumulator, scores, max(accumulator.least, float(np.finfo(np.float32).tiny)))
    return ranked(ids, accumulator.scores[ids], k)


def needed_now(accumulator: Accumulator, to_come: float) -> float:
    """Return the least score so far of who can be among the best in the end."""
    return accumulator.least - to_come * (1.0 + _ROUNDING) - accumulator.least * _ROUNDING


def raise_least(accumulator: Accumulator, scores: Sequence[Floats], k: int) -> None:
    """Raise the bound of the k-th best score to the best that the scores of one list show.

    The k-th best of some paragraphs can't exceed the k-th best of all.
    """
    bounds = (kth_best_bound(of_list, k) for of_list in scores if len(of_list) >= k)
    accumulator.least = max(accumulator.least, *bounds, 0.0)


def at_least(accumulator: Accumulator, scores: Sequence[Floats], needed: float) -> Ids:
    """Return the candidates, of whom `scores` are, that have at least `needed` > 0; ascending."""
    found = [
        ids[of_list >= needed] for ids, of_list in zip(accumulator.candidates, scores, strict=True)
    ]
    if accumulator.contenders is not None:
        return found[0]
    ids: Ids = np.sort(np.concatenate(found)) if found else np.zeros(0, np.intp)
    distinct: Ids = ids[begins_run(ids)]
    return distinct
