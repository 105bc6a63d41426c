"""Webhooks: delivered by POST with the secret, again after a failure, instead of getUpdates."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.playground.client import User


@dataclass
class Receiver:
    """A bot's own web server, which keeps what it is sent."""

    url: str = ""
    got: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.came.clear()
                await self.came.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    kept = Receiver()

    class Hook(RequestHandler):
        def post(self) -> None:
            import json  # noqa: PLC0415 - beside its only use

            secret = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token")
            kept.got.append((secret, json.loads(self.request.body)))
            kept.came.set()
            self.set_status(kept.statuses.pop(0) if kept.statuses else 200)
            self.finish(kept.reply)

    sockets = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(Application([("/hook", Hook)], log_function=lambda _: None))
    server.add_sockets(sockets)
    kept.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
    yield kept
    server.stop()
    await server.close_all_connections()


async def test_updates_are_delivered_with_the_secret(
    bot: Any, ada: User, receiver: Receiver
) -> None:
    await ada.say("before")
    await bot.ok("setWebhook", url=receiver.url, secret_token="s3cret_-")
    await ada.say("after")
    await receiver.wait(2)
    assert [secret for secret, _ in receiver.got] == ["s3cret_-", "s3cret_-"]
    assert [update["message"]["text"] for _, update in receiver.got] == ["before", "after"]


async def test_polling_and_a_webhook_exclude_each_other(bot: Any, ada: User) -> None:
    poll = asyncio.create_task(bot.refusal("getUpdates", timeout=30))
    await bot.api.wait_for_calls("getUpdates", times=3)
    await bot.ok("setWebhook", url="http://127.0.0.1:1/hook")
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await bot.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []


async def test_a_failed_delivery_is_repeated_and_told(
    bot: Any, ada: User, receiver: Receiver
) -> None:
    receiver.statuses = [500, 200]
    await bot.ok("setWebhook", url=receiver.url, max_connections=3)
    await ada.say("hello")
    await receiver.wait(2)
    assert receiver.got[0] == receiver.got[1]
    info = await bot.ok("getWebhookInfo")
    assert info["url"] == receiver.url
    assert info["max_connections"] == 3
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_a_webhook_that_nobody_serves_keeps_its_updates(bot: Any, ada: User) -> None:
    await bot.ok("setWebhook", url="http://127.0.0.1:1/hook", allowed_updates=["message"])
    await ada.say("hello")
    async with asyncio.timeout(5):
        while "last_error_message" not in (info := await bot.ok("getWebhookInfo")):  # noqa: ASYNC110 - only the method tells
            await asyncio.sleep(0.01)
    assert info["last_error_message"] == "Connection refused"
    assert (info["pending_update_count"], info["allowed_updates"]) == (1, ["message"])
    await bot.ok("deleteWebhook", drop_pending_updates=True)
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_the_answer_of_a_webhook_may_hold_a_method(
    bot: Any, ada: User, receiver: Receiver
) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": ada.id, "text": "at once"}
    await bot.ok("setWebhook", url=receiver.url)
    await ada.say("hello")
    assert (await ada.chat.next_bot_message()).text == "at once"
    receiver.reply = {"method": "sendMessage", "chat_id": ada.id, "text": ""}
    await ada.say("hello again")
    await receiver.wait(2)


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "ftp://ex.org/"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://a:port/"}, "invalid webhook URL specified"),
        ({"url": "https://a.org", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "https://a.org", "secret_token": "é"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_wrong_webhooks_are_refused(
    bot: Any, parameters: dict[str, Any], description: str
) -> None:
    assert await bot.refusal("setWebhook", **parameters) == f"Bad Request: {description}"
    assert (await bot.ok("getWebhookInfo"))["url"] == ""


async def test_an_empty_address_removes_the_webhook(bot: Any) -> None:
    await bot.ok("setWebhook", url="127.0.0.1:1/hook")
    assert (await bot.ok("getWebhookInfo"))["url"] == "https://127.0.0.1:1/hook"
    await bot.ok("setWebhook", url="")
    assert (await bot.ok("getWebhookInfo"))["url"] == ""
