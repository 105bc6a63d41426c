"""Publishing a draft: from its own database into the index, as one step of one transaction.

What didn't change stays as it is: a paragraph whose text and terms are the same keeps its id and
its postings. One whose text alone is the same (its article has another title now, say) keeps its
key.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlite_utils import Database

from storage.bags import Bag, read_bags
from storage.database import file_of, insert_rows
from storage.draft import Draft, version_of
from storage.drafted import DraftedParagraph
from storage.errors import IndexBusy
from storage.postings import SEGMENT_SLOTS, add_postings, remove_postings

_AT_ONCE = 200  # articles that are written together
_WRITING = 0.4  # the share of the work that is done before anything is indexed
_DESCRIPTION = "title, lang, outlet, author, published, url, derived"

Drafted = tuple[str, list[DraftedParagraph]]  # an article's key and its paragraphs


class _Stored(NamedTuple):
    """A paragraph that is in the index."""

    id: int
    number: int
    lang: str
    heading: str
    bag: Bag


# A paragraph that isn't in the index as it is: its article's id and number there, and what it says.
_Fresh = tuple[int, int, DraftedParagraph]


def publish(draft: Draft) -> Iterator[float]:
    """Write a draft within the caller's transaction, yielding the share that is done, up to 1.

    Once that is committed, `storage.folding.fold` is due.
    Raises IndexBusy when somebody else has changed the index since the draft was begun.
    """
    database = draft.database
    if version_of(database) != draft.base_version:
        raise IndexBusy(file_of(database))
    draft.complete()
    gone = _drop_articles(database)
    _write_articles(database)
    first = _next_id(database)
    last = first - 1
    for done, articles in _several(draft):
        last += _write_paragraphs(database, articles, last + 1, gone)
        yield _WRITING * done / draft.articles
    _remove(database, gone)
    for indexed in add_postings(database, first, last, draft.fresh_terms()):
        yield _WRITING + (0.99 - _WRITING) * indexed / (last - first + 1)
    database.execute("UPDATE collection SET version = version + 1")
    yield 1.0


def _several(draft: Draft) -> Iterator[tuple[int, list[Drafted]]]:
    """Yield the draft's articles, several at once, and how many that makes by then."""
    articles, done = draft.read(), 0
    while several := list(islice(articles, _AT_ONCE)):
        done += len(several)
        yield done, several


def _drop_articles(database: Database) -> "array[int]":
    """Take out the articles to drop; return the ids of their paragraphs."""
    rows = database.execute("""
        SELECT p.id FROM draft.dropped d CROSS JOIN main.articles a ON a.key = d.key
        CROSS JOIN main.paragraphs p ON p.article_id = a.id""").fetchall()
    _delete_paragraphs(database, [row[0] for row in rows])
    database.execute("DELETE FROM main.articles WHERE key IN (SELECT key FROM draft.dropped)")
    return array("q", (row[0] for row in rows))


def _write_articles(database: Database) -> None:
    columns = f"key, source, fingerprint, {_DESCRIPTION}"
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns.split(", ")[1:])
    database.execute(
        f"INSERT INTO main.articles ({columns}) SELECT {columns} FROM draft.articles "  # noqa: S608  # column names alone
        f"WHERE true ORDER BY rowid ON CONFLICT (key) DO UPDATE SET {updates}"
    )


def _next_id(database: Database) -> int:
    (last,) = database.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'), 0)"
    ).fetchone()
    return int(last) + 1


def _write_paragraphs(
    database: Database, articles: Sequence[Drafted], next_id: int, gone: "array[int]"
) -> int:
    """Write what is new of these articles, from `next_id` on; return how many that is.

    What isn't there any more is deleted, and its ids put into `gone`.
    """
    ids = _article_ids(database, [key for key, _ in articles])
    fresh: list[_Fresh] = []
    for key, paragraphs in articles:
        stored = _stored_paragraphs(database, ids[key])
        fresh += _renumber(database, ids[key], paragraphs, stored)
        if stored:
            _delete_paragraphs(database, [each.id for each in stored.values()])
            gone.extend(each.id for each in stored.values())
    rows, bags = [], []
    for i, (article, number, paragraph) in enumerate(fresh, next_id):
        key, lang, heading, text, *bag = paragraph
        rows.append((i, key, article, number, lang, heading, text))
        bags.append((i, *bag))
    database.conn.executemany(
        "INSERT INTO main.paragraphs (id, key, article_id, number, lang, heading, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    insert_rows(database, "bags", 4, bags)
    return len(fresh)


def _article_ids(database: Database, keys: Sequence[str]) -> dict[str, int]:
    return dict(
        database.execute(
            "SELECT a.key, a.id FROM json_each(?) j CROSS JOIN main.articles a ON a.key = j.value",
            [json.dumps(keys)],
        ).fetchall()
    )


def _stored_paragraphs(database: Database, article_id: int) -> dict[str, _Stored]:
    """Return an article's paragraphs that are in the index, by key."""
    rows = database.execute(
        "SELECT p.key, p.id, p.number, p.lang, p.heading, b.length, b.terms, b.frequencies "
        "FROM main.paragraphs p JOIN bags b ON b.paragraph_id = p.id WHERE p.article_id = ?",
        [article_id],
    )
    return {
        key: _Stored(id_, number, lang, heading, Bag(*bag))
        for key, id_, number, lang, heading, *bag in rows
    }


def _renumber(
    database: Database,
    article_id: int,
    paragraphs: Sequence[DraftedParagraph],
    stored: dict[str, _Stored],
) -> Iterator[_Fresh]:
    """Yield an article's paragraphs that aren't in the index as they are.

    The others are taken out of `stored`; those that stand elsewhere now are told so.
    """
    for number, paragraph in enumerate(paragraphs, 1):
        same = stored.get(paragraph.key)
        if same is None or same.bag != paragraph.bag:
            yield article_id, number, paragraph
            continue
        del stored[paragraph.key]
        place = (number, paragraph.lang, paragraph.heading)
        if (same.number, same.lang, same.heading) != place:
            database.execute(
                "UPDATE main.paragraphs SET number = ?, lang = ?, heading = ? WHERE id = ?",
                [*place, same.id],
            )


def _delete_paragraphs(database: Database, ids: Sequence[int]) -> None:
    database.conn.executemany("DELETE FROM main.paragraphs WHERE id = ?", ((each,) for each in ids))


def _remove(database: Database, gone: "array[int]") -> None:
    """Take paragraphs out of the index; their bags are there still."""
    ids = sorted(gone)
    for start in range(0, len(ids), SEGMENT_SLOTS):  # not more bags than that in memory
        part = json.dumps(ids[start : start + SEGMENT_SLOTS])
        bags = read_bags(database, "IN (SELECT value FROM json_each(?))", [part])
        remove_postings(database, bags)
