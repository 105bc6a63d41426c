"""Verify an index: everything that it says twice is compared.

Texts against keys, paragraphs against bags, bags against posting lists, and both against the sums.
Reads all of the file; memory stays at a segment's worth.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from sqlite3 import DatabaseError

import numpy as np

from storage.articles import paragraph_keys
from storage.bags import Bags, digest, digest_of, read_bags
from storage.coding import Numbers, inflate
from storage.database import Connection, connect_reader, read_transaction
from storage.errors import DatabaseDamaged
from storage.lists import COLUMN, SEGMENT_BITS, Extent, Row, read_column, read_rows
from storage.postings import LONGEST, read_segments

_MOST_NAMED = 10  # of one kind of problem
_ROWS = 10_000  # posting lists in memory at once

# Queries that find nothing in a healthy file, each row a problem's detail.
_CONTRADICTIONS = {
    "paragraph {} has no bag of terms": """
        SELECT id FROM paragraphs WHERE id NOT IN (SELECT paragraph_id FROM bags)""",
    "paragraph {} is removed and still there": """
        SELECT id FROM paragraphs WHERE id IN (SELECT paragraph_id FROM removed)""",
    "bag {} belongs to no paragraph, and isn't marked as removed": """
        SELECT paragraph_id FROM bags WHERE paragraph_id NOT IN
            (SELECT id FROM paragraphs UNION ALL SELECT paragraph_id FROM removed)""",
    "removed paragraph {} has no bag": """
        SELECT paragraph_id FROM removed
        WHERE paragraph_id NOT IN (SELECT paragraph_id FROM bags)""",
    "bag {} is in no segment": """
        SELECT paragraph_id FROM bags b WHERE NOT EXISTS (
            SELECT 1 FROM segments s WHERE s.base =
                (SELECT max(base) FROM segments WHERE base <= b.paragraph_id)
            AND b.paragraph_id < s.base + s.size)""",
    "segment {} overlaps the one before, or is out of order": """
        SELECT id FROM (
            SELECT id, base, lag(base + size) OVER w AS end_before, lag(id) OVER w AS id_before
            FROM segments WINDOW w AS (ORDER BY base))
        WHERE base < end_before OR id < id_before""",
    "article “{}” has no paragraphs": """
        SELECT key FROM articles WHERE id NOT IN (SELECT article_id FROM paragraphs)""",
    "the paragraphs of article “{}” are not numbered from 1": """
        SELECT a.key FROM articles a JOIN paragraphs p ON p.article_id = a.id
        GROUP BY a.id HAVING count(*) != max(p.number) OR min(p.number) != 1
            OR count(DISTINCT p.number) != count(*)""",
    "a row of table {} points nowhere": 'SELECT "table" FROM pragma_foreign_key_check',
}


def verify(db: Path) -> list[str]:
    """Return what contradicts itself in the database at `db`, a line each; empty when it is whole.

    Raises a CollectionError where it can't be opened at all: it is missing, or of another version.
    """
    found: list[str] = []
    with closing(connect_reader(db)) as database:
        try:
            with read_transaction(database):
                found.extend(_problems(database))
        except DatabaseDamaged as error:
            found.append(str(error))  # after what was found until then
    return found


def _problems(database: Connection) -> Iterator[str]:
    broken = [row[0] for row in database.execute(f"PRAGMA integrity_check({_MOST_NAMED})")]
    if broken != ["ok"]:
        yield from (f"SQLite finds: {line}" for line in broken)
        return
    for message, query in _CONTRADICTIONS.items():
        for row in database.execute(f"{query} LIMIT {_MOST_NAMED}"):
            yield message.format(row[0])
    yield from _compare_keys(database)
    yield from _compare_sums(database)
    yield from _compare_index(database)


def _compare_keys(database: Connection) -> Iterator[str]:
    """Every paragraph's key against its text."""
    rows = database.execute("""
        SELECT a.key, p.key, p.text FROM articles a JOIN paragraphs p ON p.article_id = a.id
        ORDER BY a.id, p.number""")
    for article, paragraphs in groupby(rows, key=itemgetter(0)):
        _, keys, texts = zip(*paragraphs, strict=True)
        if paragraph_keys(article, [inflate(text) for text in texts]) != list(keys):
            yield f"a text of article “{article}” is not what it was when it was stored"


