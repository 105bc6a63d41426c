"""Which message answers which, so that an edited question changes its answer and makes no second.

Written behind: an answer never waits for the disk, and many answers at once are one write. What a
crash could take is what the last moments noted; then an edit of such a question is answered anew.
"""

import asyncio
import logging
from concurrent.futures import Executor

from retrieval.errors import CollectionError
from storage.answered import Answered, Pair, Shown

log = logging.getLogger(__name__)


class AnswerBook:
    """Notes the bot's answers, and looks them up."""

    def __init__(self, answered: Answered, thread: Executor) -> None:
        """Read and write `answered` in `thread`, which owns its connection."""
        self._answered = answered
        self._thread = thread
        self._waiting: list[Pair | Shown] = []
        self._writing: asyncio.Task[None] | None = None

    def note(self, note: Pair | Shown) -> None:
        """Note an answer, or what one quotes from now on."""
        self._waiting.append(note)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def answer_to(self, chat_id: int, question: int) -> int | None:
        """Return the message that answers a question; None if there is none."""
        await self.written()
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._thread, lambda: self._answered.answer_to(chat_id, question))

    async def paragraph_of(self, chat_id: int, answer: int) -> str | None:
        """Return the key of the paragraph that an answer quotes; None if that isn't known."""
        await self.written()
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._thread, lambda: self._answered.paragraph_of(chat_id, answer))

    async def written(self) -> None:
        """Wait until all that was noted so far is stored."""
        if self._writing is not None:
            await asyncio.wait({self._writing})

    async def _write(self) -> None:
        """Store what waits, and what has come in the meantime."""
        while self._waiting:
            notes, self._waiting = self._waiting, []
            run = asyncio.get_running_loop().run_in_executor
            try:
                await run(self._thread, self._answered.note, notes)
            except CollectionError:
                log.exception("Which messages answer which can't be stored")
