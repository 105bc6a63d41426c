"""The posting index: which paragraphs hold a term, and how often; exact BM25 needs nothing more.

**What BM25 asks for.** A paragraph's score is a sum over the question's terms, and each summand
takes four facts: N, how many paragraphs there are; df, how many of them hold the term; tf, how
often this one does; and dl / avgdl, how long this one is beside the others. N and the total length
stand in the one row of `collection`, df beside each term in `terms`. All are exact at all times,
since scores of different states of a collection would not be comparable otherwise.

**Two directions.** A *bag* lists a paragraph's terms (the forward index, table `bags`). A *posting
list* lists a term's paragraphs (the inverted index, table `postings`). Both say the same; questions
read posting lists alone, and bags are there for changes: they tell what df loses with a removed
paragraph, and posting lists are made from them.

**Segments.** Paragraph ids are cut into segments of at most 65,536 consecutive ids, so that inside
of one a paragraph is a *slot* of two bytes: slot s is the paragraph `base + s`. A term has one row
of `postings` for each segment that it occurs in, under the key

    term id << 20 | segment id

so that all rows of a term lie side by side, and reading them is one range scan of the table.
`lengths` has dl for every slot (uint16).

**Sparse and dense.** A row holds the slots (uint16, ascending) and beside them tf (uint8). Where a
term is in more than a third of the slots, three bytes a paragraph are more than one byte a slot:
then the row has no slots, but a column of tf for the whole segment, with 0 where the term is not.
A column is added to all scores at once, which is what makes frequent words cheap.

**Changes.** A paragraph's postings are never touched. A changed paragraph gets a new id, in a new
segment at the end; the old id goes into `removed`, and readers pass over it. N, the total length
and df follow at once. `storage.folding` joins segments that have become many or hollow, and takes
what was removed out of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval.reading import Postings, Segment
from storage.database import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

SEGMENT_SLOTS = 1 << 16
SEGMENT_BITS = 20
SEGMENT_MASK = (1 << SEGMENT_BITS) - 1
DENSE_SHARE = 3  # a term is dense when it is in more than one of so many slots
LONGEST = 65_535  # terms of a paragraph that its stored length can tell

_PostingRow = tuple[int, bytes | None, bytes]


@dataclass(frozen=True, slots=True)
class Bags:
    """Bags of several paragraphs as flat arrays, ascending by paragraph id.

    `lengths` and `sizes` (distinct terms) are one a paragraph; `terms` and `frequencies` one a term
    of a paragraph.
    """

    ids: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
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


def read_bags(database: Connection, condition: str, values: Sequence[object]) -> Bags:
    """Return the bags whose paragraph ids meet an SQL condition."""
    rows = database.execute(
        "SELECT paragraph_id, length, terms, frequencies FROM bags "  # noqa: S608  # no value is in it
        f"WHERE paragraph_id {condition} ORDER BY paragraph_id",
        values,
    ).fetchall()
    terms, frequencies = b"".join(row[2] for row in rows), b"".join(row[3] for row in rows)
    if len(terms) != 4 * len(frequencies):
        raise DatabaseError("a bag has more terms than frequencies, or less")
    return Bags(
        ids=np.array([row[0] for row in rows], np.int64),
        lengths=np.array([row[1] for row in rows], np.int64),
        sizes=np.array([len(row[3]) for row in rows], np.int64),
        terms=np.frombuffer(terms, np.uint32),
        frequencies=np.frombuffer(frequencies, np.uint8),
    )


def add_postings(database: "Database", first: int, last: int) -> Iterator[int]:
    """Index the paragraphs from id `first` to `last`, whose bags are stored.

    Yields, after each segment, how many paragraphs have been indexed. Part of the caller's
    transaction, as everything here that writes.
    """
    one = last - first < SEGMENT_SLOTS
    table = "postings" if one else _begin_sorting(database)
    for base in range(first, last + 1, SEGMENT_SLOTS):
        end = min(base + SEGMENT_SLOTS - 1, last)
        bags = read_bags(database, "BETWEEN ? AND ?", [base, end])
        if len(bags.ids):  # ids that were removed are never used again
            write_segment(database, _next_segment_id(database), bags, table)
            change_document_frequencies(database, bags, 1)
        yield end - first + 1
    if not one:
        _end_sorting(database)


def _next_segment_id(database: "Database") -> int:
    row: tuple[int] = database.execute("SELECT coalesce(max(id), 0) + 1 FROM segments").fetchone()
    return row[0]


def _begin_sorting(database: "Database") -> str:
    """Return a table that takes posting lists in any order.

    Each segment has a row of nearly every term. Put into place one segment after the other, they
    would write all of the table again and again.
    """
    database.execute("DROP TABLE IF EXISTS temp.unsorted_postings")
    database.execute("CREATE TEMP TABLE unsorted_postings (key, slots, frequencies)")
    return "temp.unsorted_postings"


def _end_sorting(database: "Database") -> None:
    """Put the posting lists into place, ascending by key."""
    database.execute("INSERT INTO postings SELECT * FROM temp.unsorted_postings ORDER BY key")
    database.execute("DROP TABLE temp.unsorted_postings")


def remove_postings(database: "Database", bags: Bags) -> None:
    """Take paragraphs out of the index; their postings wait in `removed` to be folded away."""
    database.conn.executemany("INSERT INTO removed VALUES (?)", ((i,) for i in bags.ids.tolist()))
    change_document_frequencies(database, bags, -1)


def change_document_frequencies(database: "Database", bags: Bags, sign: int) -> None:
    """Add these paragraphs (sign 1) to their terms' df, N and length, or take them away (-1)."""
    terms, df = np.unique(bags.terms, return_counts=True)
    database.conn.executemany(
        "UPDATE terms SET df = df + ? WHERE id = ?",
        zip((sign * df).tolist(), terms.tolist(), strict=True),
    )
    database.execute(
        "UPDATE collection SET paragraphs = paragraphs + ?, terms = terms + ?",
        [sign * len(bags.ids), sign * int(bags.lengths.sum())],
    )


