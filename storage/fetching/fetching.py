"""A web page: fetched once, from a public address, within a size and a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from storage.fetching.addresses import PORTS, web_address
from storage.fetching.connecting import Deadline, PublicBackend, Resolve, look_up, place
from storage.fetching.reasons import FetchError, Refusal
from storage.fetching.transport import Transport
from storage.fetching.unpacking import unpack

SECONDS = 15.0  # for all of it: looking up, redirects, reading
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What can be read, and the ending of the file that it is kept in.
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_HEADERS = {
    "User-Agent": "Verbatim/1 (+reads articles that its operator added)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
    "Accept-Encoding": "gzip",
}

Trusted = frozenset[str]  # "host:port", in lower case


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, the ending (".html") that tells its kind, and the encoding it claims."""

    body: bytes
    suffix: str
    charset: str | None


def fetch(address: str, trusted: Trusted = frozenset(), resolve: Resolve = look_up) -> Fetched:
    """Fetch a page. `trusted` are hosts and ports that may be private, or unusual.

    Only an address that is trusted itself can lead on to another one that is.

    :raises FetchError: why it can't be.
    """
    deadline = Deadline(SECONDS)
    url = httpx.URL(web_address(address))
    for _ in range(MOST_REDIRECTS + 1):
        trusted = trusted if _place(url) in trusted else frozenset()
        if not trusted and url.port not in (None, PORTS[url.scheme]):
            raise FetchError(Refusal.ADDRESS)
        with _answer(url, PublicBackend(deadline, trusted, resolve)) as answer:
            if answer.status_code not in _REDIRECTS:
                return _read(answer)
            url = _next(url, answer)
    raise FetchError(Refusal.REDIRECTS)


@contextmanager
def _answer(url: httpx.URL, backend: PublicBackend) -> Iterator[httpx.Response]:
    transport = Transport(backend)
    with (
        httpx.Client(transport=transport, trust_env=False, headers=_HEADERS) as client,
        client.stream("GET", url) as answer,
    ):
        yield answer


def _next(url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    """Return the address that an answer leads on to."""
    try:
        return httpx.URL(web_address(str(url.join(answer.headers.get("Location", "")))))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(Refusal.ADDRESS) from error


def _read(answer: httpx.Response) -> Fetched:
    if answer.status_code != 200:
        raise FetchError(Refusal.STATUS, str(answer.status_code))
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise FetchError(Refusal.KIND, kind[:60] if kind.isprintable() else "")
    body = unpack(answer.iter_raw(), answer.headers.get("Content-Encoding", ""))
    return Fetched(body, _KINDS[kind], answer.charset_encoding)


def _place(url: httpx.URL) -> str:
    return place(url.host, url.port or PORTS[url.scheme])
