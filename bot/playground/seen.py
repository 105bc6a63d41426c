"""What tests and pages hold of messages: snapshots, buttons, inline results.

A `Message` shows how it was when it was read; `now()` and `next_edit()` give later ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.playground import asking
from bot.playground.entities import to_json
from bot.playground.errors import NothingHappenedError
from bot.playground.presenting import mentioned_users, message_json
from bot.playground.queries import InlineQuery
from bot.playground.queries import InlineResult as StoredResult
from bot.playground.rendering import as_html
from bot.playground.state import Message as StoredMessage
from bot.playground.state import World

if TYPE_CHECKING:
    from bot.playground.client import Chat  # which holds these in turn

PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` is what it calls back with, `url` what it opens."""

    text: str
    data: str = ""
    url: str = ""
    json: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of pressing a button: a notice or an alert with `text`, a `url` to open."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Message:
    """A message as the people in the chat saw it when this was made."""

    id: int
    chat: "Chat"
    text: str
    html: str
    entities: list[dict[str, Any]]
    buttons: tuple[tuple[Button, ...], ...]
    sender_id: int
    sender_name: str
    is_from_bot: bool
    reply_to_id: int | None
    quote: str
    topic: int | None
    edits: int
    is_deleted: bool
    file_name: str
    file: bytes
    markup: dict[str, Any]
    json: dict[str, Any]
    stored: StoredMessage = field(repr=False)

    def __repr__(self) -> str:
        buttons = f" {self.button_texts}" if self.buttons else ""
        return f"<message {self.id} of {self.sender_name}: {self.text!r}{buttons}>"

    @property
    def button_texts(self) -> list[str]:
        """The labels of all buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, label: str) -> Button:
        """Return the button with this label, or the only one whose label holds it."""
        return _button(asking.find_button(self.stored, label))

    def parts(self, kind: str) -> list[str]:
        """Return the stretches of text of one kind of entity: "bold", "blockquote", ..."""
        content = self.stored.content
        return [self.text[e.start : e.end] for e in content.entities if e.kind == kind]

    @property
    def links(self) -> list[str]:
        """The addresses behind the text links."""
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]

    def now(self) -> "Message":
        """Return the message as it stands at this moment."""
        return self.chat.seen(self.stored)

    async def next_edit(self, timeout: float = PATIENCE) -> "Message":  # noqa: ASYNC109 - how long a test is patient
        """Return the message after its next edit or removal since this snapshot."""

        def look() -> bool | None:
            is_gone = self.stored.is_deleted and not self.is_deleted
            return True if self.stored.edits > self.edits or is_gone else None

        if not await self.chat.stored.changed.first(look, timeout):
            raise NothingHappenedError(
                f"The message {self.text[:60]!r} was not edited within {timeout} s."
            )
        return self.now()


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query, as the bot gave it."""

    id: str
    title: str
    json: dict[str, Any]
    stored: StoredResult = field(repr=False)
    query: InlineQuery = field(repr=False)

    @property
    def text(self) -> str:
        """The text that choosing it sends; empty for none."""
        return self.stored.content.text if self.stored.content else ""


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What an inline query brought up."""

    results: tuple[InlineResult, ...]
    next_offset: str
    button: dict[str, Any] | None


def inline_result(query: InlineQuery, stored: StoredResult) -> InlineResult:
    """Return a result as the person who asked holds it."""
    title = str(stored.json.get("title", ""))
    return InlineResult(stored.id, title, stored.json, stored, query)


def _button(value: dict[str, Any]) -> Button:
    data, url = str(value.get("callback_data", "")), str(value.get("url", ""))
    return Button(value["text"], data, url, value)


def _rows(rows: Sequence[Sequence[dict[str, Any]]]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(_button(button) for button in row) for row in rows)


def snapshot(world: World, chat: "Chat", stored: StoredMessage) -> Message:
    """Return a message as it stands now."""
    sender = stored.sender
    return Message(
        id=stored.id,
        chat=chat,
        text=stored.content.text,
        html=as_html(stored.content),
        entities=to_json(stored.content, mentioned_users(world, stored)),
        buttons=_rows(stored.inline_keyboard),
        sender_id=sender.id if sender else stored.chat.id,
        sender_name=sender.first_name if sender else stored.chat.title,
        is_from_bot=bool(stored.bot_id),
        reply_to_id=stored.reply_to.id if stored.reply_to else None,
        quote=str((stored.quote or {}).get("text", "")),
        topic=stored.thread_id if stored.chat.is_forum else None,
        edits=stored.edits,
        is_deleted=stored.is_deleted,
        file_name=stored.media.file.name if stored.media else "",
        file=stored.media.file.data if stored.media else b"",
        markup=stored.markup or {},
        json=message_json(world, stored),
        stored=stored,
    )
