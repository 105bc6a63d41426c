"""The posting index: which paragraphs hold a term, and how often; exact BM25 needs nothing more.

**What BM25 asks for.** A paragraph's score is a sum over the question's terms, and each summand
takes four facts: N, how many paragraphs there are; df, how many of them hold the term; tf, how
often this one does; and dl / avgdl, how long this one is beside the others. N and the total length
stand in the one row of `collection`, df beside each term in `terms`. All are exact at all times,
since scores of different states of a collection would not be comparable otherwise.

**Two directions.** A *bag* lists a paragraph's terms (the forward index, `storage.bags`). A
*posting list* lists a term's paragraphs (the inverted index, `storage.lists`). Both say the same;
questions read posting lists, and bags are there for changes: they tell what df loses with a removed
paragraph, and posting lists are made from them.

**Segments.** Paragraph ids are cut into segments of at most 65,536 consecutive ids, so that inside
of one a paragraph is a *slot* of two bytes: slot s is the paragraph `base + s`. A term has one row
of `postings` for each segment that it occurs in, under the key

    term id << 20 | segment id

so that all rows of a term lie side by side, and reading them is one range scan of the table.
`lengths` has dl for every slot (uint16).

**Changes.** A paragraph's postings are never touched. A changed paragraph gets a new id, in a new
segment at the end; the old id goes into `removed`, and readers pass over it. N and the total length
follow at once. A small segment isn't `inverted`: it has no posting lists yet, and its bags stand in
for them and for df until enough have come together (`storage.recent`). `storage.folding` inverts
these, joins segments that have become many or hollow, and takes what was removed out of them.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval import reading
from retrieval.reading import Column, Postings, Segment
from retrieval.runs import bounds_of, number_distinct
from storage.bags import Bags, digest_of, read_bags
from storage.coding import Numbers, taken_for_damage
from storage.database import Connection, insert_rows
from storage.lists import (
    COLUMN,
    SEGMENT_BITS,
    SEGMENT_MASK,
    Row,
    gather,
    invert,
    read_column,
    read_rows,
    write_rows,
)
from storage.recent import Recent, count_terms_of
from storage.shelf import Shelf

if TYPE_CHECKING:
    from sqlite_utils import Database

SEGMENT_SLOTS = 1 << 16
RECENT_SLOTS = 1 << 10  # a segment of at most so many isn't inverted at once
_ALL_IDS = (0, 2**63 - 1)
_LAST_LETTER = chr(sys.maxunicode)
LONGEST = 65_535  # terms of a paragraph that its stored length can tell


def add_postings(
    database: "Database", first: int, last: int, fresh: Iterable[tuple[int, str]] = ()
) -> Iterator[int]:
    """Index the paragraphs from id `first` to `last`, whose bags are stored.

    `fresh` are (id, term) of terms that the index doesn't have yet; they are written, too. Yields,
    after each segment, how many paragraphs have been indexed. Part of the caller's transaction, as
    everything here that writes.
    """
    inverted = last - first >= RECENT_SLOTS
    shelf = Shelf(database) if last - first >= SEGMENT_SLOTS else None
    df = np.zeros(0, np.int64)
    for base in range(first, last + 1, SEGMENT_SLOTS):
        end = min(base + SEGMENT_SLOTS - 1, last)
        bags = read_bags(database, "BETWEEN ? AND ?", [base, end])
        if len(bags.ids):  # ids that were removed are never used again
            segment_id = _next_segment_id(database)
            write_segment(database, segment_id, bags, shelf, inverted=inverted)
            if inverted:
                df = _added(df, np.bincount(bags.terms))
            _change_sums(database, bags, 1)
        yield end - first + 1
    if shelf is not None:
        for rows in shelf.take():
            insert_rows(database, "postings", 5, rows)
    _write_terms(database, fresh, df)


def _added(some: Numbers, others: Numbers) -> Numbers:
    """Return the sums of numbers of which there may be more in the one than in the other."""
    longer, shorter = sorted((some, others), key=len, reverse=True)
    sums = longer.copy()
    sums[: len(shorter)] += shorter
    return sums


def _write_terms(database: "Database", fresh: Iterable[tuple[int, str]], df: Numbers) -> None:
    """Write new terms with their df; `df`, by term id, is added to that of the others."""
    (last,) = database.execute("SELECT coalesce(max(id), 0) FROM terms").fetchone()
    known = np.flatnonzero(df[: last + 1])
    _change_df(database, known, df[known])
    counts = df.tolist()
    database.conn.executemany(
        "INSERT INTO terms (id, term, df) VALUES (?, ?, ?)",
        ((each, term, counts[each] if each < len(counts) else 0) for each, term in fresh),
    )


def _next_segment_id(database: "Database") -> int:
    row: tuple[int] = database.execute("SELECT coalesce(max(id), 0) + 1 FROM segments").fetchone()
    return row[0]


def remove_postings(database: "Database", bags: Bags) -> None:
    """Take paragraphs out of the index; their postings wait in `removed` to be folded away."""
    inverted = _of_inverted(database, bags)
    counted = (~inverted).tolist()  # what isn't in any df needn't be taken out of it
    database.conn.executemany(
        "INSERT INTO removed VALUES (?, ?)", zip(bags.ids.tolist(), counted, strict=True)
    )
    _change_sums(database, bags, -1)
    if len(bags.ids) > RECENT_SLOTS:
        count_removed(database)


def _of_inverted(database: "Database", bags: Bags) -> npt.NDArray[np.bool_]:
    """Tell of each bag whether its segment has posting lists."""
    rows = database.execute("SELECT base, inverted FROM segments ORDER BY base").fetchall()
    if not rows:
        raise DatabaseError("there are bags and no segments")
    bases = np.array([row[0] for row in rows])
    flags = np.array([row[1] for row in rows], np.bool_)
    return flags[np.searchsorted(bases, bags.ids, "right") - 1]


def count_removed(database: "Database", span: tuple[int, int] = _ALL_IDS) -> None:
    """Take what was removed between two ids out of its terms' df, if it is there still."""
    condition = (
        "IN (SELECT paragraph_id FROM removed WHERE NOT counted AND paragraph_id BETWEEN ? AND ?)"
    )
    change_document_frequencies(database, read_bags(database, condition, span), -1)
    database.execute(
        "UPDATE removed SET counted = 1 WHERE NOT counted AND paragraph_id BETWEEN ? AND ?", span
    )


