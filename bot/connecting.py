"""The bot's connections to the Bot API: at the address of the settings, and nowhere else."""

import os
import ssl
from functools import cache

import httpx
from telegram.request import HTTPXRequest

from bot.lanes import Lanes
from bot.polling import PollingBot
from bot.settings import Settings
from retrieval.errors import SettingsError

_READ_TIMEOUT = 30.0  # seconds; a reply given up too early may have been delivered all the same


def build_bot(settings: Settings) -> PollingBot:
    """Return the bot, which talks to the API at the address of the settings and nowhere else."""
    # The library's own opt-in to durations as such: its exception for 429 warns without it.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return PollingBot(
        token_of(settings),
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


def token_of(settings: Settings) -> str:
    """Return the token.

    :raises SettingsError: there is none.
    """
    if not settings.token:
        raise SettingsError("There is no token: set TELEGRAM_BOT_TOKEN to @BotFather's.")
    return settings.token
