"""Whether our best paragraphs are those of rank-bm25's model, score by score."""

from collections.abc import Sequence
from itertools import zip_longest

TOLERANCE = 1e-5  # of a score, or of 1 where the score is smaller

_Top = Sequence[tuple[int, float]]


def first_difference(ours: Sequence[_Top], oracle: Sequence[_Top]) -> str:
    """Return what differs first between two engines' answers to the same questions; "" if nothing.

    Scores have to agree place by place. Paragraphs may change places only with others whose scores
    are the same within the tolerance.
    """
    for number, (mine, right) in enumerate(zip(ours, oracle, strict=False), 1):
        for place, pair in enumerate(zip_longest(mine, right), 1):
            if not _agree(*pair, right):
                return f"question {number}, place {place}: {pair[0]} instead of {pair[1]}"
    return ""


def _agree(
    mine: tuple[int, float] | None, right: tuple[int, float] | None, all_right: _Top
) -> bool:
    if mine is None or right is None or not _equal(mine[1], right[1]):
        return False
    scores = dict(all_right)
    # One that the oracle doesn't name has to tie with its last.
    return _equal(mine[1], scores.get(mine[0], all_right[-1][1]))


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(1.0, abs(b))
