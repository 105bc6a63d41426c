"""Counting questions without making anybody wait: noted at once, written together a moment later.

It has a thread and a connection of its own: figures over many questions hold up no message.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.write_behind import WriteBehind
from retrieval.errors import CollectionError
from retrieval.model import Answer, NoAnswer, Reason
from storage.questions import Asked, Figures, Gap, Questions

log = logging.getLogger(__name__)

T = TypeVar("T")
_PAUSE = 1.0  # seconds in which questions are gathered before they are written
NO_QUESTIONS = (Reason.SMALL_TALK, Reason.NO_QUESTION)


class Tally:
    """Counts what is asked."""

    def __init__(self, questions: Questions) -> None:
        """Count in `questions`."""
        self._questions = questions
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tally")
        self._noted = WriteBehind(self._write, _PAUSE)

    @property
    def keeps_words(self) -> bool:
        """Whether the words of unanswered questions are kept."""
        return self._questions.keeps_words

    def note(self, question: str, outcome: Answer | NoAnswer, seconds: float) -> None:
        """Count a question, unless it is none; costs the one who asks nothing."""
        if isinstance(outcome, Answer):
            article = outcome.extracts[0].paragraph.article.key
            self._noted.note(Asked(True, seconds * 1000, article))
        elif outcome.reason not in NO_QUESTIONS:
            words = question if self.keeps_words else None
            self._noted.note(Asked(False, seconds * 1000, words=words))

    async def figures(self) -> Figures:
        """Return the figures of the last thirty days."""
        await self._noted.written()
        return await self._in_thread(self._questions.figures)

    async def gaps(self) -> list[Gap]:
        """Return the questions without an answer that are kept."""
        await self._noted.written()
        return await self._in_thread(self._questions.gaps)

    async def close(self) -> None:
        """Write what is left and end the thread."""
        await self._noted.close()
        self._thread.shutdown()

    async def _write(self, noted: list[Asked]) -> None:
        """Write what was noted; counts that can't be written are no reason not to answer."""
        try:
            await self._in_thread(lambda: self._questions.count(noted))
        except CollectionError:
            log.exception("Questions can't be counted")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
