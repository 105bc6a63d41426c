"""Who administers a group: asked of Telegram each time, since it can change at any moment."""

from telegram import User
from telegram.constants import ChatMemberStatus
from telegram.ext import ExtBot

from bot.addressing import Request
from bot.delivery import Delivery

_RANKS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Administrators:
    """Tells a group's administrators from its other members."""

    def __init__(self, bot: ExtBot[None], delivery: Delivery) -> None:
        """Ask through `bot`."""
        self._bot = bot
        self._delivery = delivery

    async def sent(self, request: Request) -> bool:
        """Whether an administrator of its group wrote a message, be it anonymously.

        One who stays anonymous writes in the group's own name; a channel's name is nobody's here.
        """
        message = request.message
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return message.from_user is not None and await self.include(
            message.chat.id, message.from_user
        )

    async def include(self, chat_id: int, user: User) -> bool:
        """Whether this person administers the group; False where Telegram doesn't say.

        A bot that is no administrator itself may be refused another member's rank, but never the
        list of administrators.
        """
        rank = await self._delivery.administer(lambda: self._bot.get_chat_member(chat_id, user.id))
        if rank is not None:
            return rank.status in _RANKS
        known = await self._delivery.administer(lambda: self._bot.get_chat_administrators(chat_id))
        return any(one.user.id == user.id for one in known or ())
