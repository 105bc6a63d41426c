"""Meaning as numbers: a vector for every stem of both languages, close where people mean the same.

A static table that retrieval/training/encoder.py learned: stems that it knows have a row of their
own; any other is put together from its character n-grams (Bojanowski et al., "Enriching Word
Vectors with Subword Information", 2017). Rows are int8 with a scale each. A text's vector is the
sum of its stems' vectors, whose lengths are their learned weights.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from threading import Lock

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SHORTEST_GRAM, LONGEST_GRAM = 3, 5


def grams_of(term: str, buckets: int) -> Iterator[int]:
    """Yield the bucket of each character n-gram of a term, its ends marked."""
    marked = f"<{term}>"
    for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
        for start in range(len(marked) - length + 1):
            yield zlib.crc32(marked[start : start + length].encode()) % buckets


@dataclass(frozen=True, slots=True)
class Table:
    """What the encoder learned: int8 rows of terms and of n-gram buckets, each with its scale."""

    terms: Sequence[str]
    rows: npt.NDArray[np.int8]
    row_scales: npt.NDArray[np.float16]
    grams: npt.NDArray[np.int8]
    gram_scales: npt.NDArray[np.float16]
    unknown_weight: float


class Encoder:
    """Vectors of terms and of texts. `size` is their number of dimensions."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._row_of = {term: row for row, term in enumerate(table.terms)}
        self.size = int(table.rows.shape[1])

    def __contains__(self, term: object) -> bool:
        """Tell whether a term has a row of its own: it is a word that people use."""
        return term in self._row_of

    def vector(self, term: str) -> Floats:
        """Return a term's vector (size,); its length is the term's weight in a text."""
        table = self._table
        row = self._row_of.get(term)
        if row is not None:
            known: Floats = table.rows[row] * table.row_scales[row].astype(np.float32)
            return known
        buckets = list(grams_of(term, len(table.grams)))
        scales = table.gram_scales[buckets].astype(np.float32)
        mean: Floats = (table.grams[buckets] * scales[:, None]).mean(axis=0)
        return mean * np.float32(table.unknown_weight)

    def vectors(self, terms: list[str]) -> Floats:
        """Return the vectors (terms, size) of many terms."""
        table = self._table
        rows = np.array([self._row_of.get(term, -1) for term in terms], np.intp)
        found: Floats = table.rows[rows] * table.row_scales[rows].astype(np.float32)[:, None]
        for place in np.flatnonzero(rows < 0):
            found[place] = self.vector(terms[int(place)])
        return found

    def encode(self, terms: Sequence[str]) -> Floats:
        """Return the unit vector (size,) of a text's terms; zeros for none."""
        if not terms:
            return np.zeros(self.size, np.float32)
        return unit(np.sum([self.vector(term) for term in terms], axis=0))


class TermVectors:
    """Vectors of numbered terms, each looked up once; safe to share by threads.

    Kept as directions (float16) and lengths, since many questions meet many terms.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._directions = np.zeros((1024, encoder.size), np.float16)
        self._lengths = np.zeros(1024, np.float32)
        self._known = 0
        self._lock = Lock()

    def of(self, numbers: npt.NDArray[np.int32], terms: list[str]) -> Floats:
        """Return the vectors (N, size) of terms by number; `terms` gives each number's term."""
        directions, lengths = self._read(terms)
        return directions[numbers].astype(np.float32) * lengths[numbers][:, None]

    def directions_of(self, numbers: npt.NDArray[np.int32], terms: list[str]) -> Floats:
        """Return the unit vectors (N, size) of terms by number."""
        return self._read(terms)[0][numbers].astype(np.float32)

    def _read(self, terms: list[str]) -> tuple[npt.NDArray[np.float16], Floats]:
        with self._lock:
            if self._known < len(terms):
                self._learn(terms)
            return self._directions, self._lengths

    def _learn(self, terms: list[str]) -> None:
        count, known = len(terms), self._known
        if count > len(self._lengths):
            self._directions = np.resize(self._directions, (2 * count, self._encoder.size))
            self._lengths = np.resize(self._lengths, 2 * count)
        vectors = self._encoder.vectors(terms[known:])
        self._directions[known:count] = unit(vectors)
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
    with as_file(files("retrieval").joinpath("data", "encoder.npz")) as path, np.load(path) as file:
        return Encoder(
            Table(
                terms=bytes(file["terms"]).decode().split("\n"),
                rows=file["rows"],
                row_scales=file["row_scales"],
                grams=file["grams"],
                gram_scales=file["gram_scales"],
                unknown_weight=float(file["unknown_weight"]),
            )
        )
