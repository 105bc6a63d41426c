"""Too much at once: one notice, then silence; Telegram’s own limits, which others don’t feel."""

import asyncio
import time

from bot.access import Allowance

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


async def test_flood_of_a_whole_group_gets_one_notice_and_its_members_are_heard_elsewhere(
    start, settings, api, ada
):
    people = [ada, *(api.add_user(f"P{n}", language_code="en") for n in range(3))]
    group = api.add_group("Crowd", members=people, settled=True)
    async with start(settings):
        for number in range(24):
            await people[number % 4].say("/lang@verbatim_bot", chat=group)
        told = [(await group.next_bot_message()).text for _ in range(16)]
        assert told[15].startswith("That’s a lot of questions for one group!")
        assert not any("a lot of questions" in text for text in told[:15])
        assert await group.stays_silent()
        await ada.say(COST)
        assert ANSWER in (await ada.chat.next_bot_message()).text


async def test_flood_of_presses_is_told_to_the_one_who_presses_and_then_ignored(
    start, settings, api, ada
):
    async with start(settings, allowance=Allowance(burst=3, seconds=60)):
        await ada.say(COST)
        answer = await ada.chat.next_bot_message()
        pressed = [await ada.press(answer, "👍") for _ in range(3)]
        assert "your vote" in pressed[1].text
        assert pressed[2].text.startswith("That’s a lot of questions at once!")
        await ada.press(answer, "👎", wait=False)
        await asyncio.sleep(0.3)
        assert len(api.calls.of("answerCallbackQuery")) == 3


async def test_chat_for_which_telegram_asks_to_wait_keeps_nobody_else_waiting(bot, api, ada, bob):
    api.faults.add("sendMessage", "too_many", retry_after=2, chat_id=ada.id)
    begun = time.monotonic()
    await ada.say(COST)
    await bob.say(COST)
    assert ANSWER in (await bob.chat.next_bot_message()).text
    assert time.monotonic() - begun < 2
    assert ANSWER in (await ada.chat.next_bot_message()).text
    assert time.monotonic() - begun >= 2
    assert len(ada.chat.bot_messages()) == 1
