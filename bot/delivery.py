"""Sending: what may be tried again, what must not be, and what Telegram's refusals mean.

A request is repeated only when it certainly had no effect: Telegram asked to wait (429), failed
itself (5xx), or was never reached. Once a request is out and its answer is lost, the message may
well stand in the chat: it is not sent a second time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

import httpx
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.addressing import Request
from bot.answer_book import AnswerBook
from bot.offering import Door, Offer
from bot.pace import Pace
from bot.pointing import words_to_point_to
from bot.reply import Reply
from bot.turns import Turns
from bot.views import encode
from storage.answered import Pair, Shown

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE = 600.0  # seconds for which Telegram may ask to wait or fail before a message is given up
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0  # seconds between two tries
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says of messages that are as they should be, or that nobody can see any more.
_HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "query is too old",
    "chat not found",
    "topic_closed",
    "message thread not found",
    "not enough rights to send",
    "have no rights to send",
    "participant_id_invalid",
    "member not found",
    "chat_admin_required",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands, or is to stand: below `reply_to` where that is given.

    `quote` is the part of that message which it is about, "" for all of it.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    quote: str = ""


def place_of_answer(request: Request) -> Place:
    """Return where the answer belongs: in groups below the asking message, in its topic."""
    if request.private:
        return Place(request.message.chat.id, request.thread_id)
    message = request.message
    return Place(message.chat.id, request.thread_id, message.message_id, words_to_point_to(message))


async def _moved_nowhere(_old_id: int, _new_id: int) -> None:
    """Take no note of a group that has moved."""


class Delivery:
    """Sends and edits messages, in order in each chat; nothing here raises Telegram's errors."""

    def __init__(
        self,
        bot: ExtBot[None],
        at_once: int,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        book: AnswerBook | None = None,
        on_move: Callable[[int, int], Awaitable[None]] = _moved_nowhere,
    ) -> None:
        """Send through `bot`, at most `at_once` requests at the same time.

        Answers are noted in `book`. `on_move` is told a group's number, and the one that it has
        since it became a supergroup.
        """
        self._bot = bot
        self._book = book
        self._on_move = on_move
        self._slots = asyncio.Semaphore(at_once)
        self._turns = Turns()
        self._pause = pause
        self._pace = Pace(pause)

    async def answer(self, request: Request, reply: Reply) -> int | None:
        """Send `reply` to whoever asked, or put it in the place of what was answered before.

        Return the number of that message; None as in `send`.
        """
        place, question = place_of_answer(request), request.message.message_id
        answer = None
        if self._book and request.edited:
            answer = await self._book.answer_to(place.chat_id, question)
        if answer is not None:
            await self._edit(place.chat_id, answer, reply)
        elif sent := await self.send(place, reply):
            answer = sent.message_id
        if self._book and answer is not None:
            self._book.note(Pair(place.chat_id, question, answer, reply.quotes or None))
        return answer

    async def send(self, place: Place, reply: Reply) -> Message | None:
        """Send a message; None if it wasn't delivered, or may not have been."""
        return await self._with_a_second_try(
            place,
            lambda place, as_html: self._bot.send_message(
                place.chat_id,
                message_thread_id=place.thread_id,
                reply_parameters=_reply_to(place),
                **_content(reply, as_html=as_html),
            ),
            is_new=True,
        )

    async def edit(self, chat_id: int, message_id: int, reply: Reply) -> None:
        """Put `reply` in the place of an earlier message."""
        await self._edit(chat_id, message_id, reply)
        if self._book and reply.quotes:
            self._book.note(Shown(chat_id, message_id, reply.quotes))

    async def _edit(self, chat_id: int, message_id: int, reply: Reply) -> None:
        # Messages have other numbers in the group that took this one's place: none is edited there.
        await self._with_a_second_try(
            Place(chat_id),
            lambda place, as_html: self._bot.edit_message_text(
                chat_id=place.chat_id, message_id=message_id, **_content(reply, as_html=as_html)
            ),
            follows=False,
        )

    async def acknowledge(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Tell the person who pressed a button that it was heard, with a short text if given."""
        await self._concluded(
            lambda: self._bot.answer_callback_query(query_id, text=text or None, show_alert=alert)
        )

    async def offer(
        self,
        query_id: str,
        offers: Sequence[Offer] = (),
        following: str = "",
        door: Door | None = None,
    ) -> None:
        """Show offers to the person who typed, once: by the next try they have typed on.

        Telegram keeps none of it for the next time: a reindex may have changed what there is to
        quote, and who reads decides the language.
        """
        button = InlineQueryResultsButton(door.label, None, door.parameter) if door else None
        for as_html in (True, False):
            results = [_result(offer, as_html=as_html) for offer in offers]
            try:
                async with self._slots:
                    await self._bot.answer_inline_query(
                        query_id,
                        results,
                        cache_time=0,
                        is_personal=True,
                        next_offset=following,
                        button=button,
                    )
            except TelegramError as error:
                _report(error)
                if "can't parse entities" in str(error).lower():
                    continue
            return

    async def administer(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """Make a call that sends no words, with the same tries as a message; None if refused."""
        return await self._concluded(call)

    async def _with_a_second_try(
        self,
        place: Place,
        call: Callable[[Place, bool], Awaitable[T]],
        *,
        follows: bool = True,
        is_new: bool = False,
    ) -> T | None:
        """Make the call for this place in HTML, and once more without what Telegram stumbled over.

        That is HTML that it can't read, or words to point to that are no longer there. Where the
        group has moved, the second try goes to its new place if the call `follows` it.
        """
        async with self._turns.turn_of(place.chat_id):
            if is_new:
                await self._pace.wait_to_write(place.chat_id)
            try:
                return await self._repeated(lambda: call(place, True))
            except ChatMigrated as moved:
                await self._on_move(place.chat_id, moved.new_chat_id)
                again, as_html = Place(moved.new_chat_id), True
                if not follows:
                    return None
            except BadRequest as error:
                mended = _mended(place, error)
                if mended is None:
                    _report(error)
                    return None
                log.warning("Telegram couldn't read a message, sending it plainer: %s", error)
                again, as_html = mended
            except TelegramError as error:
                _report(error)
                return None
            return await self._concluded(lambda: call(again, as_html))

    async def _concluded(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """Make a call; None, and a line in the log, if it can't be made."""
        try:
            return await self._repeated(call)
        except TelegramError as error:
            _report(error)
            return None

    async def _repeated(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call, again and again while it certainly had no effect.

        An unreachable Telegram is waited for as long as it takes; other faults for `PATIENCE`.

        :raises TelegramError: refused, given up, or sent without a known outcome.
        """
        patience = PATIENCE
        for pause in _pauses():
            try:
                async with self._slots:
                    return await call()
            except RetryAfter as error:
                self._pace.slow_down()
                wait = seconds_to_wait(error)
                patience -= wait
                if patience < 0:
                    raise
            except NetworkError as error:
                wait = pause
                if not was_never_sent(error):
                    patience -= wait
                    if patience < 0 or not is_telegrams_fault(error):
                        raise
            await self._pause(wait)
        raise AssertionError("pauses never end")


def was_never_sent(error: NetworkError) -> bool:
    """Whether a request failed before any of it left this machine."""
    never = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
    return isinstance(error.__cause__, never)


def is_telegrams_fault(error: NetworkError) -> bool:
    """Whether Telegram answered, with a failure of its own (5xx), and didn't do the work."""
    answered = error.__cause__ is None or isinstance(error.__cause__, TelegramError)
    return type(error) is NetworkError and answered  # its subclasses are refusals and time-outs


def seconds_to_wait(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _pauses() -> Iterator[float]:
    """Yield seconds to wait: twice as long each time, up to a limit, without end."""
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)


def _content(reply: Reply, *, as_html: bool = True) -> dict[str, Any]:
    """Return what sending and editing have in common."""
    rows = [
        [InlineKeyboardButton(b.label, callback_data=encode(b.view)) for b in row]
        for row in reply.rows
    ]
    return {
        "text": reply.html if as_html else reply.plain,
        "parse_mode": ParseMode.HTML if as_html else None,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": InlineKeyboardMarkup(rows) if rows else None,
    }


def _result(offer: Offer, *, as_html: bool = True) -> InlineQueryResultArticle:
    """Return an offer as Telegram has it."""
    content = _content(offer.card, as_html=as_html)
    message = InputTextMessageContent(
        content["text"], content["parse_mode"], link_preview_options=content["link_preview_options"]
    )
    return InlineQueryResultArticle(offer.id, offer.title, message, description=offer.excerpt)


def _reply_to(place: Place) -> ReplyParameters | None:
    """Return what makes a message a reply, even if the other one has been deleted by then."""
    if place.reply_to is None:
        return None
    return ReplyParameters(
        place.reply_to, allow_sending_without_reply=True, quote=place.quote or None
    )


def _mended(place: Place, error: BadRequest) -> tuple[Place, bool] | None:
    """Return where to try again, and whether in HTML; None if it would be in vain."""
    text = str(error).lower()
    if "quote" in text and place.quote:
        return replace(place, quote=""), True
    return (place, False) if "can't parse entities" in text else None


def _report(error: TelegramError) -> None:
    """Write down why a message didn't go out, as loudly as somebody should look into it."""
    if isinstance(error, Forbidden):
        log.info("Not delivered, the bot may not write there: %s", error)
    elif isinstance(error, BadRequest) and any(h in str(error).lower() for h in _HARMLESS):
        log.info("Nothing to deliver: %s", error)
    elif isinstance(error, BadRequest | InvalidToken | ChatMigrated | RetryAfter):
        log.error("Telegram refused a request: %s", error)
    elif isinstance(error, NetworkError) and is_telegrams_fault(error):
        log.error("Given up after many tries: %s", error)
    else:
        log.warning("No answer to a request; not repeated, it may have been done: %s", error)
