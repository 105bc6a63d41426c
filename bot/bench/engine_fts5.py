"""SQLite FTS5 as an engine: `storage.peers` holds its SQL."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.bench.engines import Ranking
from storage.peers import Fts5Terms

_FILE = "fts5.db"


class Fts5Engine:
    """A table without content of its own, merged into one segment when it is complete."""

    lasting = True

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:
        """Fill the table and optimise it."""
        Fts5Terms.build(folder / _FILE, paragraphs)

    def open(self, folder: Path) -> "OpenFts5":
        """Open the file."""
        return OpenFts5(Fts5Terms(folder / _FILE))


class OpenFts5:
    """A table that is open."""

    def __init__(self, table: Fts5Terms) -> None:
        self._table = table

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the best paragraphs by FTS5's own rank."""
        return self._table.top(terms, k)

    def close(self) -> None:
        """Close the file."""
        self._table.close()
