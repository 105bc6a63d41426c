"""The collection as `retrieval` reads it, over reader connections to the one file."""

import sqlite3
from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.model import Article, Paragraph
from retrieval.narrowing import Narrowing
from retrieval.reading import Bags, Collection, Postings, Segment, Snapshot, Statistics
from storage.articles import (
    all_articles,
    neighbours_of,
    paragraph_ids_within,
    paragraph_with_key,
    paragraphs_of_article,
    paragraphs_with_ids,
)
from storage.database import Connection, connect_reader, read_transaction
from storage.errors import DatabaseMissing
from storage.postings import find_terms, read_forward, read_postings, read_segments, read_terms
from storage.recent import NOWHERE, UNKNOWN, KnownTerm, Recent, read_recent


class SqliteSnapshot(Snapshot):
    """One consistent state of the file: an open read transaction."""

    def __init__(self, database: Connection, remembered: Recent | None = None) -> None:
        """Read what `database` says now; what is recent of it, unless that is `remembered`."""
        self._database = database
        row = database.execute("SELECT version, paragraphs, terms FROM collection").fetchone()
        self._version, self._statistics = int(row[0]), Statistics(row[1], row[2])
        if remembered is None or remembered.version != self._version:
            remembered = read_recent(database, self._version)
        self.recent = remembered

    @property
    def version(self) -> int:
        """A number that changes whenever anything in the index does."""
        return self._version

    def statistics(self) -> Statistics:
        """Return N and the total length of the live paragraphs."""
        return self._statistics

    def segments(self) -> Sequence[Segment]:
        """Return every segment, ascending by base."""
        return read_segments(self._database)

    def removed(self) -> Sequence[int]:
        """Return the ids of removed paragraphs whose postings are still there."""
        rows = self._database.execute("SELECT paragraph_id FROM removed ORDER BY paragraph_id")
        return [row[0] for row in rows]

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return df of each of `terms` that at least one live paragraph holds."""
        asked = tuple(terms)
        known = self._look_up(asked)
        return {term: df for term, (_, df) in zip(asked, known, strict=True) if df > 0}

    def postings(self, terms: Iterable[str]) -> Mapping[str, Postings]:
        """Return the postings of each of `terms` that a paragraph holds, removed ones included."""
        asked, read = tuple(terms), self.recent.read
        known = dict(zip(asked, self._look_up(asked), strict=True))
        found = {term: each for term in known if (each := read.postings.get(term))}
        new = {
            term: entry[0]
            for term, entry in known.items()
            if term not in found and entry is not UNKNOWN
        }
        if new:
            added = dict.fromkeys(new, NOWHERE) | read_postings(self._database, new, self.recent)
            read.add_postings(added)
            found |= added
        return {term: each for term, each in found.items() if each is not NOWHERE}

    def terms_beginning(self, letters: Several[str], lengths: range) -> Sequence[str]:
        """Return the terms that begin with one of these letters and have one of these lengths."""
        return find_terms(self._database, letters, lengths)

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs with these ids, in this order; an unknown id is left out."""
        return paragraphs_with_ids(self._database, ids)

    def bags(self, ids: Sequence[int]) -> Bags:
        """Return what the paragraphs with these ids hold; an unknown id is left out."""
        return read_forward(self._database, ids)

    def paragraph_ids(self, narrowing: Narrowing) -> npt.NDArray[np.intp]:
        """Return the ids, ascending, of all paragraphs of articles that a narrowing allows."""
        return np.sort(np.array(paragraph_ids_within(self._database, narrowing), np.intp))

    def paragraph(self, key: str) -> Paragraph | None:
        """Return the paragraph with this key, None where there is none (any more)."""
        return paragraph_with_key(self._database, key)

    def neighbours(self, paragraph: Paragraph, reach: int = 1) -> list[Paragraph]:
        """Return a paragraph amid the `reach` before and after it in its article, by number."""
        return neighbours_of(self._database, paragraph, reach)

    def article_paragraphs(self, article_key: str) -> list[Paragraph]:
        """Return all paragraphs of an article, by number; empty for an unknown key."""
        return paragraphs_of_article(self._database, article_key)

    def articles(self) -> list[Article]:
        """Return every article, by key."""
        return all_articles(self._database)

    def vocabulary(self) -> Mapping[str, int]:
        """Return df of every term of the collection."""
        rows = self._database.execute("SELECT term FROM terms").fetchall()
        return self.document_frequencies(row[0] for row in rows)

    def _look_up(self, terms: Sequence[str]) -> list[KnownTerm]:
        """Return the id and df of each of `terms`, those of UNKNOWN where it has none."""
        read = self.recent.read
        known = list(map(read.terms.get, terms))
        if all(known):
            return known  # type: ignore[return-value]  # nothing in it is None
        new = [term for term, entry in zip(terms, known, strict=True) if entry is None]
        stored = self.recent.with_df(read_terms(self._database, new))
        added = {term: stored.get(term, UNKNOWN) for term in new}
        read.add_terms(added)
        return [entry or added[term] for term, entry in zip(terms, known, strict=True)]


class SqliteCollection(Collection):
    """The collection in the database at `path`.

    Threads may share it: every open snapshot has a connection of its own, which the next one uses
    again. Nothing is opened before it is needed. A file put in the old one's place is noticed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._recent: Recent | None = None  # of the last snapshot
        self._idle: list[
            tuple[tuple[int, int], sqlite3.Connection]
        ] = []  # append and pop are atomic

    @contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        """Open a consistent view of the collection.

        Raises a CollectionError where the file is missing, damaged, of another version or can't be
        read; errors inside of the `with` are translated too.
        """
        file = self._identify()
        database = self._take(file)
        try:
            with read_transaction(database):
                snapshot = SqliteSnapshot(database, self._recent)
                self._recent = snapshot.recent
                yield snapshot
        except BaseException:
            database.close()  # whatever went wrong may have been the connection's fault
            raise
        self._idle.append((file, database))

    def paragraph(self, key: str) -> Paragraph | None:
        """Return the paragraph with this key, None where there is none (any more)."""
        with self.snapshot() as snapshot:
            return snapshot.paragraph(key)

    def close(self) -> None:
        """Close the connections that no snapshot uses."""
        while self._idle:
            self._idle.pop()[1].close()

    def _take(self, file: tuple[int, int]) -> sqlite3.Connection:
        while self._idle:
            opened, database = self._idle.pop()
            if opened == file:
                return database
            database.close()
        return connect_reader(self._path)

    def _identify(self) -> tuple[int, int]:
        """Return what tells the file from another one of the same name."""
        try:
            status = self._path.stat()
        except OSError as error:
            raise DatabaseMissing(self._path) from error
        return status.st_dev, status.st_ino
