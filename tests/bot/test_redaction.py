"""The token appears in nothing that is logged."""

import io
import logging

import pytest
from telegram.ext import ExtBot

from bot.redaction import _LEVELS, RedactingFormatter, keep_secrets_out_of_logs, redact

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_0"
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.fixture
def logged():
    """The root logger's own output, as an operator reads it."""
    root = logging.getLogger()
    libraries = [logging.getLogger(name) for name in _LEVELS]
    levels = [logger.level for logger in libraries]
    stream, handlers, level = io.StringIO(), root.handlers[:], root.level
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.setLevel(logging.DEBUG)
    keep_secrets_out_of_logs(TOKEN)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for logger, before in zip(libraries, levels, strict=True):
        logger.setLevel(before)


@pytest.mark.parametrize(
    "text",
    [
        f"POST {ADDRESS}",
        "POST https://example.org/bot" + TOKEN.replace(":", "%3A") + "/getMe",
        f"the secret is {TOKEN.partition(':')[2]}.",
        f"{TOKEN}{TOKEN}",
    ],
)
def test_token_is_hidden_in_every_form(text):
    hidden = redact(text, TOKEN)
    assert "AAFake" not in hidden
    assert "[token]" in hidden


def test_other_bots_tokens_are_hidden_too():
    assert redact("bot987654321:BBAnotherTokenAnotherToken/getMe") == "bot[token]/getMe"


def test_ordinary_text_stays():
    text = "2024-05-01 12:30:15 INFO bot.app: 10:20 and key:value, 127.0.0.1:8081"
    assert redact(text, TOKEN) == text


def test_messages_arguments_and_tracebacks_are_redacted(logged):
    log = logging.getLogger("some.library")
    log.warning("Request to %s failed", ADDRESS)
    try:
        int(ADDRESS)
    except ValueError:
        log.exception("Odd")
    written = logged.getvalue()
    assert "Request to" in written
    assert "Traceback" in written
    assert "AAFake" not in written


def test_a_bot_that_is_logged_keeps_its_token(logged):
    logging.getLogger("some.library").error("Bot %r", ExtBot(TOKEN))
    assert "[token]" in logged.getvalue()
    assert "AAFake" not in logged.getvalue()


def test_requests_and_messages_are_not_logged_at_all(logged):
    logging.getLogger("httpx").info("HTTP Request: POST %s", ADDRESS)
    logging.getLogger("telegram.ext.ExtBot").debug("Calling sendMessage with a question")
    logging.getLogger("telegram.request.BaseRequest").error("Can not load: a question")
    assert not logged.getvalue()


def test_formatter_keeps_the_layout_of_the_one_it_wraps():
    formatter = RedactingFormatter(logging.Formatter("%(levelname)s: %(message)s"), TOKEN)
    record = logging.LogRecord("n", logging.INFO, "f", 1, "at %s", (ADDRESS,), None)
    assert formatter.format(record) == "INFO: at https://api.telegram.org/bot[token]/getMe"
