"""How fast messages may go out: as fast as they are written, as long as Telegram keeps up.

Telegram takes twenty messages a minute into one group and, unless its servers are told otherwise,
about thirty a second from one bot. The former is kept to always. The latter is kept to for a
while after Telegram has asked to wait: whoever runs on a server that takes more is not held up.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable

A_MINUTE_INTO_A_GROUP = 20
A_SECOND_IN_ALL = 30
SECONDS_OF_CARE = 60.0
_MINUTE = 60.0  # seconds
_MOST_GROUPS = 10_000  # in mind; beyond, the one written to longest ago goes


class Pace:
    """Has messages wait until it is their time."""

    def __init__(
        self,
        pause: Callable[[float], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Wait with `pause`; times are seconds of `clock`."""
        self._pause = pause
        self._clock = clock
        self._groups: OrderedDict[int, deque[float]] = OrderedDict()
        self._careful_until = self._next_free = clock()

    async def wait_to_write(self, chat_id: int) -> None:
        """Return when a message may go out to this chat; in a chat, one waits at a time."""
        if chat_id < 0:  # groups' and channels' ids are
            await self._wait_until(self._free_in_group(chat_id))
        if self._clock() < self._careful_until:
            slot = max(self._next_free, self._clock())
            self._next_free = slot + 1 / A_SECOND_IN_ALL
            await self._wait_until(slot)

    def slow_down(self) -> None:
        """Be careful for a while: Telegram has asked to wait."""
        self._careful_until = self._clock() + SECONDS_OF_CARE

    def _free_in_group(self, chat_id: int) -> float:
        """Return when the group has room for a message, and count it as sent then."""
        sent = self._groups.setdefault(chat_id, deque(maxlen=A_MINUTE_INTO_A_GROUP))
        self._groups.move_to_end(chat_id)
        if len(self._groups) > _MOST_GROUPS:
            self._groups.popitem(last=False)
        is_full = len(sent) == A_MINUTE_INTO_A_GROUP
        at = max(self._clock(), sent[0] + _MINUTE) if is_full else self._clock()
        sent.append(at)
        return at

    async def _wait_until(self, at: float) -> None:
        if (seconds := at - self._clock()) > 0:
            await self._pause(seconds)
