"""Pressed buttons and inline queries."""

import asyncio
from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.errors import ImpossibleError, NothingHappenedError
from bot.playground.server import LocalBotApi

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(result_id: str = "1", text: str = "<i>x</i>", **more: Any) -> dict[str, Any]:
    """Return an inline result with a text."""
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article", "id": result_id, "title": "T", "input_message_content": content, **more
    }  # fmt: skip


async def send_button(bot: Any, ada: User, **button: Any) -> Any:
    """Send a message with one button and return it as Ada sees it."""
    markup = {"inline_keyboard": [[{"text": "Next 1/3", **button}]]}
    await bot.ok("sendMessage", chat_id=ada.id, text="card", reply_markup=markup)
    return await ada.chat.next_bot_message()


async def next_update(bot: Any, kind: str) -> Any:
    """Return the next update, which is of this kind."""
    (update,) = await bot.updates(timeout=5)
    return update[kind]


async def test_a_press_waits_for_the_bots_answer(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, callback_data="é1")
    pressing = asyncio.create_task(ada.press(card, "Next"))
    query = await next_update(bot, "callback_query")
    assert (query["data"], query["from"]["id"]) == ("é1", ada.id)
    assert query["message"]["message_id"] == card.id
    assert query["message"]["from"]["id"] == bot.api.bot.id
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="ok", show_alert=True)
    pressed = await pressing
    assert (pressed.text, pressed.alert) == ("ok", True)


async def test_a_press_that_nobody_answers_says_so(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, callback_data="n")
    with pytest.raises(NothingHappenedError, match="did not answer the press on 'Next 1/3'"):
        await ada.press(card, "Next", timeout=0.01)


async def test_buttons_that_are_not_there_can_t_be_pressed(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, callback_data="n")
    with pytest.raises(ImpossibleError, match="the buttons are: 'Next 1/3'"):
        await ada.press(card, "Back")


async def test_a_link_button_gives_its_address_and_opens_the_bot(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, url="https://t.me/playground_bot?start=p_KEY")
    pressed = await ada.press(card, "Next")
    assert (await ada.open(pressed.url)).text == "/start p_KEY"
    with pytest.raises(ImpossibleError, match="leads to no bot"):
        await ada.open("https://example.org/")
    with pytest.raises(ImpossibleError, match="no start parameter"):
        await ada.start("x" * 65)


async def test_an_unknown_query_is_too_old(bot: Any, ada: User) -> None:
    assert await bot.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert await bot.refusal("answerInlineQuery", inline_query_id="1", results=[]) == TOO_OLD


async def test_a_query_grows_too_old(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, callback_data="n")
    await ada.press(card, "Next", wait=False)
    query = await next_update(bot, "callback_query")
    bot.api.world.clock = lambda: card.stored.date + 60.0
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_answers_to_a_press_have_limits(bot: Any, ada: User) -> None:
    card = await send_button(bot, ada, callback_data="n")
    await ada.press(card, "Next", wait=False)
    query = await next_update(bot, "callback_query")
    answer = {"callback_query_id": query["id"]}
    refusal = await bot.refusal("answerCallbackQuery", text="x" * 201, **answer)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    refusal = await bot.refusal("answerCallbackQuery", url="https://ex.org/", **answer)
    assert refusal == "Bad Request: URL_INVALID"


async def test_inline_results_are_found_and_sent(bot: Any, ada: User, group: Chat) -> None:
    asking = asyncio.create_task(ada.inline("combien", group))
    query = await next_update(bot, "inline_query")
    assert (query["query"], query["offset"], query["chat_type"]) == ("combien", "", "supergroup")
    results = [article(reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]})]
    await bot.ok(
        "answerInlineQuery", inline_query_id=query["id"], results=results, next_offset="50"
    )
    found = await asking
    assert (found.next_offset, found.results[0].title, found.results[0].text) == ("50", "T", "x")
    sent = await ada.choose(found.results[0], group)
    assert (sent.html, sent.sender_id, sent.is_from_bot) == ("<i>x</i>", ada.id, False)
    message = await next_update(bot, "message")
    assert message["via_bot"]["id"] == bot.api.bot.id


