"""sendMessage and its like: limits, replies, quotes, threads, and who may be written to."""

from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi


async def test_a_message_comes_back_as_telegram_writes_it(bot: Any, ada: User) -> None:
    sent = await bot.ok(
        "sendMessage",
        chat_id=ada.id,
        text="« <b>22</b> milliards 😀 » @ada_l",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Next", "callback_data": "n"}]]},
        link_preview_options={"is_disabled": True},
    )
    assert sent.pop("date") > 0
    assert sent == {
        "message_id": 2,
        "chat": {"id": ada.id, "type": "private", "first_name": "Ada", "username": "ada_l"},
        "from": {
            "id": bot.api.bot.id,
            "is_bot": True,
            "first_name": "Playground",
            "username": "playground_bot",
        },
        "text": "« 22 milliards 😀 » @ada_l",
        "entities": [
            {"offset": 2, "length": 2, "type": "bold"},
            {"offset": 20, "length": 6, "type": "mention"},
        ],
        "reply_markup": {"inline_keyboard": [[{"text": "Next", "callback_data": "n"}]]},
        "link_preview_options": {"is_disabled": True},
    }
    seen = await ada.chat.next_bot_message()
    assert seen.html == "« <b>22</b> milliards 😀 » @ada_l"
    assert seen.button("Nex").data == "n"
    assert seen.parts("bold") == ["22"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "é" * 16385}, "text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            {"text": "x", "reply_parameters": {"quote": "a"}},
            'can\'t find field "message_id"',
        ),
        ({"text": "x", "reply_to_message_id": 77}, "message to be replied not found"),
        (
            {"text": "x", "reply_parameters": {"message_id": 77}},
            "message to be replied not found",
        ),
        ({"text": "x", "message_thread_id": 9}, "message thread not found"),
    ],
)
async def test_wrong_messages_are_refused_in_telegrams_words(
    bot: Any, ada: User, parameters: dict[str, Any], description: str
) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=ada.id, **parameters)
    assert refusal == f"Bad Request: {description}"
    assert ada.chat.bot_messages() == []


async def test_4096_units_after_entities_are_read_are_a_message(bot: Any, ada: User) -> None:
    text = f"<b>{'x' * 4094}</b>&lt;&gt;"
    sent = await bot.ok("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_nobody_can_be_written_to_before_they_wrote(bot: Any, api: LocalBotApi) -> None:
    stranger = api.add_user("Bob")
    told = await bot.refusal("sendMessage", chat_id=stranger.id, text="hello")
    assert told == "Bad Request: chat not found"
    group = api.add_group("Readers", members=[stranger])
    await stranger.say("/ask@playground_bot", chat=group)
    told = await bot.refusal("sendMessage", chat_id=stranger.id, text="hello")
    assert told == "Forbidden: bot can't initiate conversation with a user"


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        ("", "chat_id is empty"),
        ("@nobody_here", "chat not found"),
        ("abc", "chat not found"),
        (-100999, "chat not found"),
    ],
)
async def test_unknown_chats_are_refused(bot: Any, chat_id: Any, description: str) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=chat_id, text="x")
    assert refusal == f"Bad Request: {description}"


async def test_a_blocked_bot_is_told_so_and_hears_of_it(bot: Any, ada: User) -> None:
    ada.block()
    refusal = await bot.refusal("sendMessage", chat_id=ada.id, text="x")
    assert refusal == "Forbidden: bot was blocked by the user"
    ada.unblock()
    await bot.ok("sendMessage", chat_id=ada.id, text="x")
    changes = [update["my_chat_member"] for update in await bot.updates()]
    assert [c["new_chat_member"]["status"] for c in changes] == ["kicked", "member"]
    assert all(change["from"]["id"] == ada.id for change in changes)


async def test_a_reply_shows_what_it_answers(bot: Any, ada: User) -> None:
    question = await ada.say("En quelle année ?")
    sent = await bot.ok(
        "sendMessage", chat_id=ada.id, text="2014", reply_parameters={"message_id": question.id}
    )
    assert sent["reply_to_message"]["text"] == "En quelle année ?"
    assert (await ada.chat.next_bot_message()).reply_to_id == question.id


