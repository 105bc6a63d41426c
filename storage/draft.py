"""A draft: articles that are ready to be written, before anything of the index is touched.

Analysing takes long, writing doesn't. So whatever is analysed waits in a database of its own, which
is attached to the writer's connection; `storage.publishing` then moves all of it into the index in
one transaction. Memory stays bounded: a parcel of articles and the vocabulary.

A draft is a temporary database that vanishes with the connection, or, for a long run, a file beside
the index (`verbatim.db` → `verbatim.db.draft`). When such a run is killed, the next one takes over
what the file holds, parcel by parcel as they were put: an article whose fingerprint is still the
same isn't analysed again. A draft is worth something only for the very state of the index that it
was begun on, because it counts on that state's term ids; else it is thrown away.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from retrieval.model import Article
from retrieval.preparation import PreparedArticle
from storage.bags import fill_bags
from storage.drafted import (
    DraftedParagraph,
    DraftedParagraphs,
    draft_paragraphs,
    read_drafted,
)
from storage.parcels import Parcel, pack_one
from storage.vocabulary import Vocabulary

_FORMAT = 3  # of the tables here: raise it when they change
_PAGE = 16_384  # bytes; what is written once and read once is quicker in large pages

_TABLES = f"""
    PRAGMA draft.user_version = {_FORMAT};
    CREATE TABLE draft.base (version INTEGER);  -- of the index that it was begun on
    CREATE TABLE draft.articles (
        key TEXT PRIMARY KEY, source TEXT, fingerprint TEXT,
        title TEXT, lang TEXT, outlet TEXT, author TEXT, published TEXT, url TEXT, derived TEXT,
        about TEXT, texts BLOB, terms BLOB, frequencies BLOB);  -- see storage.drafted
    CREATE TABLE draft.terms (first INTEGER PRIMARY KEY, terms TEXT);  -- a JSON list, by id
    CREATE TABLE draft.dropped (key TEXT PRIMARY KEY);"""


_INSERT = "INSERT INTO draft.articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class _Left(NamedTuple):
    """An article of a run that was killed, which nobody has asked for yet."""

    source: str
    fingerprint: str


class Draft:
    """Articles to add or replace and articles to drop, gathered on a writer's connection.

    One a connection: a second one takes the first one's place. An article may be put once.
    """

    def __init__(self, database: Database, file: Path | None = None) -> None:
        """Begin a draft, or take over what a killed run has left in `file`."""
        self.database = database
        self.base_version = version_of(database)
        self.articles = 0  # put or claimed so far
        self.dropped = 0
        self._file = file
        self._left: dict[str, _Left] = {}
        self._attach()
        self._vocabulary = Vocabulary(database, list(self.fresh_terms()))

    def claim(self, key: str, source: str, fingerprint: str) -> bool:
        """Tell whether a killed run has prepared this very article; it then counts as put."""
        left = self._left.get(key)
        if left is None or left.fingerprint != fingerprint:
            return False
        del self._left[key]
        if left.source != source:
            self.database.execute(
                "UPDATE draft.articles SET source = ? WHERE key = ?", [source, key]
            )
        self.articles += 1
        return True

    def put(self, prepared: PreparedArticle, source: str, fingerprint: str) -> None:
        """Add an article, or replace the one that has its key."""
        self.put_parcel(pack_one(prepared), [(source, fingerprint)])

    def put_parcel(self, parcel: Parcel, origins: Sequence[tuple[str, str]]) -> None:
        """Add or replace articles; `origins` has the source and fingerprint of each.

        One without paragraphs is left out. A parcel is one transaction of the draft: a run that
        is killed has put all of it, or nothing.
        """
        with self.database.atomic():
            for packed in parcel.articles:
                self._forget(packed.article.key)
            bags = fill_bags(parcel.counts, self._vocabulary)
            rows = [
                (packed.article.key, *origin, *_described(packed.article), *paragraphs)
                for packed, origin in zip(parcel.articles, origins, strict=True)
                if packed.keys and (paragraphs := draft_paragraphs(packed, bags))
            ]
            self.database.conn.executemany(_INSERT, rows)
            self.articles += len(rows)
            first, fresh = self._vocabulary.take_fresh()
            if fresh:
                row = [first, json.dumps(fresh)]
                self.database.execute("INSERT INTO draft.terms VALUES (?, ?)", row)

    def fresh_terms(self) -> Iterator[tuple[int, str]]:
        """Yield the id and the term of what the index doesn't know yet, ascending."""
        for first, terms in self.database.execute("SELECT * FROM draft.terms ORDER BY first"):
            yield from enumerate(json.loads(terms), first)

    def drop(self, article_keys: Sequence[str]) -> None:
        """Take articles out, with their paragraphs."""
        self.database.conn.executemany(
            "INSERT INTO draft.dropped VALUES (?)", [(key,) for key in article_keys]
        )
        self.dropped += len(article_keys)

    def complete(self) -> None:
        """Leave out what a killed run has put and this one hasn't claimed. Nothing is put then."""
        del self._vocabulary  # of hundreds of thousands of terms; indexing needs the memory
        for key in list(self._left):
            self._forget(key)

    def read(self) -> Iterator[tuple[str, list[DraftedParagraph]]]:
        """Yield the key and the paragraphs of each article, in the order they were put."""
        rows = self.database.execute(
            "SELECT key, about, texts, terms, frequencies FROM draft.articles ORDER BY rowid"
        )
        for key, *paragraphs in rows:
            yield key, read_drafted(DraftedParagraphs(*paragraphs))

    def discard(self) -> None:
        """Take the draft away, once it is published or of no use."""
        self.database.execute("DETACH draft")
        _remove(self._file)

    def _attach(self) -> None:
        attached = {row[1] for row in self.database.execute("PRAGMA database_list")}
        if "draft" in attached:
            self.database.execute("DETACH draft")
        if self._file is not None and not _is_usable(self._file, self.base_version):
            _remove(self._file)
        resumed = self._file is not None and self._file.exists()
        name = str(self._file.absolute()) if self._file else ""  # SQLite's name for a temporary one
        self.database.execute("ATTACH ? AS draft", [name])
        self.database.execute(f"PRAGMA draft.page_size = {_PAGE}")
        # A file has to outlive this process, and a power cut; a temporary database doesn't.
        self.database.execute(f"PRAGMA draft.journal_mode = {'WAL' if self._file else 'MEMORY'}")
        self.database.execute(f"PRAGMA draft.synchronous = {'NORMAL' if self._file else 'OFF'}")
        if resumed:
            self._take_over()
        else:
            self._begin()

    def _begin(self) -> None:
        with self.database.atomic():
            for statement in _TABLES.split(";"):
                self.database.execute(statement)
            self.database.execute("INSERT INTO draft.base VALUES (?)", [self.base_version])

    def _take_over(self) -> None:
        self.database.execute("DELETE FROM draft.dropped")  # every run finds out anew
        rows = self.database.execute("SELECT key, source, fingerprint FROM draft.articles")
        self._left = {key: _Left(*described) for key, *described in rows}

    def _forget(self, key: str) -> None:
        if self._left.pop(key, None) is not None:
            self.database.execute("DELETE FROM draft.articles WHERE key = ?", [key])


def draft_file(db: Path) -> Path:
    """Return where a long run on the database at `db` keeps its draft."""
    return db.with_name(db.name + ".draft")


def remove_draft(db: Path) -> None:
    """Take away what a run on the database at `db` has left behind, if anything."""
    _remove(draft_file(db))


def version_of(database: Database) -> int:
    """Return the version of the index."""
    (version,) = database.execute("SELECT version FROM main.collection").fetchone()
    return int(version)


def _is_usable(file: Path, base_version: int) -> bool:
    """Tell whether a file is a whole draft that was begun on this version of the index."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file)) as draft:
            (found,) = draft.execute("PRAGMA user_version").fetchone()
            if found != _FORMAT:
                return False
            if draft.execute("SELECT version FROM base").fetchall() != [(base_version,)]:
                return False
            return bool(draft.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _remove(file: Path | None) -> None:
    if file is not None:
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _described(article: Article) -> list[str | None]:
    names = [field.name for field in dataclasses.fields(article)][1:-1]
    return [*(getattr(article, name) for name in names), " ".join(sorted(article.derived))]
