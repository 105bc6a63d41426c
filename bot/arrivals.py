"""The bot comes into a group, leaves it, and goes along when it becomes a supergroup."""

import asyncio

from telegram import ChatMember, ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus

from bot.addressing import GROUPS
from bot.delivery import Delivery
from bot.group_register import GroupRegister
from bot.library import Library
from bot.places import Place
from bot.readers import Readers

# A group that becomes a supergroup looks at first like a new one with the bot in it; which group it
# was, Telegram tells in another message just before or after.
_SECONDS_TO_SETTLE = 0.5


class Arrivals:
    """Remembers where the bot is, and greets a group that it has come into."""

    def __init__(
        self,
        library: Library,
        readers: Readers,
        groups: GroupRegister,
        delivery: Delivery,
    ) -> None:
        """Remember in `groups`; `library` tells how much there is to ask about."""
        self._library = library
        self._readers = readers
        self._groups = groups
        self._delivery = delivery

    async def is_new(self, change: ChatMemberUpdated) -> bool:
        """Note a change of what the bot is in a group; return whether it has just come into it."""
        came, was_in = _is_in(change.new_chat_member), _is_in(change.old_chat_member)
        if came == was_in:
            return False
        chat_id, since = change.chat.id, int(change.date.timestamp())
        before = await self._groups.group(chat_id)
        await self._groups.change(chat_id, is_in=came, since=since)
        if not came or (before.moved_from is not None and before.is_in):
            return False
        await asyncio.sleep(_SECONDS_TO_SETTLE)
        after = await self._groups.group(chat_id)
        return before.moved_from is not None or after.moved_from is None

    async def greet(self, change: ChatMemberUpdated) -> None:
        """Say hello and how one asks, in the group's language or that of whoever added the bot."""
        voice = await self._readers.voice_among(change.chat.id, change.from_user)
        articles = await self._library.count()
        hello = voice.says("hello-group", name=voice.bot_name, articles=articles)
        await self._delivery.send(Place(change.chat.id), hello)

    async def move(self, message: Message) -> None:
        """Go along with a group that has become a supergroup, whichever of the two tells it."""
        if message.migrate_to_chat_id is not None:
            await self._groups.move(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self._groups.move(message.migrate_from_chat_id, message.chat.id)


def concerns_a_group(change: ChatMemberUpdated) -> bool:
    """Whether it is a group that the bot is now something else in; private chats are no matter."""
    return change.chat.type in GROUPS


def is_move(message: Message) -> bool:
    """Whether this tells that a group has become a supergroup."""
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None


def _is_in(member: ChatMember) -> bool:
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