async def test_a_message_sent_inline_is_edited_and_pressed_by_its_own_id(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    api.bot.stored.inline_feedback = True
    asking = asyncio.create_task(ada.inline("x"))
    query = await next_update(bot, "inline_query")
    results = [article(reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]})]
    await bot.ok("answerInlineQuery", inline_query_id=query["id"], results=results)
    friends = api.add_group("Friends", members=[ada], bots=[])
    sent = await ada.choose((await asking).results[0], friends)
    chosen = await next_update(bot, "chosen_inline_result")
    assert (chosen["result_id"], chosen["query"]) == ("1", "x")
    await ada.press(sent, "a", wait=False)
    pressed = await next_update(bot, "callback_query")
    assert pressed["inline_message_id"] == chosen["inline_message_id"]
    assert "message" not in pressed
    edit = {"inline_message_id": chosen["inline_message_id"], "text": "y"}
    assert await bot.ok("editMessageText", **edit) is True
    assert (await sent.next_edit()).text == "y"
    refusal = await bot.refusal("editMessageText", inline_message_id="?", text="y")
    assert refusal == "Bad Request: MESSAGE_ID_INVALID"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "expected an Array of inline query results"),
        ({"results": [article(str(i)) for i in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID"),
        (
            {"results": [{"type": "article", "title": "t"}]},
            "can't parse inline query result: Can't find field \"id\"",
        ),
        (
            {"results": [{"type": "article", "id": "1", "title": "t"}]},
            "can't parse inline query result: Input message content is not specified",
        ),
        (
            {"results": [{"type": "x", "id": "1"}]},
            'can\'t parse inline query result: type "x" is unsupported for the inline query result',
        ),
        (
            {"results": [article(text="<b>")]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"results": [article(text="x" * 4097)]}, "message is too long"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "t", "start_parameter": "é"}},
            "START_PARAM_INVALID",
        ),
        (
            {"results": [], "button": {"text": "t", "start_parameter": "x" * 65}},
            "START_PARAM_INVALID",
        ),
    ],
)
async def test_wrong_inline_answers_are_refused(
    bot: Any, ada: User, parameters: dict[str, Any], description: str
) -> None:
    refusal = await bot.refusal("answerInlineQuery", inline_query_id="1", **parameters)
    assert refusal == f"Bad Request: {description}"


async def answer_next(bot: Any, **more: Any) -> None:
    """Answer the inline query that comes next with nothing found."""
    query = await next_update(bot, "inline_query")
    button = {"text": "Ask me", "start_parameter": "from_inline"}
    await bot.ok(
        "answerInlineQuery", inline_query_id=query["id"], results=[], button=button, **more
    )


async def test_telegram_caches_inline_answers_for_everybody(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    bob = api.add_user("Bob")
    first = asyncio.create_task(ada.inline("x"))
    await answer_next(bot)
    found = await first
    assert found.button == {"text": "Ask me", "start_parameter": "from_inline"}
    assert (await bob.inline("x", timeout=0.2)).button == found.button
    api.forget_inline_cache()
    with pytest.raises(NothingHappenedError, match="No inline results for 'x'"):
        await bob.inline("x", timeout=0.01)


async def test_a_personal_inline_answer_is_cached_for_one(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    bob = api.add_user("Bob")
    first = asyncio.create_task(ada.inline("x"))
    await answer_next(bot, is_personal=True)
    await first
    assert (await ada.inline("x", timeout=0.2)).results == ()
    second = asyncio.create_task(bob.inline("x"))
    await answer_next(bot, cache_time=0)
    await second
    third = asyncio.create_task(bob.inline("x"))
    await answer_next(bot)
    await third


async def test_a_bot_without_inline_mode_can_t_be_asked_inline(api: LocalBotApi, ada: User) -> None:
    plain = api.add_bot("Plain", username="plain_bot", inline=False)
    with pytest.raises(ImpossibleError, match="inline mode off"):
        await ada.inline("x", bot=plain)
