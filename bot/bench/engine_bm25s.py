"""bm25s: scores computed ahead into a sparse matrix, summed by numpy or by numba."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot.bench.engines import Ranking, load_package
from retrieval.bm25 import K1, B


class Bm25s:
    """An index saved to files and mapped into memory, as its documentation advises for size."""

    lasting = True
    backend = "numpy"

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:
        """Index with Lucene's variant, bm25s's own choice, and save."""
        bm25s = load_package("bm25s")
        model = bm25s.BM25(method="lucene", k1=K1, b=B, backend=self.backend)
        model.index(list(paragraphs), show_progress=False)
        model.save(folder, show_progress=False)

    def open(self, folder: Path) -> "OpenBm25s":
        """Map the saved index."""
        bm25s = load_package("bm25s")
        model = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        if self.backend == "numba":
            model.activate_numba_scorer()
        return OpenBm25s(model)


class WithNumpy(Bm25s):
    """bm25s as it is installed by default."""


class WithNumba(Bm25s):
    """bm25s with functions that numba compiles when they are called first."""

    backend = "numba"


class OpenBm25s:
    """A model that is loaded."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the best paragraphs; unknown terms alone give none."""
        known = [term for term in terms if term in self._model.vocab_dict]
        if not known:
            return []
        k = min(k, self._model.scores["num_docs"])
        found, scores = self._model.retrieve([known], k=k, show_progress=False)
        return list(zip(found[0].tolist(), scores[0].tolist(), strict=True))

    def close(self) -> None:
        """Files are let go with the process."""
