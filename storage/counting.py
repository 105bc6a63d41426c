"""How often each paragraph has each term, of several paragraphs at once, as arrays.

Term statistics are rank-bm25's own; numpy turns them into arrays. Nothing here knows the index:
worker processes count, and whoever writes gives the terms their ids (see `storage.bags`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np
import numpy.typing as npt

from retrieval.bm25 import PositiveBM25

MOST_COUNTED = 255  # a uint8; what has one word more often is hardly prose


@dataclass(frozen=True, slots=True)
class Counts:
    """The terms of several paragraphs: `terms` are all distinct ones, in no order.

    `lengths` (terms, repetitions counted) and `sizes` (distinct terms) have one entry a paragraph;
    `places` (in `terms`) and `frequencies` one for each distinct term of each paragraph.
    """

    terms: Sequence[str]
    lengths: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    places: npt.NDArray[np.uint32]
    frequencies: npt.NDArray[np.uint8]


def count_terms(paragraphs: Sequence[Sequence[str]]) -> Counts:
    """Count the terms of each paragraph.

    Terms become their places before they are counted: numbers are counted twice as fast.
    """
    places = _Places()
    corpus = [list(map(places.__getitem__, terms)) for terms in paragraphs]
    statistics = PositiveBM25(corpus, idf={})  # of some paragraphs, an idf would mean nothing
    counted = cast("list[dict[int, int]]", statistics.doc_freqs)  # a paragraph each: place to tf
    sizes = np.fromiter(map(len, counted), np.int64, len(counted))
    total = int(sizes.sum())
    tf = np.fromiter(chain.from_iterable(map(dict.values, counted)), np.int64, total)
    return Counts(
        terms=list(places),
        lengths=np.array(statistics.doc_len, np.int64),
        sizes=sizes,
        places=np.fromiter(chain.from_iterable(counted), np.uint32, total),
        frequencies=np.minimum(tf, MOST_COUNTED).astype(np.uint8),
    )


class _Places(dict[str, int]):
    """From a term to its place; a term that is met first gets the next one."""

    def __missing__(self, term: str) -> int:
        place = self[term] = len(self)
        return place
