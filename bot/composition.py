"""The bot's parts, put together: which handler has which command, button and kind of update."""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

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
from bot.floods import Floods
from bot.group_register import GroupRegister
from bot.guests import Guests
from bot.inbox import DurableInbox
from bot.inline import Inlining
from bot.introduction import Introduction
from bot.library import Library
from bot.memory import Memory
from bot.menus import Menus
from bot.preferences import Choosing
from bot.raw_bot import RawBot
from bot.reacting import Reacting
from bot.readers import Readers
from bot.reception import Reception
from bot.ruling import Ruling
from bot.settings import Settings
from bot.stock import Stock
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

BotApplication = Application[Any, Any, Any, Any, Any, Any]


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


def assemble(settings: Settings, stock: Stock, bot: RawBot) -> Skin:
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

    asking = Asking(
        library,
        readers,
        memory,
        groups=groups,
        delivery=delivery,
        tally=tally,
        admins=settings.admins,
    )
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


def build_application(bot: RawBot, reception: Reception) -> BotApplication:
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
