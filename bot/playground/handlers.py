"""The HTTP side of the Bot API: requests in, replies out, cut connections where faults ask."""

import asyncio
import inspect
import json
import logging
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

from bot.playground.control import OPERATIONS, Order
from bot.playground.dispatch import Reply, answer, failed, find_bot, ok, refused
from bot.playground.errors import PlaygroundError, RefusalError, bad_request, not_found
from bot.playground.files import Upload
from bot.playground.parameters import Parameters
from bot.playground.same_site import is_from_here
from bot.playground.stage import Stage
from bot.playground.webhooks import Postman

_log = logging.getLogger(__name__)


class JsonHandler(RequestHandler):
    """Writes replies and never logs a request: its address holds a token."""

    def initialize(self, stage: Stage) -> None:
        """Remember what this server holds."""
        self.stage = stage

    async def send(self, reply: Reply) -> None:
        """Write a reply, or cut the connection where there is none."""
        if reply.body is None:
            self.cut()
            return
        self.set_status(reply.status)
        self.set_header("Content-Type", "application/json")
        try:
            await self.finish(reply.body)
        except StreamClosedError:
            return  # the client went away first

    def cut(self) -> None:
        """Close the connection without a word."""
        self.detach().close()

    def log_exception(self, *args: Any) -> None:
        """Log what went wrong, without the address of the request."""
        _log.error("A request failed: %r", args[1], exc_info=args[1])

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an unforeseen failure in the Bot API's form."""
        text = "Internal Server Error" if status_code >= 500 else self._reason
        reply = refused(RefusalError(status_code, text))
        self.set_header("Content-Type", "application/json")
        self.finish(reply.body or b"")


class NothingHere(JsonHandler):
    """Every other address."""

    async def prepare(self) -> None:
        """Answer 404, whatever the HTTP method."""
        await self.send(refused(not_found()))


class MethodHandler(JsonHandler):
    """POST or GET /bot<token>/<method>."""

    def initialize(self, stage: Stage, postman: Postman, polls: set[asyncio.Task[Reply]]) -> None:  # type: ignore[override]  # tornado passes the route's own arguments
        """Remember the server's state; `polls` are the long polls that run."""
        super().initialize(stage)
        self.postman = postman
        self.polls = polls
        self.work: asyncio.Task[Reply] | None = None

    async def get(self, token: str, method: str) -> None:
        """Carry out a method."""
        await self._carry_out(token, method)

    async def post(self, token: str, method: str) -> None:
        """Carry out a method."""
        await self._carry_out(token, method)

    async def _carry_out(self, token: str, method: str) -> None:
        try:
            parameters = read_parameters(self.request)
        except RefusalError as refusal:
            await self.send(refused(refusal))
            return
        self.work = asyncio.create_task(answer(self.stage, token, method, parameters))
        self.polls.add(self.work)
        try:
            reply = await self.work
        except asyncio.CancelledError:
            self.cut()
            return
        finally:
            self.polls.discard(self.work)
        if method.lower() == "setwebhook":
            self.postman.attend(find_bot(self.stage, token))
        await self.send(reply)

    def on_connection_close(self) -> None:
        """Stop a long poll whose client went away; any other call is carried out all the same."""
        if self.work is not None and self.path_args[1].lower() == "getupdates":
            self.work.cancel()


class FileHandler(JsonHandler):
    """GET /file/bot<token>/<path>."""

    async def get(self, token: str, path: str) -> None:
        """Send a file."""
        try:
            find_bot(self.stage, token)
        except RefusalError as refusal:
            await self.send(refused(refusal))
            return
        stored = self.stage.world.files.by_path(path)
        if stored is None:
            await self.send(refused(not_found()))
            return
        self.set_header("Content-Type", "application/octet-stream")
        await self.finish(stored.data)


class ControlHandler(JsonHandler):
    """/control/<what>: the people, as `bot.playground.control` lists them."""

    work: asyncio.Task[Any] | None = None

    async def prepare(self) -> None:
        """Refuse what a page of another site sends through somebody's browser."""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        if not is_from_here(self.request.host, self.request.headers):
            await self.send(failed(403, "The control interface is for pages of this server alone."))

    async def get(self, what: str) -> None:
        """Look."""
        await self._carry_out("GET", what)

    async def post(self, what: str) -> None:
        """Do."""
        await self._carry_out("POST", what)

    async def delete(self, what: str) -> None:
        """Forget."""
        await self._carry_out("DELETE", what)

    async def _carry_out(self, method: str, what: str) -> None:
        operation = OPERATIONS.get((method, what))
        if operation is None:
            await self.send(failed(404, f"There is no {method} /control/{what}."))
            return
        try:
            result = operation(Order(self.stage, read_parameters(self.request)))
            if inspect.isawaitable(result):
                self.work = asyncio.ensure_future(result)
                result = await self.work
        except asyncio.CancelledError:
            self.cut()
            return
        except (PlaygroundError, TypeError, ValueError) as error:
            await self.send(failed(400, str(error)))
            return
        await self.send(ok(result))

    def on_connection_close(self) -> None:
        """Stop waiting for somebody who has gone away."""
        if self.work is not None:
            self.work.cancel()


def read_parameters(request: HTTPServerRequest) -> Parameters:
    """Return the parameters of a request: query, form, multipart and JSON alike."""
    values: dict[str, Any] = {}
    for name, given in request.arguments.items():
        values[name] = given[-1].decode("utf-8", "surrogateescape")
    if request.headers.get("Content-Type", "").startswith("application/json"):
        values |= _json_object(request.body)
    files = {
        name: Upload(given[-1].filename, given[-1].body, given[-1].content_type)
        for name, given in request.files.items()
    }
    return Parameters(values, files)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object of the request")
    return value
