"""What people think of the answers they were given, without what was asked."""

import time
from dataclasses import dataclass

from storage.chats import ChatsFile


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
