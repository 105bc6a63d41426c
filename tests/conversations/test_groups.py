"""In a group the bot answers whoever asks it, below their message, and keeps quiet otherwise."""

import pytest

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


@pytest.mark.parametrize(
    "words",
    [
        f"/ask {COST}",
        f"/ask@verbatim_bot {COST}",
        f"@verbatim_bot {COST}",
        f"Hey @Verbatim_Bot, {COST}",
        f"🎉 {COST} @verbatim_bot",
    ],
)
async def test_whoever_asks_is_answered_once_below_their_message(bot, ada, group, words):
    question = await ada.say(words, chat=group)
    answer = await group.next_bot_message()
    assert answer.parts("blockquote") == [ANSWER]
    assert answer.reply_to_id == question.id
    assert await group.stays_silent()


async def test_everything_else_in_a_group_is_silence(bot, api, ada, bob, group):
    theirs = await bob.say("I saw the breakwater, it cost a lot.", chat=group)
    for words in (
        COST,
        "hello",
        "/help",
        "/start",
        "/articles",
        "/reindex",
        f"/ask@other_bot {COST}",
        f"@somebody {COST}",
        "verbatim_bot " + COST,
    ):
        await ada.say(words, chat=group)
    await ada.say(COST, chat=group, reply_to=theirs)
    assert await group.stays_silent()


async def test_thanks_in_a_group_are_not_answered(bot, ada, group):
    await ada.say(f"/ask {COST}", chat=group)
    answer = await group.next_bot_message()
    for thanks in ("thanks!", "👍"):
        await ada.say(thanks, chat=group, reply_to=answer)
    assert await group.stays_silent()


async def test_reply_to_an_answer_is_a_question(bot, ada, bob, group):
    await ada.say(f"/ask {COST}", chat=group)
    answer = await group.next_bot_message()
    question = await bob.say("When did the ferry sail again?", chat=group, reply_to=answer)
    second = await group.next_bot_message()
    assert second.reply_to_id == question.id
    assert "The ferry to Skerry Island sails again from Friday." in second.text


async def test_question_of_somebody_else_can_be_passed_on_by_a_mention(bot, ada, bob, group):
    question = await bob.say(COST, chat=group)
    await ada.say("@verbatim_bot", chat=group, reply_to=question)
    assert ANSWER in (await group.next_bot_message()).text


async def test_bare_ask_gets_a_hint_in_the_language_of_whoever_asks(bot, ada, bob, group):
    await ada.say("/ask", chat=group)
    assert "Write your question after /ask" in (await group.next_bot_message()).text
    await bob.say("@verbatim_bot", chat=group)
    assert "Écrivez votre question après /ask" in (await group.next_bot_message()).text


async def test_answer_stands_in_the_topic_of_its_question(bot, api, ada, bob):
    forum = api.add_group("Forum", members=[ada, bob], forum=True, settled=True)
    topic = forum.add_topic("Harbours")
    question = await ada.say(f"/ask {COST}", chat=forum, topic=topic)
    answer = await forum.next_bot_message()
    assert answer.topic == topic
    assert answer.reply_to_id == question.id
    await ada.say("I only talk in the topic.", chat=forum, topic=topic)
    assert await forum.stays_silent()


async def test_commands_with_the_bots_name_work_in_groups(bot, ada, group):
    await ada.say("/help@verbatim_bot", chat=group)
    assert "Ask me anything" in (await group.next_bot_message()).text
    await ada.say("/articles@verbatim_bot", chat=group)
    assert "3 articles" in (await group.next_bot_message()).text


async def test_anonymous_administrator_is_answered(bot, api, ada, bob):
    group = api.add_group("Readers", members=[bob], admins=[ada], settled=True)
    question = await ada.say(f"/ask {COST}", chat=group, anonymous=True)
    assert (await group.next_bot_message()).reply_to_id == question.id


