"""Which of the bot's messages answers which question, for as long as a question can be edited.

Numbers only: neither what was asked nor what was answered is here, but for the key of the paragraph
that is quoted.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from storage.chats import ChatsFile

DAYS_KEPT = 3.0  # Telegram lets people edit a message for two days
_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Pair:
    """Message `answer` answers message `question` in a chat, and quotes `paragraph`, if any."""

    chat_id: int
    question: int
    answer: int
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Message `answer` quotes `paragraph` from now on."""

    chat_id: int
    answer: int
    paragraph: str


class Answered(ChatsFile):
    """Pairs of messages, a question and its answer."""

    def note(self, notes: Sequence[Pair | Shown]) -> None:
        """Remember what happened, in order and in one transaction; forget what is old."""
        now = int(time.time())
        with self._writing() as database:
            for note in notes:
                match note:
                    case Pair(chat_id, question, answer, paragraph):
                        database.execute(
                            "INSERT OR REPLACE INTO answered VALUES (?, ?, ?, ?, ?)",
                            [chat_id, question, answer, paragraph, now],
                        )
                    case Shown(chat_id, answer, paragraph):
                        database.execute(
                            "UPDATE answered SET paragraph = ? WHERE chat_id = ? AND answer = ?",
                            [paragraph, chat_id, answer],
                        )
            database.execute("DELETE FROM answered WHERE at < ?", [now - DAYS_KEPT * _DAY])

    def answer_to(self, chat_id: int, question: int) -> int | None:
        """Return the message that answers a question; None if none does, or it is forgotten."""
        with self._reading() as database:
            row = database.execute(
                "SELECT answer FROM answered WHERE chat_id = ? AND question = ?",
                [chat_id, question],
            ).fetchone()
        return None if row is None else int(row[0])

    def paragraph_of(self, chat_id: int, answer: int) -> str | None:
        """Return the key of the paragraph that an answer quotes; None if that isn't known."""
        with self._reading() as database:
            row = database.execute(
                "SELECT paragraph FROM answered WHERE chat_id = ? AND answer = ?",
                [chat_id, answer],
            ).fetchone()
        return None if row is None or row[0] is None else str(row[0])