def _compare_sums(database: Connection) -> Iterator[str]:
    """N and the total length against the bags of live paragraphs."""
    stored = database.execute("SELECT paragraphs, terms FROM collection").fetchone()
    counted = database.execute(
        "SELECT count(*), coalesce(sum(length), 0) FROM bags "
        "WHERE paragraph_id NOT IN (SELECT paragraph_id FROM removed)"
    ).fetchone()
    if stored != counted:
        yield (
            f"the collection claims {stored[0]} paragraphs of {stored[1]} terms together, "
            f"but has {counted[0]} of {counted[1]}"
        )


def _compare_index(database: Connection) -> Iterator[str]:
    """Lengths, df and postings against the bags."""
    stored_df = _stored_document_frequencies(database)
    df = np.zeros_like(stored_df)
    rows = database.execute("SELECT paragraph_id FROM removed WHERE counted")
    gone = [row[0] for row in rows]  # for df, too
    told = {
        base: (inverted, digested)
        for base, inverted, digested in database.execute(
            "SELECT base, inverted, digest FROM segments"
        )
    }
    said_by_bags = 0
    for segment in read_segments(database):
        last = segment.base + len(segment.lengths) - 1
        bags = read_bags(database, "BETWEEN ? AND ?", [segment.base, last])
        if not np.array_equal(_lengths(bags, segment.base, last), segment.lengths):
            yield f"the segment from paragraph {segment.base} has other lengths than its bags"
        if bags.terms.max(initial=0) >= len(df):
            yield f"a bag of the segment from paragraph {segment.base} has an unknown term"
            return
        inverted, digested = told[segment.base]
        if digest_of(bags) != digested:
            yield f"a bag of the segment from paragraph {segment.base} isn't what it was"
        if inverted:
            live = bags.select(~np.isin(bags.ids, gone))
            df += np.bincount(live.terms, minlength=len(df))
            ids = np.repeat(bags.ids, bags.sizes)
            said_by_bags += digest(bags.terms, ids, bags.frequencies)
    for term_id in np.flatnonzero(df != stored_df)[:_MOST_NAMED].tolist():
        claimed, counted = max(0, int(stored_df[term_id])), int(df[term_id])
        yield f"term {term_id} claims to be in {claimed} paragraphs, but is in {counted}"
    if (said_by_bags - _said_by_postings(database)) % 2**64:
        yield "the posting lists and the bags of terms say different things"


def _stored_document_frequencies(database: Connection) -> Numbers:
    """Return df by term id; 0 where no term has the id."""
    (last,) = database.execute("SELECT coalesce(max(id), 0) FROM terms").fetchone()
    df = np.zeros(last + 1, np.int64)
    for term_id, count in database.execute("SELECT id, df FROM terms"):
        df[term_id] = count
    return df


def _lengths(bags: Bags, base: int, last: int) -> Numbers:
    lengths = np.zeros(last - base + 1, np.int64)
    lengths[bags.ids - base] = np.minimum(bags.lengths, LONGEST)
    return lengths


def _said_by_postings(database: Connection) -> int:
    said = 0
    extents = {
        segment_id: Extent(base, size)
        for segment_id, base, size in database.execute("SELECT id, base, size FROM segments")
    }
    cursor = database.execute("SELECT key, form, slots, several, often FROM postings ORDER BY key")
    while rows := cursor.fetchmany(_ROWS):
        said += _said_by_rows(rows, extents)
    return said


def _said_by_rows(rows: Sequence[Row], extents: Mapping[int, Extent]) -> int:
    said = 0
    for lists in read_rows(rows, extents):
        terms = np.repeat(lists.terms, np.diff(lists.bounds))
        if np.any(np.diff(lists.ids)[np.diff(terms) == 0] <= 0):
            raise DatabaseError("a posting list is not in order")
        said += digest(terms, lists.ids, lists.frequencies)
    for row in rows:
        if row[1] == COLUMN:
            column = read_column(row, extents)
            slots = np.flatnonzero(column.frequencies)
            terms = np.full(len(slots), row[0] >> SEGMENT_BITS)
            said += digest(terms, slots + column.base, column.frequencies[slots])
    return said
