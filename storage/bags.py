"""Bags: which terms a paragraph has and how often, by the index's term ids (the forward index).

A bag's terms are stored as varints (see `storage.coding`), ascending: twice the distance from the
term before, the first one's from 0, and 1 more where the paragraph has the term more than once. How
often stands in `frequencies` then, a byte for each of these alone. So a term takes 1.5 bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from sqlite3 import DatabaseError
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from storage.coding import Numbers, read_varints, taken_for_damage, write_varints
from storage.counting import Counts
from storage.database import Connection
from storage.vocabulary import Vocabulary

_AT_ONCE = 4_096  # bags that are unpacked together
_Integers = npt.NDArray[np.integer]
_Row = tuple[int, int, bytes, bytes]  # id, length, terms, frequencies


class Bag(NamedTuple):
    """A bag as it is stored. `length` counts every term with its repetitions."""

    length: int
    terms: bytes
    frequencies: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """Bags of several paragraphs as flat arrays, ascending by paragraph id.

    `lengths` and `sizes` (distinct terms) are one a paragraph; `terms` and `frequencies` one a term
    of a paragraph.
    """

    ids: Numbers
    lengths: Numbers
    sizes: Numbers
    terms: npt.NDArray[np.uint32]
    frequencies: npt.NDArray[np.uint8]

    def select(self, chosen: npt.NDArray[np.bool_]) -> "Bags":
        """Return the bags of which `chosen`, one a paragraph, is true."""
        of_chosen = np.repeat(chosen, self.sizes)
        return Bags(
            self.ids[chosen],
            self.lengths[chosen],
            self.sizes[chosen],
            self.terms[of_chosen],
            self.frequencies[of_chosen],
        )


def digest_of(bags: Bags) -> int:
    """Return a number of 32 bits by which a change of any bag's terms or frequencies is told."""
    return digest(bags.terms, np.repeat(bags.ids, bags.sizes), bags.frequencies) & 0xFFFFFFFF


def digest(terms: _Integers, ids: _Integers, frequencies: _Integers) -> int:
    """Return a sum over (term, paragraph, frequency) that is the same in whatever order they come.

    Each is scrambled into 64 bits first (the finaliser of MurmurHash3), and the sum overflows.
    """
    mixed = terms.astype(np.uint64) << np.uint64(40) | ids.astype(np.uint64)
    mixed = (mixed ^ mixed >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    mixed = (mixed + frequencies.astype(np.uint64)) * np.uint64(0xC4CEB9FE1A85EC53)
    return int((mixed ^ mixed >> np.uint64(33)).sum())


def fill_bags(counts: Counts, vocabulary: Vocabulary) -> Iterator[Bag]:
    """Yield a bag for each paragraph that was counted, in order."""
    paragraphs = np.repeat(np.arange(len(counts.sizes), dtype=np.int64), counts.sizes)
    # Paragraph, term and frequency in one number each: sorted far sooner than an order is found.
    packed = np.sort(paragraphs << 40 | vocabulary.ids_of(counts) << 8 | counts.frequencies)
    frequencies, terms = packed.astype(np.uint8), packed >> 8 & 0xFFFFFFFF
    firsts = (np.cumsum(counts.sizes) - counts.sizes)[counts.sizes > 0]
    distances = np.diff(terms, prepend=0)
    distances[firsts] = terms[firsts]
    several = frequencies > 1
    written, sizes = write_varints(distances << 1 | several)
    ends = np.cumsum(counts.sizes)
    term_bounds = np.append(0, np.cumsum(sizes))[np.append(0, ends)].tolist()
    several_bounds = np.append(0, np.cumsum(several))[np.append(0, ends)].tolist()
    often = frequencies[several].tobytes()
    places = zip(pairwise(term_bounds), pairwise(several_bounds), strict=True)
    for length, ((start, end), (first, last)) in zip(counts.lengths.tolist(), places, strict=True):
        yield Bag(length, written[start:end], often[first:last])


def read_bags(database: Connection, condition: str, values: Sequence[object]) -> Bags:
    """Return the bags whose paragraph ids meet an SQL condition."""
    cursor = database.execute(
        "SELECT paragraph_id, length, terms, frequencies FROM bags "  # noqa: S608  # no value is in it
        f"WHERE paragraph_id {condition} ORDER BY paragraph_id",
        values,
    )
    parts = [_unpack(())]
    with taken_for_damage():
        while rows := cursor.fetchmany(_AT_ONCE):
            parts.append(_unpack(rows))
    return Bags(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Bags))
    )


def _unpack(rows: Sequence[_Row]) -> Bags:
    codes, ends = read_varints(b"".join([row[2] for row in rows]))
    blob_ends = np.cumsum([0, *(len(row[2]) for row in rows)])
    bounds = np.searchsorted(ends, blob_ends, "right")
    if np.any(np.append(0, ends)[bounds] != blob_ends):
        raise DatabaseError("a bag's terms are cut off")
    several = codes & 1 == 1
    often = np.frombuffer(b"".join([row[3] for row in rows]), np.uint8)
    if np.count_nonzero(several) != often.size:
        raise DatabaseError("a bag has more terms than frequencies, or less")
    frequencies = np.ones(len(codes), np.uint8)
    frequencies[several] = often
    reached = np.cumsum(codes >> 1)
    begun = np.append(0, reached)[bounds[:-1]]
    sizes = np.diff(bounds)
    return Bags(
        ids=np.array([row[0] for row in rows], np.int64),
        lengths=np.array([row[1] for row in rows], np.int64),
        sizes=sizes,
        terms=(reached - np.repeat(begun, sizes)).astype(np.uint32),
        frequencies=frequencies,
    )