async def test_a_reply_to_nothing_goes_alone_where_that_is_allowed(bot: Any, ada: User) -> None:
    reply = {"message_id": 77, "allow_sending_without_reply": True}
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_quote_is_an_exact_part_of_the_message(bot: Any, ada: User) -> None:
    said = await ada.say("😀 un deux, un trois")
    reply = {"message_id": said.id, "quote": "un", "quote_position": 12}
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="x", reply_parameters=reply)
    assert sent["quote"] == {"text": "un", "position": 12, "is_manual": True}
    for wrong in ("une", "UN", "un <b>deux</b>", "un" * 600):
        reply = {"message_id": said.id, "quote": wrong, "quote_parse_mode": "HTML"}
        refusal = await bot.refusal("sendMessage", chat_id=ada.id, text="x", reply_parameters=reply)
        assert refusal == "Bad Request: QUOTE_TEXT_INVALID"


async def test_a_quote_keeps_the_styles_of_its_part(bot: Any, ada: User) -> None:
    said = await ada.say("un <b>deux</b> trois", html=True)
    reply = {"message_id": said.id, "quote": "un <b>deux</b>", "quote_parse_mode": "HTML"}
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="x", reply_parameters=reply)
    assert sent["quote"]["entities"] == [{"offset": 3, "length": 4, "type": "bold"}]


async def test_a_topic_takes_messages_by_its_thread(bot: Any, api: LocalBotApi, ada: User) -> None:
    forum = api.add_group("Forum", members=[ada], forum=True)
    topic = forum.add_topic("News")
    said = await ada.say("/ask@playground_bot", chat=forum, topic=topic)
    sent = await bot.ok("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    reply = {"message_id": said.id}
    sent = await bot.ok("sendMessage", chat_id=forum.id, text="b", reply_parameters=reply)
    assert sent["message_thread_id"] == topic
    assert (await forum.next_bot_message()).topic == topic
    refusal = await bot.refusal("sendMessage", chat_id=forum.id, text="c", message_thread_id=99)
    assert refusal == "Bad Request: message thread not found"


async def test_a_migrated_group_names_its_new_id(bot: Any, api: LocalBotApi, ada: User) -> None:
    old = api.add_group("Readers", members=[ada], kind="group")
    new = old.migrate()
    answer = await bot.answer("sendMessage", chat_id=old.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    told = [update["message"] for update in await bot.updates() if "message" in update]
    assert [m["migrate_to_chat_id"] for m in told if "migrate_to_chat_id" in m] == [new.id]
    assert [m["migrate_from_chat_id"] for m in told if "migrate_from_chat_id" in m] == [old.id]


async def test_a_bot_thrown_out_of_a_group_is_refused(bot: Any, group: Chat) -> None:
    group.remove_bot()
    refusal = await bot.refusal("sendMessage", chat_id=group.id, text="x")
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_bot_that_left_is_no_member(bot: Any, group: Chat) -> None:
    await bot.ok("leaveChat", chat_id=group.id)
    refusal = await bot.refusal("sendMessage", chat_id=group.id, text="x")
    assert refusal == "Forbidden: bot is not a member of the supergroup chat"


async def test_forwards_say_where_they_come_from(bot: Any, ada: User, group: Chat) -> None:
    said = await ada.say("hello")
    sent = await bot.ok("forwardMessage", chat_id=group.id, from_chat_id=ada.id, message_id=said.id)
    assert sent["forward_origin"]["sender_user"]["id"] == ada.id
    assert sent["forward_from"]["id"] == ada.id
    copy = await bot.ok("copyMessage", chat_id=group.id, from_chat_id=ada.id, message_id=said.id)
    assert group.message(copy["message_id"]).text == "hello"
    missing = {"chat_id": group.id, "from_chat_id": ada.id, "message_id": 99}
    refusal = await bot.refusal("forwardMessage", **missing)
    assert refusal == "Bad Request: message to forward not found"
    refusal = await bot.refusal("copyMessage", **missing)
    assert refusal == "Bad Request: message to copy not found"


async def test_chat_actions_are_seen(bot: Any, ada: User) -> None:
    await bot.ok("sendChatAction", chat_id=ada.id, action="typing")
    assert ada.chat.actions == ["typing"]
    refusal = await bot.refusal("sendChatAction", chat_id=ada.id, action="dancing")
    assert refusal == "Bad Request: wrong parameter action in request"


async def test_a_reply_keyboard_is_shown_to_people_but_not_told_to_bots(
    bot: Any, ada: User
) -> None:
    markup = {"keyboard": [["Yes"]]}
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    assert (await ada.chat.next_bot_message()).markup == {"keyboard": [[{"text": "Yes"}]]}
