"""Notes that nobody waits for: gathered for a moment, then written together.

What a crash could take is what was noted in the last moment.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class WriteBehind(Generic[T]):
    """Gathers notes, and has them written in order."""

    def __init__(self, write: Callable[[list[T]], Awaitable[None]], pause: float) -> None:
        """Have them written by `write`, which doesn't raise, within `pause` seconds."""
        self._write = write
        self._pause = pause
        self._waiting: list[T] = []
        self._turn = asyncio.Lock()
        self._soon: asyncio.Task[None] | None = None

    def note(self, note: T) -> None:
        """Have this written soon."""
        self._waiting.append(note)
        if self._soon is None or self._soon.done():
            self._soon = asyncio.create_task(self._write_soon())

    async def written(self) -> None:
        """Return once all that was noted so far is written."""
        async with self._turn:
            if self._waiting:
                notes, self._waiting = self._waiting, []
                await self._write(notes)

    async def close(self) -> None:
        """Write what is left."""
        await self.written()  # first: what is being written now must not be broken off
        if self._soon is not None:
            self._soon.cancel()

    async def _write_soon(self) -> None:
        await asyncio.sleep(self._pause)
        await self.written()
