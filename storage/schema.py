"""The tables of the index file, as named steps that sqlite-utils applies in order.

    articles ─┬─< paragraphs          what is quoted: one row a paragraph, with its place
              │       ╎ same id
    sources   │   bags                forward index: paragraph → its terms and their frequencies
    (files)   │       ╎ the same facts, the other way round
              │   terms ─< postings   inverted index: term → the paragraphs that hold it
              │                │
              │            segments   which ids a posting list's slots stand for, and their lengths
              │            removed    ids whose postings wait to be folded away
              └── collection          one row: version, N and total length

`storage.postings` explains the index. A step that was released is never changed: add another one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from storage.summary import Progress, Report

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_TOLD_EVERY = 1_000  # paragraphs
Step = Callable[["Database"], None]
LongStep = Callable[["Database", Report], None]  # it tells how far it is


@dataclass(frozen=True)
class Schema:
    """A set of tables: a name, and the steps that make them. A step's name is its function's."""

    name: str
    steps: tuple[Step, ...]
    long_steps: tuple[LongStep, ...] = ()  # after the others

    def migrations(self, report: Report) -> "Migrations":
        """Return the steps as sqlite-utils applies them, each recorded in the database."""
        from sqlite_utils import Migrations  # noqa: PLC0415 - readers don't wait for it

        migrations = Migrations(self.name)
        for step in self.steps:
            migrations()(step)
        for long_step in self.long_steps:
            migrations(name=long_step.__name__)(_telling(long_step, report))
        return migrations

    @cached_property
    def step_names(self) -> frozenset[str]:
        """What a database made by this Verbatim may have recorded."""
        return frozenset(step.__name__ for step in (*self.steps, *self.long_steps))


def _telling(step: LongStep, report: Report) -> Step:
    def apply(database: "Database") -> None:
        step(database, report)

    return apply


def m001_articles_and_paragraphs(database: "Database") -> None:
    """Rows for what is quoted. Ids are never used again; keys are for links and stay valid."""
    database.execute("""
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,     -- path in the folder, a line's id, or an address
            source TEXT NOT NULL,         -- the file that it was read from
            fingerprint TEXT NOT NULL,    -- of all that was read, and of the analysis
            title TEXT NOT NULL,
            lang TEXT NOT NULL,
            outlet TEXT,
            author TEXT,
            published TEXT,               -- ISO 8601, or its beginning
            url TEXT,
            derived TEXT NOT NULL         -- fields that the source didn't give, parted by spaces
        )""")
    database.execute("CREATE INDEX articles_by_source ON articles (source)")
    database.execute("""
        CREATE TABLE paragraphs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,     -- made from article key and text
            article_id INTEGER NOT NULL REFERENCES articles (id),
            number INTEGER NOT NULL,      -- counts from 1 in its article
            lang TEXT NOT NULL,
            heading TEXT NOT NULL,        -- "" where there is none
            text TEXT NOT NULL
        )""")
    database.execute("CREATE INDEX paragraphs_by_article ON paragraphs (article_id, number)")


def m002_posting_index(database: "Database") -> None:
    """The forward and the inverted index; see `storage.postings`."""
    database.execute("""
        CREATE TABLE bags (
            paragraph_id INTEGER PRIMARY KEY,  -- stays after the paragraph, until it is folded away
            length INTEGER NOT NULL,           -- terms, repetitions counted
            terms BLOB NOT NULL,               -- uint32 term ids, ascending
            frequencies BLOB NOT NULL          -- uint8, one a term id
        )""")
    database.execute("""
        CREATE TABLE terms (
            id INTEGER PRIMARY KEY,
            term TEXT NOT NULL UNIQUE,
            df INTEGER NOT NULL                -- paragraphs that hold it, exact at all times
        )""")
    database.execute("""
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY,            -- below 2**20, in the order of `base`
            base INTEGER NOT NULL UNIQUE,      -- slot s is the paragraph base + s
            size INTEGER NOT NULL,             -- slots, at most 2**16
            lengths BLOB NOT NULL              -- uint16, one a slot
        )""")
    database.execute("""
        CREATE TABLE postings (
            key INTEGER PRIMARY KEY,           -- term id << 20 | segment id
            slots BLOB,                        -- uint16, ascending; NULL in a dense column
            frequencies BLOB NOT NULL          -- uint8, one a slot of `slots`, or of the segment
        )""")
    database.execute("CREATE TABLE removed (paragraph_id INTEGER PRIMARY KEY)")


def m003_collection_and_sources(database: "Database") -> None:
    """What is true of the whole, and the files that it was read from."""
    database.execute("""
        CREATE TABLE collection (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL,          -- one more with every change of the index
            paragraphs INTEGER NOT NULL,       -- N
            terms INTEGER NOT NULL             -- total length
        )""")
    import secrets  # noqa: PLC0415 - readers don't wait for it

    # Counting from a random number, so that two databases don't share a version: what a reader
    # remembers of one is never taken for the other.
    database.execute("INSERT INTO collection VALUES (1, ?, 0, 0)", [secrets.randbits(48)])
    database.execute("""
        CREATE TABLE sources (
            name TEXT PRIMARY KEY,             -- path in the folder
            size INTEGER NOT NULL,             -- bytes
            mtime_ns INTEGER NOT NULL,         -- 0 where the clock could not tell a later change
            digest TEXT NOT NULL,              -- of the file's bytes; "" when it wasn't read
            analysis INTEGER NOT NULL,         -- version of the analysis that it was read for
            settled INTEGER NOT NULL,          -- 0: read it again whatever it looks like
            failures TEXT NOT NULL             -- JSON list of reasons
        ) WITHOUT ROWID""")


def m004_added_sources(database: "Database") -> None:
    """Pages and documents that were added one by one, beside the folder; see `storage.added`."""
    database.execute("""
        CREATE TABLE added (
            name TEXT PRIMARY KEY,             -- the page's address, or ".added/" and a file name
            file TEXT NOT NULL,                -- what it is read from, in the folder of its own
            since INTEGER NOT NULL,            -- all times are seconds since 1970
            fetched INTEGER NOT NULL,          -- when the file was last found to be as it is
            problem TEXT NOT NULL              -- why the page couldn't be fetched since; "" if not
        ) WITHOUT ROWID""")
    database.execute("CREATE TABLE runs (ended INTEGER NOT NULL)")  # one row: the last one


def m005_fewer_bytes(database: "Database", report: Report) -> None:
    """Texts deflated, bags and posting lists coded; recent paragraphs without posting lists."""
    _deflate_texts(database, report)
    for table in ("bags", "terms", "segments", "postings", "removed"):
        database.execute(f"DROP TABLE {table}")
    database.execute("""
        CREATE TABLE bags (
            paragraph_id INTEGER PRIMARY KEY,  -- stays after the paragraph, until it is folded away
            length INTEGER NOT NULL,           -- terms, repetitions counted
            terms BLOB NOT NULL,               -- see storage.bags
            frequencies BLOB NOT NULL
        )""")
    database.execute("""
        CREATE TABLE terms (
            id INTEGER PRIMARY KEY,
            term TEXT NOT NULL,
            df INTEGER NOT NULL                -- paragraphs that hold it, but for what is recent
        )""")
    # By length first: so the terms near to a misspelt one lie in a few short ranges.
    database.execute("CREATE UNIQUE INDEX terms_by_length ON terms (length(term), term)")
    database.execute("""
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY,            -- below 2**20, in the order of `base`
            base INTEGER NOT NULL UNIQUE,      -- slot s is the paragraph base + s
            size INTEGER NOT NULL,             -- slots, at most 2**16
            lengths BLOB NOT NULL,             -- uint16, one a slot
            digest INTEGER NOT NULL,           -- of its bags, see storage.bags
            inverted INTEGER NOT NULL          -- 0: recent, without posting lists, not in df
        )""")
    database.execute("""
        CREATE TABLE postings (
            key INTEGER PRIMARY KEY,           -- term id << 20 | segment id
            form INTEGER NOT NULL,             -- see storage.lists, as for what follows
            slots BLOB,
            several BLOB,
            often BLOB
        )""")
    database.execute("""
        CREATE TABLE removed (
            paragraph_id INTEGER PRIMARY KEY,
            counted INTEGER NOT NULL           -- 0: df counts it still
        )""")
    if database.execute("SELECT 1 FROM paragraphs LIMIT 1").fetchone():
        from storage.rebuilding import rebuild_index  # noqa: PLC0415 - it needs this module

        rebuild_index(database, report)


def _deflate_texts(database: "Database", report: Report) -> None:
    """Make `paragraphs` anew with deflated texts; ids, and those never to be used again, stay."""
    from storage.coding import deflate  # noqa: PLC0415 - readers don't wait for it

    (total,) = database.execute("SELECT count(*) FROM paragraphs").fetchone()
    done = 0

    def deflate_and_tell(text: str) -> bytes:
        nonlocal done
        done += 1
        if done % _TOLD_EVERY == 0 or done == total:
            report(Progress("upgrading", done, total))
        return deflate(text)

    database.conn.create_function("deflate", 1, deflate_and_tell)
    database.execute("ALTER TABLE paragraphs RENAME TO old_paragraphs")
    database.execute("DROP INDEX paragraphs_by_article")
    database.execute("""
        CREATE TABLE paragraphs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,     -- made from article key and text
            article_id INTEGER NOT NULL REFERENCES articles (id),
            number INTEGER NOT NULL,      -- counts from 1 in its article
            lang TEXT NOT NULL,
            heading TEXT NOT NULL,        -- "" where there is none
            text BLOB NOT NULL            -- UTF-8, deflated
        )""")
    database.execute("CREATE INDEX paragraphs_by_article ON paragraphs (article_id, number)")
    database.execute("""
        INSERT INTO paragraphs (id, key, article_id, number, lang, heading, text)
        SELECT id, key, article_id, number, lang, heading, deflate(text) FROM old_paragraphs
        ORDER BY id""")
    database.execute("""
        INSERT INTO sqlite_sequence (name, seq)
        SELECT 'paragraphs', 0 WHERE NOT EXISTS (
            SELECT 1 FROM sqlite_sequence WHERE name = 'paragraphs')""")
    database.execute("""
        UPDATE sqlite_sequence SET seq = coalesce(
            (SELECT seq FROM sqlite_sequence WHERE name = 'old_paragraphs'), 0)
        WHERE name = 'paragraphs'""")
    database.execute("DROP TABLE old_paragraphs")


INDEX = Schema(
    "verbatim-index",
    (
        m001_articles_and_paragraphs,
        m002_posting_index,
        m003_collection_and_sources,
        m004_added_sources,
    ),
    (m005_fewer_bytes,),
)
