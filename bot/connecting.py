"""The bot's connections to the Bot API: at the address of the settings, and nowhere else."""

import os
import ssl
from functools import cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from bot.raw_bot import RawBot
from bot.settings import Settings
from bot.wire import Wire
from retrieval.errors import SettingsError

_READ_TIMEOUT = 30.0  # seconds; a reply given up too early may have been delivered all the same


def build_bot(settings: Settings) -> RawBot:
    """Return the bot, which talks to the API at the address of the settings and nowhere else."""
    # The library's own opt-in to durations as such: its exception for 429 warns without it.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return RawBot(
        token_of(settings),
        base_url=f"{settings.api_base}/bot",
        base_file_url=f"{settings.api_base}/file/bot",
        request=_wire(settings, settings.concurrency),
        get_updates_request=_wire(settings, 1),
    )


def _wire(settings: Settings, at_once: int) -> Wire:
    return Wire(at_once, _READ_TIMEOUT, _trusted_certificates(), proxy_for(settings.api_base))


def proxy_for(address: str) -> str | None:
    """Return the proxy that the environment names for an address (HTTPS_PROXY, NO_PROXY and so on).

    :raises SettingsError: it is none that requests can go through.
    """
    parts = urlsplit(address)
    if proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all") or ""
    proxy = named if not named or "://" in named else f"http://{named}"
    if proxy and urlsplit(proxy).scheme not in ("http", "https"):
        raise SettingsError(
            "The environment names a proxy that isn't one for HTTP: name one that is, or have "
            f"NO_PROXY leave {parts.hostname} out."
        )
    return proxy or None


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
