"""Posting lists: a segment's bags turned round, and the rows in which they are stored.

A row of `postings` is one term's list in one segment, in the form that is shorter:

    PLAIN    `slots` as uint16
    STEPS    `slots` as steps (see `storage.coding`): a byte each where the term isn't rare
    COLUMN   in more than a third of the slots: `often` has a byte for every slot of the segment

In lists a paragraph has the term once, but for those that `several` points out (steps, by place in
the list); `often` says how often these have it, a byte each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import DatabaseError
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.reading import Column, Postings
from retrieval.runs import begins_run
from storage.bags import Bags
from storage.coding import Numbers, read_steps, write_steps

PLAIN, STEPS, COLUMN = range(3)
SEGMENT_BITS = 20
SEGMENT_MASK = (1 << SEGMENT_BITS) - 1
DENSE_SHARE = 3  # a term is dense when it is in more than one of so many slots
_AT_ONCE = 1 << 18  # postings that are coded together

Row = tuple[int, int, bytes | None, bytes | None, bytes | None]  # key, form, slots, several, often
Ids = npt.NDArray[Any]  # intp; while a segment is written, int32 for less memory
Frequencies = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Posting lists as flat arrays; the list of term `terms[i]` is at `bounds[i]:bounds[i + 1]`.

    `terms` ascend; so do `ids` in each list. `frequencies` run beside them.
    """

    terms: Numbers
    bounds: Numbers
    ids: Ids
    frequencies: Frequencies

    def spans(self, terms: Sequence[int]) -> list[tuple[int, int]]:
        """Return where the list of each term begins and ends; (0, 0) for one that has none."""
        if not len(self.terms):
            return [(0, 0)] * len(terms)
        places = np.searchsorted(self.terms, terms).clip(max=len(self.terms) - 1)
        has = self.terms[places] == terms
        starts, ends = self.bounds[places] * has, self.bounds[places + 1] * has
        return list(zip(starts.tolist(), ends.tolist(), strict=True))


def invert(bags: Bags, base: int = 0) -> Lists:
    """Turn at most 2**24 bags round: the lists of all their terms. Ids count from `base`.

    Term, paragraph and frequency go into one number each, which is sorted far sooner than an order
    of them would be found.
    """
    packed = bags.terms.astype(np.int64)
    packed <<= 24  # in place, as all of it: a segment has millions of these
    packed |= np.repeat(np.arange(len(bags.ids), dtype=np.int32), bags.sizes)
    packed <<= 8
    packed |= bags.frequencies
    packed.sort()
    frequencies = packed.astype(np.uint8)
    packed >>= 8
    ranks = packed.astype(np.int32)
    ranks &= 0xFFFFFF
    ids = (bags.ids - base).astype(np.int32)[ranks]
    packed >>= 24
    starts = np.flatnonzero(begins_run(packed))
    return Lists(packed[starts], np.append(starts, len(packed)), ids, frequencies)


def write_rows(lists: Lists, segment_id: int, size: int) -> Iterator[Row]:
    """Yield the rows of a segment's lists, ascending by key; ids are slots, `size` is how many."""
    first = 0
    while first < len(lists.terms):
        start = lists.bounds[first]
        last = max(first + 1, int(np.searchsorted(lists.bounds, start + _AT_ONCE)) - 1)
        end = lists.bounds[last]
        yield from _rows(
            lists.terms[first:last] << SEGMENT_BITS | segment_id,
            lists.bounds[first : last + 1] - start,
            lists.ids[start:end],
            lists.frequencies[start:end],
            size,
        )
        first = last


def _rows(keys: Numbers, bounds: Numbers, slots: Ids, tf: Frequencies, size: int) -> list[Row]:
    counts = np.diff(bounds)
    steps, steps_bounds = _as_steps(slots.astype(np.int64), bounds)
    plain = slots.astype(np.uint16).tobytes()
    forms = np.where(2 * counts <= np.diff(steps_bounds), PLAIN, STEPS)
    cuts = np.where(forms == PLAIN, _pairs(2 * bounds), _pairs(steps_bounds + len(plain)))
    coded = plain + steps
    rows: list[Row] = [
        (key, form, coded[start:end], None, None)
        for key, form, start, end in zip(keys.tolist(), forms.tolist(), *cuts.tolist(), strict=True)
    ]
    _add_several(rows, bounds, tf)
    for place in np.flatnonzero(counts * DENSE_SHARE > size).tolist():
        start, end = bounds[place : place + 2]
        column = np.zeros(size, np.uint8)
        column[slots[start:end]] = tf[start:end]
        rows[place] = (rows[place][0], COLUMN, None, None, column.tobytes())
    return rows


def _add_several(rows: list[Row], bounds: Numbers, tf: Frequencies) -> None:
    """Tell in rows which paragraphs have a term more than once, and how often."""
    places = np.flatnonzero(tf > 1)
    several_bounds = np.searchsorted(places, bounds)
    sizes = np.diff(several_bounds)
    several, cuts = _as_steps(places - np.repeat(bounds[:-1], sizes), several_bounds)
    often = tf[places].tobytes()
    for place in np.flatnonzero(sizes).tolist():
        first, last = several_bounds[place : place + 2].tolist()
        begin, end = cuts[place : place + 2].tolist()
        rows[place] = (*rows[place][:3], several[begin:end], often[first:last])


