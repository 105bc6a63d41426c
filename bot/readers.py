"""Which language each reader is spoken to in; in a group, the one that it has chosen, if any."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from telegram import User

from bot.addressing import Request
from bot.group_register import GroupRegister
from bot.locales import catalogue_for
from bot.render import Voice
from storage.preferences import Preferences

T = TypeVar("T")
_MOST_REMEMBERED = 20_000


class Readers:
    """Speaks to every reader in the language they chose, otherwise in their Telegram app's."""

    def __init__(
        self, preferences: Preferences, thread: Executor, bot_name: str, groups: GroupRegister
    ) -> None:
        """Read and write `preferences` in `thread`, which owns its connection."""
        self._preferences = preferences
        self._thread = thread
        self._bot_name = bot_name
        self._groups = groups
        self._chosen: OrderedDict[int, str | None] = OrderedDict()

    async def voice_for(self, request: Request) -> Voice:
        """Return the voice that answers this message."""
        return await self.voice_among(request.message.chat.id, request.message.from_user)

    async def voice_among(self, chat_id: int, user: User | None) -> Voice:
        """Return the voice in which a chat is told something that this person brought about.

        What only one person is shown, such as what came of a button, is in `voice_of` them.
        """
        group = await self._groups.group(chat_id)
        return self.voice_in(group.lang) if group.lang else await self.voice_of(user)

    async def voice_of(self, user: User | None) -> Voice:
        """Return the voice for this person; English for somebody unknown."""
        chosen = await self.chosen_by(user.id) if user else None
        return self.voice_in(chosen or (user.language_code if user else None))

    def voice_in(self, lang: str | None) -> Voice:
        """Return the voice that speaks `lang`, or else English."""
        return Voice(self._bot_name, catalogue_for(lang))

    async def chosen_by(self, user_id: int) -> str | None:
        """Return the language that this person chose with /lang."""
        if user_id not in self._chosen:
            self._keep(user_id, await self._run(lambda: self._preferences.language_of(user_id)))
        return self._chosen[user_id]

    async def choose(self, user_id: int, lang: str) -> None:
        """Speak `lang` to this person from now on."""
        await self._run(lambda: self._preferences.set_language(user_id, lang))
        self._keep(user_id, lang)

    async def forget(self, user_id: int) -> None:
        """Erase the choice; from now on the Telegram app's language counts."""
        await self._run(lambda: self._preferences.forget(user_id))
        self._keep(user_id, None)

    def _keep(self, user_id: int, lang: str | None) -> None:
        self._chosen[user_id] = lang
        self._chosen.move_to_end(user_id)
        if len(self._chosen) > _MOST_REMEMBERED:
            self._chosen.popitem(last=False)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
