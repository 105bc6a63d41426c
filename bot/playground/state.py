"""The little world of the playground: people, bots, chats and messages, all in memory.

Offsets in texts are code points. Nothing in here knows HTTP; one event loop owns it all.
"""

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from bot.playground.entities import NOTHING, Formatted
from bot.playground.files import FileStore, StoredFile
from bot.playground.signals import Signal
from bot.playground.updates import UpdateQueue

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]

ANONYMOUS_ADMIN_ID = 1_087_968_824
CHANNEL_BOT_ID = 136_817_688
TELEGRAM_ID = 777_000


@dataclass(slots=True)
class Account:
    """A person or a bot, as others see it."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str = ""
    username: str = ""
    language_code: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """What an account is in a chat: creator, administrator, member, left or kicked."""

    account: Account
    status: str = "member"

    @property
    def is_in(self) -> bool:
        """Tell whether the account takes part."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Tell whether the account administers the chat."""
        return self.status in ("creator", "administrator")


@dataclass(frozen=True, slots=True)
class Media:
    """A file in a message; `kind` is "document" or "photo"."""

    kind: str
    file: StoredFile
    json: Any


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now. `edits` counts; `markup` is any keyboard sent with it."""

    chat: "Chat"
    id: int = 0
    date: int = 0
    sender: Account | None = None
    sender_chat: "Chat | None" = None
    content: Formatted = NOTHING
    media: Media | None = None
    service: Json = field(default_factory=dict)
    thread_id: int | None = None
    reply_to: "Message | None" = None
    quote: Json | None = None
    via_bot: Account | None = None
    origin: Json | None = None
    is_automatic_forward: bool = False
    markup: Json | None = None
    link_preview: Json | None = None
    inline_id: str = ""
    bot_id: int = 0  # the bot that sent it, also as a channel
    guest_of: Account | None = None  # who called the bot that sent it into a chat it isn't in
    edits: int = 0
    edit_date: int = 0
    is_deleted: bool = False
    sequence: int = 0  # of its last change in the whole world
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    meant_for: set[int] = field(default_factory=set)  # bots that privacy mode shows it to

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        """The rows of buttons under the message."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(frozen=True, slots=True)
class Action:
    """What a bot shows itself to be doing, such as "typing", since `date` in Unix seconds."""

    bot_id: int
    kind: str
    date: float
    sequence: int


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation. A private one is between `user` and one bot."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str = ""
    is_forum: bool = False
    user: Account | None = None
    bot_id: int = 0
    is_started: bool = False
    linked: "Chat | None" = None
    migrated_to: int | None = None
    last_bot_id: int = 0
    next_message_id: int = 1
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    last_action: Action | None = None
    changed: Signal = field(default_factory=Signal)

    def member(self, account_id: int) -> Member | None:
        """Return what this account is here, None if it never was here."""
        return self.members.get(account_id)

    def holds(self, account_id: int) -> bool:
        """Tell whether this account takes part."""
        member = self.members.get(account_id)
        return member is not None and member.is_in

    def is_admin(self, account_id: int) -> bool:
        """Tell whether this account administers the chat."""
        member = self.members.get(account_id)
        return member is not None and member.is_admin

    def message(self, message_id: int) -> Message | None:
        """Return a message that has not been deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.is_deleted else message


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates."""

    url: str
    secret_token: str = field(default="", repr=False)
    max_connections: int = 40
    has_certificate: bool = False
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class Profile:
    """What a bot says of itself, by language ("" is the default); commands by scope too."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Bot:
    """A bot, with what BotFather knows of it and the private chats that it has."""

    account: Account
    token: str = field(repr=False)
    privacy: bool = True
    inline: bool = True
    inline_feedback: bool = False
    can_join_groups: bool = True
    takes_guest_queries: bool = False  # it answers in chats that it isn't in
    has_called: bool = False  # it runs, or ran
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook | None = None
    webhook_changed: Signal = field(default_factory=Signal)
    profile: Profile = field(default_factory=Profile)
    private_chats: dict[int, Chat] = field(default_factory=dict)
    blocked_by: set[int] = field(default_factory=set)
    has_met: set[int] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The number before the colon of its token."""
        return self.account.id


@dataclass(slots=True, eq=False)
class World:
    """Everything there is. `key` tells one world from the next on the same port."""

    clock: Callable[[], float] = time.time
    accounts: dict[int, Account] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)  # all but private ones
    files: FileStore = field(default_factory=FileStore)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    guest_queries: dict[tuple[int, str], Message] = field(default_factory=dict)  # by bot and id
    random: Random = field(default_factory=lambda: Random(20_170_901))  # noqa: S311 - identifiers, not secrets
    sequence: int = 0  # of the last change
    cast_sequence: int = 0  # of the last change of who and what there is
    changed: Signal = field(default_factory=Signal)
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        for account in (
            Account(ANONYMOUS_ADMIN_ID, "Group", True, username="GroupAnonymousBot"),
            Account(CHANNEL_BOT_ID, "Channel", True, username="Channel_Bot"),
            Account(TELEGRAM_ID, "Telegram"),
        ):
            self.accounts[account.id] = account

    def now(self) -> int:
        """Return the time in whole Unix seconds."""
        return int(self.clock())

    def next_sequence(self) -> int:
        """Return the number of a change that happens now, and wake whoever watches it all."""
        self.sequence += 1
        self.changed.notify()
        return self.sequence

    def mark_cast_changed(self) -> None:
        """Note that people, bots, chats or what these say of themselves are no longer the same."""
        self.cast_sequence = self.next_sequence()

    def bot_with(self, token: str) -> Bot | None:
        """Return the bot that has this token."""
        number = token.partition(":")[0]
        bot = self.bots.get(int(number)) if number.isdecimal() else None
        return bot if bot is not None and bot.token == token else None

    def private_chat(self, bot: Bot, user: Account) -> Chat:
        """Return the conversation of `user` with `bot`; it begins when the user speaks first."""
        chat = bot.private_chats.get(user.id)
        if chat is None:
            chat = Chat(user.id, "private", user=user, bot_id=bot.id)
            chat.members = {a.id: Member(a) for a in (user, bot.account)}
            bot.private_chats[user.id] = chat
        return chat

    def chat_of(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return the chat that this bot knows by `chat_id`."""
        return self.chats.get(chat_id) or bot.private_chats.get(chat_id)

    def chat_named(self, username: str) -> Chat | None:
        """Return the public group or channel with this @username, letter case aside."""
        name = username.removeprefix("@").lower()
        return next((c for c in self.chats.values() if name and c.username.lower() == name), None)

    def account_named(self, username: str) -> Account | None:
        """Return the person or bot with this @username, letter case aside."""
        name = username.removeprefix("@").lower()
        return next((a for a in self.accounts.values() if a.username.lower() == name), None)

    def query_id(self) -> str:
        """Return a new identifier for a callback or inline query."""
        return str(self.random.getrandbits(60) + 10**18)
