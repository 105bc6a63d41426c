"""Articles and paragraphs: their identity, and their rows turned into values."""

import base64
import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.model import Article, Paragraph, RawArticle
from retrieval.narrowing import Narrowing
from retrieval.origins import is_from
from storage.coding import inflate
from storage.database import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

KEY_LENGTH = 13  # of 5 bits each: among a million paragraphs two clash once in 70 million times

# Values from outside go into queries as JSON: any number of them at once, and whatever they hold;
# a lone surrogate as a value of its own would be refused.

_ARTICLE = "a.key, a.title, a.lang, a.outlet, a.author, a.published, a.url, a.derived"
_PARAGRAPHS = f"""
    SELECT p.id, p.key, p.number, p.text, p.lang, p.heading, {_ARTICLE}
    FROM paragraphs p JOIN articles a ON a.id = p.article_id """  # noqa: S608  # no value is in it
# An article's outlet and, on a line of its own, its address up to the host.
_ORIGIN = """coalesce(a.outlet, '') || char(10)
    || coalesce(substr(a.url, 1, instr(substr(a.url, 9) || '/', '/') + 8), '')"""

# What isn't asked for is NULL. CROSS JOIN: articles first, since there are fewer of them.
_IDS_WITHIN = f"""
    SELECT p.id FROM articles a CROSS JOIN paragraphs p ON p.article_id = a.id
    WHERE (:langs IS NULL OR a.lang IN (SELECT value FROM json_each(:langs)))
      AND (:origins IS NULL OR {_ORIGIN} IN (SELECT value FROM json_each(:origins)))
      AND (:outlets IS NULL OR a.outlet IN (SELECT value FROM json_each(:outlets)))
      AND (:after IS NULL OR nullif(a.published, '') >= :after)
      AND (:before IS NULL OR nullif(a.published, '') < :before)"""  # noqa: S608  # no value is in it


def paragraph_keys(article_key: str, texts: Sequence[str]) -> list[str]:
    """Return a key for each paragraph of an article, in order.

    A key depends on the article's key and the paragraph's text alone, and on how often the same
    text stood before it: it survives whatever else changes in the article. Lower case letters and
    digits, fit for a link.
    """
    import hashlib  # noqa: PLC0415 - readers don't wait for it

    before: Counter[str] = Counter()
    keys = []
    for text in texts:
        material = "\0".join((article_key, text, str(before[text])))
        digest = hashlib.sha256(material.encode("utf-8", "surrogatepass")).digest()
        keys.append(base64.b32encode(digest[:10]).decode("ascii")[:KEY_LENGTH].lower())
        before[text] += 1
    return keys


def fingerprint(raw: RawArticle, analysis: int) -> str:
    """Return a digest of all that was read of an article, and of how it is analysed."""
    import hashlib  # noqa: PLC0415 - readers don't wait for it

    material = json.dumps(
        [analysis, *(getattr(raw, part.name) for part in dataclasses.fields(raw))]
    )
    return hashlib.sha256(material.encode("ascii")).hexdigest()


def paragraphs_with_ids(database: Connection, ids: Sequence[int]) -> list[Paragraph]:
    """Return the paragraphs with these ids, in this order; an unknown id is left out."""
    rows = _read(database, "WHERE p.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
    found = {paragraph.id: paragraph for paragraph in rows}
    return [found[i] for i in ids if i in found]


def paragraph_ids_within(database: Connection, narrowing: Narrowing) -> list[int]:
    """Return the ids, in no order, of all paragraphs of articles that a narrowing allows.

    No text is read: an index holds the ids of each article's paragraphs.
    """
    values = {
        "langs": json.dumps(narrowing.langs) if narrowing.langs else None,
        "origins": _origins_of(database, narrowing.sources) if narrowing.sources else None,
        "outlets": json.dumps(narrowing.outlets) if narrowing.outlets else None,
        "after": narrowing.after,
        "before": narrowing.before,
    }
    return [row[0] for row in database.execute(_IDS_WITHIN, values)]


def _origins_of(database: Connection, sources: tuple[str, ...]) -> str:
    """Return the origins of the articles that are from one of these sources, as JSON."""
    rows = database.execute(f"SELECT DISTINCT {_ORIGIN} FROM articles a")  # noqa: S608  # no value is in it
    origins = [row[0] for row in rows]
    return json.dumps([o for o in origins if is_from(sources, *o.rsplit("\n", 1))])


def paragraph_with_key(database: Connection, key: str) -> Paragraph | None:
    """Return the paragraph with this key, None where there is none (any more)."""
    found = _read(database, "WHERE p.key = (SELECT value FROM json_each(?))", json.dumps([key]))
    return found[0] if found else None


def paragraphs_of_article(database: Connection, article_key: str) -> list[Paragraph]:
    """Return all paragraphs of an article, by number; empty for an unknown key."""
    condition = "WHERE a.key = (SELECT value FROM json_each(?)) ORDER BY p.number"
    return _read(database, condition, json.dumps([article_key]))


def neighbours_of(database: Connection, paragraph: Paragraph, reach: int) -> list[Paragraph]:
    """Return a paragraph amid the `reach` before and after it in its article, by number."""
    return _read(
        database,
        "WHERE p.article_id = (SELECT article_id FROM paragraphs WHERE id = ?)"
        " AND p.number BETWEEN ? AND ? ORDER BY p.number",
        paragraph.id,
        paragraph.number - reach,
        paragraph.number + reach,
    )


def all_articles(database: Connection) -> list[Article]:
    """Return every article, by key."""
    rows = database.execute(f"SELECT {_ARTICLE} FROM articles a ORDER BY a.key")  # noqa: S608  # no value is in it
    return [_article(row) for row in rows]


def _read(database: Connection, condition: str, *values: object) -> list[Paragraph]:
    articles: dict[str, Article] = {}  # one value for all paragraphs of an article
    paragraphs = []
    for row in database.execute(_PARAGRAPHS + condition, values):
        id_, own_key, number, text, lang, heading, article_key = row[:7]
        article = articles.get(article_key)
        if article is None:
            article = articles[article_key] = _article(row[6:])
        paragraphs.append(Paragraph(id_, own_key, number, inflate(text), lang, heading, article))
    return paragraphs


def _article(row: Sequence[Any]) -> Article:
    key, title, lang, outlet, author, published, url, derived = row
    return Article(key, title, lang, outlet, author, published, url, frozenset(derived.split()))


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """Where an article in the index was read from, and what it was then."""

    source: str
    fingerprint: str


def stored_articles(database: Connection) -> dict[str, StoredArticle]:
    """Return every article's source and fingerprint, by key."""
    rows = database.execute("SELECT key, source, fingerprint FROM articles ORDER BY key")
    return {key: StoredArticle(source, mark) for key, source, mark in rows}


def move_articles(database: "Database", moved: Iterable[tuple[str, str]]) -> None:
    """Record, for each (key, source), that an article is read from another file now."""
    database.conn.executemany(
        "UPDATE articles SET source = ? WHERE key = ?", ((source, key) for key, source in moved)
    )


def count_rows(database: Connection) -> tuple[int, int]:
    """Return how many articles and paragraphs there are."""
    articles, paragraphs = database.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT paragraphs FROM collection)"
    ).fetchone()
    return articles, paragraphs
