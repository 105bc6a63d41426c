"""Guest mode: named in a chat that it isn't in, the bot answers there, once for each call.

The operator switches it on at @BotFather. A guest has no standing in the chat: its number may be
another chat's with us, so neither a group's settings nor what was asked there before count, and
its answer has no buttons, which could not be told apart from those of our own chats.
"""

from dataclasses import replace

from telegram import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    User,
)
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.addressing import ASK, Request, question_replied_to, read_request
from bot.delivery import Delivery
from bot.library import Library
from bot.readers import Readers
from bot.render import render_answer, render_no_answer
from bot.reply import Reply
from retrieval.model import Answer, Reason

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SILENCE = (Reason.SMALL_TALK, Reason.NO_QUESTION)


class Guests:
    """Answers questions from chats that the bot is called into."""

    def __init__(
        self, library: Library, readers: Readers, bot: ExtBot[None], delivery: Delivery
    ) -> None:
        """Answer from `library`, through `bot`."""
        self._library = library
        self._readers = readers
        self._bot = bot
        self._delivery = delivery

    async def answer(self, request: Request) -> None:
        """Answer a question; to what asks nothing, say nothing."""
        question = request.words or question_replied_to(request)
        query_id = request.message.guest_query_id
        if not question or query_id is None:
            return
        voice = await self._readers.voice_of(request.message.from_user)
        outcome = await self._library.answer(question)
        if isinstance(outcome, Answer):
            reply = render_answer(outcome, voice)
        elif outcome.reason in _SILENCE:
            return
        else:
            reply = render_no_answer(outcome, voice)
        result = _as_result(replace(reply, rows=()))
        await self._delivery.administer(lambda: self._bot.answer_guest_query(query_id, result))


def read_call(message: Message, me: User) -> Request | None:
    """Return what a guest message asks; None for commands other than /ask, and for nobody's."""
    request = read_request(message, me)
    return request if request is not None and request.command == ASK else None


def _as_result(reply: Reply) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        reply.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )
    return InlineQueryResultArticle("answer", "Verbatim", content)
