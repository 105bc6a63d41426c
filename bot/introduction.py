"""What Telegram shows of the bot before anybody writes: in an empty chat, and in its profile."""

from telegram.ext import ExtBot

from bot.delivery import Delivery
from bot.locales import FALLBACK, LANGUAGES, catalogue_for


class Introduction:
    """Sets both descriptions in every language; the bot's name is its operator's to choose."""

    def __init__(self, bot: ExtBot[None], delivery: Delivery) -> None:
        """Speak for `bot`."""
        self._bot = bot
        self._delivery = delivery

    async def set_all(self) -> None:
        """Set what isn't as it should be yet: Telegram takes few such changes an hour."""
        for lang in LANGUAGES:
            say, code = catalogue_for(lang).say, None if lang == FALLBACK else lang
            await self._describe(say("bot-description"), code)
            await self._describe_briefly(say("bot-short-description"), code)

    async def _describe(self, text: str, code: str | None) -> None:
        shown = await self._delivery.administer(lambda: self._bot.get_my_description(code))
        if shown is None or shown.description != text:
            await self._delivery.administer(lambda: self._bot.set_my_description(text, code))

    async def _describe_briefly(self, text: str, code: str | None) -> None:
        shown = await self._delivery.administer(lambda: self._bot.get_my_short_description(code))
        if shown is None or shown.short_description != text:
            await self._delivery.administer(lambda: self._bot.set_my_short_description(text, code))
