"""Updates at work: many chats at once, each chat's in order, no more at a time than can be held."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.inbox import DurableInbox
from bot.turns import Turns

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200  # updates in memory, about two seconds of work; the others wait with Telegram


class Dispatcher:
    """Has each update processed, and marked as handled afterwards."""

    def __init__(
        self,
        process: Callable[[Update], Awaitable[None]],
        inbox: DurableInbox,
        most_at_once: int = MOST_AT_ONCE,
    ) -> None:
        """Process updates with `process`, which doesn't raise."""
        self._process = process
        self._inbox = inbox
        self._room = asyncio.Semaphore(most_at_once)
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, update: Update) -> None:
        """Begin with an update as soon as there is room for it."""
        await self._room.acquire()
        task = asyncio.create_task(self._handle(update))
        self._tasks.add(task)
        task.add_done_callback(self._over)

    async def finish(self, seconds: float) -> None:
        """Wait for the updates at work; what isn't answered by then stays open in the inbox."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
            log.warning("Not answered in time: %s updates, left for the next start", len(late))

    async def _handle(self, update: Update) -> None:
        chat = update.effective_chat
        async with self._turns.turn_of(chat.id if chat else 0):
            await self._process(update)
        await self._inbox.finish(update.update_id)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.release()
        if not task.cancelled() and (error := task.exception()):
            log.error("An update could not be processed", exc_info=error)
