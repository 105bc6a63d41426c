"""Guest mode: the bot is called into a group that it isn't in."""

import pytest

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


@pytest.fixture
def elsewhere(api, ada, bob):
    """A group without the bot, which takes calls from anywhere."""
    api.allow_guests()
    return api.add_group("Elsewhere", members=[ada, bob], bots=[])


async def test_bot_answers_where_it_is_called_by_its_name(bot, ada, elsewhere):
    question = await ada.say(f"@verbatim_bot {COST}", chat=elsewhere)
    answer = await elsewhere.next_bot_message()
    assert answer.parts("blockquote") == [ANSWER]
    assert answer.reply_to_id == question.id
    assert answer.buttons == ()
    assert await elsewhere.stays_silent(0.1)


async def test_guest_says_nothing_to_what_asks_nothing(bot, ada, elsewhere):
    for words in ("@verbatim_bot", "@verbatim_bot thanks!", COST, f"/ask {COST}"):
        await ada.say(words, chat=elsewhere)
    assert await elsewhere.stays_silent()


async def test_reply_to_a_guest_calls_it_again(bot, ada, bob, elsewhere):
    await ada.say(f"@verbatim_bot {COST}", chat=elsewhere)
    answer = await elsewhere.next_bot_message()
    await bob.say("Quand le phare a-t-il été construit ?", chat=elsewhere, reply_to=answer)
    assert "1863" in (await elsewhere.next_bot_message()).text


async def test_bot_for_some_chats_alone_is_nobodys_guest(start, settings, ada, elsewhere):
    async with start(settings, allowed_chats=frozenset({-1})):
        await ada.say(f"@verbatim_bot {COST}", chat=elsewhere)
        assert await elsewhere.stays_silent()
