"""SQLite FTS5 alone, for measuring Verbatim beside it.

An FTS5 table in memory with title, heading and text, SQLite's own tokenizer without accents, every
word of the question joined by OR, and FTS5's own bm25() for the order.
"""

import re
import sqlite3
from collections.abc import Sequence

from retrieval.answering import MOST_RANKED
from retrieval.errors import CollectionError
from retrieval.model import NoAnswer, Paragraph, Ranked, Reason
from retrieval.peers import quote_most_alike, read_plainly

_CREATE = """
CREATE VIRTUAL TABLE paragraphs USING fts5(
    title, heading, text, tokenize = 'unicode61 remove_diacritics 2'
)
"""
_SEARCH = (
    "SELECT rowid, -rank FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank, rowid LIMIT ?"
)
_WORD = re.compile(r"\w+")


class Fts5:
    """Paragraphs in an FTS5 table of their own, in memory."""

    name = "SQLite FTS5"

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        """Index the paragraphs.

        :raises CollectionError: this Python's SQLite was built without FTS5.
        """
        self._paragraphs = paragraphs
        self._database = sqlite3.connect(":memory:")
        try:
            self._database.execute(_CREATE)
        except sqlite3.OperationalError as error:
            message = "This Python's SQLite has no FTS5: measure without --peers."
            raise CollectionError(message) from error
        self._database.executemany(
            "INSERT INTO paragraphs (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
            ((n, p.article.title, p.heading, p.text) for n, p in enumerate(paragraphs)),
        )

    def close(self) -> None:
        """Give the table's memory back."""
        self._database.close()

    def rank(self, question: str, context: str = "") -> Ranked:
        """Answer from the paragraphs that FTS5 ranks first."""
        query, terms = read_plainly(question, context)
        rows = self._search(query.text)
        if not rows:
            return Ranked(NoAnswer(query, Reason.NO_MATCH))
        found = [self._paragraphs[row] for row, _ in rows]
        return quote_most_alike(query, terms, found, rows[0][1])

    def _search(self, text: str) -> list[tuple[int, float]]:
        """Return the places of the best paragraphs with their scores; more is better."""
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return []
        return self._database.execute(_SEARCH, [words, MOST_RANKED]).fetchall()
