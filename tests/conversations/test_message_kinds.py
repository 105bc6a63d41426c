"""Every kind of message that Telegram brings: what is answered, and what is no question to us."""

import logging

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."
OTHER_BOT = {"id": 2, "is_bot": True, "first_name": "B", "username": "b_bot"}


async def test_question_is_answered_in_whatever_a_person_sends(bot, api, ada, bob):
    said = await ada.say("/help")
    await ada.chat.next_bot_message()
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    message = {**said.json, "text": None, "entities": []}
    api.put_update({"message": {**message, "message_id": 901, "photo": photo, "caption": COST}})
    assert ANSWER in (await ada.chat.next_bot_message()).text
    await ada.forward(await bob.say(COST))
    assert ANSWER in (await ada.chat.next_bot_message()).text


async def test_what_holds_no_words_gets_a_hint_in_private_and_silence_in_groups(
    bot, api, ada, group
):
    said = await ada.say("/help")
    asked = await ada.say("/help@verbatim_bot", chat=group)
    await ada.chat.next_bot_message()
    await group.next_bot_message()
    voice = {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3}}
    place = {"location": {"latitude": 48.0, "longitude": -4.0}}
    for number, content in enumerate((voice, place), 901):
        wordless = {"text": None, "entities": [], "message_id": number, **content}
        api.put_update({"message": {**asked.json, **wordless}})
        api.put_update({"message": {**said.json, **wordless}})
        assert (await ada.chat.next_bot_message()).text.startswith("I can only read text")
    assert await group.stays_silent()


async def test_what_nobody_wrote_to_the_bot_is_left_alone(bot, api, ada):
    said = await ada.say("/help")
    await ada.chat.next_bot_message()
    message = {**said.json, "text": COST, "entities": [], "message_id": 901}
    for kind in (
        "channel_post",
        "edited_channel_post",
        "business_message",
        "edited_business_message",
    ):
        api.put_update({kind: message})
    for fields in (
        {"via_bot": OTHER_BOT},
        {"from": OTHER_BOT},
        {"is_automatic_forward": True},
        {"text": None, "pinned_message": said.json},
        {"text": None, "new_chat_title": COST},
    ):
        api.put_update({"message": {**message, **fields}})
    await ada.say(COST)
    assert ANSWER in (await ada.chat.next_bot_message()).text
    assert await ada.chat.stays_silent()


async def test_reader_who_blocks_the_bot_costs_nobody_else_an_answer(bot, api, ada, bob, caplog):
    caplog.set_level(logging.INFO)
    blocked = "Forbidden: bot was blocked by the user"
    api.faults.add("sendMessage", "refuse", status=403, description=blocked)
    await ada.say(COST)
    await api.wait_for_calls("sendMessage", 1)
    await bob.say(COST)
    assert ANSWER in (await bob.chat.next_bot_message()).text
    assert "the bot may not write there" in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
