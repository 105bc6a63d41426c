"""rank-bm25: its Okapi model with the positive idf, in memory alone; the oracle of the others."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bot.bench.engines import Ranking
from retrieval.bm25 import PositiveBM25


class RankBM25:
    """Keeps all term statistics in dictionaries; an index has to be made anew in each process."""

    lasting = False

    def __init__(self) -> None:
        self._model = PositiveBM25([])

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:  # noqa: ARG002 - nothing is written
        """Count the terms."""
        self._model = PositiveBM25(list(paragraphs))

    def open(self, folder: Path) -> "RankBM25":  # noqa: ARG002 - nothing was written
        """Return what was built in this process."""
        return self

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the best scores above 0, ties by number.

        The best are picked out, not sorted as `get_top_n` does it: that would take longer.
        """
        scores = self._model.get_scores(terms)
        k = min(k, len(scores))
        least = np.partition(scores, len(scores) - k)[len(scores) - k] if k else 0.0
        among = np.flatnonzero((scores >= least) & (scores > 0))
        best = among[np.lexsort((among, -scores[among]))][:k]
        return [(int(i), float(scores[i])) for i in best]

    def close(self) -> None:
        """Nothing is open."""
