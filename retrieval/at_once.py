"""The scores of a small collection's paragraphs: all of them at once, in one table.

A call of numpy takes as long as the scores of a thousand paragraphs. Where there are few, nothing
is gained by keeping apart those that can be among the best, as `retrieval.matching` does.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.reading import Postings

# Up to so many paragraph ids; beyond, most of the table would be zeros.
FEW = 32_768

# A clause: its weight, and the postings of its terms, each with how far the term stands for it.
Clause = tuple[float, Sequence[tuple[float, Postings]]]


def score_at_once(
    norms: npt.NDArray[np.float32], clauses: Sequence[Clause]
) -> npt.NDArray[np.float32]:
    """Return the score of each paragraph (N,): the sum over clauses of weight * tf / (tf + norm).

    tf is the sum of those of a clause's terms, each by its share (Pirkola's structured query);
    `norms` (N,) are what a paragraph's length adds, infinite for one that must not be found.
    """
    size = len(norms)
    lists = [
        (row, share, postings)
        for row, (_, terms) in enumerate(clauses)
        for share, postings in terms
    ]
    if not lists:
        return np.zeros(size, np.float32)
    rows, shares, postings = zip(*lists, strict=True)
    counts = [len(each.ids) for each in postings]
    places = np.concatenate([each.ids for each in postings])
    places += np.repeat(np.array(rows) * size, counts)
    tf = np.concatenate([each.frequencies for each in postings]) * np.repeat(shares, counts)
    cells = np.bincount(places, tf, len(clauses) * size)
    table = cells.reshape(len(clauses), size).astype(np.float64, copy=False)  # int for no ids
    for row, share, each in lists:
        for column in each.columns:
            end = column.base + len(column.frequencies)
            table[row, column.base : end] += share * column.frequencies
    table /= table + norms
    weights = np.array([weight for weight, _ in clauses])
    scores: npt.NDArray[np.float32] = (weights[:, None] * table).sum(axis=0).astype(np.float32)
    return scores
