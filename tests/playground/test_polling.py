"""getUpdates: offsets, limits, long polls, conflicts."""

import asyncio
import time
from typing import Any

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi

CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


async def test_updates_come_again_until_they_are_confirmed(bot: Any, ada: User) -> None:
    for words in ("one", "two", "three"):
        await ada.say(words)
    first = await bot.ok("getUpdates")
    assert await bot.ok("getUpdates") == first
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    rest = await bot.ok("getUpdates", offset=first[0]["update_id"] + 1, limit=1)
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert [u["message"]["text"] for u in await bot.ok("getUpdates")] == ["two", "three"]


async def test_a_negative_offset_keeps_the_last_ones(bot: Any, ada: User) -> None:
    for words in ("one", "two", "three"):
        await ada.say(words)
    kept = await bot.ok("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in kept] == ["three"]
    assert await bot.ok("getUpdates") == kept


async def test_a_long_poll_returns_as_soon_as_something_comes(bot: Any, ada: User) -> None:
    poll = asyncio.create_task(bot.ok("getUpdates", timeout=30))
    await bot.api.wait_for_calls("getUpdates", times=3)
    await ada.say("hello")
    assert [update["message"]["text"] for update in await poll] == ["hello"]


async def test_a_long_poll_ends_with_nothing_after_its_time(bot: Any, ada: User) -> None:
    started = time.monotonic()
    assert await bot.ok("getUpdates", timeout=1) == []
    assert time.monotonic() - started >= 0.9


async def test_a_second_poller_ends_the_first(bot: Any, ada: User) -> None:
    first = asyncio.create_task(bot.refusal("getUpdates", timeout=30))
    await bot.api.wait_for_calls("getUpdates", times=3)
    second = asyncio.create_task(bot.ok("getUpdates", timeout=30))
    assert await first == CONFLICT
    await ada.say("hello")
    assert len(await second) == 1


async def test_a_poll_whose_client_left_does_not_conflict(bot: Any, ada: User) -> None:
    poll = asyncio.create_task(bot.ok("getUpdates", timeout=30))
    await bot.api.wait_for_calls("getUpdates", times=3)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await ada.say("hello")
    assert len(await bot.ok("getUpdates", timeout=5)) == 1


async def test_kinds_that_are_not_wanted_are_not_kept(bot: Any, ada: User) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    await ada.say("lost")
    await bot.ok("getUpdates", allowed_updates=[])
    await ada.say("kept")
    assert [u["message"]["text"] for u in await bot.ok("getUpdates")] == ["kept"]


async def test_limits_are_held_to_1_and_100(bot: Any, ada: User) -> None:
    for number in range(101):
        bot.api.put_update({"poll_answer": {"number": number}})
    assert len(await bot.ok("getUpdates", limit=1000)) == 100
    assert len(await bot.ok("getUpdates", limit=0)) == 1
    assert len(await bot.ok("getUpdates", limit="many")) == 100


async def test_any_update_can_be_put_in(bot: Any, ada: User) -> None:
    first = bot.api.put_malformed_update()
    second = bot.api.put_update({"update_id": first + 10, "message": None})
    assert [update["update_id"] for update in await bot.ok("getUpdates")] == [first, second]
    third = bot.api.put_update({"edited_message": {}})
    assert third == second + 1


async def test_bots_have_queues_and_private_chats_of_their_own(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    other = api.add_bot("Other", username="other_bot", privacy=False)
    group.add_bot(other, by=ada)
    await ada.say("for all bots without privacy mode", chat=group)
    await ada.start(bot=other)
    texts = [update["message"].get("text") for update in other.stored.updates.first(10)[1:]]
    assert texts == [None, "for all bots without privacy mode", "/start"]
    assert ada.chat_with(other) is not ada.chat
    mine = [update.get("message", {}) for update in await bot.ok("getUpdates")]
    assert [message.get("text") for message in mine] == [None]
