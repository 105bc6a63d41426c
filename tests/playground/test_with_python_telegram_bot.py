"""A bot written with python-telegram-bot, pointed here by its base address, knows no difference."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode, ReactionEmoji
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.playground.client import Chat, User
from bot.playground.reactions import EMOJI
from bot.playground.server import LocalBotApi

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Next 1/3", callback_data="next")]])


async def on_start(update: Update, _context: Any) -> None:
    assert update.effective_message
    await update.effective_message.reply_html("<b>Hello</b>", reply_markup=KEYBOARD)


async def on_text(update: Update, _context: Any) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(
        f"You said {update.effective_message.text}", do_quote=True
    )


async def on_press(update: Update, _context: Any) -> None:
    assert update.callback_query
    await update.callback_query.edit_message_text("2/3", reply_markup=KEYBOARD)
    await update.callback_query.answer("turned")


async def on_inline(update: Update, _context: Any) -> None:
    assert update.inline_query
    content = InputTextMessageContent("<i>quote</i>", parse_mode=ParseMode.HTML)
    await update.inline_query.answer([InlineQueryResultArticle("1", "Title", content)])


async def on_document(update: Update, context: Any) -> None:
    assert update.effective_message
    assert update.effective_message.document
    file = await context.bot.get_file(update.effective_message.document.file_id)
    data = await file.download_as_bytearray()
    await update.effective_message.reply_text(f"{len(data)} bytes")


def application(api: LocalBotApi) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build a small bot."""
    builder = Application.builder().token(api.token)
    app = builder.base_url(api.url + "/bot").base_file_url(api.url + "/file/bot").build()
    app.add_handler(CommandHandler("start", on_start))
    app.add_handler(CallbackQueryHandler(on_press))
    app.add_handler(InlineQueryHandler(on_inline))
    app.add_handler(MessageHandler(filters.Document.ALL, on_document))
    app.add_handler(MessageHandler(filters.TEXT, on_text))
    return app


@asynccontextmanager
async def running(api: LocalBotApi) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """Run a small bot by polling."""
    app = application(api)
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(poll_interval=0)
        yield app
        if app.updater.running:
            await app.updater.stop()
        await app.stop()


@pytest.fixture
async def plain(api: LocalBotApi) -> AsyncIterator[Bot]:
    """The library's bare Bot."""
    async with Bot(api.token, api.url + "/bot", api.url + "/file/bot") as bot:
        yield bot


async def test_a_conversation_by_polling(api: LocalBotApi) -> None:
    async with running(api):
        ada = api.add_user("Ada")
        await ada.start()
        welcome = await ada.chat.next_bot_message()
        assert welcome.html == "<b>Hello</b>"
        assert (await ada.press(welcome, "Next")).text == "turned"
        assert (await welcome.next_edit()).text == "2/3"
        said = await ada.say("bonjour 😀")
        answer = await ada.chat.next_bot_message()
        assert (answer.text, answer.reply_to_id) == ("You said bonjour 😀", said.id)
        found = await ada.inline("anything")
        assert (await ada.choose(found.results[0])).html == "<i>quote</i>"
        await ada.send_document("a.txt", b"12345")
        texts = [(await ada.chat.next_bot_message()).text for _ in range(2)]
        assert sorted(texts) == ["5 bytes", "You said quote"]
        group = api.add_group("Readers", members=[ada])
        await ada.say("not for you", chat=group)
        await ada.say("@playground_bot for you", chat=group)
        assert (await group.next_bot_message()).text == "You said @playground_bot for you"
    assert api.calls.refused() == []


async def test_a_bot_goes_on_after_lost_connections_and_server_errors(api: LocalBotApi) -> None:
    api.faults.add("getUpdates", "server_error", status=502)
    async with running(api):
        ada = api.add_user("Ada")
        await ada.say("still there?")
        assert (await ada.chat.next_bot_message()).text == "You said still there?"


async def test_a_webhook_of_the_library_is_served(api: LocalBotApi) -> None:
    import socket  # noqa: PLC0415 - only here

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    app = application(api)
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_webhook(
            "127.0.0.1", port, "hook", webhook_url=f"http://127.0.0.1:{port}/hook",
            secret_token="s3cret",
        )  # fmt: skip
        ada = api.add_user("Ada")
        await ada.start()
        assert (await ada.chat.next_bot_message()).text == "Hello"
        await app.updater.stop()
        await app.stop()


async def test_methods_through_the_library(
    api: LocalBotApi, plain: Bot, ada: User, group: Chat
) -> None:
    assert (await plain.get_me()).username == api.username
    said = await ada.say("un deux trois")
    sent = await plain.send_message(
        ada.id, "<blockquote expandable>deux</blockquote>", parse_mode=ParseMode.HTML,
        reply_parameters=ReplyParameters(said.id, quote="deux"),
        link_preview_options=LinkPreviewOptions(is_disabled=True), reply_markup=KEYBOARD,
    )  # fmt: skip
    assert sent.quote
    assert (sent.quote.text, sent.quote.position) == ("deux", 3)
    await sent.edit_text("autre")
    await sent.edit_reply_markup(KEYBOARD)
    await plain.send_chat_action(ada.id, ChatAction.TYPING)
    await plain.set_message_reaction(ada.id, said.id, "👍")
    await plain.set_my_commands(
        [BotCommand("ask", "Ask")], BotCommandScopeChat(group.id), language_code="fr"
    )
    assert api.commands_shown_to(ada, group) == [{"command": "ask", "description": "Ask"}]
    assert (await plain.get_my_commands(BotCommandScopeChat(group.id), "fr"))[0].command == "ask"
    await plain.set_my_description("d")
    assert (await plain.get_my_description()).description == "d"
    assert (await plain.get_chat(group.id)).title == "Readers"
    assert (await plain.get_chat(ada.id)).username == "ada_l"
    assert len(await plain.get_chat_administrators(group.id)) == 1
    assert (await plain.get_chat_member(group.id, ada.id)).status == "creator"
    document = await plain.send_document(ada.id, b"data", filename="a.txt", caption="c")
    await document.edit_caption("other")
    await plain.copy_message(group.id, ada.id, said.id)
    await plain.forward_message(group.id, ada.id, said.id)
    await sent.delete()
    await plain.leave_chat(group.id)
    assert api.calls.refused() == []


async def test_errors_through_the_library(
    api: LocalBotApi, plain: Bot, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns
    with pytest.raises(BadRequest, match='Can\'t parse entities: unsupported start tag "x"'):
        await plain.send_message(ada.id, "<x>", parse_mode=ParseMode.HTML)
    with pytest.raises(BadRequest, match="Chat not found"):
        await plain.send_message(1, "x")
    api.faults.add("sendMessage", "too_many", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await plain.send_message(ada.id, "x")
    api.faults.add("sendMessage", "drop_after")
    with pytest.raises(NetworkError):
        await plain.send_message(ada.id, "x")
    async with Bot(api.token, api.url + "/bot") as second:
        waiting = asyncio.create_task(_conflict(plain))
        await api.wait_for_calls("getUpdates", times=3)
        await second.get_updates(timeout=0)
        await waiting
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await plain.send_message(ada.id, "x")
    nobody = Bot("123:nobody", api.url + "/bot")
    with pytest.raises(InvalidToken):
        await nobody.initialize()
    await nobody.shutdown()


async def _conflict(plain: Bot) -> None:
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await plain.get_updates(timeout=30)


def test_every_reaction_of_the_library_is_known() -> None:
    assert {emoji.value.replace("\ufe0f", "") for emoji in ReactionEmoji} == EMOJI
