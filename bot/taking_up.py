"""The button under inline words without a quote leads into the private chat: they are answered."""

from dataclasses import replace

from bot.addressing import ASK, Request
from bot.asking import Asking
from bot.browsing import Browsing
from bot.citing import label
from bot.delivery import Delivery
from bot.memory import Memory
from bot.offering import TO_WORDS
from bot.readers import Readers

_MOST = 256  # code points that can be typed


class TakingUp:
    """Begins a private chat: with what its reader typed elsewhere, if that brought them here."""

    def __init__(
        self,
        asking: Asking,
        browsing: Browsing,
        readers: Readers,
        memory: Memory,
        delivery: Delivery,
    ) -> None:
        """Let `asking` answer the words that `memory` has; leave all other starts to `browsing`."""
        self._asking = asking
        self._browsing = browsing
        self._readers = readers
        self._memory = memory
        self._delivery = delivery

    async def start(self, request: Request) -> None:
        """Repeat the words, since Telegram shows no more than /start, and answer them."""
        words = ""
        if request.words == TO_WORDS and request.private:
            words = self._memory.typed_by(request.sender_id)
        if not words:
            await self._browsing.start(request)
            return
        voice = await self._readers.voice_for(request)
        await self._delivery.answer(
            request, voice.says("inline-taken-up", words=label(words, _MOST))
        )
        await self._asking.ask(replace(request, command=ASK, words=words))