def change_document_frequencies(database: "Database", bags: Bags, sign: int) -> None:
    """Add these paragraphs (sign 1) to their terms' df, or take them away (-1)."""
    terms, df = count_terms_of(bags)
    _change_df(database, terms, sign * df)


def _change_df(database: "Database", terms: Numbers, changes: Numbers) -> None:
    database.conn.executemany(
        "UPDATE terms SET df = df + ? WHERE id = ?",
        zip(changes.tolist(), terms.tolist(), strict=True),
    )


def _change_sums(database: "Database", bags: Bags, sign: int) -> None:
    """Add these paragraphs (sign 1) to N and the total length, or take them away (-1)."""
    database.execute(
        "UPDATE collection SET paragraphs = paragraphs + ?, terms = terms + ?",
        [sign * len(bags.ids), sign * int(bags.lengths.sum())],
    )


def write_segment(
    database: "Database",
    segment_id: int,
    bags: Bags,
    shelf: Shelf | None = None,
    *,
    inverted: bool,
) -> None:
    """Write a segment from the first to the last of these paragraphs.

    If it is `inverted`, it gets its posting lists, or the shelf does; df is the caller's to change.
    """
    base = int(bags.ids[0])
    size = int(bags.ids[-1]) - base + 1
    lengths = np.zeros(size, np.uint16)
    lengths[bags.ids - base] = np.minimum(bags.lengths, LONGEST)
    database.execute(
        "INSERT INTO segments (id, base, size, lengths, digest, inverted) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [segment_id, base, size, lengths.tobytes(), digest_of(bags), inverted],
    )
    if inverted and shelf is not None:
        shelf.put(segment_id, size, invert(bags, base))
    elif inverted:
        rows = write_rows(invert(bags, base), segment_id, size)
        insert_rows(database, "postings", 5, rows)


