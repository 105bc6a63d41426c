"""Publishing a draft: from its own database into the index, as one step of one transaction.

What didn't change stays as it is: a paragraph whose text and terms are the same keeps its id and
its postings. One whose text alone is the same (its article has another title now, say) keeps its
key.
"""

from collections.abc import Iterator

from storage.bags import read_bags
from storage.database import file_of
from storage.draft import Draft, version_of
from storage.errors import IndexBusy
from storage.postings import SEGMENT_SLOTS, add_postings, remove_postings

# What of the draft is in the index as it is, what isn't, numbered from 1, and what of the index
# leaves it.
_TABLES = """
    DROP TABLE IF EXISTS temp.draft_same;
    CREATE TEMP TABLE draft_same (position INTEGER PRIMARY KEY, id INTEGER);
    DROP TABLE IF EXISTS temp.draft_fresh;
    CREATE TEMP TABLE draft_fresh (rank INTEGER PRIMARY KEY, position INTEGER);
    DROP TABLE IF EXISTS temp.draft_gone;
    CREATE TEMP TABLE draft_gone (id INTEGER PRIMARY KEY);"""
_DESCRIPTION = "title, lang, outlet, author, published, url, derived"


def publish(draft: Draft) -> Iterator[float]:
    """Write a draft within the caller's transaction, yielding the share that is done, up to 1.

    Once that is committed, `storage.folding.fold` is due.
    Raises IndexBusy when somebody else has changed the index since the draft was begun.
    """
    database = draft.database
    if version_of(database) != draft.base_version:
        raise IndexBusy(file_of(database))
    draft.complete()
    database.executescript(_TABLES)
    database.execute("INSERT INTO terms (id, term, df) SELECT id, term, 0 FROM draft.terms")
    _find_unchanged(draft)
    _remove_old(draft)
    _write_articles(draft)
    first, last = _write_paragraphs(draft)
    for indexed in add_postings(database, first, last):
        yield 0.9 * indexed / (last - first + 1)
    database.execute("UPDATE collection SET version = version + 1")
    yield 1.0


def _find_unchanged(draft: Draft) -> None:
    """Find, for every draft paragraph that is in the index as it is, that one's id."""
    draft.database.execute("""
        INSERT INTO temp.draft_same
        SELECT d.position, p.id FROM draft.paragraphs d
        JOIN main.paragraphs p ON p.key = d.key
        JOIN bags b ON b.paragraph_id = p.id
        WHERE b.length = d.length AND b.terms = d.terms AND b.frequencies = d.frequencies""")


def _remove_old(draft: Draft) -> None:
    """Take out the paragraphs that the draft doesn't have any more, and the articles to drop."""
    database = draft.database
    database.execute("""
        INSERT INTO temp.draft_gone
        SELECT p.id FROM main.articles a JOIN main.paragraphs p ON p.article_id = a.id
        WHERE a.key IN (SELECT key FROM draft.articles UNION ALL SELECT key FROM draft.dropped)
          AND p.id NOT IN (SELECT id FROM temp.draft_same)""")
    gone = [row[0] for row in database.execute("SELECT id FROM temp.draft_gone ORDER BY id")]
    for start in range(0, len(gone), SEGMENT_SLOTS):  # not more bags than that in memory
        span = gone[start : start + SEGMENT_SLOTS]
        condition = "IN (SELECT id FROM temp.draft_gone WHERE id BETWEEN ? AND ?)"
        remove_postings(database, read_bags(database, condition, [span[0], span[-1]]))
    database.execute("DELETE FROM main.paragraphs WHERE id IN (SELECT id FROM temp.draft_gone)")
    database.execute("DELETE FROM main.articles WHERE key IN (SELECT key FROM draft.dropped)")


def _write_articles(draft: Draft) -> None:
    columns = f"key, source, fingerprint, {_DESCRIPTION}"
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns.split(", ")[1:])
    draft.database.execute(
        f"INSERT INTO main.articles ({columns}) SELECT {columns} FROM draft.articles "  # noqa: S608  # column names alone
        f"WHERE true ORDER BY rowid ON CONFLICT (key) DO UPDATE SET {updates}"
    )


def _write_paragraphs(draft: Draft) -> tuple[int, int]:
    """Write what is new, and where the unchanged now stands; return the first and last new id."""
    database = draft.database
    database.execute("""
        UPDATE main.paragraphs SET number = d.number, lang = d.lang, heading = d.heading
        FROM temp.draft_same s JOIN draft.paragraphs d ON d.position = s.position
        WHERE s.id = main.paragraphs.id
            AND (main.paragraphs.number, main.paragraphs.lang, main.paragraphs.heading)
                IS NOT (d.number, d.lang, d.heading)""")
    database.execute("""
        INSERT INTO temp.draft_fresh (position) SELECT position FROM draft.paragraphs
        WHERE position NOT IN (SELECT position FROM temp.draft_same) ORDER BY position""")
    (last_id,) = database.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'), 0)"
    ).fetchone()
    fresh = "FROM temp.draft_fresh f JOIN draft.paragraphs d ON d.position = f.position"
    database.execute(
        "INSERT INTO main.paragraphs (id, key, article_id, number, lang, heading, text) "
        f"SELECT ? + f.rank, d.key, a.id, d.number, d.lang, d.heading, d.text {fresh} "
        "JOIN main.articles a ON a.key = d.article ORDER BY f.rank",
        [last_id],
    )
    database.execute(
        "INSERT INTO bags SELECT ? + f.rank, d.length, d.terms, d.frequencies "
        f"{fresh} ORDER BY f.rank",
        [last_id],
    )
    (count,) = database.execute("SELECT count(*) FROM temp.draft_fresh").fetchone()
    return last_id + 1, last_id + count
