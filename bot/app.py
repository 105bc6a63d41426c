"""The bot, put together: what it is made of, in which order it starts, and how it ends."""

import asyncio
import logging
import os
import signal
import ssl
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, closing
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.access import Allowance
from bot.addressing import ASK, SETTINGS, VERIFY
from bot.administrators import Administrators
from bot.admins import Admins, assemble_admins
from bot.answer_book import AnswerBook
from bot.arrivals import Arrivals
from bot.asking import Asking
from bot.ballot import Ballot
from bot.browsing import Browsing
from bot.cards import Cards
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.floods import Floods
from bot.group_register import GroupRegister
from bot.guests import Guests
from bot.inbox import DurableInbox
from bot.inline import Inlining
from bot.introduction import Introduction
from bot.lanes import Lanes
from bot.library import Answers, Articles, Library
from bot.memory import Memory
from bot.menus import Menus
from bot.one_bot import only_bot_on
from bot.polling import Poller, PollingBot, insist
from bot.preferences import Choosing
from bot.reacting import Reacting
from bot.readers import Readers
from bot.reception import Reception
from bot.redaction import keep_secrets_out_of_logs
from bot.ruling import Ruling
from bot.settings import Settings
from bot.taking_up import TakingUp
from bot.tally import Tally
from bot.verifying import Verifying
from bot.views import (
    ArticleView,
    CardView,
    LanguageView,
    ListView,
    PassageView,
    RuleView,
    VoteView,
)
from retrieval.answering import Answerer
from retrieval.concepts import load_concepts_with
from retrieval.errors import SettingsError
from storage.answered import Answered
from storage.chats import Inbox, Preferences, Votes
from storage.collection import SqliteCollection
from storage.groups import Groups
from storage.questions import Questions

log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]

_READ_TIMEOUT = 30.0  # seconds; a reply given up too early may have been delivered all the same
_SECONDS_TO_FINISH = 6.0  # for what is being answered when the bot is told to stop
_SECONDS_TO_END = 0.5  # for a task that has nothing left to wait for


@dataclass(frozen=True, slots=True)
class Stock:
    """What the bot works with: the core, the collection, and its own state."""

    answers: Answers
    articles: Articles
    inbox: Inbox
    preferences: Preferences
    votes: Votes
    groups: Groups
    answered: Answered
    questions: Questions
    allowance: Allowance = field(default_factory=Allowance)


