"""Replies as Telegram's methods take them, in plain JSON. Pure."""

from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.offering import Offer
from bot.places import Place
from bot.reply import Reply
from bot.views import encode


def content_of(reply: Reply, *, as_html: bool) -> dict[str, Any]:
    """Return what sending and editing have in common."""
    content: dict[str, Any] = {
        "text": reply.html if as_html else reply.plain,
        "link_preview_options": {"is_disabled": True},
    }
    if as_html:
        content["parse_mode"] = ParseMode.HTML
    if reply.rows:
        content["reply_markup"] = {
            "inline_keyboard": [
                [{"text": one.label, "callback_data": encode(one.view)} for one in row]
                for row in reply.rows
            ]
        }
    return content


def result_of(offer: Offer, *, as_html: bool) -> InlineQueryResultArticle:
    """Return an offer as Telegram has it."""
    message = InputTextMessageContent(
        offer.card.html if as_html else offer.card.plain,
        ParseMode.HTML if as_html else None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(offer.id, offer.title, message, description=offer.excerpt)


def reply_to(place: Place) -> dict[str, Any]:
    """Return what makes a message a reply, even if the other one has been deleted by then."""
    if place.reply_to is None:
        return {}
    parameters = {"message_id": place.reply_to, "allow_sending_without_reply": True}
    return {"reply_parameters": parameters | ({"quote": place.quote} if place.quote else {})}
