"""Delivers updates to webhooks: one POST at a time for a bot, in order, again until it succeeds."""

import asyncio
import contextlib
import json
import logging

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from bot.playground.dispatch import carry_out
from bot.playground.errors import RefusalError
from bot.playground.parameters import Parameters
from bot.playground.stage import Stage
from bot.playground.state import Bot, Json, Webhook

_FIRST_PAUSE = 0.1  # seconds after a failure; doubled each time
_LONGEST_PAUSE = 5.0
_TIMEOUT = 60.0
_HOUR = 3600.0
_log = logging.getLogger(__name__)


class Postman:
    """Runs one delivery task for every bot that ever set a webhook."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rounds: dict[int, asyncio.Task[None]] = {}
        self._client: AsyncHTTPClient | None = None

    def attend(self, bot: Bot) -> None:
        """Begin to deliver this bot's updates, if that isn't done yet."""
        if self._client is None:
            self._client = AsyncHTTPClient(force_instance=True)
        if bot.id not in self._rounds:
            self._rounds[bot.id] = asyncio.create_task(self._deliver_all(bot, self._client))

    async def stop(self) -> None:
        """End all deliveries."""
        for task in self._rounds.values():
            task.cancel()
        await asyncio.gather(*self._rounds.values(), return_exceptions=True)
        self._rounds.clear()
        if self._client is not None:
            self._client.close()
            self._client = None

    async def _deliver_all(self, bot: Bot, client: AsyncHTTPClient) -> None:
        pause = _FIRST_PAUSE

        def has_work() -> bool | None:
            return True if bot.webhook is not None and len(bot.updates) else None

        while True:
            if not await bot.updates.arrived.first(has_work, _HOUR):
                continue
            webhook = bot.webhook
            if webhook is None:
                continue
            update = bot.updates.first(1)[0]
            if await self._deliver(bot, webhook, update, client):
                pause = _FIRST_PAUSE
                bot.updates.confirm_before(update["update_id"] + 1)
            else:
                await bot.webhook_changed.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _deliver(
        self, bot: Bot, webhook: Webhook, update: Json, client: AsyncHTTPClient
    ) -> bool:
        try:
            response = await client.fetch(_request(webhook, update), raise_error=False)
        except (HTTPClientError, OSError) as error:
            return self._note(webhook, _words_for(error))
        if not 200 <= response.code < 300:
            return self._note(
                webhook, f"Wrong response from the webhook: {response.code} {response.reason}"
            )
        await self._carry_out_reply(bot, response)
        return True

    def _note(self, webhook: Webhook, what: str) -> bool:
        webhook.last_error = what
        webhook.last_error_date = self._stage.world.now()
        return False

    async def _carry_out_reply(self, bot: Bot, response: HTTPResponse) -> None:
        """Carry out the method that a bot may put into its answer; its result is not told."""
        with contextlib.suppress(ValueError):
            value = json.loads(response.body or b"null")
            if isinstance(value, dict) and "method" in value:
                try:
                    await carry_out(self._stage, bot, str(value["method"]), Parameters(value))
                except RefusalError as refusal:
                    _log.warning("A method in a webhook's answer was refused: %s", refusal)


def _request(webhook: Webhook, update: Json) -> HTTPRequest:
    headers = {"Content-Type": "application/json"}
    if webhook.secret_token:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
    return HTTPRequest(
        webhook.url,
        method="POST",
        headers=headers,
        body=json.dumps(update, ensure_ascii=False),
        request_timeout=_TIMEOUT,
        follow_redirects=False,
        validate_cert=not webhook.has_certificate,
    )


def _words_for(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "Connection refused"
    return (
        "Connection timed out" if isinstance(error, TimeoutError) else f"Connection failed: {error}"
    )
