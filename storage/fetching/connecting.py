"""Connections to public addresses alone, all of whose work ends at one deadline.

The check is made where it counts: a name is looked up here, and what is connected to is the very
address that was found public. What the name means a moment later can't matter.
"""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ssl import SSLContext
from typing import Any

import httpcore

from storage.fetching.networks import is_public
from storage.fetching.reasons import FetchError, Refusal

Resolve = Callable[[str, int], Sequence[str]]
_LONGEST_WAIT = 5.0  # seconds for one address, so that the next one has a chance


class Deadline:
    """A moment at which everything is over."""

    def __init__(self, seconds: float) -> None:
        """End in so many seconds."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, above 0; raises FetchError once there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(Refusal.TIMEOUT)
        return left


def place(host: str, port: int) -> str:
    """Return how a host and port are named among the trusted ones."""
    return f"{host.lower()}:{port}"


def look_up(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host, in numbers; raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicBackend(httpcore.NetworkBackend):
    """Connects for httpcore, to public addresses or to hosts that are trusted by name and port."""

    def __init__(
        self,
        deadline: Deadline,
        trusted: frozenset[str] = frozenset(),
        resolve: Resolve = look_up,
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        """Give up everything at `deadline`; `backend` makes the connections."""
        self._deadline = deadline
        self._trusted = trusted
        self._resolve = resolve
        self._backend = backend or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        :raises FetchError: one of its addresses isn't public, so that none is tried; or too late.
        """
        addresses = self._addresses(host, port)
        is_trusted = place(host, port) in self._trusted
        if not is_trusted and not all(is_public(address) for address in addresses):
            raise FetchError(Refusal.PRIVATE)
        last: Exception | None = None
        for address in addresses:
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    timeout=min(_LONGEST_WAIT, self._deadline.left()),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _TimedStream(stream, self._deadline)
        raise last or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(self, *_given: Any, **_named: Any) -> httpcore.NetworkStream:
        """Refuse: nothing on this machine is fetched from."""
        raise FetchError(Refusal.PRIVATE)

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between two tries."""
        self._backend.sleep(min(seconds, self._deadline.left()))

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Look a host up in a thread that is left alone once the deadline has passed."""
        answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(OSError(str(error)))

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self._deadline.left())
        except queue.Empty:
            raise FetchError(Refusal.TIMEOUT) from None
        if isinstance(found, OSError):
            raise httpcore.ConnectError(str(found)) from found
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step has the time that is left, however many steps there are."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline decides
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the same
        self._stream.write(buffer, timeout=self._deadline.left())

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the same
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=left)
        return _TimedStream(stream, self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
