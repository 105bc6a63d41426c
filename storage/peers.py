"""SQLite FTS5 alone, for measuring Verbatim beside it: its answers, and its speed.

For answers, an FTS5 table in memory with title, heading and text, SQLite's own tokenizer without
accents, every word of the question joined by OR, and FTS5's own bm25() for the order. For speed, a
table in a file, of terms that were analysed before.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

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
_CREATE_TERMS = """
CREATE VIRTUAL TABLE paragraphs USING fts5(
    terms, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '._'"
)
"""
# Without a second column to order by: then FTS5 sorts by itself.
_SEARCH_TERMS = "SELECT rowid, -rank FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT ?"
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


class Fts5Terms:
    """Paragraphs of analysed terms in an FTS5 table in a file, for measuring speed.

    The table keeps no content of its own, and is optimised once it is complete: what FTS5's
    documentation advises for size and speed. Paragraphs are numbered from 0.
    """

    def __init__(self, path: Path) -> None:
        """Open a file that `build` made."""
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._database.execute("PRAGMA mmap_size = 17179869184")

    @classmethod
    def build(cls, path: Path, paragraphs: Iterable[Sequence[str]]) -> None:
        """Make the file."""
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA cache_size = -64000")
            database.execute(_CREATE_TERMS)
            database.executemany(
                "INSERT INTO paragraphs (rowid, terms) VALUES (?, ?)",
                ((number, " ".join(terms)) for number, terms in enumerate(paragraphs)),
            )
            database.execute("INSERT INTO paragraphs (paragraphs) VALUES ('optimize')")
            database.commit()

    def top(self, terms: Sequence[str], k: int) -> list[tuple[int, float]]:
        """Return the `k` best paragraphs that hold any of the terms; more is better."""
        words = " OR ".join(f'"{term}"' for term in terms)
        return self._database.execute(_SEARCH_TERMS, [words, k]).fetchall() if words else []

    def close(self) -> None:
        """Close the file."""
        self._database.close()
