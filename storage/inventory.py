"""What the index is made from: the articles folder, and each page and document that was added."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.added import Added, is_added, read_added
from storage.database import Connection, connect_reader, read_transaction
from storage.survey import SourceRecord, read_records


@dataclass(frozen=True, slots=True)
class AddedState:
    """An added source, how many articles it gives, and what was wrong with them when last read."""

    source: Added
    articles: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The articles folder (files, articles, files with problems) and everything that was added.

    `last_run` is when the index was last brought up to date, in seconds since 1970; None for never.
    """

    files: int
    articles: int
    troubled: int
    last_run: int | None
    added: tuple[AddedState, ...]


def take_inventory(db: Path) -> Inventory:
    """Return what the index at `db` is made from.

    Raises a CollectionError where it can't be read.
    """
    with closing(connect_reader(db)) as database, read_transaction(database):
        records = read_records(database)
        counts = _articles_by_source(database)
        added = read_added(database)
        last = database.execute("SELECT max(ended) FROM runs").fetchone()[0]
    own = [record for name, record in records.items() if not is_added(name)]
    return Inventory(
        files=len(own),
        articles=sum(count for name, count in counts.items() if not is_added(name)),
        troubled=sum(bool(record.failures) for record in own),
        last_run=last,
        added=tuple(_state(one, counts, records.get(one.name)) for one in added),
    )


def titles_of(db: Path, source: str) -> tuple[tuple[str, ...], int]:
    """Return the titles of the articles that were read from a source, and their paragraphs."""
    with closing(connect_reader(db)) as database, read_transaction(database):
        rows = database.execute(
            "SELECT a.title, count(p.id) FROM articles a JOIN paragraphs p ON p.article_id = a.id "
            "WHERE a.source = ? GROUP BY a.id ORDER BY a.id",
            [source],
        ).fetchall()
    return tuple(title for title, _ in rows), sum(count for _, count in rows)


def _articles_by_source(database: Connection) -> Counter[str]:
    rows = database.execute("SELECT source, count(*) FROM articles GROUP BY source")
    return Counter(dict(rows.fetchall()))


def _state(source: Added, counts: Counter[str], record: SourceRecord | None) -> AddedState:
    return AddedState(source, counts[source.name], record.failures if record else ())
