"""The file of what the bot itself has to remember, and its tables.

One module reads and writes each of them: `storage.inbox`, `preferences`, `votes`, `groups`,
`answered` and `questions`.

The file stands beside the index (`verbatim.db` → `verbatim-chats.db`): a file has one writer at a
time, and an incoming message must never wait for a reindex. What is deleted from it is overwritten;
from the log beside it, when that is begun anew.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.database import connect_writer, transaction
from storage.errors import translating_errors
from storage.schema import Schema

_SUFFIX = "-chats"


def m001_updates(database: Database) -> None:
    """Updates from Telegram, kept until they are answered; then their ids alone."""
    database.execute("""
        CREATE TABLE updates (
            id INTEGER PRIMARY KEY,     -- Telegram's update_id
            received INTEGER NOT NULL,  -- seconds since 1970
            body TEXT                   -- JSON; NULL once it was handled
        )""")
    database.execute("CREATE INDEX updates_open ON updates (id) WHERE body IS NOT NULL")
    database.execute("CREATE INDEX updates_by_time ON updates (received)")


def m002_preferences(database: Database) -> None:
    """What a person asked for, by their Telegram id."""
    database.execute("CREATE TABLE preferences (user_id INTEGER PRIMARY KEY, lang TEXT NOT NULL)")


def m003_votes(database: Database) -> None:
    """Whether an answer was of help: a person's one vote on it, without what was asked."""
    database.execute("""
        CREATE TABLE votes (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,  -- the answer, in that chat
            user_id INTEGER NOT NULL,
            paragraph TEXT NOT NULL,      -- key of the paragraph that it quoted just then
            helpful INTEGER NOT NULL,     -- 1 or 0
            cast INTEGER NOT NULL,        -- seconds since 1970
            PRIMARY KEY (chat_id, message_id, user_id)
        ) WITHOUT ROWID""")
    database.execute("CREATE INDEX votes_by_user ON votes (user_id)")


def m004_groups(database: Database) -> None:
    """What the bot is in a group, and how the group's administrators want it to answer there."""
    database.execute("""
        CREATE TABLE groups (
            chat_id INTEGER PRIMARY KEY,
            is_in INTEGER NOT NULL,      -- 0 once the bot was removed
            since INTEGER NOT NULL,      -- seconds since 1970
            moved_from INTEGER,          -- its number before it became a supergroup
            lang TEXT NOT NULL,          -- "" for each reader's own
            length TEXT NOT NULL,        -- of answers; "" for the usual one
            outlets TEXT NOT NULL        -- JSON array of those that are searched; [] for all
        )""")


def m005_answered(database: Database) -> None:
    """Which of the bot's messages answers which message, and the paragraph that it quotes now."""
    database.execute("""
        CREATE TABLE answered (
            chat_id INTEGER NOT NULL,
            question INTEGER NOT NULL,   -- message ids in that chat
            answer INTEGER NOT NULL,
            paragraph TEXT,              -- its key; NULL where nothing is quoted
            at INTEGER NOT NULL,         -- seconds since 1970
            PRIMARY KEY (chat_id, question)
        ) WITHOUT ROWID""")
    database.execute("CREATE INDEX answered_by_answer ON answered (chat_id, answer)")
    database.execute("CREATE INDEX answered_by_time ON answered (at)")


def m006_questions(database: Database) -> None:
    """What was asked, as counts need it: when, whether it was answered, and how fast."""
    database.execute("""
        CREATE TABLE questions (
            id INTEGER PRIMARY KEY,
            asked INTEGER NOT NULL,     -- seconds since 1970
            answered INTEGER NOT NULL,  -- 1 or 0
            ms REAL NOT NULL,           -- until the answer was there, before it was sent
            article TEXT,               -- key of the article that was quoted first
            words TEXT                  -- of an unanswered one, where the operator keeps them
        )""")
    database.execute("CREATE INDEX questions_by_time ON questions (asked)")
    database.execute('CREATE INDEX votes_by_time ON votes ("cast")')


CHATS = Schema(
    "verbatim-chats",
    (
        m001_updates,
        m002_preferences,
        m003_votes,
        m004_groups,
        m005_answered,
        m006_questions,
    ),
)


def chats_path(db: Path) -> Path:
    """Return the path of the chats file that belongs to the index at `db`.

    A path that is a chats file's already stays as it is.
    """
    if db.stem.endswith(_SUFFIX):
        return db
    return db.with_name(f"{db.stem}{_SUFFIX}{db.suffix}")


class ChatsFile:
    """A connection to the chats file beside the index at `db`, shared by threads in turn.

    Raises a CollectionError where the file can't be opened or written.
    """

    def __init__(self, db: Path) -> None:
        self.path = chats_path(db)
        self._database = connect_writer(self.path, CHATS)
        self._database.execute("PRAGMA secure_delete = ON")
        self._turn = threading.Lock()

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._turn, transaction(self._database):
            yield self._database

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._turn, translating_errors(self.path):
            yield self._database
