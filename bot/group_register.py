"""The groups that the bot is in, and how their administrators want it to answer there."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

from bot.views import Length
from retrieval.errors import CollectionError
from storage.groups import Group, Groups

log = logging.getLogger(__name__)

T = TypeVar("T")
_MOST_REMEMBERED = 20_000
_ANY = Group()


class GroupRegister:
    """Knows every group; private chats, whose numbers are positive, are as any unknown one."""

    def __init__(self, groups: Groups, thread: Executor) -> None:
        """Read and write `groups` in `thread`, which owns its connection."""
        self._groups = groups
        self._thread = thread
        self._known: OrderedDict[int, Group] = OrderedDict()

    async def group(self, chat_id: int) -> Group:
        """Return what is known of a group, and what is usual where nothing is."""
        if chat_id > 0:
            return _ANY
        if chat_id not in self._known:
            found = await self._run(lambda: self._groups.group(chat_id))
            self._remember(chat_id, found or _ANY)
        return self._known[chat_id]

    async def length(self, chat_id: int) -> Length:
        """Return how much answers show in this chat."""
        return length_of(await self.group(chat_id))

    async def change(self, chat_id: int, **changes: Any) -> Group:
        """Change something of a group for good, by the names of its fields; return it."""
        group = await self._run(lambda: self._groups.change(chat_id, **changes))
        self._remember(chat_id, group)
        return group

    async def move(self, old_id: int, new_id: int) -> None:
        """Keep all of a group under its new number: it has become a supergroup.

        With the disk full it goes on with what is usual; answers there don't wait for its settings.
        """
        try:
            moved = await self._run(lambda: self._groups.move(old_id, new_id))
        except CollectionError:
            log.exception("What a group has set can't be kept under its new number")
            return
        self._known.pop(old_id, None)
        self._remember(new_id, moved)

    def _remember(self, chat_id: int, group: Group) -> None:
        self._known[chat_id] = group
        self._known.move_to_end(chat_id)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def length_of(group: Group) -> Length:
    """Return a group's length of answers; the usual one for what an older version has stored."""
    return Length(group.length) if group.length in {one.value for one in Length} else Length.USUAL
