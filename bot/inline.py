"""Quotes for whoever types the bot's name and some words, in any chat at all."""

from bot.addressing import Typed
from bot.delivery import Delivery
from bot.library import Library
from bot.memory import Memory
from bot.offering import TO_WELCOME, Door, Place, door_without_offers, read_place, render_offer
from bot.readers import Readers
from bot.turns import Turns


class Inlining:
    """Offers quotes to choose from, to each person only for what they typed last.

    People type on while they are answered: what a later query has overtaken is dropped, so that
    nobody's typing takes more than one answer's time at once.
    """

    def __init__(
        self, library: Library, readers: Readers, memory: Memory, delivery: Delivery
    ) -> None:
        """Offer what is in `library`."""
        self._library = library
        self._readers = readers
        self._memory = memory
        self._delivery = delivery
        self._turns = Turns()
        self._latest: dict[int, str] = {}  # of each person who waits: their last query

    async def offer(self, typed: Typed) -> None:
        """Offer a page of quotes; where there are none, a way into the private chat."""
        user_id = typed.user.id
        self._latest[user_id] = typed.query_id
        try:
            async with self._turns.turn_of(user_id):
                if self._is_latest(typed):
                    await self._find(typed)
        finally:
            if self._is_latest(typed):
                del self._latest[user_id]

    async def slow_down(self, typed: Typed) -> None:
        """Tell somebody once that this was too much at a time."""
        voice = await self._readers.voice_of(typed.user)
        door = Door(voice.catalogue.say("inline-too-many"), TO_WELCOME)
        await self._delivery.offer(typed.query_id, door=door)

    async def _find(self, typed: Typed) -> None:
        voice = await self._readers.voice_of(typed.user)
        if not typed.words:
            empty = door_without_offers(None, voice)
            await self._delivery.offer(typed.query_id, door=empty)
            return
        place = read_place(typed.offset)
        page = await self._library.quotes(typed.words, place.start if place else 0)
        if not self._is_latest(typed):
            return
        if place is not None and place.version != page.version:
            await self._delivery.offer(typed.query_id)  # the list ends where a reindex came between
            return
        offers = [render_offer(extract, voice) for extract in page.extracts]
        following = "" if page.following is None else str(Place(page.version, page.following))
        door = None if offers or place else door_without_offers(page.reply, voice)
        if door is not None:
            self._memory.remember_typed(typed.user.id, typed.words)
        await self._delivery.offer(typed.query_id, offers, following, door)

    def _is_latest(self, typed: Typed) -> bool:
        return self._latest.get(typed.user.id) == typed.query_id
