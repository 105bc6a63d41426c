"""Keeps the bot's token, and what people write to it, out of everything that is logged."""

import logging
import re
from urllib.parse import quote

HIDDEN = "[token]"
# A bot's number, a colon (as it is, or as in an address) and the secret that @BotFather gave.
_LOOKS_LIKE_A_TOKEN = re.compile(r"\d{5,16}(?::|%3A)[\w-]{20,64}", re.ASCII | re.IGNORECASE)


def redact(text: str, token: str = "") -> str:
    """Return `text` without `token`, its secret half, or anything else that looks like a token."""
    secret = token.partition(":")[2]
    for form in (token, quote(token, safe=""), secret, quote(secret, safe="")):
        if form:
            text = text.replace(form, HIDDEN)
    return _LOOKS_LIKE_A_TOKEN.sub(HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Formats as another formatter does, then hides the token, in tracebacks too."""

    def __init__(self, inner: logging.Formatter, token: str) -> None:
        """Wrap `inner`."""
        super().__init__()
        self._inner = inner
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line or lines without the token."""
        return redact(self._inner.format(record), self._token)


# The libraries that talk to Telegram, and the level from which on they are worth reading: below,
# httpx writes each request's address, which the token is part of, and the bot's library writes
# down whole messages, which nobody but the bot is meant to read.
_LEVELS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "telegram.request.BaseRequest": logging.CRITICAL,  # quotes answers that aren't JSON
}


def keep_secrets_out_of_logs(token: str) -> None:
    """Make every handler of the root logger hide the token, and the libraries hold their tongue.

    No other logger has a handler of its own.
    """
    for handler in logging.getLogger().handlers:
        handler.setFormatter(RedactingFormatter(handler.formatter or logging.Formatter(), token))
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
