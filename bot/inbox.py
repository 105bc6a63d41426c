"""No question is lost: each update is on disk before Telegram forgets it, until it is answered.

Telegram forgets an update as soon as the next one is asked for. So the update is stored by then,
marked as handled after its reply, and whatever is still open when the bot starts is finished then.
What isn't meant for the bot (nearly everything in a large group) is never stored.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from typing import Any, TypeVar

from telegram import Update

from retrieval.errors import CollectionError
from storage.inbox import Inbox

log = logging.getLogger(__name__)

T = TypeVar("T")
DAYS_KEPT = 3.0  # Telegram itself forgets an update after one day
RawUpdate = dict[str, Any]


def is_kept(update: Update) -> bool:
    """Whether an update is worth keeping: Telegram forgets inline words within seconds."""
    return update.inline_query is None


class DurableInbox:
    """Keeps updates through crashes; does so in a thread, while the event loop goes on."""

    def __init__(self, inbox: Inbox, thread: Executor) -> None:
        """Read and write `inbox` in `thread`, which owns its connection."""
        self._inbox = inbox
        self._thread = thread
        self._finished: list[int] = []  # handled, and not marked yet
        self._marking = asyncio.Lock()

    async def newest(self) -> int:
        """Return the highest number of all updates that have been here; 0 where there is none."""
        return await self._run(self._inbox.newest)

    async def unfinished(self) -> list[RawUpdate]:
        """Return the updates that an earlier run left open, in order; forget old ids."""
        try:
            await self._run(lambda: self._inbox.forget_before(DAYS_KEPT))
        except CollectionError:
            log.exception("The ids of old updates can't be erased")
        return [json.loads(text) for _, text in await self._run(self._inbox.open_updates)]

    async def keep(self, updates: Sequence[RawUpdate]) -> list[RawUpdate]:
        """Store a batch in one transaction; return those of it that were not handled before.

        With the disk full they are answered all the same: a question that a crash could lose is
        better than one that is turned away.
        """
        if not updates:
            return []
        texts = [(update["update_id"], json.dumps(update)) for update in updates]
        try:
            return await self._run(lambda: self._keep(updates, texts))
        except CollectionError:
            log.exception("Updates can't be stored; they are answered without")
            return list(updates)

    async def finish(self, update_id: int) -> None:
        """Mark an update as handled, after its reply; all that wait for it share a transaction."""
        self._finished.append(update_id)
        async with self._marking:
            if update_id not in self._finished:
                return  # marked together with an earlier one
            handled, self._finished = self._finished, []
            try:
                await self._run(lambda: self._inbox.mark_handled(*handled))
            except CollectionError:
                log.exception("Updates %s can't be marked as handled", handled)

    def _keep(
        self, updates: Iterable[RawUpdate], texts: Sequence[tuple[int, str]]
    ) -> list[RawUpdate]:
        fresh = [one for one in updates if not self._inbox.is_handled(one["update_id"])]
        self._inbox.keep(texts)
        return fresh

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
