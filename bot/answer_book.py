"""Which message answers which, so that an edited question changes its answer and makes no second.

Written behind: an answer never waits for the disk, and many answers are one write. What a crash
could take is what the last moment noted; then an edit of such a question is answered anew.
"""

import asyncio
import logging
from concurrent.futures import Executor

from bot.write_behind import WriteBehind
from retrieval.errors import CollectionError
from storage.answered import Answered, Pair, Shown

log = logging.getLogger(__name__)

_PAUSE = 0.5  # seconds in which notes are gathered before they are written


class AnswerBook:
    """Notes the bot's answers, and looks them up."""

    def __init__(self, answered: Answered, thread: Executor) -> None:
        """Read and write `answered` in `thread`, which owns its connection."""
        self._answered = answered
        self._thread = thread
        self._notes = WriteBehind(self._write, _PAUSE)

    def note(self, note: Pair | Shown) -> None:
        """Note an answer, or what one quotes from now on."""
        self._notes.note(note)

    async def answer_to(self, chat_id: int, question: int) -> int | None:
        """Return the message that answers a question; None if there is none."""
        await self._notes.written()
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._thread, lambda: self._answered.answer_to(chat_id, question))

    async def paragraph_of(self, chat_id: int, answer: int) -> str | None:
        """Return the key of the paragraph that an answer quotes; None if that isn't known."""
        await self._notes.written()
        run = asyncio.get_running_loop().run_in_executor
        return await run(self._thread, lambda: self._answered.paragraph_of(chat_id, answer))

    async def close(self) -> None:
        """Write what is left."""
        await self._notes.close()

    async def _write(self, notes: list[Pair | Shown]) -> None:
        run = asyncio.get_running_loop().run_in_executor
        try:
            await run(self._thread, self._answered.note, notes)
        except CollectionError:
            log.exception("Which messages answer which can't be stored")
