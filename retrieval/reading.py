"""The protocol through which retrieval reads a collection: the seam between core and storage.

A `Collection` hands out `Snapshot`s. A snapshot is one consistent state: a reindex that commits
while it is open changes nothing in it. All posting lists of a question are asked for at once. A
segment covers at most 65,536 consecutive paragraph ids; slot s of a segment is the paragraph with
id `base + s`.
"""

from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.model import Article, Paragraph
from retrieval.narrowing import Narrowing


class Statistics(NamedTuple):
    """Sums over the live paragraphs: N, and the number of terms in all of them together."""

    paragraphs: int
    terms: int

    @property
    def average_length(self) -> float:
        """Terms a paragraph (avgdl); 0.0 for an empty collection."""
        return self.terms / self.paragraphs if self.paragraphs else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Consecutive slots. `lengths` are terms a paragraph (uint16, capped), one a slot."""

    base: int
    lengths: npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """How often one term is in each of consecutive paragraphs, from id `base` on; 0 for not."""

    base: int
    frequencies: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """One term: the paragraphs that hold it, and how often each does (uint8, capped at 255).

    Sparse: `ids`, each once and in no order, and `frequencies` beside them. Where the term is in
    more than a third of a segment, that segment's part may be a column instead.
    """

    ids: npt.NDArray[np.intp]
    frequencies: npt.NDArray[np.uint8]
    columns: Sequence[Column] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """The forward index of P paragraphs: which terms each has, and how often.

    `ids` (P,) ascend; `terms` are distinct, and any that a paragraph has is among them. Paragraph i
    has those at `places[bounds[i] : bounds[i + 1]]` in `terms`, each once; `frequencies` (uint8,
    capped at 255) run beside them.
    """

    ids: npt.NDArray[np.intp]
    bounds: npt.NDArray[np.intp]
    terms: Sequence[str]
    places: npt.NDArray[np.intp]
    frequencies: npt.NDArray[np.uint8]


class Snapshot(Protocol):
    """One consistent state of a collection; read only, used by one thread."""

    @property
    def version(self) -> int:
        """A number that changes whenever anything in the index does."""

    def statistics(self) -> Statistics:
        """Return N and the total length of the live paragraphs."""

    def segments(self) -> Sequence[Segment]:
        """Return every segment, ascending by base."""

    def removed(self) -> Sequence[int]:
        """Return the ids of removed paragraphs whose postings are still there."""

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return df of each of `terms` that at least one live paragraph holds."""

    def postings(self, terms: Iterable[str]) -> Mapping[str, Postings]:
        """Return the postings of each of `terms` that a paragraph holds, removed ones included."""

    def terms_beginning(self, letters: Several[str], lengths: range) -> Sequence[str]:
        """Return the terms that begin with one of these letters and have one of these lengths.

        In code points; the terms come in no order. Some may be of removed paragraphs alone.
        """

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs with these ids, in this order; an unknown id is left out."""

    def bags(self, ids: Sequence[int]) -> Bags:
        """Return what the paragraphs with these ids hold; an unknown id is left out."""

    def paragraph_ids(self, narrowing: Narrowing) -> npt.NDArray[np.intp]:
        """Return the ids, ascending, of all paragraphs of articles that a narrowing allows.

        Only its outlets, sources, languages and dates count: see `retrieval.origins`.
        """

    def article_paragraphs(self, article_key: str) -> list[Paragraph]:
        """Return all paragraphs of an article, by number; empty for an unknown key."""

    def articles(self) -> list[Article]:
        """Return every article, by key."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return df of every term of the collection: all of them are read."""


class Collection(Protocol):
    """A collection of articles that can be read from any thread."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a consistent view of the collection."""
