"""/verify QUOTE: are these words in the articles?"""

from bot.addressing import Request, quote_to_verify
from bot.delivery import Delivery
from bot.library import Library
from bot.readers import Readers
from bot.verdicts import render_verdict


class Verifying:
    """Tells what quotes are: verbatim, altered or absent."""

    def __init__(self, library: Library, readers: Readers, delivery: Delivery) -> None:
        """Look quotes up in `library`."""
        self._library = library
        self._readers = readers
        self._delivery = delivery

    async def verify(self, request: Request) -> None:
        """Check the words after /verify, or those of the message that it replies to."""
        voice = await self._readers.voice_for(request)
        verdict = await self._library.verify(quote_to_verify(request))
        await self._delivery.answer(request, render_verdict(verdict, voice))
