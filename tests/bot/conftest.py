"""Messages as Telegram sends them, and the program as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def me() -> Any:
    """The bot's own account."""
    from telegram import User  # noqa: PLC0415 - most tests in this folder do without Telegram

    return User(1, "Verbatim", is_bot=True, username="VerbatimBot")


@pytest.fixture
def write_message() -> Callable[..., Any]:
    """Write a message: `write_message("words", chat="group")`, with the fields Telegram would add.

    Mentions and a command at the beginning get their entities. Other fields are the Bot API's.
    """
    from telegram import Message  # noqa: PLC0415 - the same

    def write(text: str = "", chat: str = "private", sender: int = 7, **fields: Any) -> Any:
        data: dict[str, Any] = {
            "message_id": 10,
            "date": int(datetime.now(UTC).timestamp()),
            "chat": {"id": sender if chat == "private" else -100, "type": chat, "first_name": "A"},
            "from": {"id": sender, "is_bot": False, "first_name": "Ada", "language_code": "fr"},
            **({"text": text, "entities": _entities(text)} if text else {}),
            **fields,
        }
        message = Message.de_json(data, None)
        assert message is not None
        return message

    return write


@pytest.fixture
def environment() -> dict[str, str]:
    """The surroundings without anybody's settings, in English."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VERBATIM_", "TELEGRAM_"))
    }
    return environment | {"LC_ALL": "C.UTF-8"}


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., Any]]:
    """Start `python -m bot` in a temporary folder; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*args: str, **options: Any) -> Any:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            cwd=tmp_path,
            env=environment,
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _entities(text: str) -> list[dict[str, Any]]:
    found, at = [], 0
    for word in text.replace(",", " ").replace("\n", " ").split(" "):
        kind = "mention" if word.startswith("@") else "bot_command" if word.startswith("/") else ""
        length = len(word.encode("utf-16-le")) // 2
        if kind:
            found.append({"type": kind, "offset": at, "length": length})
        at += length + 1
    return found
