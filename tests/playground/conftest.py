"""A running server, and a plain HTTP client that calls it as a bot would."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi


@dataclass
class BotCalls:
    """Calls methods as the first bot of the server."""

    api: LocalBotApi
    http: httpx.AsyncClient

    async def answer(self, method: str, **parameters: Any) -> dict[str, Any]:
        response = await self.http.post(f"/bot{self.api.token}/{method}", json=parameters)
        value: dict[str, Any] = response.json()
        assert response.status_code == value.get("error_code", 200)
        return value

    async def ok(self, method: str, **parameters: Any) -> Any:
        value = await self.answer(method, **parameters)
        assert value["ok"], value
        return value["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        value = await self.answer(method, **parameters)
        assert not value["ok"], value
        return str(value["description"])

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Return and confirm the updates that wait."""
        found = await self.ok("getUpdates", **parameters)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
        return list(found)


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi() as running:
        yield running


@pytest.fixture
async def http(api: LocalBotApi) -> AsyncIterator[httpx.AsyncClient]:
    # without certificates, which take longer to load than most of these tests take
    async with httpx.AsyncClient(base_url=api.url, timeout=10, verify=False) as client:
        yield client


@pytest.fixture
def bot(api: LocalBotApi, http: httpx.AsyncClient) -> BotCalls:
    return BotCalls(api, http)


@pytest.fixture
async def ada(api: LocalBotApi, bot: BotCalls) -> User:
    """A person who has pressed START; the bot has taken note of it."""
    user = api.add_user("Ada", username="ada_l", language_code="fr")
    await user.start()
    await bot.updates()
    return user


@pytest.fixture
async def group(api: LocalBotApi, bot: BotCalls, ada: User) -> Chat:
    """A supergroup with Ada, its creator, and the bot, an ordinary member in privacy mode."""
    chat = api.add_group("Readers", members=[ada])
    await bot.updates()
    return chat
