"""Files up and down: pictures and documents to a chat, a document from it."""

import logging

from telegram import Message
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery import Delivery, Place

log = logging.getLogger(__name__)

LARGEST_UP = 50_000_000  # bytes that Telegram takes from a bot
LARGEST_DOWN = 20_000_000  # bytes that it hands to one
MOST_OF_A_CAPTION = 1024  # UTF-16 units


class Freight:
    """Carries files; nothing here raises Telegram's errors."""

    def __init__(self, bot: ExtBot[None], delivery: Delivery) -> None:
        """Carry them through `bot`, tried again as `delivery` tries."""
        self._bot = bot
        self._delivery = delivery

    async def send_picture(self, place: Place, picture: bytes, caption: str) -> Message | None:
        """Send a picture; None if it wasn't delivered, or may not have been."""
        return await self._delivery.administer(
            lambda: self._bot.send_photo(
                place.chat_id,
                picture,
                filename="figures.png",
                caption=caption,
                message_thread_id=place.thread_id,
            )
        )

    async def send_document(
        self, place: Place, document: bytes, name: str, caption: str
    ) -> Message | None:
        """Send a document; None if it wasn't delivered, or may not have been."""
        return await self._delivery.administer(
            lambda: self._bot.send_document(
                place.chat_id,
                document,
                filename=name,
                caption=caption,
                message_thread_id=place.thread_id,
                disable_content_type_detection=True,
            )
        )

    async def fetch(self, file_id: str) -> bytes | None:
        """Return a file that somebody sent; None if it can't be had."""
        file = await self._delivery.administer(lambda: self._bot.get_file(file_id))
        if file is None:
            return None
        try:
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            log.warning("A file could not be fetched: %s", type(error).__name__)
            return None
