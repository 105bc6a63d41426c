"""The index made anew from the paragraphs: for one that contradicts itself.

Articles, paragraphs and the records of files stay as they are, with their ids and keys. What is
made anew is whatever follows from them: terms, bags, segments, postings and the sums.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from retrieval.preparation import terms_of_paragraph
from storage.bags import fill_bags
from storage.coding import inflate
from storage.counting import TermCounter
from storage.database import connect_reader, connect_writer, insert_rows, transaction
from storage.locking import index_lock
from storage.postings import add_postings
from storage.summary import Progress, Report
from storage.vocabulary import Vocabulary

_CHUNK = 2_000  # paragraphs whose terms are counted at once
_TABLES = ("removed", "postings", "segments", "bags", "terms")

_Row = tuple[int, str, str, str, bytes]  # id, title, heading, language, text


def rebuild(db: Path, progress: Report = lambda _: None) -> int:
    """Make the index in `db` anew and return how many paragraphs it has: all of it, or nothing.

    Readers see the old index until then. Raises IndexBusy while another run is at it, and a
    CollectionError where the paragraphs themselves can't be read.
    """
    connect_reader(db).close()  # nothing is made where there is nothing
    with index_lock(db), closing(connect_writer(db)) as database, transaction(database):
        return rebuild_index(database, progress)


def rebuild_index(database: Database, progress: Report) -> int:
    """Make the index anew within the caller's transaction; return how many paragraphs it has."""
    for table in _TABLES:
        database.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours
    database.execute("UPDATE collection SET version = version + 1, paragraphs = 0, terms = 0")
    first, last, total = database.execute(
        "SELECT coalesce(min(id), 1), coalesce(max(id), 0), count(*) FROM paragraphs"
    ).fetchone()
    for done in _write_bags(database):
        progress(Progress("reading", done, total))
    for done in add_postings(database, first, last):
        progress(Progress("indexing", min(done, total), total))
    return int(total)


def _write_bags(database: Database) -> Iterator[int]:
    """Analyse all paragraphs and write their terms; yield how many are done."""
    counter, vocabulary = TermCounter(), Vocabulary(database)
    done = 0
    for rows in _chunks(database):
        counts = counter.count([_terms(row) for row in rows])
        bags = fill_bags(counts, vocabulary)
        insert_rows(
            database, "bags", 4, ((row[0], *bag) for row, bag in zip(rows, bags, strict=True))
        )
        first, fresh = vocabulary.take_fresh()
        database.conn.executemany(
            "INSERT INTO terms (id, term, df) VALUES (?, ?, 0)", enumerate(fresh, first)
        )
        done += len(rows)
        yield done


def _terms(row: _Row) -> list[str]:
    _, title, heading, lang, text = row
    return terms_of_paragraph(title, heading, inflate(text), lang)


def _chunks(database: Database) -> Iterator[Sequence[_Row]]:
    rows: Sequence[_Row] = [(0, "", "", "", b"")]
    while True:
        rows = database.execute(
            "SELECT p.id, a.title, p.heading, p.lang, p.text FROM paragraphs p "
            "JOIN articles a ON a.id = p.article_id WHERE p.id > ? ORDER BY p.id LIMIT ?",
            [rows[-1][0], _CHUNK],
        ).fetchall()
        if not rows:
            return
        yield rows
