"""Posting lists as arrays: which paragraphs hold a term, and how often (its term frequency, tf).

Most stand in lists of ids; of frequent terms there may be columns, with a tf for every paragraph
of a segment.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.reading import Postings

Floats = npt.NDArray[np.float32]
Frequencies = npt.NDArray[np.uint8] | Floats
Ids = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]  # one entry a paragraph id


def sparse(postings: Postings) -> tuple[Ids, Frequencies]:
    """Return the ids of the paragraphs that hold a term, each once, and tf; columns among them."""
    parts = [(postings.ids, postings.frequencies)]
    for column in postings.columns:
        places = np.flatnonzero(column.frequencies)
        parts.append((places + column.base, column.frequencies[places]))
    return _concatenated(parts)


def sparse_among(postings: Postings, among: Ids, is_among: Mask) -> tuple[Ids, Frequencies]:
    """Return which of some ids hold a term, and tf; 0 for some that don't hold it.

    They are given ascending, and as a mask of all ids.
    """
    kept = is_among.take(postings.ids)
    parts = [(postings.ids[kept], postings.frequencies[kept])]
    for column in postings.columns:
        end = column.base + len(column.frequencies)
        ids = among[slice(*np.searchsorted(among, (column.base, end)))]
        parts.append((ids, column.frequencies[ids - column.base]))
    return _concatenated(parts)


def mark_holders(postings: Postings | None, size: int) -> Mask:
    """Tell of each id below `size` whether that paragraph holds the term; none for no postings."""
    holding = np.zeros(size, np.bool_)
    if postings is not None:
        holding[sparse(postings)[0]] = True
    return holding


def _concatenated(parts: Sequence[tuple[Ids, Frequencies]]) -> tuple[Ids, Frequencies]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([ids for ids, _ in parts]), np.concatenate([tf for _, tf in parts])
