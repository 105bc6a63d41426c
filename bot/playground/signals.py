"""Waiting for something to change, without missing it and without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """Wakes everybody who waits on it. Belongs to one event loop."""

    __slots__ = ("_waiters",)

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake all who wait now."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, seconds: float) -> bool:
        """Wait for the next `notify`; False when `seconds` passed first."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True

    async def first(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """Return the first value other than None that `look` finds; None after `seconds`."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while (found := look()) is None:
            if not await self.wait(max(0.0, deadline - loop.time())):
                return look()
        return found
