"""The one door to everything that only admins may: by `standing_of`, for each command and button.

To anybody else it doesn't exist: they are told what an unknown command is told.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from telegram.constants import ChatType

from bot.access import Standing, standing_of
from bot.addressing import Press, Request
from bot.delivery import Delivery
from bot.readers import Readers
from bot.render import Voice


class Door:
    """Lets admins in, and nobody else."""

    def __init__(
        self,
        admins: Collection[int],
        readers: Readers,
        delivery: Delivery,
    ) -> None:
        """Open for `admins`."""
        self._admins = admins
        self._readers = readers
        self._delivery = delivery

    async def opens_for(self, request: Request) -> Voice | None:
        """Return the voice that answers an admin's command; None where it isn't followed.

        Whoever sent it then has been told so.
        """
        voice = await self._readers.voice_for(request)
        standing = standing_of(request.message, self._admins, datetime.now(UTC))
        if standing is Standing.ADMIN:
            return voice
        refusal = "command-too-old" if standing is Standing.LATE else "unknown-command"
        await self._delivery.answer(request, voice.says(refusal))
        return None

    async def opens_for_press(self, press: Press) -> Voice | None:
        """Return the voice for an admin who pressed a button in their own private chat, else None.

        A private chat has one person in it, so that only the admin who was asked can confirm.
        """
        is_own = press.chat.type == ChatType.PRIVATE and press.chat.id == press.user.id
        if is_own and press.user.id in self._admins:
            return await self._readers.voice_of(press.user)
        await self._delivery.acknowledge(press.query_id)
        return None
