"""What the bot itself has to remember: updates on their way, people's wishes and their votes.

How often it was asked stands there, too; see `storage.questions`.

It stands in a file of its own beside the index (`verbatim.db` → `verbatim-chats.db`): a file has
one writer at a time, and an incoming message must never wait for a reindex. What is deleted from it
is overwritten; from the log beside it, when that is begun anew.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from storage.database import connect_writer, transaction
from storage.errors import translating_errors
from storage.schema import Schema

_SUFFIX = "-chats"
_DAY = 86_400  # seconds


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


class Inbox(ChatsFile):
    """Updates that were fetched and not answered yet; they outlive a crash."""

    def keep(self, updates: Sequence[tuple[int, str]]) -> None:
        """Keep (update_id, JSON) pairs, all or none; what is known already stays as it is.

        When this returns they are on the disk, and Telegram may forget them.
        """
        now = int(time.time())
        with self._writing() as database:
            database.conn.executemany(
                "INSERT OR IGNORE INTO updates VALUES (?, ?, ?)",
                ((update_id, now, _storable(body)) for update_id, body in updates),
            )

    def open_updates(self) -> list[tuple[int, str]]:
        """Return the updates that are not handled, by id."""
        with self._reading() as database:
            return database.execute(
                "SELECT id, body FROM updates WHERE body IS NOT NULL ORDER BY id"
            ).fetchall()

    def newest(self) -> int:
        """Return the highest id of all updates, handled or not; 0 where there is none."""
        with self._reading() as database:
            (found,) = database.execute("SELECT max(id) FROM updates").fetchone()
        return int(found or 0)

    def mark_handled(self, *update_ids: int) -> None:
        """Erase what updates said, and remember that they were handled, even if not kept before."""
        now = int(time.time())
        with self._writing() as database:
            database.conn.executemany(
                "INSERT INTO updates VALUES (?, ?, NULL) "
                "ON CONFLICT (id) DO UPDATE SET body = NULL",
                ((update_id, now) for update_id in update_ids),
            )

    def is_handled(self, update_id: int) -> bool:
        """Tell whether an update was handled; False for one that is unknown or forgotten."""
        with self._reading() as database:
            found = database.execute(
                "SELECT 1 FROM updates WHERE id = ? AND body IS NULL", [update_id]
            ).fetchone()
        return found is not None

    def forget_before(self, days: float) -> int:
        """Forget updates received longer ago than `days`, open ones too; return how many."""
        with self._writing() as database:
            limit = int(time.time() - days * _DAY)
            return database.execute("DELETE FROM updates WHERE received < ?", [limit]).rowcount


class Preferences(ChatsFile):
    """What people asked the bot to do for them."""

    def language_of(self, user_id: int) -> str | None:
        """Return the language that a person chose, None for nobody's choice."""
        with self._reading() as database:
            row = database.execute(
                "SELECT lang FROM preferences WHERE user_id = ?", [user_id]
            ).fetchone()
        return None if row is None else str(row[0])

    def set_language(self, user_id: int, lang: str) -> None:
        """Remember the language that a person chose."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO preferences VALUES (?, ?) "
                "ON CONFLICT (user_id) DO UPDATE SET lang = excluded.lang",
                [user_id, lang],
            )

    def forget(self, user_id: int) -> None:
        """Forget all that a person asked for."""
        with self._writing() as database:
            database.execute("DELETE FROM preferences WHERE user_id = ?", [user_id])


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person thinks of an answer: of message `message_id`, which quotes `paragraph`."""

    chat_id: int
    message_id: int
    user_id: int
    paragraph: str
    helpful: bool


class Votes(ChatsFile):
    """What people think of the answers they were given."""

    def cast(self, vote: Vote) -> bool | None:
        """Keep a vote in the place of that person's earlier one on the same answer.

        Return what the earlier one said, None where there was none.
        """
        place = [vote.chat_id, vote.message_id, vote.user_id]
        with self._writing() as database:
            earlier = database.execute(
                "SELECT helpful FROM votes WHERE chat_id = ? AND message_id = ? AND user_id = ?",
                place,
            ).fetchone()
            database.execute(
                "INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?)",
                [*place, vote.paragraph, vote.helpful, int(time.time())],
            )
        return None if earlier is None else bool(earlier[0])

    def withdraw(self, vote: Vote) -> None:
        """Forget a person's vote on an answer, if it still is this one."""
        with self._writing() as database:
            database.execute(
                "DELETE FROM votes "
                "WHERE chat_id = ? AND message_id = ? AND user_id = ? AND helpful = ?",
                [vote.chat_id, vote.message_id, vote.user_id, vote.helpful],
            )

    def all_votes(self) -> list[Vote]:
        """Return every vote, by chat, answer and person."""
        with self._reading() as database:
            rows = database.execute(
                "SELECT chat_id, message_id, user_id, paragraph, helpful FROM votes "
                "ORDER BY chat_id, message_id, user_id"
            ).fetchall()
        return [
            Vote(chat, answer, user, key, bool(helpful))
            for chat, answer, user, key, helpful in rows
        ]

    def forget(self, user_id: int) -> None:
        """Forget all the votes of a person."""
        with self._writing() as database:
            database.execute("DELETE FROM votes WHERE user_id = ?", [user_id])


def _storable(body: str) -> str:
    """Return JSON without bare surrogates: as escapes they say the same, and can be stored."""
    return body.encode("utf-8", "backslashreplace").decode("utf-8")
