"""Buttons pressed and inline words typed, while they wait for the bot's answer."""

from dataclasses import dataclass, field

from bot.playground.entities import Formatted
from bot.playground.errors import bad_request
from bot.playground.signals import Signal
from bot.playground.state import Account, Bot, Chat, Json

LIFETIME = 30.0  # seconds in which a bot can answer
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A press on a button; `answer` is what answerCallbackQuery said, None until then."""

    id: str
    bot: Bot
    asked_at: float
    answer: Json | None = None
    changed: Signal = field(default_factory=Signal)


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query. `content` is the text that choosing it sends, if any."""

    id: str
    json: Json
    content: Formatted | None
    markup: Json | None
    link_preview: Json | None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What answerInlineQuery gave, for `cache_time` seconds; `button` leads to a private chat."""

    results: tuple[InlineResult, ...]
    next_offset: str
    button: Json | None
    cache_time: int
    is_personal: bool


@dataclass(slots=True, eq=False)
class InlineQuery:
    """Words typed after a bot's name; `answer` is None until the bot answers."""

    id: str
    bot: Bot
    user: Account
    words: str
    offset: str
    asked_at: float
    chat: Chat | None = None
    answer: InlineAnswer | None = None
    changed: Signal = field(default_factory=Signal)


CacheKey = tuple[int, str, str, int]  # bot, words, offset, user (0 for everybody)


@dataclass(slots=True)
class Queries:
    """All that wait, and the cached inline answers."""

    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    cache: dict[CacheKey, tuple[float, InlineAnswer]] = field(default_factory=dict)

    def add_callback(self, query: CallbackQuery) -> None:
        """Remember a press until it expires."""
        _drop_old(self.callbacks, query.asked_at)
        self.callbacks[query.id] = query

    def add_inline(self, query: InlineQuery) -> None:
        """Remember an inline query until it expires."""
        _drop_old(self.inline, query.asked_at)
        self.inline[query.id] = query

    def answer_callback(self, bot: Bot, query_id: str, answer: Json, now: float) -> None:
        """Give a press its answer; too late, or somebody else's, is a 400."""
        query = self.callbacks.get(query_id)
        if query is None or query.bot is not bot or now - query.asked_at > LIFETIME:
            raise bad_request(_TOO_OLD)
        query.answer = answer
        query.changed.notify()

    def answer_inline(self, bot: Bot, query_id: str, answer: InlineAnswer, now: float) -> None:
        """Give an inline query its answer, and cache it; too late is a 400."""
        query = self.inline.get(query_id)
        if query is None or query.bot is not bot or now - query.asked_at > LIFETIME:
            raise bad_request(_TOO_OLD)
        query.answer = answer
        user = query.user.id if answer.is_personal else 0
        if answer.cache_time > 0:
            key = (bot.id, query.words, query.offset, user)
            self.cache[key] = (now + answer.cache_time, answer)
        query.changed.notify()

    def cached(
        self, bot: Bot, user: Account, words: str, offset: str, now: float
    ) -> InlineAnswer | None:
        """Return the answer that Telegram would give by itself."""
        for user_id in (user.id, 0):
            expires, answer = self.cache.get((bot.id, words, offset, user_id), (0.0, None))
            if now < expires:
                return answer
        return None


def _drop_old(waiting: dict[str, CallbackQuery] | dict[str, InlineQuery], now: float) -> None:
    old = [i for i, query in waiting.items() if now - query.asked_at > 2 * LIFETIME]
    for query_id in old:
        waiting.pop(query_id)
