"""Updates at work: many chats at once, each chat's in order, no more at a time than can be held."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update

from bot.inbox import DurableInbox, is_kept
from bot.turns import Turns

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200  # updates in memory, about two seconds of work; the others wait with Telegram


class Dispatcher:
    """Has each update processed, and marked as handled afterwards."""

    def __init__(
        self,
        process: Callable[[Update], Awaitable[None]],
        inbox: DurableInbox,
        admits: Callable[[Update], bool] = lambda _update: True,
        most_at_once: int = MOST_AT_ONCE,
    ) -> None:
        """Process updates that `admits` lets in with `process`, which doesn't raise."""
        self._process = process
        self._inbox = inbox
        self._admits = admits
        self._room = asyncio.Semaphore(most_at_once)
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, update: Update) -> None:
        """Begin with an update as soon as there is room for it; one not let in needs none."""
        if not self._admits(update):
            self._begin(self._close(update))
            return
        await self._room.acquire()
        self._begin(self._handle(update)).add_done_callback(lambda _: self._room.release())

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

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        return task

    async def _handle(self, update: Update) -> None:
        chat = update.effective_chat
        if chat is None:  # inline words: what is typed in one chat concerns no other
            await self._process(update)
        else:
            async with self._turns.turn_of(chat.id):
                await self._process(update)
        await self._close(update)

    async def _close(self, update: Update) -> None:
        if is_kept(update):
            await self._inbox.finish(update.update_id)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("An update could not be processed", exc_info=error)
