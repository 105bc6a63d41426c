"""Replies as Telegram's methods take them. Pure."""

from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.offering import Offer
from bot.places import Place
from bot.reply import Reply
from bot.views import encode

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def content_of(reply: Reply, *, as_html: bool = True) -> dict[str, Any]:
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


def result_of(offer: Offer, *, as_html: bool = True) -> InlineQueryResultArticle:
    """Return an offer as Telegram has it."""
    content = content_of(offer.card, as_html=as_html)
    message = InputTextMessageContent(
        content["text"], content["parse_mode"], link_preview_options=content["link_preview_options"]
    )
    return InlineQueryResultArticle(offer.id, offer.title, message, description=offer.excerpt)


def reply_to(place: Place) -> ReplyParameters | None:
    """Return what makes a message a reply, even if the other one has been deleted by then."""
    if place.reply_to is None:
        return None
    return ReplyParameters(
        place.reply_to, allow_sending_without_reply=True, quote=place.quote or None
    )
