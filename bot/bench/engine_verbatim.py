"""Verbatim's own index as an engine: paragraphs of given terms, without text."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from bot.bench.engines import Ranking
from retrieval.matching import Matcher
from retrieval.model import Article, Clause, Query
from storage.collection import SqliteCollection
from storage.counting import TermCounter
from storage.database import connect_writer, transaction
from storage.draft import Draft
from storage.garbage import few_collections
from storage.parcels import PackedArticle, Parcel
from storage.publishing import publish

_FILE = "terms.db"
_TOGETHER = 5_000  # paragraphs in an article


class Verbatim:
    """The posting index in SQLite, written as `verbatim index` writes it."""

    lasting = True

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:
        """Write everything in one transaction."""
        with few_collections(), closing(connect_writer(folder / _FILE)) as database:
            draft = Draft(database)
            for parcel in _as_parcels(paragraphs):
                draft.put_parcel(parcel, [("terms", "")])
            with transaction(database):
                for _ in publish(draft):
                    pass

    def open(self, folder: Path) -> "OpenVerbatim":
        """Open the file."""
        return OpenVerbatim(SqliteCollection(folder / _FILE))


class OpenVerbatim:
    """A collection that is open; each search reads a snapshot of its own, as questions do."""

    def __init__(self, collection: SqliteCollection) -> None:
        self._collection = collection
        self._matcher = Matcher()

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the best paragraphs, ties by number."""
        query = Query("", "en", tuple(Clause(((term, 1.0),)) for term in terms))
        with self._collection.snapshot() as snapshot:
            hits = self._matcher.search(snapshot, query, k)
        return [(hit.paragraph_id - 1, hit.score) for hit in hits]

    def close(self) -> None:
        """Close the file."""
        self._collection.close()


def _as_parcels(paragraphs: Iterable[list[str]]) -> Iterator[Parcel]:
    """Yield paragraphs without text, an article a parcel."""
    remaining = iter(paragraphs)
    counter = TermCounter()
    first = 0
    while chunk := list(islice(remaining, _TOGETHER)):
        keys = [str(number) for number in range(first, first + len(chunk))]
        nothing = [""] * len(chunk)
        article = Article(keys[0], "", "en")
        packed = PackedArticle(article, keys, ["en"] * len(chunk), nothing, [b""] * len(chunk))
        yield Parcel([packed], counter.count(chunk))
        first += len(chunk)
