"""The buttons under an answer: its other quotes, the context, why it was chosen, and votes.

A card can be pressed by anyone in its chat and stays in the language of whoever asked. What only
the person who pressed is shown is in theirs.
"""

from bot.addressing import Press
from bot.ballot import Ballot, Counted
from bot.delivery import Delivery
from bot.group_register import GroupRegister
from bot.library import Library, Passage
from bot.memory import Memory
from bot.readers import Readers
from bot.render import render_card
from bot.reply import Reply
from bot.views import CardView, Face, Length, VoteView
from retrieval.model import Extract

_THUMBS = {True: "👍", False: "👎"}
_COUNTED = {
    Counted.NEW: "vote-counted",
    Counted.CHANGED: "vote-changed",
    Counted.SAME: "vote-same",
}


class Cards:
    """Turns cards over in place, and takes the votes on them."""

    def __init__(
        self,
        library: Library,
        readers: Readers,
        memory: Memory,
        *,
        ballot: Ballot,
        groups: GroupRegister,
        delivery: Delivery,
    ) -> None:
        """Show what is in `library`, and what `memory` still has of the answer."""
        self._library = library
        self._readers = readers
        self._memory = memory
        self._ballot = ballot
        self._groups = groups
        self._delivery = delivery

    async def turn(self, press: Press, view: CardView) -> None:
        """Show another quote, its context or why it was chosen; say what is gone or forgotten."""
        left = await self._first_left(view)
        if left is None:
            await self._tell(press, "passage-gone", alert=True)
            return
        shown, passage = left
        card = await self._render(press, shown, passage)
        if card is None:
            await self._tell(press, "why-forgotten", alert=True)
            return
        await self._delivery.edit(press.chat.id, press.message_id, card)
        await self._tell(press, None if shown == view else "passage-skipped")

    async def vote(self, press: Press, view: VoteView) -> None:
        """Count a vote on the paragraph that is quoted, and say so to whoever cast it."""
        if await self._library.passage(view.key) is None:
            await self._tell(press, "passage-gone", alert=True)
            return
        counted = await self._ballot.cast(press, view)
        await self._tell(press, _COUNTED[counted], vote=_THUMBS[view.helpful])

    async def _first_left(self, view: CardView) -> tuple[CardView, Passage] | None:
        """Return the first card from this one on whose passage is still there, with that."""
        for card in view.onward():
            passage = await self._library.passage(card.current.key)
            if passage is not None and card.current.span.of(passage.paragraph.text):
                return card, passage
        return None

    async def _render(self, press: Press, view: CardView, passage: Passage) -> Reply | None:
        """Return the card; None where it is to say why, and the question is forgotten."""
        voice = self._readers.voice_in(view.lang)
        length = await self._groups.length(press.chat.id)
        found = self._memory.extract(press.chat.id, press.message_id, view.current)
        if view.face is Face.WHY:
            if found is None:
                return None
            why = await self._library.explain(found)
            return render_card(found, view, voice, why=why, length=length)
        extract = found or Extract(passage.paragraph, view.current.span, score=0.0)
        shown = view.face is Face.CONTEXT or length is Length.FULL
        return render_card(extract, view, voice, passage.around if shown else (), length=length)

    async def _tell(
        self, press: Press, message_id: str | None, *, alert: bool = False, **values: str
    ) -> None:
        """Acknowledge the press, with a message to that person alone if one is named."""
        if message_id is None:
            await self._delivery.acknowledge(press.query_id)
            return
        voice = await self._readers.voice_of(press.user)
        text = voice.catalogue.say(message_id, **values)
        await self._delivery.acknowledge(press.query_id, text, alert=alert)