async def test_edited_question_is_not_answered_a_second_time(bot, ada, group):
    question = await ada.say(f"/ask {COST}", chat=group)
    await group.next_bot_message()
    await ada.edit(question, f"/ask {COST} please")
    assert await group.stays_silent()


async def test_channel_posts_and_their_forwards_are_left_alone(bot, api, ada, bob):
    group = api.add_group("Comments", members=[ada, bob], settled=True)
    channel = api.add_channel("News", discussion=group, admins=[ada], bots=[api.bot])
    await channel.post(f"/ask {COST}")
    await channel.post(f"@verbatim_bot {COST}")
    assert await channel.stays_silent()
    assert await group.stays_silent()


async def test_group_that_is_not_allowed_gets_one_explanation(start, settings, api, ada, bob):
    group, other = (
        api.add_group(title, members=[ada, bob], settled=True) for title in ("Ours", "Theirs")
    )
    async with start(settings, allowed_chats=frozenset({group.id})):
        await ada.say("hello all", chat=other)
        assert await other.stays_silent()
        await ada.say(f"/ask {COST}", chat=other)
        assert f"this group’s number is {other.id}." in (await other.next_bot_message()).text
        await bob.say(f"/ask {COST}", chat=other)
        assert await other.stays_silent()
        await ada.say(f"/ask {COST}", chat=group)
        assert ANSWER in (await group.next_bot_message()).text
        await ada.say(COST)
        assert ANSWER in (await ada.chat.next_bot_message()).text


async def test_group_that_becomes_a_supergroup_goes_on(bot, api, ada, bob):
    group = api.add_group("Readers", members=[ada, bob], kind="group", settled=True)
    await ada.say(f"/ask {COST}", chat=group)
    assert ANSWER in (await group.next_bot_message()).text
    successor = group.migrate()
    await ada.say(f"/ask {COST}", chat=successor)
    assert ANSWER in (await successor.next_bot_message()).text
    assert await group.stays_silent()


async def test_in_the_general_topic_of_a_forum_the_bot_answers_there(bot, api, ada, bob):
    forum = api.add_group("Forum", members=[ada, bob], forum=True, settled=True)
    question = await ada.say(f"/ask {COST}", chat=forum)
    answer = await forum.next_bot_message()
    assert (answer.topic, answer.reply_to_id) == (None, question.id)


async def test_answer_to_a_long_message_points_to_the_question_in_it(bot, ada, group):
    story = "I walked along the harbour this morning, and all was quiet there. " * 3
    await ada.say(f"{story}@verbatim_bot {COST} I wonder.", chat=group)
    assert (await group.next_bot_message()).quote == f"@verbatim_bot {COST}"
    await ada.say(f"/ask {COST}", chat=group)
    assert (await group.next_bot_message()).quote == ""


async def test_reader_passes_a_channels_post_on_by_a_mention(bot, api, ada, bob):
    group = api.add_group("Comments", members=[ada, bob], settled=True)
    channel = api.add_channel("News", discussion=group, admins=[ada])
    await channel.post(COST)
    (forwarded,) = group.transcript()
    await bob.say("@verbatim_bot", chat=group, reply_to=forwarded)
    assert ANSWER in (await group.next_bot_message()).text


async def test_message_in_the_name_of_a_channel_is_answered(bot, api, ada, bob, group):
    channel = api.add_channel("News", admins=[ada])
    await ada.say(f"@verbatim_bot {COST}", chat=group, as_channel=channel)
    assert ANSWER in (await group.next_bot_message()).text


async def test_courtesies_are_left_alone_in_groups_but_not_what_is_asked_of_the_bot(
    bot, bob, group
):
    for courtesy in ("@verbatim_bot merci !", "@verbatim_bot bonjour", "/ask lol"):
        await bob.say(courtesy, chat=group)
    await bob.say("@verbatim_bot que sais-tu faire ?", chat=group)
    assert (await group.next_bot_message()).text.startswith("Je suis un robot")
    assert await group.stays_silent()
