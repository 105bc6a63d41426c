"""Requests to Telegram side by side, each in a lane of its own.

One pool for all of them looks through its connections whenever one is taken or given back, several
times over: with sixteen under way that took longer than all the rest of a request.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest, RequestData


class Lanes(BaseRequest):
    """As many requests at once as there are lanes; what comes beyond waits for a free one."""

    def __init__(self, count: int, open_lane: Callable[[], HTTPXRequest]) -> None:
        """Open `count` lanes, each for one request at a time."""
        self._lanes = [open_lane() for _ in range(count)]
        self._free = list(self._lanes)  # the last one used comes first: it is still connected
        self._room = asyncio.Semaphore(count)

    @property
    def read_timeout(self) -> float | None:
        """The seconds for which an answer is waited for."""
        return self._lanes[0].read_timeout

    async def initialize(self) -> None:
        """Make every lane ready."""
        for lane in self._lanes:
            await lane.initialize()

    async def shutdown(self) -> None:
        """Close every lane."""
        for lane in self._lanes:
            await lane.shutdown()

    async def do_request(  # noqa: PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request in a free lane."""
        async with self._room:
            lane = self._free.pop()
            try:
                return await lane.do_request(
                    url,
                    method,
                    request_data,
                    read_timeout,
                    write_timeout,
                    connect_timeout,
                    pool_timeout,
                )
            finally:
                self._free.append(lane)
