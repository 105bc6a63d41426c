"""Long work on the index, in a child process, one at a time, and the messages that tell of it."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery import Delivery
from bot.places import Place
from bot.reindex import Broken, Outcome, Progress, Reindexer
from bot.render import Voice
from bot.reply import Reply
from bot.reports import render_broken, render_progress, spoken_duration

log = logging.getLogger(__name__)

_SECONDS_BETWEEN_EDITS = 2.0


@dataclass(frozen=True, slots=True)
class Work:
    """What to do, what is said as it begins, and how its outcome is told.

    `arguments` are those of the program `verbatim`. `over` is for long work, whose first message
    moves along with it: it takes that one's place once the outcome stands below it. Without it, the
    outcome itself does. `after` is called in the end, whatever came of it.
    """

    arguments: tuple[str, ...]
    started: Reply
    tell: Callable[[Outcome, Voice], Reply]
    over: Reply | None = None
    after: Callable[[], object] = lambda: None


class Works:
    """Does one work after another; while one is being done, others are turned away."""

    def __init__(self, reindexer: Reindexer, delivery: Delivery) -> None:
        """Have it done by `reindexer`."""
        self._reindexer = reindexer
        self._delivery = delivery
        self._reports: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._reindexer.running_for is not None or bool(self._reports)

    def says_busy(self, voice: Voice) -> Reply:
        """Return that something is being done, and for how long."""
        elapsed = spoken_duration(self._reindexer.running_for or 0.0, voice.catalogue)
        return voice.says("reindex-running", elapsed=elapsed)

    def begins(self, place: Place, voice: Voice, work: Work, message_id: int | None = None) -> bool:
        """Begin with a work, and tell of it in `place`; False while something else is being done.

        `message_id` is a message there that is to move along with it, in place of a new one.
        """
        if self.is_busy:
            work.after()
            return False
        report = asyncio.create_task(self._report(place, voice, work, message_id))
        self._reports.add(report)
        report.add_done_callback(lambda task: self._over(task, work))
        return True

    async def close(self) -> None:
        """Break off what is being done, and tell whoever asked for it."""
        await self._reindexer.stop()
        if self._reports:
            await asyncio.wait(self._reports)

    def _over(self, report: asyncio.Task[None], work: Work) -> None:
        """Let the next one begin; a report that went wrong is our mistake, not the index's."""
        self._reports.discard(report)
        work.after()
        if not report.cancelled() and (error := report.exception()):
            log.error("The report of a run broke off", exc_info=error)

    async def _report(self, place: Place, voice: Voice, work: Work, message_id: int | None) -> None:
        """Do it: one message moves along with it, and what came of it is said."""
        moving = await self._say(place, work.started, message_id)
        edited = time.monotonic()
        async for event in self._reindexer.run(work.arguments):
            if not isinstance(event, Progress):
                await self._conclude(place, voice, work, moving, event)
            elif moving and work.over and time.monotonic() - edited >= _SECONDS_BETWEEN_EDITS:
                await self._delivery.edit(place.chat_id, moving, render_progress(event, voice))
                edited = time.monotonic()

    async def _conclude(
        self, place: Place, voice: Voice, work: Work, moving: int | None, outcome: Outcome
    ) -> None:
        is_lost = isinstance(outcome, Broken) and (self._reindexer.stopped or outcome.busy)
        if is_lost and isinstance(outcome, Broken):
            told = render_broken(outcome, voice, stopped=self._reindexer.stopped)
        else:
            told = work.tell(outcome, voice)
        if work.over is None:
            await self._say(place, told, moving)
            return
        if moving and not isinstance(outcome, Broken):
            await self._delivery.edit(place.chat_id, moving, work.over)
        await self._delivery.send(place, told)

    async def _say(self, place: Place, reply: Reply, message_id: int | None) -> int | None:
        """Send a message, or put it in the place of another one; return its id."""
        if message_id is not None:
            await self._delivery.edit(place.chat_id, message_id, reply)
            return message_id
        return await self._delivery.send(place, reply)
