"""The paragraphs of a small collection as vectors: those near a question may share no word with it.

Shapes: N paragraphs, `size` dimensions.
"""

from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words_of_spans
from retrieval.encoder import Floats, TermVectors, unit
from retrieval.model import Paragraph, Span
from retrieval.numbering import FUNCTION_WORD, TermTable
from retrieval.pool import sums_of_runs
from retrieval.reading import Snapshot

MOST_REMEMBERED = 5_000  # paragraphs, some 200 bytes each


class Overview:
    """Finds paragraphs near in meaning; reads each one once. Threads may share it."""

    def __init__(self, vectors: TermVectors, table: TermTable) -> None:
        """Read paragraphs with these vectors, by the numbers that `table` gives terms."""
        self._vectors = vectors
        self._table = table
        self._version = 0
        self._rows: dict[int, npt.NDArray[np.float16]] = {}
        self._lock = Lock()

    def nearest(
        self, snapshot: Snapshot, question: Floats, ids: Sequence[int], k: int
    ) -> list[int]:
        """Return the `k` of some paragraphs that are nearest to a unit vector (size,), by id."""
        if not ids:
            return []
        likeness = np.einsum("nd,d->n", self._read(snapshot, ids).astype(np.float32), question)
        order = np.argsort(-likeness, kind="stable")[:k]
        return sorted(ids[place] for place in order.tolist())

    def _read(self, snapshot: Snapshot, ids: Sequence[int]) -> npt.NDArray[np.float16]:
        """Return the paragraphs' vectors (N, size); they are remembered until the index changes."""
        with self._lock:
            if snapshot.version != self._version or len(self._rows) > MOST_REMEMBERED:
                self._version, self._rows = snapshot.version, {}
            new = [paragraph_id for paragraph_id in ids if paragraph_id not in self._rows]
            self._rows.update(self._place(snapshot.paragraphs(new)))
            return np.stack([self._rows[paragraph_id] for paragraph_id in ids])

    def _place(self, paragraphs: Sequence[Paragraph]) -> dict[int, npt.NDArray[np.float16]]:
        if not paragraphs:
            return {}
        terms = [self._terms_of(paragraph) for paragraph in paragraphs]
        starts = np.cumsum([0, *map(len, terms)])
        vectors = self._vectors.of(np.concatenate(terms), self._table.terms)
        places = unit(sums_of_runs(vectors.T, starts).T).astype(np.float16)
        return {paragraph.id: row for paragraph, row in zip(paragraphs, places, strict=True)}

    def _terms_of(self, paragraph: Paragraph) -> npt.NDArray[np.int32]:
        """Return the numbers of the terms of a paragraph and of its title."""
        known = self._table.words(paragraph.lang)
        words, _ = words_of_spans(paragraph.text, [Span(0, len(paragraph.text))])
        terms = known.read(words).terms
        return np.append(terms[terms != FUNCTION_WORD], known.read_terms(paragraph.article.title))
