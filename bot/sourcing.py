"""/sources and /remove: what the index is made from, and taking out what was added to it."""

import asyncio
from pathlib import Path

from bot.addressing import Press, Request
from bot.admin_views import ConfirmedView, RemovalsView, RemovalView, SourcesView
from bot.browsing import is_number
from bot.citing import label
from bot.delivery import Delivery
from bot.door import Door
from bot.linking import mark_of
from bot.places import Place
from bot.readers import Readers
from bot.reindex import Broken, Outcome
from bot.render import Voice
from bot.reply import Reply
from bot.reports import render_broken
from bot.source_texts import render_removal, render_removals, render_sources
from bot.works import Work, Works
from storage.added import label_of
from storage.inventory import AddedState, Inventory, take_inventory
from storage.summary import Summary


class Sourcing:
    """Shows sources to admins, and removes those that were added, once that is confirmed."""

    def __init__(
        self, db: Path, door: Door, works: Works, readers: Readers, delivery: Delivery
    ) -> None:
        """Look at the index at `db`, for those whom `door` lets in."""
        self._db = db
        self._door = door
        self._works = works
        self._readers = readers
        self._delivery = delivery

    async def sources(self, request: Request) -> None:
        """List everything that is read."""
        if voice := await self._door.opens_for(request):
            reply = render_sources(await self._inventory(), 0, voice)
            await self._delivery.answer(request, reply)

    async def remove(self, request: Request) -> None:
        """Ask which source to remove, or whether the one with this number is meant."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        inventory = await self._inventory()
        if not request.words or not inventory.added:
            reply = render_removals(inventory, 0, voice)
        elif state := _numbered(inventory, request.words):
            reply = render_removal(state, voice)
        else:
            reply = voice.says("remove-unknown")
        await self._delivery.answer(request, reply)

    async def turn_sources(self, press: Press, view: SourcesView) -> None:
        """Show another page of the sources in the same message."""
        if await self._door.opens_for_press(press):
            voice = self._readers.voice_in(view.lang)
            await self._show(press, render_sources(await self._inventory(), view.page, voice))

    async def turn_removals(self, press: Press, view: RemovalsView) -> None:
        """Show another page of what can be removed in the same message."""
        if await self._door.opens_for_press(press):
            voice = self._readers.voice_in(view.lang)
            await self._show(press, render_removals(await self._inventory(), view.page, voice))

    async def ask_removal(self, press: Press, view: RemovalView) -> None:
        """Ask whether the source that was picked is meant."""
        if await self._door.opens_for_press(press):
            voice = self._readers.voice_in(view.lang)
            state = _marked(await self._inventory(), view.mark)
            await self._show(press, render_removal(state, voice) if state else _gone(voice))

    async def confirm_removal(self, press: Press, view: ConfirmedView) -> None:
        """Remove the source: whoever was asked has said yes."""
        if not await self._door.opens_for_press(press):
            return
        voice = self._readers.voice_in(view.lang)
        state = _marked(await self._inventory(), view.mark)
        if state is None:
            await self._show(press, _gone(voice))
            return
        place = Place(press.chat.id)
        if not self._works.begins(place, voice, _removing(state, voice), press.message_id):
            busy = self._works.says_busy(voice).plain
            await self._delivery.acknowledge(press.query_id, busy, alert=True)
            return
        await self._delivery.acknowledge(press.query_id)

    async def _inventory(self) -> Inventory:
        return await asyncio.to_thread(take_inventory, self._db)

    async def _show(self, press: Press, reply: Reply) -> None:
        await self._delivery.edit(press.chat.id, press.message_id, reply)
        await self._delivery.acknowledge(press.query_id)


def _removing(state: AddedState, voice: Voice) -> Work:
    """Return the work that removes a source."""
    name = state.source.name
    source = label(label_of(name))

    def tell(outcome: Outcome, voice: Voice) -> Reply:
        if isinstance(outcome, Summary):
            return voice.says("remove-done", source=source)
        broken = outcome if isinstance(outcome, Broken) else Broken()
        return _gone(voice) if broken.unreadable else render_broken(broken, voice, stopped=False)

    return Work(("remove", "--", name), voice.says("remove-started", source=source), tell)


def _gone(voice: Voice) -> Reply:
    return voice.says("remove-gone")


def _numbered(inventory: Inventory, words: str) -> AddedState | None:
    number = int(words) if is_number(words) else 0
    return inventory.added[number - 1] if 0 < number <= len(inventory.added) else None


def _marked(inventory: Inventory, mark: str) -> AddedState | None:
    return next((one for one in inventory.added if mark_of(one.source.name) == mark), None)
