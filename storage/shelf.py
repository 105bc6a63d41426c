"""Posting lists of a large load, set aside until all its segments have theirs.

Each segment has a row of nearly every term, and a term's rows lie side by side. Put into place one
segment after the other, they would write all of the table again and again. So terms are dealt onto
shelves, each of which then yields its terms' rows of all segments, ascending by key. The shelves
lie in a temporary table: memory holds one at a time.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from storage.coding import Numbers
from storage.lists import Lists, Row, write_rows

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_POSTINGS = 1 << 17  # of a shelf in the first segment; others have about as many
_MOST_TERMS = 1 << 13
_SEGMENT_BITS = 20  # a shelf's number, then the segment's


class Shelf:
    """Takes segments' posting lists, ascending by segment id, and yields all their rows by key."""

    def __init__(self, database: "Database") -> None:
        """Begin with nothing. One a connection."""
        self._database = database
        self._edges = np.zeros(0, np.int64)  # the first term id of each shelf
        database.execute("DROP TABLE IF EXISTS temp.shelf")
        database.execute("""
            CREATE TEMP TABLE shelf (
                key INTEGER PRIMARY KEY, size INTEGER,
                terms BLOB, bounds BLOB, ids BLOB, frequencies BLOB)""")

    def put(self, segment_id: int, size: int, lists: Lists) -> None:
        """Set a segment's lists aside; ids are slots, `size` is how many there are."""
        if not len(lists.terms):
            return
        self._edges = _edges_for(lists, self._edges)
        cuts = np.append(np.searchsorted(lists.terms, self._edges), len(lists.terms)).tolist()
        for number, (first, last) in enumerate(pairwise(cuts)):
            if first < last:
                part = _part(lists, first, last)
                self._database.execute(
                    "INSERT INTO temp.shelf VALUES (?, ?, ?, ?, ?, ?)",
                    [number << _SEGMENT_BITS | segment_id, size, *_as_blobs(part)],
                )

    def take(self) -> Iterator[list[Row]]:
        """Yield all rows, ascending by key, some at a time; then nothing is left."""
        for number in range(len(self._edges)):
            rows: list[Row] = []
            for key, size, *blobs in self._database.execute(
                "SELECT * FROM temp.shelf WHERE key BETWEEN ? AND ? ORDER BY key",
                [number << _SEGMENT_BITS, (number + 1 << _SEGMENT_BITS) - 1],
            ):
                rows += write_rows(_as_lists(*blobs), key & (1 << _SEGMENT_BITS) - 1, size)
            rows.sort(key=_key)
            yield rows
        self._database.execute("DROP TABLE temp.shelf")


def _edges_for(lists: Lists, edges: Numbers) -> Numbers:
    """Return the first term of each shelf; those that are there already stay, more may follow."""
    if not len(edges):
        wanted = np.arange(0, int(lists.bounds[-1]), _MOST_POSTINGS)
        edges = lists.terms[np.searchsorted(lists.bounds, wanted, "right") - 1]
        edges[0] = 0
    ends = np.append(edges[1:], max(int(lists.terms[-1]) + 1, int(edges[-1]) + 1))
    return np.unique(
        np.concatenate(
            [
                np.arange(first, end, _MOST_TERMS)
                for first, end in zip(edges.tolist(), ends.tolist(), strict=True)
            ]
        )
    )


def _part(lists: Lists, first: int, last: int) -> Lists:
    start, end = lists.bounds[first], lists.bounds[last]
    return Lists(
        lists.terms[first:last],
        lists.bounds[first : last + 1] - start,
        lists.ids[start:end],
        lists.frequencies[start:end],
    )


def _as_blobs(lists: Lists) -> list[bytes]:
    return [
        lists.terms.astype(np.int64).tobytes(),
        lists.bounds.astype(np.int64).tobytes(),
        lists.ids.astype(np.uint16).tobytes(),
        lists.frequencies.tobytes(),
    ]


def _as_lists(terms: bytes, bounds: bytes, ids: bytes, frequencies: bytes) -> Lists:
    return Lists(
        np.frombuffer(terms, np.int64),
        np.frombuffer(bounds, np.int64),
        np.frombuffer(ids, np.uint16),
        np.frombuffer(frequencies, np.uint8),
    )


def _key(row: Row) -> int:
    return row[0]
