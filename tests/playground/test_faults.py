"""Faults: what goes wrong on purpose, how often, and what is logged of it."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from bot.playground.client import User
from bot.playground.errors import ImpossibleError, NothingHappenedError
from bot.playground.faults import Faults


async def test_too_many_requests_name_their_wait(bot: Any, ada: User) -> None:
    bot.api.faults.add("sendMessage", "too_many", retry_after=7)
    answer = await bot.answer("sendMessage", chat_id=ada.id, text="a")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    await bot.ok("sendMessage", chat_id=ada.id, text="a")
    assert len(ada.chat.bot_messages()) == 1


async def test_server_errors_have_the_status_asked_for(bot: Any) -> None:
    bot.api.faults.add("*", "server_error", status=502, times=2)
    assert await bot.refusal("getMe") == "Bad Gateway"
    assert (await bot.answer("getMyName"))["error_code"] == 502
    await bot.ok("getMe")


async def test_a_refusal_says_what_it_is_told_to(bot: Any, ada: User) -> None:
    bot.api.faults.add(
        "sendMessage", "refuse", status=403, description="Forbidden: user is deactivated",
        times=None, chat_id=ada.id,
    )  # fmt: skip
    for _ in range(3):
        refusal = await bot.refusal("sendMessage", chat_id=ada.id, text="a")
        assert refusal == "Forbidden: user is deactivated"
    assert await bot.refusal("sendMessage", chat_id=1, text="a") == "Bad Request: chat not found"


async def test_a_connection_cut_before_leaves_nothing_done(bot: Any, ada: User) -> None:
    bot.api.faults.add("sendMessage", "drop_before")
    with pytest.raises(httpx.RemoteProtocolError):
        await bot.answer("sendMessage", chat_id=ada.id, text="a")
    assert ada.chat.bot_messages() == []


async def test_an_answer_lost_after_leaves_the_message_delivered(bot: Any, ada: User) -> None:
    bot.api.faults.add("sendMessage", "drop_after")
    with pytest.raises(httpx.RemoteProtocolError):
        await bot.answer("sendMessage", chat_id=ada.id, text="a")
    assert (await ada.chat.next_bot_message()).text == "a"
    (call,) = bot.api.calls.of("sendMessage")
    assert (call.fault, call.status) == ("drop_after", 200)


async def test_garbage_is_no_json(bot: Any) -> None:
    bot.api.faults.add("getMe", "garbage")
    answer = await bot.http.post(f"/bot{bot.api.token}/getMe")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


async def test_slowness_adds_to_other_faults(bot: Any) -> None:
    bot.api.faults.add("getMe", "slow", seconds=0.2)
    bot.api.faults.add("getMe", "too_many")
    started = time.monotonic()
    assert (await bot.answer("getMe"))["error_code"] == 429
    assert time.monotonic() - started >= 0.19
    assert bot.api.calls.of("getMe")[0].fault == "slow too_many"


async def test_the_log_tells_refusals_from_faults(bot: Any, ada: User) -> None:
    bot.api.faults.add("sendMessage", "server_error")
    await bot.answer("sendMessage", chat_id=ada.id, text="a")
    await bot.answer("sendMessage", chat_id=ada.id, text="")
    await bot.answer("sendMessage", chat_id=ada.id, text="a")
    (refused,) = bot.api.calls.refused()
    assert refused.description == "Bad Request: message text is empty"
    assert [call.is_ok for call in bot.api.calls.of("sendMessage")] == [False, False, True]
    bot.api.calls.clear()
    assert len(bot.api.calls) == 0


async def test_a_call_can_be_waited_for(bot: Any) -> None:
    waiting = asyncio.create_task(bot.api.wait_for_calls("getMe", times=2))
    await bot.ok("getMe")
    await bot.ok("getMe")
    assert [call.method for call in await waiting] == ["getMe", "getMe"]
    with pytest.raises(NothingHappenedError, match="called 2 times within"):
        await bot.api.wait_for_calls("getMe", times=3, timeout=0.01)


def test_a_chance_is_drawn_alike_from_the_same_seed() -> None:
    def drawn() -> list[bool]:
        faults = Faults()
        faults.add("*", "drop_before", times=None, probability=0.3)
        return [bool(faults.draw("sendMessage", None)) for _ in range(200)]

    assert drawn() == drawn()
    assert 30 < sum(drawn()) < 90


def test_counts_run_out_and_an_unknown_kind_is_refused() -> None:
    faults = Faults()
    faults.add("a", "drop_before", times=2)
    assert [len(faults.draw("A", None)) for _ in range(3)] == [1, 1, 0]
    faults.add("a", "drop_before", times=None)
    faults.clear()
    assert faults.draw("a", None) == []
    with pytest.raises(ImpossibleError, match="no fault 'earthquake'"):
        faults.add("a", "earthquake")  # type: ignore[arg-type]  # wrong on purpose
