"""Sending: what is tried again, what isn't, and in which order.

A request is repeated only when it certainly had no effect: Telegram asked to wait (429), failed
itself (5xx), or was never reached. Once a request is out and its answer is lost, the message may
well stand in the chat: it is not sent a second time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeVar

from telegram import InlineQueryResultsButton
from telegram.error import (
    BadRequest,
    ChatMigrated,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.addressing import Request
from bot.answer_book import AnswerBook
from bot.faults import is_telegrams_fault, mended, report, seconds_to_wait, was_never_sent
from bot.offering import Door, Offer
from bot.outgoing import content_of, reply_to, result_of
from bot.pace import Pace
from bot.places import Place, place_of_answer
from bot.raw_bot import RawBot
from bot.reply import Reply
from bot.turns import Turns
from storage.answered import Pair, Shown

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE = 600.0  # seconds for which Telegram may ask to wait or fail before a message is given up
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0  # seconds between two tries


async def _moved_nowhere(_old_id: int, _new_id: int) -> None:
    """Take no note of a group that has moved."""


class Delivery:
    """Sends and edits messages, in order in each chat; nothing here raises Telegram's errors."""

    def __init__(
        self,
        bot: RawBot,
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
        else:
            answer = await self.send(place, reply)
        if self._book and answer is not None:
            self._book.note(Pair(place.chat_id, question, answer, reply.quotes or None))
        return answer

    async def send(self, place: Place, reply: Reply) -> int | None:
        """Send a message; return its number, None if it wasn't delivered, or may not have been."""
        return await self._with_a_second_try(
            place,
            lambda place, as_html: self._bot.write(
                place.chat_id,
                place.thread_id,
                content_of(reply, as_html=as_html) | reply_to(place),
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
            lambda place, as_html: self._bot.rewrite(
                place.chat_id, message_id, content_of(reply, as_html=as_html)
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
            results = [result_of(offer, as_html=as_html) for offer in offers]
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
                report(error)
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
                plainer = mended(place, error)
                if plainer is None:
                    report(error)
                    return None
                log.warning("Telegram couldn't read a message, sending it plainer: %s", error)
                again, as_html = plainer
            except TelegramError as error:
                report(error)
                return None
            return await self._concluded(lambda: call(again, as_html))

    async def _concluded(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """Make a call; None, and a line in the log, if it can't be made."""
        try:
            return await self._repeated(call)
        except TelegramError as error:
            report(error)
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


def _pauses() -> Iterator[float]:
    """Yield seconds to wait: twice as long each time, up to a limit, without end."""
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)
