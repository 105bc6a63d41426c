"""What Telegram's errors mean: what may be tried again, and in which form; what is worth a word."""

import logging
from dataclasses import replace
from datetime import timedelta

from aiohttp import ClientConnectorError, ConnectionTimeoutError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.places import Place

log = logging.getLogger(__name__)

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


def was_never_sent(error: NetworkError) -> bool:
    """Whether a request failed before any of it left this machine."""
    return isinstance(error.__cause__, (ClientConnectorError, ConnectionTimeoutError))


def is_telegrams_fault(error: NetworkError) -> bool:
    """Whether Telegram answered, with a failure of its own (5xx), and didn't do the work."""
    answered = error.__cause__ is None or isinstance(error.__cause__, TelegramError)
    return type(error) is NetworkError and answered  # its subclasses are refusals and time-outs


def seconds_to_wait(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def mended(place: Place, error: BadRequest) -> tuple[Place, bool] | None:
    """Return where to try again, and whether in HTML; None if it would be in vain."""
    text = str(error).lower()
    if "quote" in text and place.quote:
        return replace(place, quote=""), True
    return (place, False) if "can't parse entities" in text else None


def report(error: TelegramError) -> None:
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
