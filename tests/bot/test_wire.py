"""Requests to Telegram: what goes over the wire, and what becomes of it when the wire breaks."""

import asyncio
import json
import ssl

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.connecting import proxy_for
from bot.faults import was_never_sent
from bot.wire import Wire
from retrieval.errors import SettingsError

SECRET = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def parameters(**given):
    return RequestData([RequestParameter.from_input(name, value) for name, value in given.items()])


class Telegram:
    """A server that notes what arrives, and answers once it is told."""

    def __init__(self):
        self.seen, self.connections, self.at_once, self.most_at_once = [], set(), 0, 0
        self.is_busy, self.go_on = asyncio.Event(), asyncio.Event()

    async def answer(self, request):
        self.connections.add(request.transport)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.at_once == 2:
            self.is_busy.set()
        if request.content_type == "application/json":
            self.seen.append(json.loads(await request.text()))
        elif request.method == "POST":
            form = await request.post()
            self.seen.append((form["chat_id"], form["document"].filename))
            self.seen.append(form["document"].file.read())
        await self.go_on.wait()
        self.at_once -= 1
        if request.path.endswith("cut"):
            request.transport.close()
        return web.Response(status=404 if request.path.endswith("gone") else 200, body=b"body")


@pytest.fixture
async def telegram():
    return Telegram()


@pytest.fixture
async def address(telegram):
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", telegram.answer)
    async with TestServer(application) as server:
        yield f"http://127.0.0.1:{server.port}/bot{SECRET}"


@pytest.fixture
async def wire():
    wire = Wire(2, 0.2, ssl.create_default_context())
    await wire.initialize()
    yield wire
    await wire.shutdown()


async def test_parameters_go_out_as_json_and_files_as_a_form(wire, telegram, address):
    telegram.go_on.set()
    said = parameters(chat_id=7, text="« Où ? »", reply_markup={"inline_keyboard": [[]]})
    assert await wire.do_request(f"{address}/sendMessage", "POST", said) == (200, b"body")
    sent = parameters(chat_id=7, document=InputFile(b"words", "a.txt"))
    assert await wire.do_request(f"{address}/gone", "POST", sent) == (404, b"body")
    text, *file = telegram.seen
    assert text == {"chat_id": 7, "text": "« Où ? »", "reply_markup": {"inline_keyboard": [[]]}}
    assert file == [("7", "a.txt"), b"words"]


async def test_no_more_requests_at_once_than_told_over_connections_that_are_kept(
    wire, telegram, address
):
    requests = [asyncio.create_task(wire.do_request(address, "GET")) for _ in range(6)]
    await telegram.is_busy.wait()
    telegram.go_on.set()
    assert await asyncio.gather(*requests) == [(200, b"body")] * 6
    assert (telegram.most_at_once, len(telegram.connections)) == (2, 2)


async def test_request_that_could_not_leave_is_told_from_one_that_may_have_arrived(
    wire, telegram, address, monkeypatch
):
    monkeypatch.setattr("bot.wire._SECONDS_TO_CONNECT", 0.1)
    with pytest.raises(NetworkError) as never_left:
        await wire.do_request(
            f"http://127.0.0.1:{unused_port()}/bot{SECRET}", "POST", parameters(chat_id=7)
        )
    requests = [wire.do_request(address, "POST", parameters(chat_id=7)) for _ in range(3)]
    too_slow, too_slow_as_well, no_room = await asyncio.gather(*requests, return_exceptions=True)
    assert {type(error) for error in (too_slow, too_slow_as_well, no_room)} == {TimedOut}
    telegram.go_on.set()
    with pytest.raises(NetworkError) as cut_off:
        await wire.do_request(f"{address}/cut", "POST", parameters(chat_id=7))
    errors = [never_left.value, no_room, too_slow, cut_off.value]
    assert [was_never_sent(error) for error in errors] == [True, True, False, False]
    assert SECRET not in "".join(map(str, errors))


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy:8080"}, "http://proxy:8080"),
        ({"ALL_PROXY": "proxy:8080"}, "http://proxy:8080"),
        ({"HTTP_PROXY": "http://proxy:8080"}, None),
        ({"HTTPS_PROXY": "http://proxy:8080", "NO_PROXY": "telegram.org"}, None),
    ],
)
def test_proxy_is_the_environments(monkeypatch, environment, proxy):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for("https://api.telegram.org") == proxy


def test_proxy_that_no_request_can_go_through_is_told(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy:1080")
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    with pytest.raises(SettingsError, match="proxy"):
        proxy_for("https://api.telegram.org")
