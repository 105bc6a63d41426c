"""A draft: articles that are ready to be written, before anything of the index is touched.

Analysing takes long, writing doesn't. So whatever is analysed waits in temporary tables, which
belong to one connection, vanish with it and lock nothing; `storage.publishing` then moves all of it
into the index in one transaction. Memory stays bounded: a chunk of paragraphs and the vocabulary.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from retrieval.model import Article
from retrieval.preparation import PreparedArticle, PreparedParagraph
from storage.articles import paragraph_keys
from storage.bags import Bag, Vocabulary, fill_bags

CHUNK = 2_000  # paragraphs whose term statistics are made at once

_TABLES = """
    DROP TABLE IF EXISTS temp.draft_articles;
    CREATE TEMP TABLE draft_articles (
        key TEXT PRIMARY KEY, source TEXT, fingerprint TEXT,
        title TEXT, lang TEXT, outlet TEXT, author TEXT, published TEXT, url TEXT, derived TEXT);
    DROP TABLE IF EXISTS temp.draft_paragraphs;
    CREATE TEMP TABLE draft_paragraphs (
        position INTEGER PRIMARY KEY, article TEXT, number INTEGER, key TEXT,
        lang TEXT, heading TEXT, text TEXT, length INTEGER, terms BLOB, frequencies BLOB,
        id INTEGER);  -- of the same paragraph in the index
    DROP TABLE IF EXISTS temp.draft_terms;
    CREATE TEMP TABLE draft_terms (id INTEGER, term TEXT);
    DROP TABLE IF EXISTS temp.draft_dropped;
    CREATE TEMP TABLE draft_dropped (key TEXT PRIMARY KEY);"""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A paragraph whose terms are not counted yet."""

    article: str
    number: int
    key: str
    paragraph: PreparedParagraph


class Draft:
    """Articles to add or replace and articles to drop, gathered on a writer's connection.

    One a connection. An article may be put once.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.base_version = version_of(database)
        self.articles = 0  # put so far
        self.dropped = 0
        database.executescript(_TABLES)
        self._vocabulary = Vocabulary(database)
        self._waiting: list[_Waiting] = []

    def put(self, prepared: PreparedArticle, source: str, fingerprint: str) -> None:
        """Add an article, or replace the one that has its key."""
        article = prepared.article
        self.database.execute(
            "INSERT INTO temp.draft_articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [article.key, source, fingerprint, *_described(article)],
        )
        self.articles += 1
        keys = paragraph_keys(article.key, [paragraph.text for paragraph in prepared.paragraphs])
        for number, (key, paragraph) in enumerate(zip(keys, prepared.paragraphs, strict=True), 1):
            self._waiting.append(_Waiting(article.key, number, key, paragraph))
        if len(self._waiting) >= CHUNK:
            self.complete()

    def drop(self, article_keys: Sequence[str]) -> None:
        """Take articles out, with their paragraphs."""
        self.database.conn.executemany(
            "INSERT INTO temp.draft_dropped VALUES (?)", [(key,) for key in article_keys]
        )
        self.dropped += len(article_keys)

    def complete(self) -> None:
        """Count the terms of what was put; to be called before the draft is published."""
        waiting, self._waiting = self._waiting, []
        bags = fill_bags([entry.paragraph.terms for entry in waiting], self._vocabulary)
        with self.database.atomic():  # touches the temporary file alone; spares a commit a row
            self.database.conn.executemany(
                "INSERT INTO temp.draft_paragraphs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                map(_row, waiting, bags),
            )
            self.database.conn.executemany(
                "INSERT INTO temp.draft_terms VALUES (?, ?)", self._vocabulary.take_fresh()
            )


def _row(waiting: _Waiting, bag: Bag) -> tuple[object, ...]:
    paragraph = waiting.paragraph
    return (
        waiting.article,
        waiting.number,
        waiting.key,
        paragraph.lang,
        paragraph.heading,
        paragraph.text,
        bag.length,
        bag.terms,
        bag.frequencies,
    )


def version_of(database: Database) -> int:
    """Return the version of the index."""
    (version,) = database.execute("SELECT version FROM collection").fetchone()
    return int(version)


def _described(article: Article) -> list[str | None]:
    names = [field.name for field in dataclasses.fields(article)][1:-1]
    return [*(getattr(article, name) for name in names), " ".join(sorted(article.derived))]
