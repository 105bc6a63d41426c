"""Somebody corrects their question: the answer that stands there changes; no second one comes."""

import time

import pytest

COST = "How much did rebuilding the breakwater cost?"
FERRY = "When does the ferry to Skerry Island sail again?"
COST_ANSWER = "Rebuilding the breakwater cost four million pounds."
FERRY_ANSWER = "The ferry to Skerry Island sails again from Friday."


@pytest.mark.parametrize("mention", ["/ask ", "@verbatim_bot "])
async def test_edited_question_in_a_group_edits_its_answer(bot, ada, group, mention):
    question = await ada.say(mention + COST, chat=group)
    answer = await group.next_bot_message()
    await ada.edit(question, mention + FERRY)
    edited = await answer.next_edit()
    assert FERRY_ANSWER in edited.text
    assert COST_ANSWER not in edited.text
    assert "👍" in edited.button_texts
    assert await group.stays_silent()


async def test_edited_question_in_private_edits_its_answer(bot, ada):
    question = await ada.say(COST)
    answer = await ada.chat.next_bot_message()
    await ada.edit(question, FERRY)
    assert FERRY_ANSWER in (await answer.next_edit()).text
    assert await ada.chat.stays_silent()


async def test_answer_is_still_found_after_a_restart(bot, start, settings, ada, group):
    question = await ada.say(f"/ask {COST}", chat=group)
    answer = await group.next_bot_message()
    await bot.end()
    async with start(settings):
        await ada.edit(question, f"/ask {FERRY}")
        assert FERRY_ANSWER in (await answer.next_edit()).text
        assert await group.stays_silent()


async def test_edit_that_asks_the_same_leaves_the_answer_as_somebody_has_turned_it(bot, ada, group):
    question = await ada.say("/ask What does the harbour cost, and who heads it?", chat=group)
    answer = await group.next_bot_message()
    await ada.press(answer, "Next")
    turned = answer.now()
    await ada.edit(question, "/ask  What does the harbour cost, and who heads it? ")
    assert await group.stays_silent()
    assert answer.now().edits == turned.edits


async def test_message_that_becomes_a_question_is_answered_now(bot, ada, group):
    message = await ada.say(COST, chat=group)
    assert await group.stays_silent(0.1)
    await ada.edit(message, f"{COST} @verbatim_bot")
    answer = await group.next_bot_message()
    assert COST_ANSWER in answer.text
    assert answer.reply_to_id == message.id
    await ada.edit(message, f"{FERRY} @verbatim_bot")
    assert FERRY_ANSWER in (await answer.next_edit()).text


async def test_edits_of_what_is_not_for_the_bot_are_silence(bot, ada, group):
    message = await ada.say("just talk", chat=group)
    await ada.edit(message, COST)
    assert await group.stays_silent()


async def test_question_that_is_none_any_more_keeps_its_answer(bot, ada, group):
    question = await ada.say(f"@verbatim_bot {COST}", chat=group)
    answer = await group.next_bot_message()
    for words in ("never mind", "@verbatim_bot thanks!"):
        await ada.edit(question, words)
    assert await group.stays_silent()
    assert answer.now().edits == 0


async def test_commands_count_once_however_they_are_edited(bot, admin, ada):
    for words in ("/reindex", "/forgetme", "/help"):
        message = await admin.say("/articles")
        listed = await admin.chat.next_bot_message()
        await admin.edit(message, words)
        assert await admin.chat.stays_silent()
        assert listed.now().edits == 0


async def test_follow_up_that_is_edited_is_read_with_the_same_question_before(bot, ada):
    await ada.say("Who sold the lighthouse of Kermor?")
    await ada.chat.next_bot_message()
    question = await ada.say("and when was it built?")
    answer = await ada.chat.next_bot_message()
    await ada.edit(question, "and in which year was it built?")
    assert "1863" in (await answer.next_edit()).text


async def test_old_message_that_telegram_touches_is_not_answered_anew(bot, api, ada, group):
    user = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
    chat = {"id": group.id, "type": "supergroup", "title": "Readers"}
    text = f"@verbatim_bot {COST}"
    mention = {"type": "mention", "offset": 0, "length": 13}
    edited = {
        "message_id": 1,
        "date": int(time.time()) - 3 * 86_400,
        "edit_date": int(time.time()),
        "chat": chat,
        "from": user,
        "text": text,
        "entities": [mention],
    }
    api.put_update({"edited_message": edited})
    assert await group.stays_silent()
