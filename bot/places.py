"""Where messages stand, and where answers belong. Pure."""

from dataclasses import dataclass

from bot.addressing import Request
from bot.pointing import words_to_point_to


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands, or is to stand: below `reply_to` where that is given.

    `quote` is the part of that message which it is about, "" for all of it.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    quote: str = ""


def place_of_answer(request: Request) -> Place:
    """Return where the answer belongs: in groups below the asking message, in its topic."""
    if request.private:
        return Place(request.message.chat.id, request.thread_id)
    message = request.message
    return Place(message.chat.id, request.thread_id, message.message_id, words_to_point_to(message))