def _pairs(bounds: Numbers) -> Numbers:
    """Return where each of some runs begins, and below it where it ends."""
    return np.stack([bounds[:-1], bounds[1:]])


def _as_steps(numbers: Numbers, bounds: Numbers) -> tuple[bytes, Numbers]:
    """Return ascending lists of numbers as steps, and the bounds of each one's bytes."""
    distances = np.diff(numbers, prepend=-1)
    starts = bounds[:-1][np.diff(bounds) > 0]
    distances[starts] = numbers[starts] + 1
    written, sizes = write_steps(distances)
    return written.tobytes(), np.append(0, np.cumsum(sizes))[bounds]


class Extent(NamedTuple):
    """Which paragraphs a segment is about: `size` of them from id `base` on."""

    base: int
    size: int


def read_rows(rows: Sequence[Row], extents: Mapping[int, Extent]) -> list[Lists]:
    """Return the lists of rows, ascending by key, that aren't columns; each term's in several.

    :raises DatabaseError: a row says what can't be.
    """
    lists = []
    for form in (PLAIN, STEPS):
        found = [row for row in rows if row[1] == form]
        if found:
            lists.append(_read_lists(found, extents, form))
    return lists


def _read_lists(rows: Sequence[Row], extents: Mapping[int, Extent], form: int) -> Lists:
    within = [_extent(row, extents) for row in rows]
    bases = np.array([extent.base for extent in within], np.int64)
    bounds = bases + [extent.size for extent in within]
    read = read_steps if form == STEPS else _read_plain
    ids, counts = read([row[2] or b"" for row in rows], bases)
    ends = np.cumsum(counts)
    if np.any(counts == 0) or np.any(ids[ends - 1] >= bounds) or ids.max() >= bounds.max():
        raise DatabaseError("a posting list doesn't fit its segment")
    terms = np.array([row[0] >> SEGMENT_BITS for row in rows], np.int64)
    firsts = np.flatnonzero(np.diff(terms, prepend=-1))
    frequencies = _read_frequencies(rows, counts)
    of_terms = np.append((ends - counts)[firsts], ends[-1])
    return Lists(terms[firsts], of_terms, ids.astype(np.intp), frequencies)


def _read_plain(lists: Sequence[bytes], bases: Numbers) -> tuple[npt.NDArray[np.int32], Numbers]:
    sizes = np.array([len(each) for each in lists], np.int64)
    if np.any(sizes & 1):
        raise DatabaseError("a posting list ends amid a number")
    ids = np.frombuffer(b"".join(lists), np.uint16).astype(np.int32)
    ids += np.repeat(bases.astype(np.int32), sizes >> 1)
    return ids, sizes >> 1


def _read_frequencies(rows: Sequence[Row], counts: Numbers) -> Frequencies:
    frequencies = np.ones(int(counts.sum()), np.uint8)
    found = [(row[3], row[4] or b"", i) for i, row in enumerate(rows) if row[3]]
    if found:
        of_list = np.array([i for _, _, i in found])
        places, pointed = read_steps([several for several, _, _ in found])
        often = [len(each) for _, each, _ in found]
        if pointed.tolist() != often or np.any(places >= np.repeat(counts[of_list], pointed)):
            raise DatabaseError("a posting list has more frequencies than slots, or less")
        places += np.repeat((np.cumsum(counts) - counts)[of_list], pointed)
        frequencies[places] = np.frombuffer(b"".join([each for _, each, _ in found]), np.uint8)
    return frequencies


def read_column(row: Row, extents: Mapping[int, Extent]) -> Column:
    """Return a row of that form as a column.

    :raises DatabaseError: it doesn't fit its segment.
    """
    extent, often = _extent(row, extents), row[4] or b""
    if row[1] != COLUMN or len(often) != extent.size:
        raise DatabaseError("a dense posting list doesn't fit its segment")
    return Column(extent.base, np.frombuffer(often, np.uint8))


def _extent(row: Row, extents: Mapping[int, Extent]) -> Extent:
    extent = extents.get(row[0] & SEGMENT_MASK)
    if extent is None:
        raise DatabaseError("a posting list is of no segment")
    return extent


def gather(
    terms: Mapping[str, int], lists: Sequence[Lists], columns: Mapping[int, Sequence[Column]]
) -> dict[str, Postings]:
    """Return each term's postings, those of no paragraph left out."""
    found: dict[str, list[tuple[Ids, Frequencies]]] = {term: [] for term in terms}
    for each in lists:
        spans = each.spans(list(terms.values()))
        for parts, (start, end) in zip(found.values(), spans, strict=True):
            if end:
                parts.append((each.ids[start:end], each.frequencies[start:end]))
    return {
        term: Postings(*_joined(parts), columns.get(terms[term], ()))
        for term, parts in found.items()
        if parts or terms[term] in columns
    }


def _joined(parts: Sequence[tuple[Ids, Frequencies]]) -> tuple[Ids, Frequencies]:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.zeros(0, np.intp), np.zeros(0, np.uint8)
    return np.concatenate([ids for ids, _ in parts]), np.concatenate([tf for _, tf in parts])
