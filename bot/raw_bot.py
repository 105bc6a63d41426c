"""The library's bot; what comes and goes all the time passes through it as it is.

The library builds an object out of every message, which takes longer than sending one. An update
needs to be one, what Telegram says of a message that it has just been sent doesn't.
"""

from typing import Any

from telegram.error import NetworkError
from telegram.ext import ExtBot

# Of updates; Telegram doesn't send us any others.
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "message_reaction",
    "guest_message",
)
SECONDS_A_POLL = 20
_SLACK = 10.0  # seconds beyond a poll's own length after which its connection counts as dead


class RawBot(ExtBot[None]):
    """A bot that hands updates over as they came, and sends text as it is; see `bot.outgoing`."""

    async def fetch_updates(self, offset: int | None) -> list[Any]:
        """Return the next updates from `offset` on, which confirms all before it.

        :raises TelegramError: anything went wrong; nothing new was confirmed.
        """
        data = {"offset": offset, "timeout": SECONDS_A_POLL, "allowed_updates": list(KINDS)}
        updates = await self._post("getUpdates", data, read_timeout=SECONDS_A_POLL + _SLACK)
        return updates if isinstance(updates, list) else []

    async def confirm_updates(self, offset: int) -> None:
        """Tell Telegram that all updates before `offset` have arrived, without asking for more."""
        data = {"offset": offset, "timeout": 0, "limit": 1, "allowed_updates": list(KINDS)}
        await self._post("getUpdates", data)

    async def write(self, chat_id: int, thread_id: int | None, content: dict[str, Any]) -> int:
        """Send a message; return its number.

        :raises TelegramError: it wasn't sent, or may not have been.
        """
        data = {"chat_id": chat_id, "message_thread_id": thread_id, **content}
        sent = await self._post("sendMessage", data)
        try:
            return int(sent["message_id"])
        except (KeyError, TypeError, ValueError) as error:
            raise NetworkError("Telegram's answer makes no sense") from error

    async def rewrite(self, chat_id: int, message_id: int, content: dict[str, Any]) -> None:
        """Put `content` in the place of what a message says.

        :raises TelegramError: it wasn't changed, or may not have been.
        """
        data = {"chat_id": chat_id, "message_id": message_id, **content}
        await self._post("editMessageText", data)