def write_segment(
    database: "Database", segment_id: int, bags: Bags, table: str = "postings"
) -> None:
    """Write a segment from the first to the last of these paragraphs, and its posting lists."""
    base = int(bags.ids[0])
    size = int(bags.ids[-1]) - base + 1
    lengths = np.zeros(size, np.uint16)
    lengths[bags.ids - base] = np.minimum(bags.lengths, LONGEST)
    database.execute(
        "INSERT INTO segments (id, base, size, lengths) VALUES (?, ?, ?, ?)",
        [segment_id, base, size, lengths.tobytes()],
    )
    database.conn.executemany(
        f"INSERT INTO {table} (key, slots, frequencies) VALUES (?, ?, ?)",  # noqa: S608  # a name of ours
        _invert(bags, segment_id, base, size),
    )


def _invert(bags: Bags, segment_id: int, base: int, size: int) -> Iterator[_PostingRow]:
    """Yield the rows of a segment's posting lists, ascending by key.

    Term, slot and frequency go into one number each, which is sorted far sooner than an order of
    them would be found.
    """
    packed = bags.terms.astype(np.int64)
    packed <<= 16  # in place, as all of it: a segment has millions of these
    packed |= np.repeat(bags.ids - base, bags.sizes)
    packed <<= 8
    packed |= bags.frequencies
    packed.sort()
    terms = packed >> 24
    slots, frequencies = (packed >> 8).astype(np.uint16), packed.astype(np.uint8)
    bounds = [0, *(np.flatnonzero(np.diff(terms)) + 1).tolist(), len(terms)]
    keys = (terms[bounds[:-1]] << SEGMENT_BITS | segment_id).tolist() if len(terms) else []
    slot_bytes, frequency_bytes = slots.tobytes(), frequencies.tobytes()
    for key, (start, end) in zip(keys, pairwise(bounds), strict=False):
        if (end - start) * DENSE_SHARE > size:
            column = np.zeros(size, np.uint8)
            column[slots[start:end]] = frequencies[start:end]
            yield key, None, column.tobytes()
        else:
            yield key, slot_bytes[2 * start : 2 * end], frequency_bytes[start:end]


def delete_segment(database: "Database", segment_id: int, bags: Bags) -> None:
    """Delete a segment and its posting lists; `bags` are those of all its paragraphs."""
    database.conn.executemany(
        "DELETE FROM postings WHERE key = ?",
        ((term << SEGMENT_BITS | segment_id,) for term in np.unique(bags.terms).tolist()),
    )
    database.execute("DELETE FROM segments WHERE id = ?", [segment_id])


def read_segments(database: Connection) -> list[Segment]:
    """Return every segment, ascending by base."""
    rows = database.execute("SELECT base, size, lengths FROM segments ORDER BY base").fetchall()
    if any(len(lengths) != 2 * size or size > SEGMENT_SLOTS for _, size, lengths in rows):
        raise DatabaseError("a segment has more lengths than slots, or less")
    return [Segment(base, np.frombuffer(lengths, np.uint16)) for base, _, lengths in rows]


def read_postings(database: Connection, term: str) -> list[Postings]:
    """Return the posting lists of a term, ascending by base; empty for an unknown term."""
    rows = database.execute(
        f"""
        SELECT s.base, s.size, p.slots, p.frequencies
        FROM terms t
        JOIN postings p ON p.key BETWEEN t.id << {SEGMENT_BITS}
                                     AND (t.id << {SEGMENT_BITS}) + {SEGMENT_MASK}
        JOIN segments s ON s.id = p.key & {SEGMENT_MASK}
        WHERE t.term = ? ORDER BY p.key""",  # noqa: S608  # constants alone are in it
        [term.encode("utf-8", "replace").decode("utf-8")],  # a lone surrogate can't be asked for
    ).fetchall()
    return list(starmap(unpack_row, rows))


def unpack_row(base: int, size: int, slots: bytes | None, frequencies: bytes) -> Postings:
    """Turn a row into arrays that are safe to use as offsets into the segment."""
    if slots is None:
        if len(frequencies) != size:
            raise DatabaseError("a dense posting list doesn't fit its segment")
        return Postings(base, None, np.frombuffer(frequencies, np.uint8))
    offsets = np.frombuffer(slots, np.uint16)
    if offsets.size != len(frequencies) or not offsets.size or offsets[-1] >= size:
        raise DatabaseError("a posting list doesn't fit its segment")
    return Postings(base, offsets, np.frombuffer(frequencies, np.uint8))
