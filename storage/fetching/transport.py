"""httpx over connections of our own making, without proxies, cookies or anything remembered."""

from collections.abc import Iterator
from functools import cache
from ssl import SSLContext

import httpcore
import httpx

from storage.fetching.reasons import FetchError, Refusal

_TOO_SLOW = (httpcore.TimeoutException,)
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError)


class Transport(httpx.BaseTransport):
    """Sends httpx's requests through a pool of `backend`'s connections.

    Whatever goes wrong on the way is a FetchError.
    """

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        """Connect by `backend`."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), network_backend=backend, max_connections=1
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; its answer's body is read as it comes, undecoded."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore.Request(request.method, url, headers=request.headers.raw)
        try:
            answer = self._pool.handle_request(sent)
        except _TOO_SLOW as error:
            raise FetchError(Refusal.TIMEOUT) from error
        except _BROKEN as error:
            raise FetchError(Refusal.UNREACHABLE) from error
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they arrive."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except _TOO_SLOW as error:
            raise FetchError(Refusal.TIMEOUT) from error
        except _BROKEN as error:
            raise FetchError(Refusal.UNREACHABLE) from error

    def close(self) -> None:
        self._answer.close()


@cache
def _certificates() -> SSLContext:
    """Read the certificates once: it takes a tenth of a second. Not those the environment names."""
    return httpx.create_ssl_context(trust_env=False)