def delete_segment(database: "Database", segment_id: int, bags: Bags) -> None:
    """Delete a segment and its posting lists; `bags` are those of all its paragraphs."""
    terms, _ = count_terms_of(bags)
    database.conn.executemany(
        "DELETE FROM postings WHERE key = ?",
        ((term << SEGMENT_BITS | segment_id,) for term in terms.tolist()),
    )
    database.execute("DELETE FROM segments WHERE id = ?", [segment_id])


def read_segments(database: Connection) -> list[Segment]:
    """Return every segment, ascending by base."""
    rows = database.execute("SELECT base, size, lengths FROM segments ORDER BY base").fetchall()
    if any(len(lengths) != 2 * size or size > SEGMENT_SLOTS for _, size, lengths in rows):
        raise DatabaseError("a segment has more lengths than slots, or less")
    return [Segment(base, np.frombuffer(lengths, np.uint16)) for base, _, lengths in rows]


def read_terms(database: Connection, terms: list[str]) -> dict[str, tuple[int, int]]:
    """Return the id of each of `terms` that is known, and its df but for what is recent."""
    rows = database.execute(
        "SELECT t.term, t.id, t.df FROM json_each(?) j CROSS JOIN terms t "
        "WHERE length(t.term) = length(j.value) AND t.term = j.value",
        [json.dumps(terms)],
    )
    return {term: (term_id, df) for term, term_id, df in rows}


def find_terms(database: Connection, letters: Collection[str], lengths: range) -> list[str]:
    """Return the terms that begin with one of these letters and have one of these lengths."""
    spans = [
        [length, letter, chr(ord(letter) + 1)]
        for length in lengths
        for letter in letters
        if letter != _LAST_LETTER
    ]
    rows = database.execute(
        "SELECT t.term FROM json_each(?) j CROSS JOIN terms t "
        "WHERE length(t.term) = json_extract(j.value, '$[0]')"
        "  AND t.term >= json_extract(j.value, '$[1]') AND t.term < json_extract(j.value, '$[2]')",
        [json.dumps(spans)],
    )
    return [row[0] for row in rows]


def read_postings(
    database: Connection, terms: Mapping[str, int], recent: Recent
) -> dict[str, Postings]:
    """Return the postings of each of `terms` (with their ids) that a paragraph holds."""
    rows: list[Row] = database.execute(
        "SELECT p.key, p.form, p.slots, p.several, p.often "  # noqa: S608  # constants alone are in it
        "FROM json_each(?) j CROSS JOIN postings p ON p.key BETWEEN j.value << "
        f"{SEGMENT_BITS} AND (j.value << {SEGMENT_BITS}) + {SEGMENT_MASK}",
        [json.dumps(sorted(terms.values()))],
    ).fetchall()
    columns: dict[int, list[Column]] = defaultdict(list)
    with taken_for_damage():
        lists = read_rows(rows, recent.extents)
        for row in rows:
            if row[1] == COLUMN:
                columns[row[0] >> SEGMENT_BITS].append(read_column(row, recent.extents))
    return gather(terms, [*lists, recent.lists], columns)


def read_forward(database: Connection, ids: Sequence[int]) -> reading.Bags:
    """Return the bags of the paragraphs with these ids, their terms written out."""
    live = "IN (SELECT id FROM paragraphs WHERE id IN (SELECT value FROM json_each(?)))"
    bags = read_bags(database, live, [json.dumps(ids)])
    distinct, places = number_distinct(bags.terms)
    rows = database.execute(
        "SELECT t.term FROM json_each(?) j CROSS JOIN terms t ON t.id = j.value",
        [json.dumps(distinct.tolist())],
    )
    terms = [row[0] for row in rows]
    if len(terms) != len(distinct):
        raise DatabaseError("a bag holds a term that there is not")
    return reading.Bags(
        ids=bags.ids,
        bounds=bounds_of(bags.sizes),
        terms=terms,
        places=places,
        frequencies=bags.frequencies,
    )
