"""👍 and 👎 as reactions count like the buttons, where Telegram shows them to the bot."""

import asyncio

import pytest

COST = "How much did rebuilding the breakwater cost?"


@pytest.fixture
async def answer(bot, ada, group):
    """An answer in a group that the bot administers."""
    group.promote_bot()
    await ada.say(f"/ask {COST}", chat=group)
    return await group.next_bot_message()


async def votes_become(bot, expected):
    """Wait until exactly these votes are stored, as {person: helpful}."""
    found = None
    for _ in range(500):
        found = {vote.user_id: vote.helpful for vote in bot.stock.votes.all_votes()}
        if found == expected:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"The votes are {found}.")


async def test_reaction_is_a_vote_that_can_be_changed_and_taken_back(answer, bot, ada, bob, group):
    await ada.react(answer, "👍")
    await bob.react(answer, "👎")
    await votes_become(bot, {ada.id: True, bob.id: False})
    key = answer.button("👍").data[1:]
    assert {vote.paragraph for vote in bot.stock.votes.all_votes()} == {key}
    await ada.react(answer, "👎")
    await votes_become(bot, {ada.id: False, bob.id: False})
    await bob.react(answer)
    await votes_become(bot, {ada.id: False})
    assert await group.stays_silent(0.1)


async def test_button_pressed_later_stands_when_the_reaction_is_taken_back(answer, bot, ada):
    await ada.react(answer, "👍")
    await votes_become(bot, {ada.id: True})
    assert "changed" in (await ada.press(answer, "👎")).text
    await ada.react(answer)
    await ada.say("/ask thanks", chat=answer.chat)
    await asyncio.sleep(0.1)
    await votes_become(bot, {ada.id: False})


async def test_vote_is_about_the_quote_that_is_shown_also_after_a_restart(
    bot, start, settings, ada, group
):
    group.promote_bot()
    await ada.say("/ask What does the harbour cost, and who heads it?", chat=group)
    answer = await group.next_bot_message()
    await ada.press(answer, "Next")
    key = answer.now().button("👍").data[1:]
    await bot.end()
    async with start(settings) as again:
        await ada.react(answer, "👍")
        await votes_become(again, {ada.id: True})
        assert again.stock.votes.all_votes()[0].paragraph == key


async def test_other_reactions_and_other_messages_are_no_votes(answer, bot, ada, bob, group):
    await ada.react(answer, "🔥")
    said = await ada.say("just talk", chat=group)
    await bob.react(said, "👍")
    await ada.say(COST)
    private = await ada.chat.next_bot_message()
    await ada.react(private, "👍")
    await votes_become(bot, {ada.id: True})
    assert bot.stock.votes.all_votes()[0].chat_id == ada.id
