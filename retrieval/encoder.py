"""Meaning as numbers: a vector for every stem of both languages, close where people mean the same.

A static table that retrieval/training/encoder.py learned: stems that it knows have a row of their
own; any other is put together from its character n-grams (Bojanowski et al., "Enriching Word
Vectors with Subword Information", 2017). Rows are int8 with a scale each. A text's vector is the
sum of its stems' vectors, whose lengths are their learned weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.data_files import DATA
from retrieval.grams import grams_of_all
from retrieval.growing import grown

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What the encoder learned: int8 rows of terms and of n-gram buckets, each with its scale.

    `terms` are UTF-8 of one width, ascending; row t is the vector of term t.
    """

    terms: npt.NDArray[np.bytes_]
    rows: npt.NDArray[np.int8]
    row_scales: npt.NDArray[np.float16]
    grams: npt.NDArray[np.int8]
    gram_scales: npt.NDArray[np.float16]
    unknown_weight: float


class Encoder:
    """Vectors of terms and of texts. `size` is their number of dimensions."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.size = int(table.rows.shape[1])

    def vector(self, term: str) -> Floats:
        """Return a term's vector (size,); its length is the term's weight in a text."""
        vector: Floats = self.vectors([term])[0]
        return vector

    def vectors(self, terms: Sequence[str]) -> Floats:
        """Return the vectors (terms, size) of many terms."""
        table, rows = self._table, self._rows_of(terms)
        found: Floats = table.rows[rows] * table.row_scales[rows].astype(np.float32)[:, None]
        unknown = np.flatnonzero(rows < 0)
        if unknown.size:
            found[unknown] = self._put_together([terms[place] for place in unknown.tolist()])
        return found

    def known_vectors(self, terms: Sequence[str]) -> Floats:
        """Return the vectors (terms, size) of terms that have a row, zeros for the others.

        It takes a tenth of the time of putting the others together.
        """
        rows = self._rows_of(terms)
        scales = self._table.row_scales[rows].astype(np.float32) * (rows >= 0)
        vectors: Floats = self._table.rows[rows] * scales[:, None]
        return vectors

    def _rows_of(self, terms: Sequence[str]) -> npt.NDArray[np.intp]:
        """Return the row of each term, -1 for one that has none."""
        known = self._table.terms
        encoded = [term.encode(errors="replace") for term in terms]
        asked = np.array(encoded, known.dtype)  # a longer term is cut here, and is none of them
        places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        is_whole = np.array([len(term) <= known.dtype.itemsize for term in encoded], bool)
        return np.where((known[places] == asked) & is_whole, places, -1)

    def _put_together(self, terms: Sequence[str]) -> Floats:
        """Return the vectors (terms, size) of terms without a row: their n-grams' means."""
        table = self._table
        every, counts = grams_of_all(terms, len(table.grams))
        grams = table.grams[every] * table.gram_scales[every].astype(np.float32)[:, None]
        sums = np.add.reduceat(grams, np.cumsum(counts) - counts)
        means: Floats = (sums / counts[:, None]).astype(np.float32)
        return means * np.float32(table.unknown_weight)

    def encode(self, terms: Sequence[str]) -> Floats:
        """Return the unit vector (size,) of a text's terms; zeros for none."""
        if not terms:
            return np.zeros(self.size, np.float32)
        total: Floats = self.vectors(terms).sum(axis=0)
        return unit(total)


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Unit vectors (N, size): rows, and the scale (N,) of each that makes its length 1."""

    rows: npt.NDArray[np.int8] | Floats
    scales: Floats

    @classmethod
    def of(cls, vectors: Floats) -> "Directions":
        """Return the directions of vectors (N, size); zeros stay zeros."""
        largest = np.abs(vectors).max(axis=1, initial=0)[:, None]
        rows = np.rint(vectors * (127 / np.maximum(largest, 1e-9))).astype(np.int8)
        return cls(rows, 1 / np.maximum(np.linalg.norm(rows.astype(np.float32), axis=1), 1))

    def cosines(self, others: Floats) -> Floats:
        """Return the cosine of each of other unit vectors (M, size) with each of these: (M, N)."""
        # dot, not matmul, which warns of whatever BLAS meets in the padding of its rows.
        cosines: Floats = np.dot(others, self.rows.astype(np.float32, copy=False).T)
        cosines *= self.scales
        return cosines


class TermVectors:
    """Vectors of numbered terms, each looked up once; safe to share by threads.

    Kept as directions and lengths, since many questions meet many terms.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.size = encoder.size
        self._directions = Directions(
            np.zeros((1024, encoder.size), np.int8), np.zeros(1024, np.float32)
        )
        self._lengths = np.zeros(1024, np.float32)
        self._known = 0
        self._lock = Lock()

    def of(self, numbers: npt.NDArray[np.int32], terms: list[str]) -> Floats:
        """Return the vectors (N, size) of terms by number; `terms` gives each number's term."""
        directions, lengths = self._read(terms)
        weights = directions.scales[numbers] * lengths[numbers]
        return directions.rows[numbers].astype(np.float32) * weights[:, None]

    def directions_of(self, numbers: npt.NDArray[np.int32], terms: list[str]) -> Directions:
        """Return the directions of terms by number, as numbers to be compared at once."""
        directions, _ = self._read(terms)
        return Directions(directions.rows[numbers].astype(np.float32), directions.scales[numbers])

    def _read(self, terms: list[str]) -> tuple[Directions, Floats]:
        with self._lock:
            if self._known < len(terms):
                self._learn(terms)
            return self._directions, self._lengths

    def _learn(self, terms: list[str]) -> None:
        count, known = len(terms), self._known
        rows, scales = self._directions.rows, self._directions.scales
        if count > len(self._lengths):
            rows, scales, self._lengths = (
                grown(each, 2 * count) for each in (rows, scales, self._lengths)
            )
            self._directions = Directions(rows, scales)
        vectors = self._encoder.vectors(terms[known:])
        new = Directions.of(vectors)
        rows[known:count], scales[known:count] = new.rows, new.scales
        self._lengths[known:count] = np.linalg.norm(vectors, axis=1)
        self._known = count


def unit(vectors: Floats) -> Floats:
    """Return vectors (..., size) scaled to length 1; zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = vectors / np.maximum(lengths, 1e-9)
    return scaled


@cache
def load_encoder() -> Encoder:
    """Return the encoder that ships with Verbatim."""
    # Mapped, not read: a question touches a few hundred rows of many thousand.
    paths = (DATA / "encoder").glob("*.npy")
    parts = {path.stem: np.load(path, mmap_mode="r").view(np.ndarray) for path in paths}
    return Encoder(Table(**parts | {"unknown_weight": float(parts["unknown_weight"])}))
