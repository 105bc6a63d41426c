"""A bot that is not ours, of python-telegram-bot, behind a local Bot API in a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.playground.cast import add_cast
from bot.playground.server import LocalBotApi

RICH = (
    "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code</code> "
    '<a href="https://example.org/a">link</a> <tg-spoiler>secret</tg-spoiler>\n'
    "<blockquote>quoted\nwords</blockquote>\nafter\n"
    f"<blockquote expandable>{'a long line of a long quote ' * 30}</blockquote>\n"
    "<pre><code class='language-python'>print(1)</code></pre>"
)
EVIL = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
WORDS = filters.UpdateType.MESSAGE & (filters.TEXT | filters.Document.ALL)
PAGES = 12  # results a page of inline results


async def answer(update: Update, context: Any) -> None:
    """Do what the message says."""
    message = update.effective_message
    assert message is not None
    text = message.text or message.caption or ""
    if message.document is not None:
        data = await (await message.document.get_file()).download_as_bytearray()
        await message.reply_text(f"{message.document.file_name}: {bytes(data).decode()}")
    elif text.startswith("/start"):
        await message.reply_text(f"started with {text.removeprefix('/start').strip() or 'nothing'}")
    elif text in TRICKS:
        await TRICKS[text](message, context)
    else:
        await message.reply_text(f"you said {text}", do_quote=True)


async def rich(message: Message, _context: Any) -> None:
    """Answer with every kind of marked text."""
    await message.reply_html(RICH)


async def evil(message: Message, _context: Any) -> None:
    """Answer with what a careless page would run."""
    await message.reply_text(EVIL)


async def seem_to_type(message: Message, _context: Any) -> None:
    """Show "typing", and write nothing."""
    await message.reply_chat_action("typing")


async def send_file(message: Message, _context: Any) -> None:
    """Send a table."""
    await message.reply_document(b"a,b\n1,2\n", filename="table.csv", caption="Here it is")


async def vanish(message: Message, _context: Any) -> None:
    """Send a message and take it back."""
    sent = await message.reply_text("for a moment")
    await asyncio.sleep(0.5)
    await sent.delete()


async def show_keys(message: Message, _context: Any) -> None:
    """Put a keyboard below the input line."""
    keyboard = ReplyKeyboardMarkup([["Yes", "No"]], one_time_keyboard=True)
    await message.reply_text("Which?", reply_markup=keyboard)


async def show_buttons(message: Message, context: Any) -> None:
    """Put buttons of all kinds under a message."""
    rows = [
        [InlineKeyboardButton(name, callback_data=name) for name in ("toast", "alert")],
        [InlineKeyboardButton("open", url=f"https://t.me/{context.bot.username}?start=deep")],
        [InlineKeyboardButton("search", switch_inline_query_current_chat="sea")],
    ]
    await message.reply_text("Press", reply_markup=InlineKeyboardMarkup(rows))


TRICKS = {
    "rich": rich, "evil": evil, "type": seem_to_type, "file": send_file, "gone": vanish,
    "keys": show_keys, "buttons": show_buttons,
}  # fmt: skip


async def pressed(update: Update, _context: Any) -> None:
    """Answer a button: with a notice or an alert."""
    query = update.callback_query
    assert query is not None
    await query.answer(f"This is the {query.data}.", show_alert=query.data == "alert")


async def reacted(update: Update, _context: Any) -> None:
    """Tell of a reaction."""
    change = update.message_reaction
    assert change is not None
    emojis = [getattr(reaction, "emoji", "") for reaction in change.new_reaction]
    await change.chat.send_message(f"reaction: {' '.join(emojis) or 'none'}")


async def found(update: Update, _context: Any) -> None:
    """Give results for inline words, two pages of them; none for "nothing"."""
    query = update.inline_query
    assert query is not None
    start = int(query.offset or 0)
    ids = range(start, start + PAGES) if query.query != "nothing" else ()
    results = [
        InlineQueryResultArticle(
            id=str(i),
            title=f"{query.query} {i}",
            description=f"result number {i}",
            input_message_content=InputTextMessageContent(f"chosen: {query.query} {i}"),
        )
        for i in ids
    ]
    await query.answer(
        results,
        next_offset=str(start + PAGES) if ids and start == 0 else "",
        button=InlineQueryResultsButton("Ask me in private", start_parameter="inline"),
        cache_time=0,
    )


@contextmanager
def running() -> Iterator[str]:
    """Run the bot; give the address of its page."""
    opened: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        async with LocalBotApi(username="small_bot", first_name="Small") as api:
            add_cast(api)
            builder = Application.builder().token(api.token)
            application = (
                builder.base_url(f"{api.url}/bot").base_file_url(f"{api.url}/file/bot").build()
            )
            application.add_handler(InlineQueryHandler(found))
            application.add_handler(CallbackQueryHandler(pressed))
            application.add_handler(MessageReactionHandler(reacted))
            application.add_handler(MessageHandler(WORDS, answer))
            async with application:
                await application.start()
                assert application.updater is not None
                await application.updater.start_polling(
                    poll_interval=0, allowed_updates=Update.ALL_TYPES
                )
                opened.set_result((api.url, asyncio.get_running_loop(), stop))
                await stop.wait()
                await application.updater.stop()
                await application.stop()

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    address, loop, stop = opened.result(timeout=20)
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