def run_bot(settings: Settings) -> int:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C); return the exit code, 0.

    :raises VerbatimError: it can't start or go on: no token or a refused one, no database, another
        bot at work on it, or synonyms that can't be read.
    """
    start_logging(settings)
    concepts = load_concepts_with(settings.synonyms)
    with ExitStack() as opened:
        collection = opened.enter_context(closing(SqliteCollection(settings.db)))
        with collection.snapshot():
            pass  # it can be read: better told now than to the first person who asks
        opened.enter_context(only_bot_on(settings.db))
        inbox = opened.enter_context(closing(Inbox(settings.db)))
        preferences = opened.enter_context(closing(Preferences(settings.db)))
        votes = opened.enter_context(closing(Votes(settings.db)))
        groups = opened.enter_context(closing(Groups(settings.db)))
        answered = opened.enter_context(closing(Answered(settings.db)))
        kept = Questions(settings.db, keeps_words=settings.keep_questions)
        questions = opened.enter_context(closing(kept))
        answerer = Answerer(collection, settings.caution, concepts)
        stock = Stock(answerer, collection, inbox, preferences, votes, groups, answered, questions)
        asyncio.run(_serve_until_signalled(settings, stock))
    return 0


def start_logging(settings: Settings) -> None:
    """Log to standard error; neither the token nor what people write is ever in there."""
    logging.basicConfig(
        level=settings.log_level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    keep_secrets_out_of_logs(_token_of(settings))


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
        ending.push_async_callback(skin.book.written)
        ending.push_async_callback(_finish, dispatcher, skin.admins)
        log.info("@%s is listening.", bot.username)
        await poller.run()


def build_bot(settings: Settings) -> PollingBot:
    """Return the bot, which talks to the API at the address of the settings and nowhere else."""
    # The library's own opt-in to durations as such: its exception for 429 warns without it.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return PollingBot(
        _token_of(settings),
        base_url=f"{settings.api_base}/bot",
        base_file_url=f"{settings.api_base}/file/bot",
        request=Lanes(settings.concurrency, lambda: _one_connection(_READ_TIMEOUT)),
        get_updates_request=_one_connection(),
    )


def _one_connection(read_timeout: float = 5.0) -> HTTPXRequest:
    """Return what makes one request at a time."""
    certificates = {"verify": _trusted_certificates()}
    return HTTPXRequest(1, read_timeout=read_timeout, httpx_kwargs=certificates)


@cache
def _trusted_certificates() -> ssl.SSLContext:
    """Read the certificates once for all connections: it takes a tenth of a second."""
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Skin:
    """The parts that are needed beyond being called by one another."""

    library: Library
    state: Executor
    inbox: DurableInbox
    menus: Menus
    introduction: Introduction
    book: AnswerBook
    admins: Admins
    tally: Tally
    reception: Reception

    def close(self) -> None:
        """End the threads, once what they do is done."""
        self.library.close()
        self.state.shutdown()


def assemble(settings: Settings, stock: Stock, bot: PollingBot) -> Skin:
    """Put the parts together; nothing starts yet."""
    state = ThreadPoolExecutor(1, thread_name_prefix="state")  # owns the connections to our state
    library = Library(stock.answers, stock.articles)
    groups = GroupRegister(stock.groups, state)
    readers = Readers(stock.preferences, state, bot.username, groups)
    book = AnswerBook(stock.answered, state)
    delivery = Delivery(bot, at_once=settings.concurrency, book=book, on_move=groups.move)
    memory = Memory()
    ballot = Ballot(stock.votes, state)
    menus = Menus(bot, delivery, settings.admins)
    tally = Tally(stock.questions)

    asking = Asking(library, readers, memory, groups=groups, delivery=delivery, tally=tally)
    browsing = Browsing(
        library,
        readers,
        delivery,
        menus,
        settings.admins,
        inline=bool(bot.bot.supports_inline_queries),
        keeps_questions=settings.keep_questions,
    )
    taking_up = TakingUp(asking, browsing, readers, memory, delivery)
    cards = Cards(library, readers, memory, ballot=ballot, groups=groups, delivery=delivery)
    verifying = Verifying(library, readers, delivery)
    choosing = Choosing(readers, ballot, memory, delivery)
    ruling = Ruling(library, readers, groups, Administrators(bot, delivery), delivery)
    admins = assemble_admins(
        settings, bot, delivery=delivery, readers=readers, library=library, tally=tally
    )
    reception = Reception(
        me=bot.bot,
        commands={
            ASK: asking.ask,  # every question in plain words, too
            "start": taking_up.start,
            "help": browsing.help,
            "articles": browsing.articles,
            "article": browsing.article,
            VERIFY: verifying.verify,
            "privacy": browsing.privacy,
            "lang": choosing.language,
            "forgetme": choosing.forget_me,
            SETTINGS: ruling.settings,
            **admins.commands,
        },
        buttons={
            CardView: cards.turn,
            VoteView: cards.vote,
            ListView: browsing.turn_list,
            ArticleView: browsing.turn_article,
            PassageView: browsing.turn_passage,
            LanguageView: choosing.choose,
            RuleView: ruling.press,
            **admins.buttons,
        },
        arrivals=Arrivals(library, readers, groups, delivery),
        reacting=Reacting(book, ballot),
        guests=Guests(library, readers, bot, delivery),
        inlining=Inlining(library, readers, memory, delivery),
        groups=groups,
        readers=readers,
        delivery=delivery,
        allowed_chats=settings.allowed_chats,
        floods=Floods(stock.allowance),
    )
    introduction = Introduction(bot, delivery)
    inbox = DurableInbox(stock.inbox, state)
    return Skin(library, state, inbox, menus, introduction, book, admins, tally, reception)


def build_application(bot: PollingBot, reception: Reception) -> BotApplication:
    """Return the library's application: which kinds of updates go where.

    The kinds are named: a filter for text would also let edited messages, channel posts and
    business messages through.
    """
    application = Application.builder().bot(bot).updater(None).build()
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, reception.on_message))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, reception.on_edit))
    application.add_handler(CallbackQueryHandler(reception.on_press))
    application.add_handler(InlineQueryHandler(reception.on_typing))
    arriving = ChatMemberHandler(reception.on_membership, ChatMemberHandler.MY_CHAT_MEMBER)
    application.add_handler(arriving)
    application.add_handler(MessageReactionHandler(reception.on_reaction))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, reception.on_guest))
    application.add_error_handler(reception.on_error)
    return application


async def _serve_until_signalled(settings: Settings, stock: Stock) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, stock, stop)
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


def _token_of(settings: Settings) -> str:
    if not settings.token:
        raise SettingsError("There is no token: set TELEGRAM_BOT_TOKEN to @BotFather's.")
    return settings.token
