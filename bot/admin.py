"""What only admins can have done: /reindex, in private.

To anybody else the command doesn't exist: they are told what an unknown command is told.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.access import Standing, standing_of
from bot.addressing import Request
from bot.delivery import Delivery, Place, place_of_answer
from bot.readers import Readers
from bot.reindex import Broken, Done, Progress, Reindexer
from bot.render import Voice
from bot.reports import render_broken, render_done, render_progress, spoken_duration

log = logging.getLogger(__name__)

_SECONDS_BETWEEN_EDITS = 2.0


class Administering:
    """Follows admins' commands, and theirs alone."""

    def __init__(
        self,
        admins: frozenset[int],
        reindexer: Reindexer,
        readers: Readers,
        delivery: Delivery,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Follow the commands of `admins`."""
        self._admins = admins
        self._reindexer = reindexer
        self._readers = readers
        self._delivery = delivery
        self._now = now
        self._reports: set[asyncio.Task[None]] = set()

    async def reindex(self, request: Request) -> None:
        """Begin to read all articles again, and report to whoever asked; answers go on."""
        voice = await self._readers.voice_for(request)
        standing = standing_of(request.message, self._admins, self._now())
        running = self._reindexer.running_for
        if standing is Standing.STRANGER:
            await self._delivery.answer(request, voice.says("unknown-command"))
        elif standing is Standing.LATE:
            await self._delivery.answer(request, voice.says("command-too-old"))
        elif running is not None or self._reports:
            elapsed = spoken_duration(running or 0.0, voice.catalogue)
            await self._delivery.answer(request, voice.says("reindex-running", elapsed=elapsed))
        else:
            report = asyncio.create_task(self._report(place_of_answer(request), voice))
            self._reports.add(report)
            report.add_done_callback(self._over)

    async def close(self) -> None:
        """Break off a reindex that is running, and tell whoever asked for it."""
        await self._reindexer.stop()
        if self._reports:
            await asyncio.wait(self._reports)

    def _over(self, report: asyncio.Task[None]) -> None:
        """Let the next reindex begin; a report that went wrong is our mistake, not the index's."""
        self._reports.discard(report)
        if not report.cancelled() and (error := report.exception()):
            log.error("The report of a reindex broke off", exc_info=error)

    async def _report(self, place: Place, voice: Voice) -> None:
        """Run a reindex: one message moves along with it, another one says what came of it."""
        moving = await self._delivery.send(place, voice.says("reindex-started"))
        edited = time.monotonic()
        async for event in self._reindexer.run():
            match event:
                case Progress():
                    if moving and time.monotonic() - edited >= _SECONDS_BETWEEN_EDITS:
                        progress = render_progress(event, voice)
                        await self._delivery.edit(place.chat_id, moving.message_id, progress)
                        edited = time.monotonic()
                case Done():
                    if moving:
                        over = voice.says("reindex-reading-over")
                        await self._delivery.edit(place.chat_id, moving.message_id, over)
                    await self._delivery.send(place, render_done(event, voice))
                case Broken():
                    stopped = self._reindexer.stopped
                    await self._delivery.send(place, render_broken(event, voice, stopped=stopped))
