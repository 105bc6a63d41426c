"""Requests to Telegram, side by side over connections that are kept.

By aiohttp, which the library has no transport for: httpx, which it has one for, takes four times as
long over a request, longer than all the rest of an answer that needs no search.
"""

import json
import ssl
from typing import Any

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.redaction import redact

_SECONDS_TO_CONNECT = 10.0  # looking the address up and waiting for others to end among them
_SECONDS_TO_WRITE, _SECONDS_TO_UPLOAD = 10.0, 600.0  # a request without files, and with some
# An answer is a kilobyte: unpacking it would take longer than its way.
_HEADERS = {"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "identity"}


class Wire(BaseRequest):
    """As many requests at once as it is told; what comes beyond waits for one to end."""

    def __init__(
        self,
        at_once: int,
        read_timeout: float,
        certificates: ssl.SSLContext,
        proxy: str | None = None,
    ) -> None:
        """Wait `read_timeout` seconds for an answer; go through `proxy` if there is one."""
        self._at_once = at_once
        self._read_timeout = read_timeout
        self._certificates = certificates
        self._proxy = proxy
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The seconds for which an answer is waited for."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Make ready; connections are made once they are needed."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._at_once, ssl=self._certificates),
                cookie_jar=DummyCookieJar(),
                headers=_HEADERS,
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(  # noqa: PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - ours, as the two below
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Make a request; return the answer's status and body.

        :raises TimedOut: it took too long.
        :raises NetworkError: it couldn't be made, or its answer was cut off.
        """
        if self._session is None:
            raise RuntimeError("the wire isn't ready")
        seconds = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        body, headers = _body_of(request_data)
        writing = _SECONDS_TO_UPLOAD if isinstance(body, FormData) else _SECONDS_TO_WRITE
        timeout = ClientTimeout(
            total=_SECONDS_TO_CONNECT + writing + seconds,
            connect=_SECONDS_TO_CONNECT,
            sock_read=seconds,
        )
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {redact(str(error))}") from error


def _body_of(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """Return a request's parameters as JSON, as a form where files are among them."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), {"Content-Type": "application/json"}
    form = FormData(data.json_parameters)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form, {}
