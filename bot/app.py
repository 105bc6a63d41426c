"""The bot at work: in which order it starts, and how it ends."""

import asyncio
import logging
import signal
import sys
from contextlib import AsyncExitStack

from bot.admins import Admins
from bot.composition import Skin, assemble, build_application
from bot.connecting import build_bot, token_of
from bot.dispatch import Dispatcher
from bot.polling import Poller, insist
from bot.redaction import keep_secrets_out_of_logs
from bot.settings import Settings
from bot.stock import Stock, opened_stock
from bot.warming_up import warm_up

log = logging.getLogger(__name__)

_SECONDS_TO_FINISH = 6.0  # for what is being answered when the bot is told to stop
_SECONDS_TO_END = 0.5  # for a task that has nothing left to wait for


def run_bot(settings: Settings) -> int:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C); return the exit code, 0.

    :raises VerbatimError: it can't start or go on: no token or a refused one, no database, another
        bot at work on it, or synonyms that can't be read.
    """
    start_logging(settings)
    with opened_stock(settings) as stock:
        asyncio.run(_serve_until_signalled(settings, stock))
    return 0


def start_logging(settings: Settings) -> None:
    """Log to standard error; neither the token nor what people write is ever in there."""
    logging.basicConfig(
        level=settings.log_level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    keep_secrets_out_of_logs(token_of(settings))


async def serve(settings: Settings, stock: Stock, stop: asyncio.Event) -> None:
    """Be the bot until `stop` is set; then finish what is being answered.

    :raises TokenRejectedError: Telegram doesn't accept the token.
    """
    work = asyncio.create_task(_work(settings, stock))
    told = asyncio.create_task(stop.wait())
    await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
    for task in (work, told):
        task.cancel()
    await asyncio.wait({work, told})
    if not work.cancelled():
        work.result()


async def _work(settings: Settings, stock: Stock) -> None:
    """Start part by part, answer until cancelled or broken, then end in the opposite order."""
    async with AsyncExitStack() as ending:
        # Who are we? Mentions and permanent links need the bot's name, so this comes first.
        bot = build_bot(settings)
        ending.push_async_callback(bot.shutdown)
        await insist(bot.initialize, "to introduce the bot")
        await insist(bot.delete_webhook, "to be sent messages by asking for them")

        skin = assemble(settings, stock, bot)
        ending.callback(skin.close)
        ending.push_async_callback(skin.tally.close)
        application = build_application(bot, skin.reception)
        await application.initialize()

        # Updates come from Telegram through the poller (which stores them) and the dispatcher
        # (which keeps each chat's in order) to the application's handlers.
        dispatcher = Dispatcher(application.process_update, skin.inbox, skin.reception.admits)
        poller = Poller(bot, skin.inbox, skin.reception.is_wanted, dispatcher.take)
        introducing = asyncio.create_task(_introduce(skin))
        ending.push_async_callback(_end_task, introducing)
        ending.push_async_callback(poller.confirm)
        ending.push_async_callback(skin.book.close)
        ending.push_async_callback(_finish, dispatcher, skin.admins)
        log.info("@%s is listening.", bot.username)
        await poller.run()


async def _serve_until_signalled(settings: Settings, stock: Stock) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    warming_up = asyncio.create_task(warm_up(stock.answers))
    await serve(settings, stock, stop)
    await _end_task(warming_up)
    log.info("Stopped.")


async def _introduce(skin: Skin) -> None:
    """Have Telegram show what the bot can do, while it answers already."""
    await skin.menus.set_all()
    await skin.introduction.set_all()


async def _finish(dispatcher: Dispatcher, admins: Admins) -> None:
    """Answer what has arrived and break off a reindex, both within a few seconds."""
    closing_admin = asyncio.create_task(admins.close())
    await dispatcher.finish(_SECONDS_TO_FINISH)
    await _end_task(closing_admin)


async def _end_task(task: asyncio.Task[None]) -> None:
    """Give a task a moment to end by itself, then end it."""
    await asyncio.wait({task}, timeout=_SECONDS_TO_END)
    task.cancel()
    await asyncio.wait({task})
